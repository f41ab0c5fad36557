"""The fold, cell by cell: what a new report changes is folded anew, and nothing else.

``touched`` says which cells a reading touches, from that reading alone. ``fold_cell`` folds one cell from the
readings that touch it or a figure cell that its mentions touch; folding all readings is the union of folding
every cell. ``affected`` says which folds a new reading may have changed. A store keeps an index from cells to
readings (``Readings``) and, where it likes, the folds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Reading
from tallystick.model.records import Link, Promise
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints
from tallystick.reconcile.grouping import family_of, group
from tallystick.reconcile.homes import (
    Cell,
    Home,
    Homes,
    homes_of,
    is_base_of,
    is_figure_cell,
)
from tallystick.reconcile.mentions import Mention, Transfer, do_not_contradict, is_known, same_or_missing
from tallystick.reconcile.promises import Setting, links_of, on_another_day, promise_of
from tallystick.reconcile.towards import attach
from tallystick.reconcile.voices import Originals


class Readings(Protocol):
    """Where readings are found by the cells they touch."""

    def touching(self, cell: Cell) -> Iterable[Reading]:
        """Every reading, in its current version, whose ``touched`` cells hold ``cell``."""

    def telling(self, claim: str) -> Iterable[Reading]:
        """Every reading that makes the claim with this id; asked only for claims that ``Constraints`` name."""


@dataclass(frozen=True, slots=True)
class Question:
    """What all cells of one question share.

    Attributes:
        until: What became known after this day is left out; ``None`` leaves nothing out.
        day: The day that lateness is judged on: ``until``, else the last on which anything was published.
        originals: Which documents copy which, of all documents.
        constraints: What people decided.
    """

    until: date | None
    day: date | None
    originals: Originals
    constraints: Constraints = UNCONSTRAINED


@dataclass(frozen=True, slots=True)
class Folded:
    """One promise with its links; ``order`` sorts promises as a whole ledger tells them."""

    order: tuple[str, ...]
    promise: Promise
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CellFold:
    """What one cell comes to.

    Attributes:
        promises: In their order.
        unattached: Deliveries of the cell that count towards no promise, in order.
    """

    promises: tuple[Folded, ...]
    unattached: tuple[Delivery, ...]


def touched(reading: Reading) -> frozenset[Cell]:
    """The cells that a reading touches; nothing but the reading decides."""
    return homes_of(reading).cells


def affected(cells: Iterable[Cell], readings: Readings) -> frozenset[Cell]:
    """The cells whose fold may have changed since a reading that touches ``cells`` was added or taken away."""
    found = set(cells)
    for cell in [c for c in found if is_figure_cell(c)]:
        for reading in readings.touching(cell):
            found |= {home.cell for home in homes_of(reading).told if cell in home.others}
    return frozenset(found)


def fold_cell(cell: Cell, readings: Readings, question: Question) -> CellFold:
    """The promises that live in ``cell``, with the deliveries that count towards them."""
    return _Cells(readings, question).fold(cell)


def fold_cells(cells: Iterable[Cell], readings: Readings, question: Question) -> list[CellFold]:
    """``fold_cell`` of each, in the order of ``cells``; looks every cell up once."""
    shared = _Cells(readings, question)
    return [shared.fold(cell) for cell in cells]


class Memory:
    """Readings in memory as ``Readings``."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._touching: dict[Cell, list[Reading]] = defaultdict(list)
        self._telling: dict[str, list[Reading]] = defaultdict(list)
        self._readings = list({r.document.id: r for r in sorted(readings, key=_place)}.values())
        for reading in self._readings:
            for cell in touched(reading):
                self._touching[cell].append(reading)
            for claim in reading.claims:
                self._telling[claim.id].append(reading)

    @property
    def cells(self) -> list[Cell]:
        """All cells, sorted."""
        return sorted(self._touching)

    @property
    def documents(self) -> list[Document]:
        """All documents, by id."""
        return [reading.document for reading in self._readings]

    def touching(self, cell: Cell) -> Sequence[Reading]:
        """See ``Readings``."""
        return self._touching.get(cell, ())

    def telling(self, claim: str) -> Sequence[Reading]:
        """See ``Readings``."""
        return self._telling.get(claim, ())


@dataclass
class _At:
    """The known mentions of a cell: those that live there, and those that can be found there."""

    told: list[Home[Commitment]] = field(default_factory=list)
    arrived: list[Home[Delivery]] = field(default_factory=list)
    found: list[Home[Commitment]] = field(default_factory=list)


