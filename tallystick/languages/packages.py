"""Words for packages: what they hold, what goods are worth, and how later sentences take them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tallystick.errors import LexiconError
from tallystick.languages.lexicon import read_toml

_MARKS = 5
"""Characters beside the phrase itself: quotation marks before it, and the one behind it."""

_PARTS = (
    "worth",
    "loose",
    "within",
    "holding",
    "holding_of",
    "listing",
    "opening",
    "anaphors",
    "determined",
    "sums",
    "joints",
    "purposes",
    "measures",
    "under_way",
    "recording",
    "recorders",
    "parties",
)


@dataclass(frozen=True, slots=True)
class PackageWords:
    """What ``packages.toml`` of a language holds.

    Attributes:
        worth: Phrases between goods and the sum that they are worth ("valued at"), longest first.
        loose: Those of them that say many other things, too ("for").
        within: Phrases that open something larger, whose worth is not that of the goods ("part of a package worth").
        holding: Lemmas of verbs whose subject is a package and whose object is a part of it ("include").
        holding_of: Prepositions behind which such a verb names the parts ("consists **of**").
        listing: Phrases behind which parts are listed ("including"), longest first.
        opening: Phrases that open a sentence with a part of what was told before ("of this"), longest first.
        anaphors: Words that stand for what was told before ("this", "first").
        determined: Words before a sum that takes up what was told ("**this** 2 million").
        sums: Nouns that stand for how much ("amount").
        joints: Words that join the last parts of a list ("and"), longest first.
        purposes: Prepositions behind a sum that say whom or what it is for ("to").
        measures: Words between a sum and what it measures ("in", as in "2 million in grants"), longest first.
        under_way: Phrases behind goods that are still to come ("on the way"), longest first.
        recording: Verbs by which a register says which part of a package it holds ("report").
        recorders: Their subjects ("we", "this entry").
        parties: Nouns that take up who gives ("the **country**").
    """

    worth: tuple[str, ...]
    loose: frozenset[str]
    within: tuple[str, ...]
    holding: frozenset[str]
    holding_of: frozenset[str]
    listing: tuple[str, ...]
    opening: tuple[str, ...]
    anaphors: frozenset[str]
    determined: frozenset[str]
    sums: frozenset[str]
    joints: tuple[str, ...]
    purposes: tuple[str, ...]
    measures: tuple[str, ...]
    under_way: tuple[str, ...]
    recording: frozenset[str]
    recorders: frozenset[str]
    parties: frozenset[str]

    def opens_part(self, text: str, start: int = 0) -> bool:
        """Whether a part of what was told before follows at ``start``: "of this, 6 million …"."""
        ahead = text[start : start + len(self.opening[0]) + _MARKS].lstrip("“‘«\"'( ").lower()
        return any(
            ahead.startswith(phrase) and not ahead[len(phrase) :][:1].isalnum() for phrase in self.opening
        )


def load_packages(path: Path) -> PackageWords:
    """The words in ``path``.

    Raises:
        LexiconError: A part is missing, or one stands there that is not known.
    """
    data: Mapping[str, Any] = read_toml(path)
    for part in sorted(set(_PARTS) ^ set(data)):
        fault = "lacks the part" if part in _PARTS else "has the unknown part"
        raise LexiconError(f"{path} {fault} {part!r}; parts are: {', '.join(_PARTS)}")
    return PackageWords(
        worth=_longest_first(data["worth"]),
        loose=frozenset(data["loose"]),
        within=_longest_first(data["within"]),
        holding=frozenset(data["holding"]),
        holding_of=frozenset(data["holding_of"]),
        listing=_longest_first(data["listing"]),
        opening=_longest_first(data["opening"]),
        anaphors=frozenset(data["anaphors"]),
        determined=frozenset(data["determined"]),
        sums=frozenset(data["sums"]),
        joints=_longest_first(data["joints"]),
        purposes=_longest_first(data["purposes"]),
        measures=_longest_first(data["measures"]),
        under_way=_longest_first(data["under_way"]),
        recording=frozenset(data["recording"]),
        recorders=frozenset(data["recorders"]),
        parties=frozenset(data["parties"]),
    )


def _longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
