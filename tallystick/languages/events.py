"""What happens: the words of a language that tell of events, read from its ``events.toml``.

The classes are those of PLOVER (Open Event Data Alliance, *PLOVER: Political Language Ontology for Verifiable
Event Records*), with DEATH and OTHER beside them. Table ``[verb]`` holds patterns:

    attack = { type = "ASSAULT", shows = "Armenia attacked the port." }
    "lift SANCTION" = { type = "RETREAT", shows = "Serbia lifted the embargo." }
    "EVENT erupt" = { shows = "Protests erupted in Lima." }

A particle or preposition joins its verb with an underscore ("call_on"). A word before the verb narrows its
subject, a word behind it its object. Words in capitals stand for many: a PLOVER class for the nouns of that
class in table ``[noun]`` and for infinitives and gerunds of it, ``FORCE`` for the classes of material conflict,
``EVENT`` for the nouns of any class; ``SOMEBODY`` for whoever can act, ``THEIRS`` for that and what they own or
do, ``NOBODY`` for no object, ``PLACE`` for a place. A word in lower case stands for that noun, or for the nouns
that table ``[kind]`` gathers under it. A pattern without ``type`` takes that of the noun.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tallystick.errors import LexiconError
from tallystick.languages.lexicon import read_toml
from tallystick.model import EVENT_TYPES

_ROLES = ("actor", "target")
_WIDE = frozenset({"EVENT", "SOMEBODY", "NOBODY", "THEIRS", "PLACE"})
_FIELDS = {"type", "subject", "speech", "alone", "shows", "nouns"}


@dataclass(frozen=True, slots=True)
class EventPattern:
    """One line of ``events.toml``.

    Attributes:
        predicate: Lemma of the verb, noun or adjective; with its particle or preposition ("call_on").
        type: PLOVER class; empty where the noun in the pattern tells it.
        before: What the subject must be, empty for anything.
        behind: What the object must be, empty for anything.
        subject: The subject's part in the event, ``actor`` or ``target``.
        speech: It is done by speaking; of a single person it is told as a statement, not as an event.
        alone: A noun that tells an event without a verb ("the invasion of the island").
        shows: A sentence that is read otherwise without the line.
    """

    predicate: str
    type: str
    before: str = ""
    behind: str = ""
    subject: str = "actor"
    speech: bool = False
    alone: bool = True
    shows: str = ""


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All of ``events.toml``.

    Attributes:
        verbs: Patterns by their verb, the narrower ones first.
        nouns: Nouns that name an event or, with ``alone`` false, what patterns speak of.
        adjectives: Predicate adjectives ("willing").
        kinds: Nouns gathered under one name.
        governors: Verbs that make what they govern ``possible`` ("tried to"), ``denied``, ``decided`` ("voted to")
            or ``planned``.
        realising_marks: Prepositions whose gerund tells what happened ("after taking the town").
        companions: Prepositions that put somebody at the subject's side ("alongside").
    """

    verbs: Mapping[str, tuple[EventPattern, ...]]
    nouns: Mapping[str, EventPattern]
    adjectives: Mapping[str, EventPattern]
    kinds: Mapping[str, frozenset[str]]
    governors: Mapping[str, str]
    realising_marks: frozenset[str]
    companions: frozenset[str]

    @property
    def triggers(self) -> frozenset[str]:
        """Words one of which every sentence with an event holds."""
        found = {n for n in self.nouns} | set(self.adjectives)
        for verb, patterns in self.verbs.items():
            for pattern in patterns:
                if pattern.behind.islower():
                    found |= self.kinds.get(pattern.behind, frozenset({pattern.behind}))
                elif not pattern.before and pattern.behind in ("", *_WIDE - {"EVENT"}):
                    found.add(verb.split("_")[0])
        return frozenset(found)


def load_events(path: Path) -> EventLexicon:
    """The lexicon in ``path``.

    Raises:
        LexiconError: A line has another form than the module's head says.
    """
    data = read_toml(path)
    kinds = {name: frozenset(_checked(path, "kind", name, line)["nouns"]) for name, line in data.get("kind", {}).items()}
    verbs: dict[str, list[EventPattern]] = {}
    for key, line in data.get("verb", {}).items():
        pattern = _verb(path, key, _checked(path, "verb", key, line))
        verbs.setdefault(pattern.predicate, []).append(pattern)
    ordered = {verb: tuple(sorted(patterns, key=_breadth)) for verb, patterns in verbs.items()}
    governors = {verb: line["makes"] for verb, line in data.get("governor", {}).items()}
    return EventLexicon(
        verbs=ordered,
        nouns=_words(path, data, "noun"),
        adjectives=_words(path, data, "adjective"),
        kinds=kinds,
        governors=governors,
        realising_marks=frozenset(data.get("realising_marks", ())),
        companions=frozenset(data.get("companions", ())),
    )


def _words(path: Path, data: Mapping[str, Any], table: str) -> dict[str, EventPattern]:
    return {
        lemma: EventPattern(predicate=lemma, **_checked(path, table, lemma, line))
        for lemma, line in data.get(table, {}).items()
    }


def _verb(path: Path, key: str, line: Mapping[str, Any]) -> EventPattern:
    words = key.split(" ")
    before = words.pop(0) if words[0].isupper() else ""
    if not 1 <= len(words) <= 2:
        raise LexiconError(f"{path.name} [verb] {key}: a key is a verb with at most one word before and behind it")
    return EventPattern(predicate=words[0], before=before, behind="".join(words[1:]), **{"type": "", **line})


def _checked(path: Path, table: str, key: str, line: Any) -> dict[str, Any]:
    where = f"{path.name} [{table}] {key}"
    if not isinstance(line, dict) or not set(line) <= _FIELDS:
        raise LexiconError(f"{where}: a line is a table with fields out of {', '.join(sorted(_FIELDS))}")
    if line.get("type", "OTHER") not in EVENT_TYPES:
        raise LexiconError(f"{where}: 'type' must be one of {', '.join(EVENT_TYPES)}")
    if line.get("subject", "actor") not in _ROLES:
        raise LexiconError(f"{where}: 'subject' must be one of {', '.join(_ROLES)}")
    return line


def _breadth(pattern: EventPattern) -> tuple[bool, bool, bool]:
    """Sorts a named noun before a class of nouns, and that before anything at all."""
    named = pattern.behind.islower()
    return not named, not (pattern.behind or pattern.before), bool(_WIDE & {pattern.behind, pattern.before})
