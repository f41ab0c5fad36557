"""Keeping in the index which statements are about which concepts: each reading is assigned once for each codebook.

What was assigned in reading is kept with all else. A codebook's part of the index is made when it is first asked
about, a few reports at a time. Rules work between the transactions, so that no writer waits for them; where another
program was quicker, what it kept is taken. What people decide is heeded in all parts at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tallystick.ledger.access import Access
from tallystick.ledger.index_copies import groups_of
from tallystick.ledger.index_position_tables import (
    assigned,
    books,
    shifted,
    spoken,
    stands,
    sums,
    taken,
    unsettled,
    voiced,
)
from tallystick.ledger.index_spoken import Assigned, Found, keep_spoken
from tallystick.ledger.index_stands import is_settled, settle
from tallystick.ledger.index_tables import state, versions
from tallystick.ledger.lookup import all_judgements
from tallystick.ledger.progress import Report, unseen
from tallystick.ledger.rows import Present, add_rows
from tallystick.ledger.shelf import Shelf, portions
from tallystick.model import Reading
from tallystick.model.canonical import canonical_json, content_hash
from tallystick.reconcile.assignment import Assignment, assign_all, rules
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.judging import apply
from tallystick.reconcile.spoken import as_stored

MOST_BOOKS = 8
"""Of so many codebooks the assignments are kept; that looked at longest ago is let go first."""

_VERSIONS = 200
"""How many readings are assigned between two transactions."""

AS_READ = "as read"
"""The key of what was assigned in reading, without a codebook."""


def key_of(codebook: Codebook | None) -> str:
    """What is the same as long as a codebook and the rules that assign its concepts are the same."""
    return AS_READ if codebook is None else content_hash([codebook.fingerprint, rules()])


def book_of(connection: Connection, codebook: Codebook | None) -> int | None:
    """The number of a codebook by which all that the index knows is assigned and added up; ``None`` where it is not."""
    row = _book(connection, key_of(codebook))
    if row is None or (codebook is not None and row.seq < _head(connection)):
        return None
    return row.book if is_settled(connection, row.book) else None


def assign_new(access: Access, codebook: Codebook | None, report: Report = unseen) -> None:
    """Assign what was read since a codebook was asked about last, and add up what changed.

    Args:
        access: A ledger whose index is up to date.
        codebook: The concepts; ``None`` for those assigned in reading.
        report: Called after each step with how many of the entries are done.

    Raises:
        LedgerError: The ledger may not be written.
        SettingError: The parser's pipeline is not installed.
    """
    while codebook is not None and not _assign_some(access, codebook, report):
        pass
    with access.reading() as connection:
        book = _book(connection, key_of(codebook))
    if book is not None:
        settle(access, book.book, report)


def found_in(
    connection: Connection, book: int, codebook: Codebook | None, told: Mapping[int, Reading]
) -> dict[int, Found]:
    """What rules assigned to readings, which are given by the numbers of their versions."""
    if codebook is None:
        return {version: as_stored(reading) for version, reading in told.items()}
    return _kept(connection, book, told)


def _kept(connection: Connection, book: int, numbers: Iterable[int]) -> dict[int, Found]:
    found: dict[int, Found] = {version: {} for version in numbers}
    for portion in portions(sorted(found)):
        query = select(assigned).where(assigned.c.book == book, assigned.c.version.in_(portion))
        for row in connection.execute(query):
            found[row.version] = {c: Assignment(*parts) for c, parts in json.loads(row.found).items()}
    return found


def take_statements(
    connection: Connection, rows: Sequence[Row[Any]], read: Sequence[Reading], judged: Sequence[Reading]
) -> None:
    """Keep what versions say on concepts that were assigned before, in reading or by a codebook.

    Args:
        connection: A transaction that writes.
        rows: The versions that were read, moved or judged.
        read: Their readings.
        judged: The same in the light of judgements.
    """
    if _book(connection, AS_READ) is None:
        _new_book(connection, AS_READ)
    told = list(zip(rows, read, judged, strict=True))
    for book in connection.execute(select(books)).all():
        is_read = book.key == AS_READ
        known = [one for one in told if is_read or one[0].last <= book.seq or not one[0].is_current]
        kept = {} if is_read else _kept(connection, book.book, [row.version for row, _, _ in known])
        some = [
            Assigned(row, one, other, as_stored(one) if is_read else kept[row.version])
            for row, one, other in known
        ]
        keep_spoken(connection, book.book, some)


@dataclass(frozen=True, slots=True)
class _Portion:
    """What is to be assigned next.

    Attributes:
        since: Up to this entry everything was assigned before.
        until: Up to this one it is afterwards.
        rows: The versions read in between.
        readings: Their readings.
    """

    since: int
    until: int
    rows: Sequence[Row[Any]]
    readings: Sequence[Reading]


def _assign_some(access: Access, codebook: Codebook, report: Report) -> bool:
    """Assign the next readings; whether there are no more."""
    key = key_of(codebook)
    with access.reading() as connection:
        portion = _next(connection, access.name, key)
    fresh = assign_all(portion.readings, codebook)
    with access.writing() as connection:
        book = _book(connection, key) or _new_book(connection, key)
        if book.seq != portion.since:
            return False
        versions_read = [row.version for row in portion.rows]
        _keep_found(connection, book.book, dict(zip(versions_read, fresh, strict=True)))
        judgements = all_judgements(connection, access.name)
        copies = groups_of(connection, [row.document for row in portion.rows]) if judgements else ()
        judged = apply(portion.readings, judgements, copies).readings
        told = map(Assigned, _as_they_are(connection, versions_read), portion.readings, judged, fresh)
        keep_spoken(connection, book.book, list(told))
        following = (connection.execute(select(func.max(books.c.filled))).scalar() or 0) + 1
        connection.execute(
            update(books).where(books.c.book == book.book).values(seq=portion.until, filled=following)
        )
        every = _head(connection)
    report("entries looked through for concepts", portion.until, every)
    return len(portion.rows) < _VERSIONS


def _next(connection: Connection, name: str, key: str) -> _Portion:
    book = _book(connection, key)
    since = 0 if book is None else book.seq
    query = select(versions).where(versions.c.last > since, versions.c.is_current)
    rows = connection.execute(query.order_by(versions.c.last).limit(_VERSIONS)).all()
    until = rows[-1].last if len(rows) == _VERSIONS else _head(connection)
    return _Portion(since, until, rows, Shelf(connection, name).load(rows))


def _as_they_are(connection: Connection, numbers: Sequence[int]) -> list[Row[Any]]:
    """Versions by their numbers, in this order: while they were assigned others may have been read."""
    found: Present[int, Row[Any]] = Present()
    for portion in portions(numbers):
        query = select(versions).where(versions.c.version.in_(portion))
        found.update({row.version: row for row in connection.execute(query)})
    return [found[number] for number in numbers]


def _head(connection: Connection) -> int:
    """The last entry that the index knows."""
    return int(connection.execute(select(state.c.value).where(state.c.name == "seq")).scalar() or 0)


def _book(connection: Connection, key: str) -> Row[Any] | None:
    return connection.execute(select(books).where(books.c.key == key)).one_or_none()


def _new_book(connection: Connection, key: str) -> Row[Any]:
    """A new codebook; where there are too many, that looked at longest ago is let go."""
    asked = select(books.c.book).where(books.c.key != AS_READ).order_by(books.c.filled.desc())
    for gone in connection.execute(asked).scalars().all()[MOST_BOOKS - 1 :]:
        for table in (books, assigned, spoken, voiced, unsettled, stands, taken, shifted, sums):
            connection.execute(delete(table).where(table.c.book == gone))
    number = (connection.execute(select(func.max(books.c.book))).scalar() or 0) + 1
    connection.execute(insert(books), [{"book": number, "key": key, "seq": 0, "filled": 0}])
    return connection.execute(select(books).where(books.c.book == number)).one()


def _keep_found(connection: Connection, book: int, found: Mapping[int, Found]) -> None:
    """Put assignments in place of those kept of these versions."""
    for portion in portions(sorted(found)):
        connection.execute(delete(assigned).where(assigned.c.book == book, assigned.c.version.in_(portion)))
    rows = [
        {
            "book": book,
            "version": version,
            "found": canonical_json({c: [a.concept, a.stance, a.sentence] for c, a in some.items()}),
        }
        for version, some in found.items()
        if some
    ]
    add_rows(connection, assigned, rows)
