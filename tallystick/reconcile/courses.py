"""How actors stood on a concept month by month, added up from what each of them said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from tallystick.model import Stance
from tallystick.model.positions import SIDES_TAKEN, STANCES, Month, Stand
from tallystick.reconcile.consensus import consensus, polarisation
from tallystick.reconcile.intervals import interval

Said = tuple[str | None, Stance]
"""The day and the stance of a position."""

Turn = tuple[str, Stance | None, Stance]
"""A month, the side that an actor left in it, and the one on which it stood at its end."""

Counted = TypeVar("Counted")


def turns_of(said: Iterable[Said]) -> list[Turn]:
    """Each month in which an actor took a side.

    Args:
        said: Its positions, oldest first.
    """
    ends: dict[str, Stance] = {}
    for date, stance in said:
        month = _first_month(date)
        if month is not None and stance in SIDES_TAKEN:
            ends[month] = stance
    left = (None, *ends.values())
    return [(month, before, side) for before, (month, side) in zip(left, ends.items(), strict=False)]


def months_of(said: Iterable[Said]) -> dict[str, tuple[Stance, ...]]:
    """The stances of each month in which an actor said something, in the order of ``STANCES``."""
    months: dict[str, set[Stance]] = defaultdict(set)
    for date, stance in said:
        if (month := _month_of(date)) is not None:
            months[month].add(stance)
    return {month: _in_order(frozenset(months[month])) for month in sorted(months)}


def latest_of(said: Sequence[Said]) -> int:
    """The number of the position in which an actor took a side last; of who took none the last of all."""
    last = len(said) - 1
    return next((n for n in range(last, -1, -1) if said[n][1] in SIDES_TAKEN), last)


@lru_cache(maxsize=64)
def _in_order(found: frozenset[Stance]) -> tuple[Stance, ...]:
    return tuple(stance for stance in STANCES if stance in found)


@lru_cache(maxsize=4096)
def _month_of(date: str | None) -> str | None:
    """The month a date lies in; a bare year lies in none."""
    return (
        date[:7] if interval(date) is not None and date is not None and len(date) >= len("YYYY-MM") else None
    )


@lru_cache(maxsize=4096)
def _first_month(date: str | None) -> str | None:
    """The first month that a date may mean."""
    days = interval(date)
    return None if days is None else days.first.isoformat()[:7]


@dataclass
class Course:
    """The turns of many actors, to which those of one can be added and from which they can be taken.

    Attributes:
        turns: How many took each.
        spoken: In each month how many said something.
    """

    turns: Counter[Turn] = field(default_factory=Counter)
    spoken: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, stands: Iterable[Stand]) -> Course:
        """The course of some actors."""
        course = cls()
        for stand in stands:
            course.add(turns_of((one.date, one.stance) for one in stand.positions), stand.months)
        return course

    def add(self, turns: Iterable[Turn], months: Iterable[str], times: int = 1) -> None:
        """Add an actor's turns and the months in which it said something; ``times`` of -1 takes them out."""
        _count(self.turns, turns, times)
        _count(self.spoken, months, times)

    def months(self) -> Iterator[Month]:
        """How all stood at the end of each month, from the first in which anybody spoke to the last."""
        if not self.spoken:
            return
        first, last = min(self.spoken), max(self.spoken)
        changes: dict[str, list[tuple[Stance | None, Stance, int]]] = defaultdict(list)
        for (month, left, side), number in self.turns.items():
            changes[month].append((left, side, number))
        standing: dict[Stance, int] = dict.fromkeys(SIDES_TAKEN, 0)
        before = sorted(month for month in changes if month < first)
        for month in (*before, *months_between(first, last)):
            for left, side, number in changes.get(month, ()):
                standing[side] += number
                if left is not None:
                    standing[left] -= number
            if month >= first:
                yield Month(month, dict(standing), consensus(standing), polarisation(standing))


def _count(counts: Counter[Counted], found: Iterable[Counted], times: int) -> None:
    for one in found:
        counts[one] += times
        if not counts[one]:
            del counts[one]


def months_between(first: str, last: str) -> Iterator[str]:
    """The months (``YYYY-MM``) from ``first`` to ``last``, both included."""
    month = first
    while month <= last:
        yield month
        year, number = int(month[:4]), int(month[5:])
        month = f"{year + number // 12:04}-{number % 12 + 1:02}"
