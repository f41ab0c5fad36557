"""What two days differ in, looked up: only rows that hold on one of them and not on the other are looked at.

What promises differ in is compared by hashes, so that no more of them are read than are shown.

Where people decided something between the two days, the promises near it are folded for the first as if they had not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from tallystick.ledger.index_judged import Decided, judged_documents
from tallystick.ledger.index_promises import rank_of
from tallystick.ledger.index_queries import Families
from tallystick.ledger.index_tables import cells, histories, history_members
from tallystick.ledger.index_then import valid
from tallystick.ledger.shelf import Shelf, Whole, portions
from tallystick.model import Judgement, Reading
from tallystick.model.canonical import content_hash
from tallystick.model.records import Promise
from tallystick.reconcile.cells import Question, fold_cells, touched
from tallystick.reconcile.differences import Matched, compared, matched
from tallystick.reconcile.homes import Cell
from tallystick.reconcile.judging import apply
from tallystick.reconcile.spreading import affected
from tallystick.reconcile.voices import Originals

_COLUMNS = [histories.c[name] for name in ("number", "cell", "id", "rank", "since", "until", "compared")]


@dataclass(frozen=True, slots=True)
class Undecided:
    """The promises of some cells as if something had not been decided.

    Attributes:
        cells: The numbers of the cells.
        promises: All that they hold, each with what it is sorted by.
    """

    cells: frozenset[int] = frozenset()
    promises: tuple[tuple[str, Promise], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise on a day, of which no more was read than what tells it from others.

    Attributes:
        id: Its id.
        rank: What it is sorted by.
        compared: The same where all is that differences compare.
        claims: Those that may tell who took over a promise that is no more.
        number: Its row in the histories.
        promise: The promise where that was folded, and no row holds it.
    """

    id: str
    rank: str
    compared: str
    claims: tuple[str, ...] = ()
    number: int = 0
    promise: Promise | None = None

    @classmethod
    def of(cls, promise: Promise, rank: str) -> Kept:
        """A promise that was folded."""
        return cls(promise.id, rank, content_hash(compared(promise)), tuple(promise.claims), promise=promise)


def changed_between(
    connection: Connection, earlier: str, later: str, undecided: Undecided
) -> list[Matched[Kept]]:
    """The promises that differ between two days, as differences are told.

    Args:
        connection: A transaction in which the index and its histories are up to date.
        earlier: ISO date.
        later: ISO date.
        undecided: What holds for the first day in place of the rows of its cells.
    """
    before = [row for row in _ended(connection, earlier, later) if row.cell not in undecided.cells]
    after = [row for row in _begun(connection, earlier, later) if row.cell not in undecided.cells]
    after += _in_cells(connection, undecided.cells, later)
    told = {row.id for row in after}
    lost = _claims(connection, [row.number for row in before if row.id not in told])
    claims = {claim for some in lost.values() for claim in some}
    claims |= {c for _, promise in undecided.promises if promise.id not in told for c in promise.claims}
    held = _resting_on(connection, claims, later)
    same = _rows(connection, held.keys() - {row.number for row in after})
    before += [row for row in same if row.since <= earlier < row.until and row.cell not in undecided.cells]
    was = [Kept.of(promise, rank) for rank, promise in undecided.promises]
    was += [_kept(row, lost) for row in before]
    now = [_kept(row, held) for row in (*after, *same)]
    return differing(*(sorted(some, key=lambda one: one.rank) for some in (was, now)))


def differing(before: Sequence[Kept], after: Sequence[Kept]) -> list[Matched[Kept]]:
    """Of promises of two days, first known first, those that differ."""
    return [
        one
        for one in matched(before, after)
        if one.is_gone or one.before is None or one.after is None or one.before.compared != one.after.compared
    ]


def _kept(row: Any, claims: Mapping[int, Sequence[str]]) -> Kept:
    return Kept(row.id, row.rank, row.compared, tuple(claims.get(row.number, ())), row.number)


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


def _ended(connection: Connection, earlier: str, later: str) -> Sequence[Any]:
    """The rows that hold on the earlier of two days and not on the later one: an index has them by their last days."""
    found = (histories.c.until > earlier, histories.c.until <= later, histories.c.since <= earlier)
    return connection.execute(select(*_COLUMNS).where(*found)).all()


def _begun(connection: Connection, earlier: str, later: str) -> Sequence[Any]:
    """The rows that hold on the later of two days and not on the earlier one."""
    found = (histories.c.since > earlier, histories.c.since <= later, histories.c.until > later)
    return connection.execute(select(*_COLUMNS).where(*found)).all()


def _in_cells(connection: Connection, numbers: Set[int], day: str) -> list[Any]:
    found: list[Any] = []
    for portion in portions(sorted(numbers)):
        query = select(*_COLUMNS).where(histories.c.cell.in_(portion), valid(day))
        found += connection.execute(query).all()
    return found


def _claims(connection: Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    """The claims that rows rest on."""
    found: dict[int, list[str]] = defaultdict(list)
    for portion in portions(sorted(numbers)):
        query = select(history_members).where(history_members.c.number.in_(portion))
        for row in connection.execute(query):
            found[row.number].append(row.claim)
    return found


def _resting_on(connection: Connection, claims: Set[str], day: str) -> dict[int, list[str]]:
    """The rows that hold on a day and rest on claims, each with those of them."""
    found: dict[int, list[str]] = defaultdict(list)
    for portion in portions(sorted(claims)):
        query = (
            select(history_members.c.number, history_members.c.claim)
            .join(histories, histories.c.number == history_members.c.number)
            .where(history_members.c.claim.in_(portion), valid(day))
        )
        for row in connection.execute(query):
            found[row.number].append(row.claim)
    return found


def _rows(connection: Connection, numbers: Iterable[int]) -> list[Any]:
    found: list[Any] = []
    for portion in portions(sorted(numbers)):
        query = select(*_COLUMNS).where(histories.c.number.in_(portion))
        found += connection.execute(query).all()
    return found
