"""What happens: the words of a language that tell of events, read from its ``events.toml``.

The classes are those of PLOVER (Open Event Data Alliance, *PLOVER: Political Language Ontology for Verifiable
Event Records*), with DEATH and OTHER beside them. Table ``[verb]`` holds patterns:

    attack = { type = "ASSAULT", shows = "Armenia attacked the port." }
    "lift SANCTION" = { type = "RETREAT", shows = "Serbia lifted the embargo." }
    "EVENT erupt" = { shows = "Protests erupted in Lima." }

A particle or preposition joins its verb with an underscore ("call_on"). A word before the verb narrows its
subject, a word behind it its object. Words in capitals stand for many: a PLOVER class for the nouns of that
class in table ``[noun]`` and for infinitives and gerunds of it, ``FORCE`` for PROTEST, SANCTION, COERCE and ASSAULT,
``EVENT`` for the nouns of any class; ``SOMEBODY`` for whoever can act, ``THEIRS`` for that and what they own or
do, ``NOBODY`` for no object, ``PLACE`` for a place. A word in lower case stands for that noun, or for the nouns
that table ``[kind]`` gathers under it; before the verb such a kind stands in capitals too ("WEAPON explode"). A
pattern without ``type`` takes that of the noun; one of type ``NONE`` tells of no event although its verb alone
would ("kill time").

A noun's key may begin with the word before it ("missile strike") or end in the preposition behind it ("strike_on").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from tallystick.errors import LexiconError
from tallystick.languages.lexicon import read_toml
from tallystick.model import EVENT_TYPES

Makes = Literal["possible", "denied", "decided", "planned"]
NONE = "NONE"

_ROLES = ("actor", "target")
_WIDE = frozenset({"EVENT", "SOMEBODY", "NOBODY", "THEIRS", "PLACE"})
_FIELDS = {
    "verb": {"type", "subject", "speech", "state", "shows"},
    "noun": {"type", "alone", "shows"},
    "adjective": {"type", "shows"},
    "kind": {"nouns", "shows"},
    "governor": {"makes", "shows"},
}


@dataclass(frozen=True, slots=True)
class EventPattern:
    """A line of ``[verb]``, ``[noun]`` or ``[adjective]``.

    Attributes:
        predicate: Lemma of the verb, noun or adjective; with its particle or preposition ("call_on").
        type: PLOVER class; empty where the noun in the pattern tells it.
        before: What the subject must be, empty for anything.
        behind: What the object must be, empty for anything.
        subject: The subject's part in the event, ``actor`` or ``target``.
        speech: It is done by speaking; of a single named person it is told as a statement, not as an event.
        state: The verb names a state, which only in the past or the perfect tells of an event ("supported").
        alone: The noun tells an event without a verb ("the invasion of the island").
        shows: A sentence that is read otherwise without the line.
    """

    predicate: str
    type: str = ""
    before: str = ""
    behind: str = ""
    subject: str = "actor"
    speech: bool = False
    state: bool = False
    alone: bool = True
    shows: str = ""


@dataclass(frozen=True, slots=True)
class EventKind:
    """A line of ``[kind]``: nouns gathered under one name, and a sentence that is read otherwise without them."""

    nouns: frozenset[str]
    shows: str = ""


@dataclass(frozen=True, slots=True)
class EventGovernor:
    """A line of ``[governor]``: what a verb makes of what it governs ("**tried** to bomb the port").

    Attributes:
        makes: It may have happened (``possible``), has not (``denied``), is as good as done (``decided``) or lies
            ahead (``planned``).
        shows: A sentence that is read otherwise without the line.
    """

    makes: Makes
    shows: str = ""


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All of ``events.toml``.

    Attributes:
        verbs: Patterns by their verb, the narrower ones first.
        nouns: Nouns that name an event or, with ``alone`` false, what patterns speak of.
        adjectives: Predicate adjectives ("willing").
        kinds: Nouns gathered under one name.
        governors: Verbs that make something of what they govern.
        realising_marks: Prepositions whose gerund tells what happened ("after taking the town").
        companions: Prepositions that put somebody at the subject's side ("alongside").
        texts: Nouns for what speaks but does not act ("a letter").
    """

    verbs: Mapping[str, tuple[EventPattern, ...]]
    nouns: Mapping[str, EventPattern]
    adjectives: Mapping[str, EventPattern]
    kinds: Mapping[str, EventKind]
    governors: Mapping[str, EventGovernor]
    realising_marks: frozenset[str]
    companions: frozenset[str]
    texts: frozenset[str]

    def of_kind(self, name: str) -> frozenset[str]:
        """The nouns gathered under ``name``, or ``name`` itself where it gathers none."""
        kind = self.kinds.get(name)
        return kind.nouns if kind is not None else frozenset({name})

    @property
    def triggers(self) -> frozenset[str]:
        """Words one of which every sentence with an event holds."""
        found = {noun.split("_")[0].split(" ")[-1] for noun, line in self.nouns.items() if line.type != NONE}
        found |= set(self.adjectives)
        for verb, patterns in self.verbs.items():
            for pattern in (p for p in patterns if p.type != NONE):
                found |= self.kinds[kind].nouns if (kind := pattern.before.lower()) in self.kinds else set()
                if pattern.behind.islower():
                    found |= self.of_kind(pattern.behind)
                elif not pattern.before and pattern.behind in ("", *_WIDE - {"EVENT"}):
                    found.add(verb.split("_")[0])
        return frozenset(found)


