"""The list of actors: all who promised something or are to receive it, a page at a time, by letter or by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from anyascii import anyascii

from tallystick.ledger.index_reports import Choice, Choices
from tallystick.web.overview import page_number

PAGE_SIZE = 100
OTHER = "other"
"""The letter of names in which no letter stands in front."""

_FIRST = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in the list.

    Attributes:
        key: What they are looked up by.
        name: As most promises call them.
        spelt: The name in small Latin letters, by which it is sorted and found.
        promised: How many promises they gave.
        awaited: How many promises they are to receive something of.
    """

    key: str
    name: str
    spelt: str
    promised: int
    awaited: int

    @property
    def letter(self) -> str:
        """The first letter of the name, whatever its script: "Київ" stands under k."""
        first = _FIRST.search(self.spelt)
        return OTHER if first is None or first[0].isdecimal() else first[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of the list shows.

    Attributes:
        letter: Only names that begin with it, "" for all.
        name: Only names that hold these words, "" for all.
        page: The number of the page, from 1.
    """

    letter: str = ""
    name: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """What stands in an address."""
        letter, name = query.get("letter", "").lower(), query.get("name", "").strip()
        return cls(letter if letter == OTHER else letter[:1], name, page_number(query))


@dataclass(frozen=True, slots=True)
class Directory:
    """A page of the list.

    Attributes:
        entries: Those of this page: of most promises first, by name where a letter was asked for.
        total: How many were asked for.
        pages: On how many pages.
        every: How many actors there are in all.
        letters: How many begin with each letter, in the order of the alphabet.
    """

    entries: Sequence[Entry]
    total: int
    pages: int
    every: int
    letters: Mapping[str, int]


def directory(choices: Choices, asked: Asked) -> Directory:
    """The page of the list that is asked for.

    Args:
        choices: What all promises can be chosen by.
        asked: What the page shows.
    """
    every = _entries(choices)
    words = _spelt(asked.name).split()
    found = [e for e in every if asked.letter in ("", e.letter) and all(word in e.spelt for word in words)]
    if asked.letter:
        found.sort(key=lambda entry: (entry.spelt, entry.name, entry.key))
    start = (asked.page - 1) * PAGE_SIZE
    counts = Counter(entry.letter for entry in every)
    return Directory(
        entries=found[start : start + PAGE_SIZE],
        total=len(found),
        pages=max(1, -(-len(found) // PAGE_SIZE)),
        every=len(every),
        letters={letter: counts[letter] for letter in sorted(counts, key=lambda one: (one == OTHER, one))},
    )


@lru_cache(maxsize=8)
def _entries(choices: Choices) -> tuple[Entry, ...]:
    """Everybody, of most promises first; kept, as the same choices are shown again and again."""
    found: dict[str, Entry] = {}
    for choice in choices.actors:
        found[choice.value] = _entry(choice, promised=choice.count)
    for choice in choices.recipients:
        known = found.get(choice.value)
        if known is None or known.promised < choice.count:  # called as more of the promises call them
            promised = 0 if known is None else known.promised
            found[choice.value] = _entry(choice, promised=promised, awaited=choice.count)
        else:
            found[choice.value] = replace(known, awaited=choice.count)
    return tuple(sorted(found.values(), key=lambda e: (-e.promised - e.awaited, e.spelt, e.name, e.key)))


def _entry(choice: Choice, promised: int = 0, awaited: int = 0) -> Entry:
    return Entry(choice.value, choice.name, _spelt(choice.name), promised, awaited)


def _spelt(name: str) -> str:
    return (name if name.isascii() else anyascii(name)).lower()
