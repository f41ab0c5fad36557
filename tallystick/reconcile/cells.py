"""The fold, cell by cell: what a new report changes is folded anew, and nothing else.

``touched`` says which cells a reading touches, from that reading alone. ``fold_cell`` folds one cell from the
readings that touch it or a figure cell that its mentions touch; folding all readings is the union of folding
every cell. ``affected`` says which folds a new reading may have changed. A store keeps an index from cells to
readings (``Readings``) and, where it likes, the folds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Reading
from tallystick.model.records import Candidate, Link, Promise
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints
from tallystick.reconcile.grouping import Group, family_of, group
from tallystick.reconcile.homes import (
    Cell,
    Home,
    Homes,
    giver_cell_of,
    homes_of,
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
from tallystick.reconcile.parts import Part, parts_of
from tallystick.reconcile.promises import Setting, links_of, on_another_day, promise_of
from tallystick.reconcile.revisions import revisions
from tallystick.reconcile.towards import Account, attach
from tallystick.reconcile.voices import Originals

Fits = Callable[[Mention[Transfer], Mention[Commitment]], bool]
"""Whether a mention that leaves its actors open may belong to an identified promise."""


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
        candidates: Pairs of claims that may belong together, for review.
    """

    promises: tuple[Folded, ...]
    unattached: tuple[Delivery, ...]
    candidates: tuple[Candidate, ...] = ()


def touched(reading: Reading) -> frozenset[Cell]:
    """The cells that a reading touches; nothing but the reading decides."""
    return homes_of(reading).cells


def affected(
    cells: Iterable[Cell], readings: Readings, constraints: Constraints = UNCONSTRAINED
) -> frozenset[Cell]:
    """The cells whose fold may have changed since a reading that touches ``cells`` was added or taken away.

    Args:
        cells: What the reading touches; of a new judgement, what the readings of its claims touch.
        readings: Those that there are now.
        constraints: What people have decided by now.
    """
    found = set(cells)
    found |= {giver for cell in found if (giver := giver_cell_of(cell)) is not None}
    meeting = {cell for cell in found if is_figure_cell(cell)}
    meeting |= {joint for cell in found if (joint := joint_cell_of(cell)) is not None}
    for cell in sorted(meeting):
        for reading in readings.touching(cell):
            found |= {home.cell for home in homes_of(reading).told if cell in home.others}
    if constraints.same:
        look = _Cells(readings, Question(None, None, Originals({}), constraints))
        found |= {near for cell in found for near in look.region(cell)}
    return frozenset(found)


def fold_cell(cell: Cell, readings: Readings, question: Question) -> CellFold:
    """The promises that live in ``cell``, with the deliveries that count towards them."""
    return _Cells(readings, question).fold(cell)


def fold_cells(cells: Iterable[Cell], readings: Readings, question: Question) -> list[CellFold]:
    """``fold_cell`` of each, in the order of ``cells``; looks every cell up once."""
    shared = _Cells(readings, question)
    return [shared.fold(cell) for cell in cells]


