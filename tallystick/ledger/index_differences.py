"""What two days differ in where people decided something in between.

The promises near it are folded for the first day as if they had not; of all others only rows that hold on one of the
days and not on the other are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from tallystick.ledger.index_changes import (
    COLUMNS,
    Kept,
    alone_on,
    claims_of,
    differing,
    kept_in,
    resting_on,
    rows_numbered,
)
from tallystick.ledger.index_judged import Decided, judged_documents
from tallystick.ledger.index_promises import rank_of
from tallystick.ledger.index_queries import Families
from tallystick.ledger.index_tables import cells, histories
from tallystick.ledger.index_then import valid
from tallystick.ledger.shelf import Shelf, Whole, portions
from tallystick.model import Judgement, Reading
from tallystick.model.canonical import content_hash
from tallystick.model.records import Promise
from tallystick.reconcile.cells import Question, fold_cells, touched
from tallystick.reconcile.differences import Matched
from tallystick.reconcile.homes import Cell
from tallystick.reconcile.judging import apply
from tallystick.reconcile.spreading import affected
from tallystick.reconcile.voices import Originals


@dataclass(frozen=True, slots=True)
class Undecided:
    """The promises of some cells as if something had not been decided.

    Attributes:
        cells: The numbers of the cells.
        promises: All that they hold, each with what it is sorted by.
    """

    cells: frozenset[int] = frozenset()
    promises: tuple[tuple[str, Promise], ...] = ()


def changed_undecided(
    connection: Connection, earlier: str, later: str, undecided: Undecided
) -> list[Matched[Kept]]:
    """All promises that differ between two days, as differences are told, where something was decided in between.

    Args:
        connection: A transaction in which the index and its histories are up to date.
        earlier: ISO date.
        later: ISO date.
        undecided: What holds for the first day in place of the rows of its cells.
    """
    before = _rows(connection, alone_on(earlier, later), undecided)
    after = _rows(connection, alone_on(later, earlier), undecided)
    after += _in_cells(connection, undecided.cells, later)
    told = {row.id for row in after}
    lost = claims_of(connection, [row.number for row in before if row.id not in told])
    claims = {claim for some in lost.values() for claim in some}
    claims |= {c for _, promise in undecided.promises if promise.id not in told for c in promise.claims}
    held = resting_on(connection, claims, later)
    same = rows_numbered(connection, held.keys() - {row.number for row in after})
    before += [row for row in same if row.since <= earlier < row.until and row.cell not in undecided.cells]
    was = [Kept.of(promise, rank) for rank, promise in undecided.promises]
    was += [kept_in(row, lost) for row in before]
    now = [kept_in(row, held) for row in (*after, *same)]
    return differing(*(sorted(some, key=lambda one: one.rank) for some in (was, now)))


def without(
    connection: Connection, name: str, day: date, between: Sequence[Judgement], others: Sequence[Judgement]
) -> Undecided:
    """What the promises near some judgements were on a day as if these had not been given.

    Args:
        connection: A transaction in which the index is up to date.
        name: How messages call the ledger.
        day: The day.
        between: The judgements that are left out.
        others: All others.

    Raises:
        Unsure: A text that takes part was replaced since.
    """
    until = day.isoformat()
    every = Decided.by(connection, name, until)
    fewer = Decided.of(connection, name, until, others)
    read = Shelf(connection, name, until=until).of_documents(judged_documents(connection, between))
    sooner = apply(read, fewer.judgements, fewer.copies).readings
    judged = apply(read, every.judgements, every.copies).readings
    about = {cell for reading in (*read, *sooner, *judged) for cell in touched(reading)}
    beside = _Beside(fewer.shelf(), sooner)
    whole = Whole(connection, name, until=until, judgements=every.judgements, copies=every.copies)
    near = affected(about, beside, fewer.constraints) | affected(about, whole, every.constraints)
    question = Question(day, day, Originals(Families(connection, until)), fewer.constraints)
    folds = fold_cells(sorted(near), beside, question)
    marked = fewer.marker(question)
    promises = ((rank_of(f.order), marked(f.promise)) for fold in folds for f in fold.promises)
    return Undecided(_numbers(connection, near), tuple(promises))


class _Beside:
    """Readings by cell, with some that the index knows in other cells; see ``cells.Readings``."""

    def __init__(self, shelf: Shelf, others: Iterable[Reading]) -> None:
        self._shelf = shelf
        self._others = [(reading, touched(reading)) for reading in others]

    def touching(self, cell: Cell) -> Iterable[Reading]:
        here = [reading for reading, some in self._others if cell in some]
        if not here:
            return self._shelf.touching(cell)
        found = {r.document.id: r for r in (*self._shelf.all_touching(cell), *here)}
        return found.values()

    def telling(self, claim: str) -> Iterable[Reading]:
        return self._shelf.telling(claim)


def _numbers(connection: Connection, names: Iterable[Cell]) -> frozenset[int]:
    found: set[int] = set()
    for portion in portions(sorted(content_hash(name) for name in names)):
        query = select(cells.c.cell).where(cells.c.digest.in_(portion))
        found |= set(connection.execute(query).scalars())
    return frozenset(found)


def _rows(connection: Connection, asked: Iterable[ColumnElement[bool]], undecided: Undecided) -> list[Any]:
    rows = connection.execute(select(*COLUMNS).where(*asked))
    return [row for row in rows if row.cell not in undecided.cells]


def _in_cells(connection: Connection, numbers: Set[int], day: str) -> list[Any]:
    found: list[Any] = []
    for portion in portions(sorted(numbers)):
        query = select(*COLUMNS).where(histories.c.cell.in_(portion), valid(day))
        found += connection.execute(query).all()
    return found
