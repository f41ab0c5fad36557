"""The fold, cell by cell: what a new report changes is folded anew, and nothing else.

``touched`` says which cells a reading touches, from that reading alone. ``fold_cell`` folds one cell from the
readings that touch it or a figure cell that its mentions touch, and from those of the cells of its parts; folding
all readings is the union of folding every cell. ``tallystick.reconcile.spreading`` says which folds a new reading
may have changed. A store keeps an index from cells to readings (``Readings``) and, where it likes, the folds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tallystick.model import Claim, Delivery, Document, Reading
from tallystick.model.records import Candidate, Link, Promise
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints
from tallystick.reconcile.grouping import Group, group
from tallystick.reconcile.homes import Cell, Homes, homes_of
from tallystick.reconcile.parts import Part
from tallystick.reconcile.promises import (
    Setting,
    links_of,
    names_of,
    on_another_day,
    promise_of,
    with_parts,
)
from tallystick.reconcile.residents import Readings, Residents
from tallystick.reconcile.revisions import revisions
from tallystick.reconcile.towards import Account, Attachment, attach
from tallystick.reconcile.voices import Originals

__all__ = [
    "Cell", "CellFold", "Folded", "Question", "Readings", "first_resting_on", "fold_cell", "fold_cells", "fold_one",
    "tied_cells", "touched",
]  # fmt: skip


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
        claims: What was folded, each claim once.
    """

    promises: tuple[Folded, ...]
    unattached: tuple[Delivery, ...]
    candidates: tuple[Candidate, ...] = ()
    claims: tuple[Claim, ...] = ()


def touched(reading: Reading) -> frozenset[Cell]:
    """The cells that a reading touches; nothing but the reading decides."""
    return homes_of(reading).cells


def tied_cells(cells: Iterable[Cell], readings: Readings, constraints: Constraints) -> set[Cell]:
    """The cells that judgements tie to ``cells``, and these themselves."""
    look = _Cells(readings, Question(None, None, Originals({}), constraints))
    return {near for cell in cells for near in look.region(cell)}


def fold_cell(cell: Cell, readings: Readings, question: Question) -> CellFold:
    """The promises that live in ``cell``, with the deliveries that count towards them."""
    return _Cells(readings, question).fold(cell)


def fold_one(cell: Cell, promise_id: str, readings: Readings, question: Question) -> Promise | None:
    """The promise of ``fold_cell`` with this id, ``None`` where there is none; no record is made of the others."""
    return _Cells(readings, question).promise(cell, promise_id)


def first_resting_on(claim: str, readings: Readings, question: Question) -> Promise | None:
    """The first promise that rests on a claim, ``None`` without one; only the cells where it is folded are."""
    return _Cells(readings, question).first_resting_on(claim)


def fold_cells(
    cells: Iterable[Cell],
    readings: Readings,
    question: Question,
    find: Callable[[Reading], Homes] = homes_of,
) -> list[CellFold]:
    """``fold_cell`` of each, in the order of ``cells``; looks every cell up once.

    Args:
        cells: Their names.
        readings: Where readings are found.
        question: What is asked.
        find: ``homes_of``, or what remembers its answers.
    """
    shared = _Cells(readings, question, find)
    return [shared.fold(cell) for cell in cells]


@dataclass(frozen=True, slots=True)
class _Grouped:
    """The promises of a cell and those tied to it.

    Attributes:
        groups: First known first.
        account: What became of the deliveries.
        towards: For the id of a promise the deliveries that count towards it.
        likes: For the id of a promise those that are the same for another day.
    """

    groups: list[Group]
    account: Account
    towards: dict[str, list[Attachment]]
    likes: dict[str, list[Group]]


