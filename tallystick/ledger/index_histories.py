"""Promises of past days in the index: made when a day is first asked for, and kept up from then on.

Each is a row for the time between two days on which something about it changed. A new report makes the rows of what it
tells anew from the first day on which it was known: of its cells or, where what is promised to some does not depend on
what is promised to others, of those alone whom it is about. The rows of the days before stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from tallystick.ledger.access import Access
from tallystick.ledger.index_choices import ChoiceChanges, Party
from tallystick.ledger.index_editions import Shelved
from tallystick.ledger.index_promises import URGENCY, at_stake, comparison_of, rank_of
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
    untold_parts,
)
from tallystick.ledger.index_untold import Untold, is_all_told, names_everybody, next_untold, settle_told
from tallystick.ledger.plain import to_plain
from tallystick.ledger.progress import Report, unseen
from tallystick.ledger.rows import add_rows
from tallystick.ledger.shelf import portions
from tallystick.model.canonical import canonical_json, content_hash
from tallystick.model.records import Promise
from tallystick.reconcile.histories import (
    FIRST,
    History,
    InseparableError,
    Version,
    history_of,
    part_history_of,
)
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
    return has_histories(connection) and is_all_told(connection)


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
        groups = told_so_far(connection).groups
    shelf: Shelved | None = None
    left = 1
    while left:
        with access.writing() as connection:
            if shelf is None or shelf.seq != taken_in(connection):
                shelf = Shelved(connection, access.name, taken_in(connection))
            _tell_some(connection, shelf)
            left = _left(connection)
        report("groups of promises told day by day", groups - left, groups)


def _tell_some(connection: Connection, shelf: Shelved) -> None:
    """Make the histories of the next cells."""
    some = next_untold(connection, _CELLS)
    shelf.prepare(connection)
    writing = _Writing(connection)
    settle_told(connection, {cell.cell: _tell(connection, shelf, cell, writing) for cell in some})
    writing.changes.keep(connection)


def _tell(connection: Connection, shelf: Shelved, cell: Untold, writing: _Writing) -> bool:
    """Make the histories of a cell; whether what is promised to some can be followed alone there from now on."""
    since = cell.since or FIRST
    if cell.parts is not None:
        try:
            found = {
                part: part_history_of(cell.name, part, shelf, shelf.constraints, day or FIRST)
                for part, day in sorted(cell.parts.items())
            }
        except InseparableError:
            pass
        else:
            for part, history in found.items():
                writing.put(cell.cell, history, cell.parts[part] or FIRST, part)
            return True
    history = history_of(cell.name, shelf, shelf.constraints, since)
    writing.put(cell.cell, history, since)
    was_apart = cell.told_apart or since == FIRST
    return history.is_parted and was_apart and names_everybody(connection, cell.cell)


def told_so_far(connection: Connection) -> Told:
    """How far the histories are, of an index that is up to date."""
    every = select(func.count()).select_from(cells).where(cells.c.was_home)
    counted = select(func.count()).select_from(promises), every
    there, groups = (connection.execute(query).scalar() or 0 for query in counted)
    return Told(there, groups, _left(connection))


def _left(connection: Connection) -> int:
    """Of how many groups of promises histories are still to be made, or made anew."""
    whole = select(func.count()).select_from(cells).where(cells.c.told_until < NEVER, cells.c.was_home)
    late = select(cells.c.cell).where(cells.c.told_until < NEVER)
    some = select(func.count(untold_parts.c.cell.distinct())).where(untold_parts.c.cell.not_in(late))
    return sum(connection.execute(query).scalar() or 0 for query in (whole, some))


class _Writing:
    """Puts histories in place of what was told before.

    Attributes:
        changes: What this changes in what promises can be chosen by, yet to be kept.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.changes = ChoiceChanges()

    def put(self, cell: int, history: History, since: str, part: str | None = None) -> None:
        """Put a history in place of what was told of a cell from a day on.

        Args:
            cell: The number of the cell.
            history: What is told.
            since: The day.
            part: Whom alone it is about (``homes.part_of``); ``None`` for everybody.
        """
        self._cut(cell, since, part)
        first = (self._connection.execute(select(func.max(histories.c.number))).scalar() or 0) + 1
        numbered = dict(zip(count(first), history.versions))
        parties = {n: list(_parties(version.folded.promise)) for n, version in numbered.items()}
        rows = {
            histories: [_row(cell, n, version) for n, version in numbered.items()],
            history_records: [
                {"number": n, "record": canonical_json([v.since, to_plain(v.folded.promise)])}
                for n, v in numbered.items()
            ],
            history_parties: [
                {"actor": actor, "role": role, "number": n, "name": name}
                for n, some in parties.items()
                for role, actor, name in some
            ],
            history_members: [
                {"claim": claim, "number": n}
                for n, version in numbered.items()
                for claim in version.folded.promise.claims
            ],
            looks: self._looks(cell, history.looked_at),
        }
        for row in rows[histories]:
            self.changes.count(row, parties[row["number"]])
        for table, some in rows.items():
            add_rows(self._connection, table, some)

    def _cut(self, cell: int, since: str, part: str | None) -> None:
        """Let what was told end where it is told anew."""
        own = [histories.c.cell == cell, histories.c.until > since]
        if part is not None:
            own.append(histories.c.part == part)
        before = self._connection.execute(select(histories).where(*own)).mappings().all()
        parties = self._parties_of([row["number"] for row in before])
        for row in before:
            self.changes.count(row, parties[row["number"]], -1)
            if row["since"] < since:
                self.changes.count({**row, "until": since}, parties[row["number"]])
        gone = sorted(row["number"] for row in before if row["since"] >= since)
        for portion in portions(gone):
            for table in (history_records, history_parties, history_members, histories):
                self._connection.execute(delete(table).where(table.c.number.in_(portion)))
        self._connection.execute(update(histories).where(*own).values(until=since))

    def _parties_of(self, numbers: Sequence[int]) -> dict[int, list[Party]]:
        found: dict[int, list[Party]] = defaultdict(list)
        for portion in portions(numbers):
            query = select(history_parties).where(history_parties.c.number.in_(portion))
            for row in self._connection.execute(query):
                found[row.number].append((row.role, row.actor, row.name))
        return found

    def _looks(self, cell: int, looked_at: Iterable[str]) -> list[dict[str, Any]]:
        """What is not yet known of the cells that one depends on; itself it depends on anyway."""
        own = select(cells.c.digest).where(cells.c.cell == cell)
        digests = {content_hash(name) for name in looked_at} - {self._connection.execute(own).scalar()}
        found: set[str] = set()
        for portion in portions(sorted(digests)):
            same = looks.c.looked_at.in_(portion), looks.c.cell == cell
            found |= set(self._connection.execute(select(looks.c.looked_at).where(*same)).scalars())
        return [{"looked_at": digest, "cell": cell} for digest in sorted(digests - found)]


def _row(cell: int, number: int, version: Version) -> dict[str, Any]:
    promise = version.folded.promise
    due = interval(promise.deadline)
    return {
        "number": number,
        "cell": cell,
        "part": version.part,
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
        "compared": comparison_of(promise),
    }


def _parties(promise: Promise) -> Iterator[Party]:
    for role, some in (("a", promise.actors), ("r", promise.recipients)):
        for actor, name in {party.key: party.name for party in reversed(some)}.items():
            yield role, actor, name
