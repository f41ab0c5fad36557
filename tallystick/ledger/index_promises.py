"""Folded promises in the index: kept with columns to look for, and given out as they are on the day asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert

from tallystick.ledger.index_tables import NEVER, parties, promises
from tallystick.ledger.plain import from_plain, to_plain
from tallystick.model.canonical import canonical_json
from tallystick.model.records import Promise
from tallystick.reconcile.accounts import target_of_promise
from tallystick.reconcile.cells import Folded
from tallystick.reconcile.fulfilment import reckon
from tallystick.reconcile.intervals import interval

SETTLED = ("fulfilled", "fulfilled_late", "refused", "withdrawn")
"""What a promise with this status still has at stake is nothing."""


def keep_cell(connection: Connection, cell: int, folded: Sequence[Folded], day: date | None) -> None:
    """Put what a cell comes to in place of what it came to before."""
    connection.execute(delete(promises).where(promises.c.cell == cell))
    connection.execute(delete(parties).where(parties.c.cell == cell))
    if folded:
        connection.execute(insert(promises), [_row(cell, one, day) for one in folded])
    named = {
        (party.id, role, one.promise.id)
        for one in folded
        for role, some in (("a", one.promise.actors), ("r", one.promise.recipients))
        for party in some
        if party.id is not None
    }
    if named:
        connection.execute(
            insert(parties),
            [{"actor": a, "role": r, "cell": cell, "promise": p} for a, r, p in sorted(named)],
        )


def _row(cell: int, folded: Folded, day: date | None) -> dict[str, Any]:
    promise = folded.promise
    due = interval(promise.deadline)
    return {
        "cell": cell,
        "id": promise.id,
        "rank": rank_of(folded.order),
        "category": promise.category,
        "status": promise.status,
        "deadline": due.last.isoformat() if due else NEVER,
        "amount": promise.amount,
        "at_stake": at_stake(promise),
        "changes": _changes(promise, day),
        "record": canonical_json(to_plain(promise)),
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
    due = interval(promise.deadline)
    days = [due.last + timedelta(days=1)] if due and due.last < date.max else []
    days += [told.first for d in promise.deliveries if (told := interval(d.as_of)) is not None]
    return min((d.isoformat() for d in days if day is not None and d > day), default=NEVER)


def record_of(stored: str, day: date | None) -> Promise:
    """A stored promise as it is on ``day``: an overdue one has grown later since it was folded."""
    promise = from_plain(Promise, json.loads(stored))
    if promise.status != "overdue" and promise.projection is None:
        return promise
    target = target_of_promise(promise)
    kept = reckon(promise.deliveries, target, promise.deadline, day, promise.parts)
    late = kept.days_late if promise.status == "overdue" else promise.days_late
    return replace(promise, days_late=late, projection=kept.projection if promise.projection else None)
