"""Which mentions are folded in a cell: those that live there, without those at home elsewhere, and those taken in.

A mention that leaves its actors open is taken in where all who promise its figure are the same; what one of
several gives, where only their common promise has room for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from tallystick.model import Commitment, Delivery, Reading
from tallystick.reconcile.groups import family_of
from tallystick.reconcile.homes import (
    Cell,
    Home,
    Homes,
    giver_cell_of,
    is_base_of,
    is_figure_cell,
    joint_cell_of,
)
from tallystick.reconcile.mentions import (
    Inferred,
    Mention,
    Transfer,
    do_not_contradict,
    is_known,
    same_or_missing,
)
from tallystick.reconcile.parts import Part


class Readings(Protocol):
    """Where readings are found by the cells they touch."""

    def touching(self, cell: Cell) -> Iterable[Reading]:
        """Every reading, in its current version, whose ``touched`` cells hold ``cell``."""

    def telling(self, claim: str) -> Iterable[Reading]:
        """Every reading that makes the claim with this id; asked only for claims that ``Constraints`` name."""


Parted = tuple[tuple[Part, Home[Commitment], Home[Commitment]], ...]


@dataclass
class _At:
    """The known mentions of a cell: those that live there, and those that can be found there."""

    told: list[Home[Commitment]] = field(default_factory=list)
    arrived: list[Home[Delivery]] = field(default_factory=list)
    found: list[Home[Commitment]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Live:
    """The mentions that are folded in a cell, first known first."""

    told: tuple[Mention[Commitment], ...]
    arrived: tuple[Mention[Delivery], ...]


class Residents:
    """The mentions of cells as they were known on a day, each cell looked up once."""

    def __init__(self, readings: Readings, until: date | None, find: Callable[[Reading], Homes]) -> None:
        """Look up what was known.

        Args:
            readings: Where readings are found.
            until: What became known after this day is left out; ``None`` leaves nothing out.
            find: ``homes_of``, or what remembers its answers.
        """
        self._readings = readings
        self._until = until
        self._find = find
        self._homes: dict[int, tuple[Reading, Homes]] = {}
        self._at: dict[Cell, _At] = {}
        self._live: dict[Cell, Live] = {}
        self._parts: dict[str, Parted] = {}

    def live(self, cell: Cell) -> Live:
        """What is folded in ``cell``."""
        if cell not in self._live:
            here = self._look(cell)
            told = [h.mention for h in here.told if self.folded_at(h) == cell]
            arrived = [h.mention for h in here.arrived if self.counted_at(h) == cell]
            for meeting in sorted({other for home in here.told for other in home.others}):
                self._take_in(cell, meeting, told, arrived)
            self._live[cell] = Live(
                tuple(sorted(told, key=lambda m: m.order)), tuple(sorted(arrived, key=lambda m: m.order))
            )
        return self._live[cell]

    def cells_of(self, claim: str) -> Iterable[Cell]:
        """Where the mentions of a claim are folded."""
        for reading in self._readings.telling(claim):
            homes = self._homes_of(reading)
            for told in homes.told:
                if told.mention.claim.id == claim:
                    yield self.folded_at(told)
            for arrived in homes.arrived:
                if arrived.mention.claim.id == claim:
                    yield self.counted_at(arrived)

    def parts_in(self, document: str) -> Parted:
        """What a document that was looked up tells to be a part of another promise."""
        return self._parts.get(document, ())

    def folded_at(self, home: Home[Commitment]) -> Cell:
        """Where a promise is folded: where the figure says, if it leaves its actors open."""
        meeting = (home.cell, *home.others) if home.is_carried else (home.cell,)
        takers = (self._taker(cell, home, _fits) for cell in meeting if is_figure_cell(cell))
        return next((taker.cell for taker in takers if taker is not None), home.cell)

    def counted_at(self, home: Home[Delivery]) -> Cell:
        """Where a delivery is counted: with its giver, unless only a promise of several has room for it."""
        taker = self._taker_of(home)
        return taker.cell if taker else home.cell

    def _taker_of(self, arrived: Home[Delivery]) -> Home[Commitment] | None:
        """The promise elsewhere that a delivery counts for: of its figure or, as its giver has none, of several."""
        if is_figure_cell(arrived.cell):
            return self._taker(arrived.cell, arrived, _serves)
        joint = joint_cell_of(arrived.cell)
        if joint is None or not self._look(joint).found:
            return None
        own = self._look(arrived.cell).told
        if any(_serves(arrived.mention, home.mention) for home in own):
            return None
        return self._taker(joint, arrived, _serves)

    def _take_in(
        self, cell: Cell, meeting: Cell, told: list[Mention[Commitment]], arrived: list[Mention[Delivery]]
    ) -> None:
        """Add what is found in ``meeting`` and belongs to ``cell``."""
        giver = giver_cell_of(meeting)
        there = self._look(giver or meeting)
        inferred: Inferred = "figure" if giver is None else "listed"
        open_told = [*there.told, *(h for h in there.found if h.is_carried and h.cell != cell)]
        for home in open_told if inferred == "figure" else ():
            taker = self._taker(meeting, home, _fits)
            if taker is not None and taker.cell == cell:
                told.append(_taken_in(home.mention, taker, inferred))
        for delivery in there.arrived:
            taker = self._taker_of(delivery)
            if taker is not None and taker.cell == cell:
                arrived.append(_taken_in(delivery.mention, taker, inferred))

    def _taker(
        self,
        figures: Cell,
        open_: Home[Transfer],
        fits: Callable[[Mention[Transfer], Mention[Commitment]], bool],
    ) -> Home[Commitment] | None:
        """One of the identified promises that take ``open_`` in, where all that fit are of the same actors.

        Those count that were known when it was told or, where there were none, on the first day that there
        were: what becomes known later decides nothing anew.
        """
        named = [home for home in self._look(figures).found if not home.is_carried]
        fitting = [home for home in named if fits(open_.mention, home.mention)]
        known_first = min((home.mention.order[0] for home in fitting), default="")
        by_then = max(open_.mention.order[0], known_first)
        known = [home for home in fitting if home.mention.order[0] <= by_then]
        return known[0] if len({home.cell for home in known}) == 1 else None

    def is_known(self, home: Home[Transfer]) -> bool:
        """Whether a mention was known on the day."""
        return is_known(home.mention.document, home.mention.claim, self._until)

    def _look(self, cell: Cell) -> _At:
        if cell not in self._at:
            at = self._at[cell] = _At()
            for reading in sorted(self._readings.touching(cell), key=_place):
                homes = self._homes_of(reading)
                at.told += [h for h in homes.told if h.cell == cell and self.is_known(h)]
                at.found += [h for h in homes.told if cell in h.others and self.is_known(h)]
                at.arrived += [h for h in homes.arrived if h.cell == cell and self.is_known(h)]
        return self._at[cell]

    def _homes_of(self, reading: Reading) -> Homes:
        """The reading is kept beside its homes, so that its identity stays its own."""
        if id(reading) not in self._homes:
            homes = self._find(reading)
            self._homes[id(reading)] = (reading, homes)
            if homes.parts:
                self._parts[reading.document.id] = homes.parts
        return self._homes[id(reading)][1]


def _fits(open_: Mention[Commitment], told: Mention[Commitment]) -> bool:
    return family_of(open_) == family_of(told) and do_not_contradict(open_, told)


def _serves(open_: Mention[Delivery], told: Mention[Commitment]) -> bool:
    return (
        family_of(told) == "promise"
        and same_or_missing(open_.recipients, told.recipients)
        and same_or_missing(open_.unit, told.unit)
        and is_base_of(told, open_)
    )


def _taken_in(open_: Mention[Transfer], taker: Home[Commitment], inferred: Inferred) -> Mention[Transfer]:
    return replace(open_, actors=taker.mention.actors, inferred=inferred)


def _place(reading: Reading) -> str:
    return reading.document.id
