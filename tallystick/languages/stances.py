"""Stances: the words of a language by which somebody takes a side, read from its ``stances.toml``.

The tables ``[verb]``, ``[noun]``, ``[adjective]`` and ``[phrase]`` hold one word in each line:

    rule_out = { does = "opposes", shows = "Norway ruled out a wage rise." }

A verb's particle, or the preposition before what it is about, is joined with an underscore ("call_for",
"object_to"), an infinitive's mark with a blank ("have to"). A phrase is a preposition and its noun ("on table": is on
the table). ``does`` says what the word makes of what it is about:

    favours    for it: welcome, urge, be ready to; negated: against it
    opposes    against it: reject, rule out, a mistake; negated, it is left open ("did not rule out")
    decides    for it; negated, it is left open ("has not decided")
    weighs     neither: consider, be undecided; negated: against it ("is not considering it")
    demands    for it in the speaker's eyes, whoever is to do it: need, indispensable; negated: against it
    denies     says that it is not so
    discusses  says that it is talked about; negated, that it is not
    agrees     says what several are one in: consensus; where they speak, they are for it, and negated, it is open
    differs    says what several are not one in: divided, a rift; where they speak, it is open
    warns      against what stands in its condition ("warned of war if …"), for what that condition lacks

``pointers`` are nouns that stand for what was named before ("the issue", "this idea"), ``pronouns`` are pronouns
that do, ``sweeping`` those of them that mean anything at all, ``negative_pronouns`` those that also negate ("nothing
can be ruled out"). ``purposes`` are phrases
that open a purpose: what governs them takes no side on it ("in order"). ``lacking`` are prepositions of what is
not there ("warned of war **without** a deal"). ``earlier`` are words by which a side was taken once, whatever is said
now ("**had** opposed it", "**once** backed it"). ``shows`` is a sentence
about a wage rise that takes another stance when the line is taken away; the tests prove it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from tallystick.errors import LexiconError
from tallystick.languages.lexicon import read_toml

Turn = Literal[
    "favours", "opposes", "decides", "weighs", "demands", "denies", "discusses", "agrees", "differs", "warns"
]
TURNS: tuple[Turn, ...] = get_args(Turn)
PARTS = ("verb", "noun", "adjective", "phrase")
_LISTS = ("pointers", "pronouns", "sweeping", "negative_pronouns", "purposes", "lacking", "earlier")
_KEYS = {"does", "shows"}


@dataclass(frozen=True, slots=True)
class StanceWord:
    """One line of ``stances.toml``: see the module's head."""

    word: str
    part: str
    does: Turn
    shows: str


@dataclass(frozen=True, slots=True)
class Stances:
    """All words of stance of a language.

    Attributes:
        lines: By part and word.
        pointers: Nouns that stand for what was named before.
        pronouns: Pronouns that do.
        sweeping: Those of the pronouns that mean anything at all.
        negative_pronouns: Those of the pronouns that negate.
        purposes: Phrases that open a purpose.
        lacking: Prepositions of what is not there.
        earlier: Words by which a side was taken once.
    """

    lines: Mapping[tuple[str, str], StanceWord]
    pointers: frozenset[str]
    pronouns: frozenset[str]
    sweeping: frozenset[str]
    negative_pronouns: frozenset[str]
    purposes: frozenset[str]
    lacking: frozenset[str]
    earlier: frozenset[str]

    def __iter__(self) -> Iterator[StanceWord]:
        """The lines in the order of the file."""
        return iter(self.lines.values())

    def find(self, part: str, *words: str) -> StanceWord | None:
        """The line of the first of ``words`` that has one."""
        return next((line for word in words if (line := self.lines.get((part, word))) is not None), None)


def load_stances(path: Path) -> Stances:
    """All words of a ``stances.toml``.

    Raises:
        LexiconError: A line has another form than the module's head says.
    """
    tables = read_toml(path)
    words = {name: frozenset(tables.pop(name, ())) for name in _LISTS}
    lines: dict[tuple[str, str], StanceWord] = {}
    for part, table in tables.items():
        if part not in PARTS:
            raise LexiconError(f"{path.name} has a table [{part}]; its tables are {', '.join(PARTS)}")
        for word, line in table.items():
            if not isinstance(line, dict) or not set(line) <= _KEYS or line.get("does") not in TURNS:
                raise LexiconError(
                    f'{path.name} [{part}] {word}: a word is {{ does = "favours", shows = "a sentence" }}, '
                    f"'does' being one of {', '.join(TURNS)}"
                )
            lines[part, word] = StanceWord(word, part, cast(Turn, line["does"]), line.get("shows", ""))
    return Stances(lines, **words)
