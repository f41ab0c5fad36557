"""Promises of past days in the index: made when a day is first asked for, and kept up from then on.

Each is a row for the time between two days on which something about it changed. A new report makes the rows of its
cells anew from the first day on which it was known; those of the days before stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tallystick.ledger.access import Access
from tallystick.ledger.index_editions import Shelved
from tallystick.ledger.index_promises import URGENCY, at_stake, rank_of
from tallystick.ledger.index_tables import (
    NEVER,
    cells,
    histories,
    history_members,
    history_parties,
    history_records,
    looks,
    promises,
    state,
    touches,
    versions,
)
from tallystick.ledger.plain import to_plain
from tallystick.ledger.progress import Report, unseen
from tallystick.ledger.rows import add_rows
from tallystick.ledger.shelf import portions
from tallystick.model.canonical import canonical_json, content_hash
from tallystick.model.records import Promise
from tallystick.reconcile.differences import compared
from tallystick.reconcile.histories import FIRST, History, Version, history_of
from tallystick.reconcile.intervals import interval

_CELLS = 20
"""The histories of so many cells are made in one transaction, for which others who write have to wait."""

_MADE = "histories"


@dataclass(frozen=True, slots=True)
class Told:
    """How far the histories of an index are.

    Attributes:
        promises: How many promises there are now.
        groups: How many groups of promises have histories.
        left: Of how many of them these are still to be made, or made anew.
    """

    promises: int
    groups: int
    left: int


def has_histories(connection: Connection) -> bool:
    """Whether somebody asked for a day that was past, so that histories are kept."""
    return connection.execute(select(state.c.value).where(state.c.name == _MADE)).scalar() is not None


def are_told(connection: Connection) -> bool:
    """Whether histories are kept, and none waits to be made anew; of an index that is up to date."""
    untold = select(cells.c.cell).where(cells.c.told_until < NEVER, cells.c.was_home)
    return has_histories(connection) and connection.execute(untold.limit(1)).scalar() is None


def taken_in(connection: Connection) -> int:
    """Up to which entry of the ledger the index was made."""
    return int(connection.execute(select(state.c.value).where(state.c.name == "seq")).scalar() or 0)


def tell(access: Access, report: Report = unseen) -> None:
    """Make what is missing of the histories of an index that is up to date.

    Args:
        access: To the ledger.
        report: Called after each step with how many groups of promises are done.

    Raises:
        LedgerError: The ledger may not be written, or an entry is not as it was written.
    """
    with access.writing() as connection:
        if not has_histories(connection):
            connection.execute(insert(state), [{"name": _MADE, "value": "yes"}])
    shelf: Shelved | None = None
    is_told = False
    while not is_told:
        with access.writing() as connection:
            if shelf is None or shelf.seq != taken_in(connection):
                shelf = Shelved(connection, access.name, taken_in(connection))
            is_told = _tell_some(connection, shelf)
            told = told_so_far(connection)
        report("groups of promises told day by day", told.groups - told.left, told.groups)


def _tell_some(connection: Connection, shelf: Shelved) -> bool:
    """Make the histories of the next cells; whether there are no more."""
    untold = (
        select(cells.c.cell, cells.c.name, cells.c.told_until)
        .where(cells.c.told_until < NEVER, cells.c.was_home)
        .order_by(cells.c.name)
        .limit(_CELLS)
    )
    some = connection.execute(untold).all()
    shelf.prepare(connection)
    for cell in some:
        since = cell.told_until or FIRST
        _cut(connection, cell.cell, since)
        _keep(connection, cell, history_of(cell.name, shelf, shelf.constraints, since))
    for portion in portions([cell.cell for cell in some]):
        connection.execute(update(cells).where(cells.c.cell.in_(portion)).values(told_until=NEVER))
    return len(some) < _CELLS


def told_so_far(connection: Connection) -> Told:
    """How far the histories are, of an index that is up to date."""
    every = select(func.count()).select_from(cells).where(cells.c.was_home)
    left = every.where(cells.c.told_until < NEVER)
    counted = select(func.count()).select_from(promises), every, left
    return Told(*(connection.execute(query).scalar() or 0 for query in counted))


def _cut(connection: Connection, cell: int, since: str) -> None:
    """Let the histories of a cell end where they are made anew."""
    own = histories.c.cell == cell
    gone = list(
        connection.execute(select(histories.c.number).where(own, histories.c.since >= since)).scalars()
    )
    for portion in portions(gone):
        for table in (history_records, history_parties, history_members, histories):
            connection.execute(delete(table).where(table.c.number.in_(portion)))
    connection.execute(update(histories).where(own, histories.c.until > since).values(until=since))


def _keep(connection: Connection, cell: Any, history: History) -> None:
    first = (connection.execute(select(func.max(histories.c.number))).scalar() or 0) + 1
    numbered = dict(zip(count(first), history.versions))
    rows = {
        histories: [_row(cell.cell, n, version) for n, version in numbered.items()],
        history_records: [
            {"number": n, "record": canonical_json([v.since, to_plain(v.folded.promise)])}
            for n, v in numbered.items()
        ],
        history_parties: [
            {"actor": actor, "role": role, "number": n, "name": name}
            for n, version in numbered.items()
            for role, actor, name in _parties(version.folded.promise)
        ],
        history_members: [
            {"claim": claim, "number": n}
            for n, version in numbered.items()
            for claim in version.folded.promise.claims
        ],
        looks: _looks(connection, cell, history.looked_at),
    }
    for table, some in rows.items():
        add_rows(connection, table, some)


def _row(cell: int, number: int, version: Version) -> dict[str, Any]:
    promise = version.folded.promise
    due = interval(promise.deadline)
    return {
        "number": number,
        "cell": cell,
        "id": promise.id,
        "since": version.since,
        "until": version.until,
        "rank": rank_of(version.folded.order),
        "category": promise.category,
        "status": promise.status,
        "urgency": URGENCY[promise.status],
        "voices": promise.voices,
        "told": len(promise.claims),
        "deadline": due.last.isoformat() if due else NEVER,
        "at_stake": at_stake(promise),
        "compared": content_hash(compared(promise)),
    }


def _parties(promise: Promise) -> Iterable[tuple[str, str, str]]:
    for role, some in (("a", promise.actors), ("r", promise.recipients)):
        for actor, name in {party.key: party.name for party in reversed(some)}.items():
            yield role, actor, name


def _looks(connection: Connection, cell: Any, looked_at: Iterable[str]) -> list[dict[str, Any]]:
    """What is not yet known of the cells that one depends on."""
    known = set(connection.execute(select(looks.c.looked_at).where(looks.c.cell == cell.cell)).scalars())
    digests = {content_hash(name) for name in looked_at if name != cell.name}
    return [{"looked_at": digest, "cell": cell.cell} for digest in sorted(digests - known)]


def forget_from(
    connection: Connection, pairs: Set[tuple[int, int]], rows: Mapping[int, Row[Any]], judged: Set[str]
) -> None:
    """Note from which day on histories have to be made anew.

    Args:
        connection: A transaction that writes.
        pairs: Cells and versions that touch them, or did so until now.
        rows: The versions, by their numbers.
        judged: Documents of which something changed for every day.
    """
    known = _first_days(connection, {row.document for row in rows.values()} - judged)
    days: dict[str, set[int]] = defaultdict(set)
    for cell, version in pairs:
        days[known.get(rows[version].document, "")].add(cell)
    for document, day in known.items():
        days[day] |= _cells_around(connection, document)
    for day, touched in sorted(days.items()):
        for portion in portions(sorted(touched)):
            digests = select(cells.c.digest).where(cells.c.cell.in_(portion))
            depending = select(looks.c.cell).where(looks.c.looked_at.in_(digests))
            for some in (portion, depending):
                late = cells.c.cell.in_(some), cells.c.told_until > day
                connection.execute(update(cells).where(*late).values(told_until=day))


def _first_days(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    """For each document the first day on which a version of it was known."""
    found: dict[str, str] = {}
    for portion in portions(sorted(documents)):
        query = select(versions.c.document, func.min(versions.c.last_day))
        chosen = query.where(versions.c.document.in_(portion)).group_by(versions.c.document)
        found |= {row[0]: row[1] for row in connection.execute(chosen)}
    return found


def _cells_around(connection: Connection, document: str) -> set[int]:
    """The cells that documents touch which come from one text with a document."""
    own = select(versions.c.original).where(versions.c.document == document, versions.c.is_current)
    family = select(versions.c.version).where(versions.c.original.in_(own), versions.c.document != document)
    return set(connection.execute(select(touches.c.cell).where(touches.c.version.in_(family))).scalars())