def load_events(path: Path) -> EventLexicon:
    """The lexicon in ``path``.

    Raises:
        LexiconError: A line has another form than the module's head says.
    """
    data = read_toml(path)
    tables = {table: _lines(path, table, data.get(table, {})) for table in _FIELDS}
    verbs: dict[str, list[EventPattern]] = {}
    for key, line in tables["verb"].items():
        pattern = _verb(path, key, line)
        verbs.setdefault(pattern.predicate, []).append(pattern)
    return EventLexicon(
        verbs={verb: tuple(sorted(patterns, key=_breadth)) for verb, patterns in verbs.items()},
        nouns={lemma: EventPattern(lemma, **line) for lemma, line in tables["noun"].items()},
        adjectives={lemma: EventPattern(lemma, **line) for lemma, line in tables["adjective"].items()},
        kinds={
            k: EventKind(frozenset(line["nouns"]), line.get("shows", ""))
            for k, line in tables["kind"].items()
        },
        governors={verb: EventGovernor(**line) for verb, line in tables["governor"].items()},
        realising_marks=frozenset(data.get("realising_marks", ())),
        companions=frozenset(data.get("companions", ())),
        texts=frozenset(data.get("texts", ())),
    )


def _lines(path: Path, table: str, lines: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    for key, line in lines.items():
        where = f"{path.name} [{table}] {key}"
        if not isinstance(line, dict) or not set(line) <= _FIELDS[table]:
            raise LexiconError(
                f"{where}: a line is a table with fields out of {', '.join(sorted(_FIELDS[table]))}"
            )
        _check(where, "type", line.get("type", NONE), (*EVENT_TYPES, NONE))
        _check(where, "subject", line.get("subject", "actor"), _ROLES)
        if table == "governor":
            _check(where, "makes", line.get("makes"), get_args(Makes))
        if table == "kind" and not line.get("nouns"):
            raise LexiconError(f"{where}: 'nouns' must list the nouns that it gathers")
    return dict(lines)


def _check(where: str, field: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise LexiconError(f"{where}: {field!r} must be one of {', '.join(allowed)}, not {value!r}")


def _verb(path: Path, key: str, line: Mapping[str, Any]) -> EventPattern:
    words = key.split(" ")
    before = words.pop(0) if words[0].isupper() else ""
    if not 1 <= len(words) <= 2:
        raise LexiconError(
            f"{path.name} [verb] {key}: a key is a verb with at most one word before and behind it"
        )
    return EventPattern(words[0], before=before, behind="".join(words[1:]), **line)


def _breadth(pattern: EventPattern) -> tuple[bool, bool, bool]:
    """Sorts a named noun before a class of nouns or a place, those before who can act, and that before anything."""
    parts = {pattern.before, pattern.behind}
    return not pattern.behind.islower(), parts == {""}, bool(_WIDE - {"PLACE"} & parts)