@dataclass
class _At:
    """The known mentions of a cell: those that live there, and those that can be found there."""

    told: list[Home[Commitment]] = field(default_factory=list)
    arrived: list[Home[Delivery]] = field(default_factory=list)
    found: list[Home[Commitment]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Live:
    """The mentions that are folded in a cell, first known first."""

    told: tuple[Mention[Commitment], ...]
    arrived: tuple[Mention[Delivery], ...]


class _Cells:
    """Cells of one question, each looked up once."""

    def __init__(self, readings: Readings, question: Question) -> None:
        self._readings = readings
        self._question = question
        self._partners: dict[str, set[str]] = defaultdict(set)
        for pair in question.constraints.same:
            for claim in pair:
                self._partners[claim] |= pair - {claim}
        self._homes: dict[int, tuple[Reading, Homes]] = {}
        self._parts: dict[str, list[Part]] = {}
        self._at: dict[Cell, _At] = {}
        self._live: dict[Cell, _Live] = {}

    def fold(self, cell: Cell) -> CellFold:
        """What lives in ``cell``; cells that judgements tie to it are looked at, too."""
        region = {near: self._mentions(near) for near in sorted(self.region(cell))}
        told = [m for live in region.values() for m in live.told]
        arrived = [m for live in region.values() for m in live.arrived]
        here = {id(m) for m in (*region[cell].told, *region[cell].arrived)}
        groups = group(told, self._question.constraints)
        account = attach(groups, sorted(arrived, key=lambda m: m.order), self._question.constraints)
        own = [g for g in groups if id(g.first) in here]
        unattached = [d for d in account.unattached if id(d) in here]
        return CellFold(
            tuple(self._folded(own, groups, account)),
            tuple({d.claim.id: d.claim for d in unattached}.values()),
            (
                *(c for g in own for c in g.candidates),
                *(c for d in unattached for c in account.candidates[id(d)]),
            ),
        )

    def _folded(self, own: Iterable[Group], groups: Sequence[Group], account: Account) -> Iterator[Folded]:
        towards = defaultdict(list)
        for attachment in account.attached:
            towards[attachment.group.id].append(attachment)
        likes = on_another_day(groups)
        revised = {id(r.later): r for r in revisions(groups)}
        for found in own:
            counted = towards[found.id]
            told = [*found.mentions, *found.withdrawals, *found.denials]
            named: list[tuple[Document, Claim]] = [(m.document, m.claim) for m in told]
            named += [(a.delivery.document, a.delivery.claim) for a in counted]
            setting = Setting(self._question.day, self._question.originals, _names(named))
            yield Folded(
                (*found.first.order, found.id),
                promise_of(found, likes[found.id], counted, setting),
                tuple(links_of(found, counted, revised.get(id(found)), self._parts_in(found))),
            )

    def _parts_in(self, found: Group) -> Iterator[Part]:
        """What the reports behind a promise tell to be a part of another."""
        own = {m.order for m in found.mentions}
        for document in sorted(found.documents):
            for part in self._parts.get(document, ()):
                whole = part.whole
                is_known_whole = is_known(whole.document, whole.claim, self._question.until)
                if is_known_whole and part.part.order in own and whole.order not in own:
                    yield part

    def region(self, cell: Cell) -> set[Cell]:
        """The cells that are folded together: ``cell`` and those where claims live that are the same as its own."""
        found: set[Cell] = set()
        waiting = [cell]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                if self._partners:
                    live = self._mentions(here)
                    claims = {m.claim.id for m in live.told} | {m.claim.id for m in live.arrived}
                    partners = {p for c in claims if c in self._partners for p in self._partners[c]}
                    waiting += [near for p in sorted(partners) for near in self._cells_of(p)]
        return found

    def _cells_of(self, claim: str) -> Iterator[Cell]:
        """Where the mentions of a claim are folded."""
        for reading in self._readings.telling(claim):
            homes = self._homes_of(reading)
            for told in homes.told:
                if told.mention.claim.id == claim:
                    yield self._folded_at(told)
            for arrived in homes.arrived:
                if arrived.mention.claim.id == claim:
                    yield self._counted_at(arrived)

    def _folded_at(self, home: Home[Commitment]) -> Cell:
        """Where a promise is folded: where the figure says, if it leaves its actors open."""
        meeting = (home.cell, *home.others) if home.is_carried else (home.cell,)
        takers = (self._taker(cell, home, _fits) for cell in meeting if is_figure_cell(cell))
        return next((taker.cell for taker in takers if taker is not None), home.cell)

    def _counted_at(self, home: Home[Delivery]) -> Cell:
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

    def _mentions(self, cell: Cell) -> _Live:
        """What is folded in ``cell``: its own, without those at home elsewhere, and those it takes in."""
        if cell not in self._live:
            here = self._look(cell)
            told = [h.mention for h in here.told if self._folded_at(h) == cell]
            arrived = [h.mention for h in here.arrived if self._counted_at(h) == cell]
            for meeting in sorted({other for home in here.told for other in home.others}):
                self._take_in(cell, meeting, told, arrived)
            self._live[cell] = _Live(
                tuple(sorted(told, key=lambda m: m.order)), tuple(sorted(arrived, key=lambda m: m.order))
            )
        return self._live[cell]

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
            homes = homes_of(reading)
            self._homes[id(reading)] = (reading, homes)
            parts = parts_of(home.mention for home in homes.told) if len(homes.told) > 1 else []
            if parts:
                self._parts[reading.document.id] = parts
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


def _taken_in(open_: Mention[Transfer], taker: Home[Commitment], inferred: Inferred) -> Mention[Transfer]:
    return replace(open_, actors=taker.mention.actors, inferred=inferred)


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
