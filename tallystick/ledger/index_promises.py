"""Folded promises in the index: kept with columns to look for, and given out as they are on the day asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from tallystick.ledger.index_tables import NEVER, doubts, members, parties, promises, versions
from tallystick.ledger.plain import from_plain, to_plain
from tallystick.ledger.rows import add_rows
from tallystick.ledger.shelf import portions
from tallystick.model.canonical import canonical_json, content_hash
from tallystick.model.records import Promise, Status
from tallystick.reconcile.ageing import aged, days_of_change
from tallystick.reconcile.cells import CellFold, Folded
from tallystick.reconcile.differences import compared
from tallystick.reconcile.doubts import doubts as doubts_of
from tallystick.reconcile.intervals import interval

SETTLED = ("fulfilled", "fulfilled_late", "refused", "withdrawn")
"""What a promise with this status still has at stake is nothing."""

URGENCY: Mapping[Status, int] = {
    "overdue": 0, "partly": 1, "open": 2, "fulfilled_late": 3, "fulfilled": 4, "withdrawn": 5, "refused": 6,
    "unknown": 7,
}  # fmt: skip
"""Which promises a reader is shown first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is to be kept of a cell.

    Attributes:
        cell: Its number.
        fold: What it came to.
        parts: Whom that is for; ``None`` for everybody.
        of_claim: For each claim whom it is for; ``None`` where that cannot be told apart.
    """

    cell: int
    fold: CellFold
    parts: frozenset[str] | None = None
    of_claim: Mapping[str, str] | None = None

    def part_of(self, claim: str) -> str:
        """Whom a claim is for; empty where that cannot be told apart."""
        return "" if self.of_claim is None else self.of_claim[claim]


def keep_cells(connection: Connection, found: Sequence[Kept], day: date | None) -> None:
    """Put what cells come to, or parts of them, in place of what they came to before."""
    _forget(connection, found)
    entered = _entered(
        connection, {d for one in found for f in one.fold.promises for d in f.promise.documents}
    )
    rows: dict[Table, list[dict[str, Any]]] = {promises: [], parties: [], members: [], doubts: []}
    for one in found:
        cell, told = one.cell, [folded.promise for folded in one.fold.promises]
        rows[promises] += [
            {**_row(cell, folded, day, entered), "part": one.part_of(folded.promise.claims[0])}
            for folded in one.fold.promises
        ]
        rows[parties] += _parties(cell, told)
        rows[members] += [{"cell": cell, "claim": c, "promise": p.id} for p in told for c in p.claims]
        rows[doubts] += [
            {
                "key": doubt.key,
                "cell": cell,
                "part": one.part_of(doubt.claims[0]),
                "weight": doubt.weight,
                "record": canonical_json(to_plain(doubt)),
            }
            for doubt in doubts_of(told, one.fold.candidates, {claim.id: claim for claim in one.fold.claims})
        ]
    for table, some in rows.items():
        add_rows(connection, table, some)


def _forget(connection: Connection, found: Sequence[Kept]) -> None:
    """Remove what cells, or parts of them, came to before."""
    for table in (promises, parties, members, doubts):
        for portion in portions(sorted(one.cell for one in found if one.parts is None)):
            connection.execute(delete(table).where(table.c.cell.in_(portion)))
    for one in found:
        if one.parts is None:
            continue
        own = promises.c.cell == one.cell, promises.c.part.in_(sorted(one.parts))
        gone = list(connection.execute(select(promises.c.id).where(*own)).scalars())
        for portion in portions(sorted(gone)):
            for behind in (parties, members):
                those = behind.c.cell == one.cell, behind.c.promise.in_(portion)
                connection.execute(delete(behind).where(*those))
        connection.execute(delete(promises).where(*own))
        doubted = doubts.c.cell == one.cell, doubts.c.part.in_(sorted(one.parts))
        connection.execute(delete(doubts).where(*doubted))


def _parties(cell: int, told: Sequence[Promise]) -> Iterator[dict[str, Any]]:
    for promise in told:
        for role, some in (("a", promise.actors), ("r", promise.recipients)):
            for actor, name in {party.key: party.name for party in reversed(some)}.items():
                yield {"actor": actor, "role": role, "cell": cell, "promise": promise.id, "name": name}


def _entered(connection: Connection, documents: Iterable[str]) -> dict[str, int]:
    """Of each document the entry of its last reading."""
    found: dict[str, int] = {}
    for portion in portions(sorted(documents)):
        query = select(versions.c.document, versions.c.last).where(versions.c.document.in_(portion))
        found |= {row.document: row.last for row in connection.execute(query.where(versions.c.is_current))}
    return found


def _row(cell: int, folded: Folded, day: date | None, entered: Mapping[str, int]) -> dict[str, Any]:
    promise = folded.promise
    due = interval(promise.deadline)
    return {
        "cell": cell,
        "id": promise.id,
        "rank": rank_of(folded.order),
        "category": promise.category,
        "status": promise.status,
        "urgency": URGENCY[promise.status],
        "voices": promise.voices,
        "told": len(promise.claims),
        "deadline": due.last.isoformat() if due else NEVER,
        "amount": promise.amount,
        "at_stake": at_stake(promise),
        "changes": _changes(promise, day),
        "entered": max((entered[d] for d in promise.documents if d in entered), default=0),
        "record": canonical_json([None if day is None else day.isoformat(), to_plain(promise)]),
    }


def comparison_of(promise: Promise) -> str:
    """What is the same where all is that differences compare; only told of a promise and what it was before."""
    return content_hash(compared(promise))[:16]


def rank_of(order: Sequence[str]) -> str:
    """A text that sorts as ``order`` does."""
    return "\x01".join(part.replace("\0", "") for part in order)


def at_stake(promise: Promise) -> float | None:
    """What is still owed of a promise, in euros; ``None`` where it has no value or nothing is owed any more."""
    if promise.value is None or promise.status in SETTLED:
        return None
    share = promise.fulfilled.share_low if promise.fulfilled else None
    return promise.value.amount * (1 - min(share or 0.0, 1.0))


def _changes(promise: Promise, day: date | None) -> str:
    """The first day after ``day`` on which time alone may give the promise another status or figure."""
    later = (d.isoformat() for d in days_of_change(promise) if day is not None and d > day)
    return min(later, default=NEVER)


def record_of(stored: str, day: date | None) -> Promise:
    """A stored promise as it is on ``day``: an overdue one has grown later since it was folded."""
    folded_on, plain = json.loads(stored)
    promise = from_plain(Promise, plain)
    return promise if folded_on == (None if day is None else day.isoformat()) else aged(promise, day)