class _Cells:
    """Cells of one question, each looked up once."""

    def __init__(self, readings: Readings, question: Question) -> None:
        self._readings = readings
        self._question = question
        self._homes: dict[int, tuple[Reading, Homes]] = {}
        self._at: dict[Cell, _At] = {}

    def fold(self, cell: Cell) -> CellFold:
        told, arrived = self._mentions(cell)
        groups = group(told)
        attachments, unattached = attach(groups, arrived)
        towards = defaultdict(list)
        for attachment in attachments:
            towards[attachment.group.id].append(attachment)
        setting = Setting(
            self._question.day,
            self._question.originals,
            _names([*((m.document, m.claim) for m in told), *((m.document, m.claim) for m in arrived)]),
        )
        likes = on_another_day(groups)
        folded = tuple(
            Folded(
                (*g.first.order, g.id),
                promise_of(g, likes[g.id], towards[g.id], setting),
                tuple(links_of(g, towards[g.id])),
            )
            for g in groups
        )
        return CellFold(folded, tuple({d.claim.id: d.claim for d in unattached}.values()))

    def _mentions(self, cell: Cell) -> tuple[list[Mention[Commitment]], list[Mention[Delivery]]]:
        """What is to be folded in ``cell``: its own, without those at home elsewhere, and those it takes in."""
        here = self._look(cell)
        if is_figure_cell(cell):
            return (
                [h.mention for h in here.told if self._taker(cell, h, _fits) is None],
                [h.mention for h in here.arrived if self._taker(cell, h, _serves) is None],
            )
        told = [h.mention for h in here.told]
        arrived = [h.mention for h in here.arrived]
        for figures in sorted({other for home in here.told for other in home.others}):
            there = self._look(figures)
            for open_told in there.told:
                taker = self._taker(figures, open_told, _fits)
                if taker is not None and taker.cell == cell:
                    told.append(_taken_in(open_told.mention, taker))
            for open_arrived in there.arrived:
                taker = self._taker(figures, open_arrived, _serves)
                if taker is not None and taker.cell == cell:
                    arrived.append(_taken_in(open_arrived.mention, taker))
        return (sorted(told, key=lambda m: m.order), sorted(arrived, key=lambda m: m.order))

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
        fitting = [home for home in self._look(figures).found if fits(open_.mention, home.mention)]
        known_first = min((home.mention.order[0] for home in fitting), default="")
        by_then = max(open_.mention.order[0], known_first)
        known = [home for home in fitting if home.mention.order[0] <= by_then]
        return known[0] if len({home.cell for home in known}) == 1 else None

    def _look(self, cell: Cell) -> _At:
        if cell not in self._at:
            at = self._at[cell] = _At()
            for reading in sorted(self._readings.touching(cell), key=_place):
                homes = self._homes_of(reading)
                at.told += [h for h in homes.told if h.cell == cell and self._is_known(h)]
                at.found += [h for h in homes.told if cell in h.others and self._is_known(h)]
                at.arrived += [h for h in homes.arrived if h.cell == cell and self._is_known(h)]
        return self._at[cell]

    def _homes_of(self, reading: Reading) -> Homes:
        """The reading is kept beside its homes, so that its identity stays its own."""
        if id(reading) not in self._homes:
            self._homes[id(reading)] = (reading, homes_of(reading))
        return self._homes[id(reading)][1]

    def _is_known(self, home: Home[Transfer]) -> bool:
        return is_known(home.mention.document, home.mention.claim, self._question.until)


def _fits(open_: Mention[Commitment], told: Mention[Commitment]) -> bool:
    return family_of(open_) == family_of(told) and do_not_contradict(open_, told)


def _serves(open_: Mention[Delivery], told: Mention[Commitment]) -> bool:
    return (
        family_of(told) == "promise"
        and same_or_missing(open_.recipients, told.recipients)
        and same_or_missing(open_.unit, told.unit)
        and is_base_of(told, open_)
    )


def _taken_in(open_: Mention[Transfer], taker: Home[Commitment]) -> Mention[Transfer]:
    return replace(open_, actors=taker.mention.actors, inferred="figure")


def _place(reading: Reading) -> str:
    return reading.document.id


def _names(told: Iterable[tuple[Document, Claim]]) -> dict[str, str]:
    """For each id the name of its first mention."""
    names: dict[str, tuple[tuple[str, str, int], str]] = {}
    for document, claim in told:
        for actor in _actors_of(claim):
            if actor.id is not None:
                seen = ((document.published or "", document.id, actor.span.start), actor.name)
                names[actor.id] = min(seen, names.get(actor.id, seen))
    return {key: name for key, (_, name) in names.items()}


def _actors_of(claim: Claim) -> Iterable[Actor]:
    if claim.source is not None:
        yield claim.source
    if isinstance(claim, Commitment | Delivery):
        yield from claim.actors
        yield from claim.recipients
