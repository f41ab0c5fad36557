"""A whole ledger as JSON Lines and back, byte for byte: hashes, order and days of recording included.

The first line says what it is and how the chain ends, so that a file that was cut off is recognised; each
other line is one entry. Payloads stand in the lines as they stand in the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from tallystick.errors import LedgerError
from tallystick.ledger.access import Access
from tallystick.ledger.appending import Head, head_of
from tallystick.ledger.schema import entries
from tallystick.ledger.verification import IN_ORDER, Chain, fault_beside, parsed
from tallystick.model.canonical import canonical_json

FORMAT = "tally-ledger/1"

_BATCH = 5000
"""How many entries are added in one transaction."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table of entries."""

    seq: int
    kind: str
    key: str
    subject: str
    payload: str
    previous: str
    hash: str
    recorded_at: str


def dumped(connection: Connection, name: str) -> Iterator[str]:
    """The lines of the ledger, without their ends.

    Args:
        connection: A transaction that sees one state of the ledger.
        name: How messages call it.

    Raises:
        LedgerError: An entry is not as it was written, or is missing; the lines before it are sound.
    """
    head = head_of(connection)
    number = connection.execute(select(func.count()).select_from(entries)).scalar()
    if (
        number != head.seq
    ):  # counted where entries are looked up by, which shows those that are missing at the end
        told = f"it has {number} entries, the last of which is {head.seq}"
        raise LedgerError(f"Ledger {name} is damaged: {told}; restore it from a copy")
    yield json.dumps({"format": FORMAT, "entries": head.seq, "hash": head.hash})
    chain = Chain()
    with connection.execute(IN_ORDER) as rows:
        for row in rows:
            reason = chain.fault(row, parsed(row.payload)) or fault_beside(row)
            if reason is not None:
                raise LedgerError(
                    f"Ledger {name} is damaged at entry {row.seq}: {reason}; restore it from a copy"
                )
            yield _line(row)


def _line(row: Any) -> str:
    outer = {
        "seq": row.seq, "kind": row.kind, "key": row.key, "subject": row.subject, "previous": row.previous,
        "hash": row.hash, "recorded_at": row.recorded_at,
    }  # fmt: skip
    return f'{json.dumps(outer, ensure_ascii=False)[:-1]}, "payload": {row.payload}}}'


_TYPES: dict[str, type] = {
    "seq": int, "kind": str, "key": str, "subject": str, "payload": str, "previous": str, "hash": str,
    "recorded_at": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Lines of a dump, and how messages call them."""

    name: str
    lines: Iterable[str]


def load(access: Access, source: Source, progress: Callable[[int, int], None] | None = None) -> int:
    """Add the entries of a dump to a ledger that is empty or holds the beginning of the same dump.

    Args:
        access: The ledger.
        source: The dump.
        progress: Called with the number of entries kept so far, and of all in the dump, whenever some are on
            the disk.

    Returns:
        How many entries were added.

    Raises:
        LedgerError: A line is broken or missing, or the ledger holds something else; what stood before the
            line is kept, and loading a whole dump later goes on from there.
    """
    lines = iter(source.lines)
    end = _end(next(lines, ""), source.name)
    with access.reading() as connection:
        present = head_of(connection)
    read = _entries(lines, source.name)
    head = _pass_over(read, present, access.name, source.name)
    while batch := list(islice(read, _BATCH)):
        with access.writing() as connection:
            if head_of(connection) != head:
                raise LedgerError(f"Ledger {access.name} was written to meanwhile; load into a new ledger")
            rows = [
                (e.seq, e.kind, e.key, e.subject, e.payload, e.previous, e.hash, e.recorded_at) for e in batch
            ]
            access.database.insert(connection, entries, rows)
        head = Head(batch[-1].seq, batch[-1].hash)
        if progress is not None:
            progress(head.seq, end.seq)
    if head != end:
        raise LedgerError(
            f"{source.name} ends behind entry {head.seq} of {end.seq}; it was cut off: load the whole file, "
            "it goes on from there"
        )
    return head.seq - present.seq


def _end(line: str, name: str) -> Head:
    header = parsed(line)
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise LedgerError(f"{name} line 1: no dump of a ledger ({FORMAT}); make one with: tally dump")
    try:
        return Head(int(header["entries"]), str(header["hash"]))
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerError(f"{name} line 1: does not say how many entries follow") from error


def _entries(lines: Iterator[str], name: str) -> Iterator[Entry]:
    """The entries of all lines behind the first, each checked against the one before it."""
    chain = Chain()
    for number, line in enumerate(lines, start=2):
        entry, payload = _entry(line, f"{name} line {number}")
        reason = chain.fault(entry, payload)
        if reason is not None:
            raise LedgerError(f"{name} line {number}: entry {entry.seq} is broken: {reason}")
        yield entry


def _entry(line: str, place: str) -> tuple[Entry, Any]:
    value = parsed(line)
    if not isinstance(value, dict):
        raise LedgerError(f"{place}: no JSON object; was the file changed or cut off?")
    payload = value.get("payload")
    value["payload"] = canonical_json(payload)
    if {name: type(field) for name, field in value.items()} != _TYPES:
        raise LedgerError(f"{place}: not the fields of an entry ({', '.join(_TYPES)})")
    return Entry(**value), payload


def _pass_over(read: Iterator[Entry], present: Head, ledger: str, name: str) -> Head:
    """Take the entries that the ledger has, and return the last of them.

    Raises:
        LedgerError: The ledger's own are others.
    """
    last = Head(0, Chain().hash)
    for entry in islice(read, present.seq):
        last = Head(entry.seq, entry.hash)
    if last != present:
        raise LedgerError(f"Ledger {ledger} holds other entries than {name}; load it into a new ledger")
    return last
