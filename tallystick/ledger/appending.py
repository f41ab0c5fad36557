"""Adding to the chain: what is new of some drafts, behind the entry that was the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from tallystick.ledger.databases import Database
from tallystick.ledger.entries import GENESIS, Draft, chained
from tallystick.ledger.schema import entries

_PORTION = 500
"""How many keys are asked for at once; every database takes as many."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry, by which the state of the whole ledger is named.

    Attributes:
        seq: Its place in the chain, from 1; 0 where nothing was read yet.
        hash: What it and all entries before it lead to, SHA-256 in hex.
    """

    seq: int
    hash: str


def head_of(connection: Connection) -> Head:
    """The newest entry; place 0 and the chain's first hash where there is none."""
    query = select(entries.c.seq, entries.c.hash).order_by(entries.c.seq.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    return Head(last.seq, last.hash) if last else Head(0, GENESIS)


def extend(connection: Connection, database: Database, drafts: Sequence[Draft]) -> list[Draft]:
    """Chain those of ``drafts`` that the ledger lacks behind its last entry.

    Args:
        connection: In a transaction that has the ledger to itself.
        database: What it is a connection to.
        drafts: In their order; of several with one key the first counts.

    Returns:
        Those that were new.
    """
    unique: dict[str, Draft] = {}
    for draft in drafts:
        unique.setdefault(draft.key, draft)
    known = _known_keys(connection, list(unique))
    new = [draft for draft in unique.values() if draft.key not in known]
    if new:
        recorded_at = datetime.now(UTC).isoformat(timespec="seconds")
        database.insert(connection, entries, list(_rows(head_of(connection), new, recorded_at)))
    return new


def _known_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(keys), _PORTION):
        portion = keys[start : start + _PORTION]
        known |= set(connection.execute(select(entries.c.key).where(entries.c.key.in_(portion))).scalars())
    return known


def _rows(head: Head, drafts: Sequence[Draft], recorded_at: str) -> Iterator[tuple[Any, ...]]:
    """Rows of the table of entries, in the order of its columns."""
    previous = head.hash
    for seq, draft in enumerate(drafts, start=head.seq + 1):
        digest = chained(previous, draft)
        yield (seq, draft.kind, draft.key, draft.subject, draft.payload, previous, digest, recorded_at)
        previous = digest