class _Cells:
    """Cells of one question, each looked up once."""

    def __init__(
        self, readings: Readings, question: Question, find: Callable[[Reading], Homes] = homes_of
    ) -> None:
        self._question = question
        self._residents = Residents(readings, question.until, find)
        self._partners: dict[str, set[str]] = defaultdict(set)
        for pair in question.constraints.same:
            for claim in pair:
                self._partners[claim] |= pair - {claim}
        self._grouped: dict[Cell, _Grouped] = {}

    def fold(self, cell: Cell) -> CellFold:
        """What lives in ``cell``; cells that judgements tie to it are looked at, too."""
        grouped = self._groups_at(cell)
        account, own = grouped.account, self._own(cell)
        here = {id(m) for m in self._residents.live(cell).arrived}
        unattached = [d for d in account.unattached if id(d) in here]
        return CellFold(
            tuple(self._folded(own, grouped)),
            tuple({d.claim.id: d.claim for d in unattached}.values()),
            (
                *(c for g in own for c in g.candidates),
                *(c for d in unattached for c in account.candidates[id(d)]),
            ),
            tuple({claim.id: claim for claim in self._claims(cell)}.values()),
        )

    def promise(self, cell: Cell, promise_id: str) -> Promise | None:
        """The record of the first promise of ``cell`` with this id."""
        found = next((group for group in self._own(cell) if group.id == promise_id), None)
        return None if found is None else self._promise(found, self._groups_at(cell), frozenset())

    def first_resting_on(self, claim: str) -> Promise | None:
        """See ``first_resting_on``."""
        found: list[tuple[tuple[str, ...], Group, _Grouped]] = []
        for cell in sorted({near for home in self._residents.cells_of(claim) for near in self.region(home)}):
            grouped = self._groups_at(cell)
            found += [
                ((*group.first.order, group.id), group, grouped)
                for group in self._own(cell)
                if claim in _behind(group, grouped.towards.get(group.id, ()))
            ]
        if not found:
            return None
        _, group, grouped = min(found, key=lambda one: one[0])
        return self._promise(group, grouped, frozenset())

    def _own(self, cell: Cell) -> list[Group]:
        """What is promised in ``cell`` itself, without what is only tied to it."""
        here = {id(m) for m in self._residents.live(cell).told}
        return [group for group in self._groups_at(cell).groups if id(group.first) in here]

    def _claims(self, cell: Cell) -> Iterator[Claim]:
        for near in sorted(self.region(cell)):
            live = self._residents.live(near)
            yield from (m.claim for m in live.told)
            yield from (m.claim for m in live.arrived)

    def _groups_at(self, cell: Cell) -> _Grouped:
        """What is promised in a cell and those tied to it, with the deliveries that count towards it."""
        if cell not in self._grouped:
            region = [self._residents.live(near) for near in sorted(self.region(cell))]
            groups = group([m for live in region for m in live.told], self._question.constraints)
            arrived = sorted((m for live in region for m in live.arrived), key=lambda m: m.order)
            account = attach(groups, arrived, self._question.constraints)
            towards = defaultdict(list)
            for attachment in account.attached:
                towards[attachment.group.id].append(attachment)
            self._grouped[cell] = _Grouped(groups, account, towards, on_another_day(groups))
        return self._grouped[cell]

    def _folded(self, own: Iterable[Group], grouped: _Grouped) -> Iterator[Folded]:
        revised = {id(r.later): r for r in revisions(grouped.groups)}
        for found in own:
            counted = grouped.towards.get(found.id, [])
            yield Folded(
                (*found.first.order, found.id),
                self._promise(found, grouped, frozenset()),
                tuple(links_of(found, counted, revised.get(id(found)), self._parts_in(found))),
            )

    def _promise(self, found: Group, grouped: _Grouped, within: frozenset[str]) -> Promise:
        """The record of a promise; ``within`` are those that it is looked at as a part of."""
        counted = grouped.towards.get(found.id, [])
        told = [*found.mentions, *found.withdrawals, *found.denials]
        named: list[tuple[Document, Claim]] = [(m.document, m.claim) for m in told]
        named += [(a.delivery.document, a.delivery.claim) for a in counted]
        setting = Setting(self._question.day, self._question.originals, names_of(named))
        alone = promise_of(found, grouped.likes.get(found.id, ()), counted, setting)
        parts = [
            (self._promise(part, there, within | {found.id}), claim)
            for part, there, claim in self._within(found)
            if part.id not in within
        ]
        return with_parts(alone, parts, found, setting.day) if parts else alone

    def _within(self, found: Group) -> Iterator[tuple[Group, _Grouped, str]]:
        """The promises that lie within one, each with all of its cell, and the claim that tells it beside the whole."""
        own = {m.order for m in found.mentions}
        seen: set[str] = set()
        for document in sorted(found.documents):
            for part, home, _ in self._residents.parts_in(document):
                mention = part.part
                is_inside = part.whole.order in own and mention.order not in own
                if (
                    not is_inside
                    or not self._residents.is_known(home)
                    or self._residents.folded_at(home) != home.cell
                ):
                    continue
                there = self._groups_at(home.cell)
                for other in there.groups:
                    is_it = other.family == "promise" and mention.claim.id in other.claims
                    if is_it and other.id not in seen and other.id != found.id:
                        seen.add(other.id)
                        yield other, there, mention.claim.id

    def _parts_in(self, found: Group) -> Iterator[Part]:
        """What the reports behind a promise tell to be a part of another."""
        own = {m.order for m in found.mentions}
        for document in sorted(found.documents):
            for part, _, home in self._residents.parts_in(document):
                if self._residents.is_known(home) and part.part.order in own and part.whole.order not in own:
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
                    live = self._residents.live(here)
                    claims = {m.claim.id for m in live.told} | {m.claim.id for m in live.arrived}
                    partners = {p for c in claims if c in self._partners for p in self._partners[c]}
                    waiting += [near for p in sorted(partners) for near in self._residents.cells_of(p)]
        return found


def _behind(found: Group, towards: Iterable[Attachment]) -> set[str]:
    """The claims that a promise rests on."""
    told = {m.claim.id for m in (*found.mentions, *found.withdrawals, *found.denials)}
    return told | {attachment.delivery.claim.id for attachment in towards}
