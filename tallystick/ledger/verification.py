"""Whether a ledger still is what was written: its chain, what entries refer to, and the spans of its claims."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.exc import DBAPIError

from tallystick.ledger.checksums import SOUND, damaged_rows, is_sound
from tallystick.ledger.databases import Database
from tallystick.ledger.entries import GENESIS, BrokenEntry, Draft, chained, claim_key, key_of, subject_in
from tallystick.ledger.index_tables import derived
from tallystick.ledger.schema import entries, metadata
from tallystick.ledger.searching import on_a_server
from tallystick.model import Span

PORTION = 1000
"""How many rows are fetched at once."""

IN_ORDER = (
    select(entries, is_sound(entries).label(SOUND))
    .order_by(entries.c.seq)
    .execution_options(yield_per=PORTION)
)
"""Every entry, damaged or not."""

_REMEMBERED = 500
"""How many documents are kept in memory: claims mostly stand right behind theirs."""


@dataclass(slots=True)
class Chain:
    """Walks entries in their order and says what is wrong with each."""

    hash: str = GENESIS
    seq: int = 0

    def fault(self, row: Any, payload: Any) -> str | None:
        """Why ``row`` is not as it was written or not where it stood, ``None`` where it is.

        Args:
            row: With the columns of the table of entries.
            payload: Its payload, parsed; ``None`` where it is no JSON.
        """
        reason = self._fault(row, payload)
        self.hash, self.seq = row.hash, row.seq
        return reason

    def _fault(self, row: Any, payload: Any) -> str | None:
        if row.seq != self.seq + 1:
            return f"entries {self.seq + 1} to {row.seq - 1} are missing before it"
        if row.previous != self.hash:
            return "it does not follow the entry before it"
        if is_changed(row):
            return "its content is not what its hash was made of"
        try:
            identity = (key_of(row.kind, payload), subject_in(row.kind, payload))
        except (ValueError, KeyError, TypeError):
            return "its payload is not that of an entry"
        return None if identity == (row.key, row.subject) else "its key or subject is not that of its payload"


def is_changed(row: Any) -> bool:
    """Whether a row's content is another than its hash was made of."""
    return bool(row.hash != chained(row.previous, Draft(row.kind, row.key, row.subject, row.payload)))


def fault_beside(row: Any) -> str | None:
    """Whether what neither hash covers, as when it was recorded, is another than was written."""
    return None if row.is_sound else "what stands beside its content is not what was written"


def parsed(payload: str) -> Any:
    """A payload as JSON, ``None`` where it is none."""
    try:
        return json.loads(payload)
    except ValueError:
        return None


def faults(
    connection: Connection, database: Database, progress: Callable[[int, int], None] | None = None
) -> Iterator[BrokenEntry]:
    """The entries of a ledger, in order, that are not as they were written or do not hold together; then other damage.

    What the chain cannot show is that its newest entries were cut off as a whole.

    Args:
        connection: A transaction that sees one state of the ledger.
        database: What it is a connection to.
        progress: Called now and then with how many entries are checked, and how many there are.
    """
    chain = Chain()
    try:
        yield from _faults_of_entries(connection, chain, progress)
    except DBAPIError as error:
        yield BrokenEntry(chain.seq + 1, f"the database cannot read on from here: {database.told(error)}")
        return
    try:
        for reason in database.damages(connection):
            yield BrokenEntry(
                chain.seq, f"the database is damaged beside the entries: {reason}", part="database"
            )
        for place in _damaged_places(connection):
            yield BrokenEntry(chain.seq, f"the index is damaged beside the entries: {place}", part="index")
    except DBAPIError as error:
        reason = f"the database is damaged beside the entries: {database.told(error)}"
        yield BrokenEntry(chain.seq, reason, part="database")


def _damaged_places(connection: Connection) -> Iterator[str]:
    """Of each table of what is worked out from the entries the first row that is not what was written."""
    there = inspect(connection)
    for table in (*metadata.sorted_tables, *derived.sorted_tables, *on_a_server.sorted_tables):
        is_there = table is not entries and there.has_table(table.name)
        if is_there and {c["name"] for c in there.get_columns(table.name)} == set(table.columns.keys()):
            yield from damaged_rows(connection, table, 1)


def _faults_of_entries(
    connection: Connection, chain: Chain, progress: Callable[[int, int], None] | None
) -> Iterator[BrokenEntry]:
    end = 0
    with suppress(DBAPIError):  # what cannot be read is told where it stands
        end = connection.execute(select(func.max(entries.c.seq))).scalar() or 0
    known = _Known(connection)
    with connection.execute(IN_ORDER) as rows:
        for row in rows:
            payload = parsed(row.payload)
            reason = chain.fault(row, payload) or _fault_of(known, row, payload) or fault_beside(row)
            if reason is not None:
                yield BrokenEntry(row.seq, reason)
            if progress is not None and row.seq % PORTION == 0:
                progress(row.seq, end)


def _fault_of(known: _Known, row: Any, payload: Any) -> str | None:
    try:
        return known.fault(row, payload)
    except (KeyError, TypeError):
        return "its payload lacks what such an entry holds"


@dataclass(slots=True)
class _Document:
    text: str
    claims: set[str] = field(default_factory=set)


class _Known:
    """What the entries hold, damaged or not: the documents told of last in memory, and the others looked up."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._documents: OrderedDict[str, _Document] = OrderedDict()

    def fault(self, row: Any, payload: Any) -> str | None:
        if row.kind == "document":
            self._remember(row.key, _Document(payload["text"]))
        elif row.kind == "claim":
            return self._fault_of_claim(payload)
        elif row.kind == "reading":
            return self._fault_of_reading(payload)
        return None

    def _fault_of_claim(self, payload: Mapping[str, Any]) -> str | None:
        document = self._document(payload["document"])
        if document is None:
            return "its document is not in the ledger"
        document.claims.add(payload["claim"]["id"])
        wrong = next((s for s in spans_in(payload["claim"]) if not s.holds_in(document.text)), None)
        if wrong is None:
            return None
        return f"its document does not hold {wrong.text!r} from {wrong.start} to {wrong.end}"

    def _fault_of_reading(self, payload: Mapping[str, Any]) -> str | None:
        document = self._document(payload["document"])
        if document is None:
            return "its document is not in the ledger"
        for claim in payload["claims"]:
            if claim not in document.claims and not self._has(claim_key(payload["document"], claim)):
                return f"its claim {claim} is not in the ledger"
        return None

    def _document(self, key: str) -> _Document | None:
        if key not in self._documents:
            query = select(entries.c.payload, is_sound(entries).label(SOUND))
            query = query.where(entries.c.key == key, entries.c.kind == "document")
            payload = parsed(self._connection.execute(query).scalar() or "")
            if payload is None:
                return None
            self._remember(key, _Document(payload["text"]))
        self._documents.move_to_end(key)
        return self._documents[key]

    def _remember(self, key: str, document: _Document) -> None:
        self._documents[key] = document
        if len(self._documents) > _REMEMBERED:
            self._documents.popitem(last=False)

    def _has(self, key: str) -> bool:
        query = select(func.count()).where(entries.c.key == key, entries.c.kind == "claim")
        return bool(self._connection.execute(query).scalar())


def spans_in(value: Any) -> Iterator[Span]:
    """Every span in a claim, or any other value, as the claims format writes it."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield Span(value["start"], value["end"], value["text"])
        for part in value.values():
            yield from spans_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_in(part)
