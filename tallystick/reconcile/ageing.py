"""What the passing of days alone does to a promise of which nothing new is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tallystick.model.records import Promise
from tallystick.reconcile.accounts import target_of_promise
from tallystick.reconcile.fulfilment import reckon
from tallystick.reconcile.intervals import interval


def days_of_change(promise: Promise) -> Iterator[date]:
    """The days on which time alone may give a promise, or one within it, another status or figure."""
    due = interval(promise.deadline)
    if due is not None and due.last < date.max:
        yield due.last + timedelta(days=1)
    for delivery in promise.deliveries:
        told = interval(delivery.as_of)
        if told is not None:
            yield told.first
    for part in promise.parts:
        yield from days_of_change(part.promise)


def aged(promise: Promise, day: date | None) -> Promise:
    """A promise as it is on ``day``, before the next of its days of change: what is overdue has grown later.

    Args:
        promise: As it was on an earlier day, or on this.
        day: The day asked for.
    """
    parts = tuple(replace(part, promise=aged(part.promise, day)) for part in promise.parts)
    if promise.status != "overdue" and promise.projection is None:
        return replace(promise, parts=parts) if parts != promise.parts else promise
    kept = reckon(promise.deliveries, target_of_promise(promise), promise.deadline, day, parts)
    late = kept.days_late if promise.status == "overdue" else promise.days_late
    projection = kept.projection if promise.projection else None
    return replace(promise, days_late=late, projection=projection, parts=parts)
