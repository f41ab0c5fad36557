"""Folded promises in the index: kept with columns to look for, and given out as they are on the day asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from tallystick.ledger.index_tables import NEVER, doubts, members, parties, promises, versions
from tallystick.ledger.plain import from_plain, to_plain
from tallystick.ledger.rows import add_rows
from tallystick.ledger.shelf import portions
from tallystick.model.canonical import canonical_json
from tallystick.model.records import Promise, Status
from tallystick.reconcile.ageing import aged, days_of_change
from tallystick.reconcile.cells import CellFold, Folded
from tallystick.reconcile.doubts import doubts as doubts_of
from tallystick.reconcile.intervals import interval

SETTLED = ("fulfilled", "fulfilled_late", "refused", "withdrawn")
"""What a promise with this status still has at stake is nothing."""

URGENCY: Mapping[Status, int] = {
    "overdue": 0, "partly": 1, "open": 2, "fulfilled_late": 3, "fulfilled": 4, "withdrawn": 5, "refused": 6,
    "unknown": 7,
}  # fmt: skip
"""Which promises a reader is shown first."""


def keep_cells(connection: Connection, found: Mapping[int, CellFold], day: date | None) -> None:
    """Put what cells come to in place of what they came to before."""
    for table in (promises, parties, members, doubts):
        for portion in portions(sorted(found)):
            connection.execute(delete(table).where(table.c.cell.in_(portion)))
    entered = _entered(
        connection, {d for fold in found.values() for f in fold.promises for d in f.promise.documents}
    )
    rows: dict[Table, list[dict[str, Any]]] = {promises: [], parties: [], members: [], doubts: []}
    for cell, fold in found.items():
        told = [folded.promise for folded in fold.promises]
        rows[promises] += [_row(cell, one, day, entered) for one in fold.promises]
        rows[parties] += _parties(cell, told)
        rows[members] += [{"cell": cell, "claim": c, "promise": p.id} for p in told for c in p.claims]
        rows[doubts] += [
            {"key": d.key, "cell": cell, "weight": d.weight, "record": canonical_json(to_plain(d))}
            for d in doubts_of(told, fold.candidates, {claim.id: claim for claim in fold.claims})
        ]
    for table, some in rows.items():
        add_rows(connection, table, some)


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
