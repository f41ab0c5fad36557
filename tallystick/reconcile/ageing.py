"""What the passing of days alone does to a promise of which nothing new is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tallystick.model.records import Contribution, DeliveryRecord, Projection, Promise
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
    late = _days_late(promise, day)
    projection = promise.projection and _projection(promise, promise.projection, day, parts)
    if (late, projection, parts) == (promise.days_late, promise.projection, promise.parts):
        return promise
    return replace(promise, days_late=late, projection=projection, parts=parts)


def _days_late(promise: Promise, day: date | None) -> int | None:
    due = interval(promise.deadline)
    if promise.status != "overdue" or due is None or day is None:
        return promise.days_late
    return (day - due.last).days


def _projection(
    promise: Promise, before: Projection, day: date | None, parts: Sequence[Contribution]
) -> Projection | None:
    """The projection on ``day``: none of its days lies in the past, and what should have come by now has not."""
    if day is None or parts or any(map(_is_dated_by_today, promise.deliveries)):
        return reckon(promise.deliveries, target_of_promise(promise), promise.deadline, day, parts).projection
    today = day.isoformat()
    if before.date_high is not None and before.date_high < today:
        return None
    return replace(before, date_low=max(before.date_low, today))


def _is_dated_by_today(delivery: DeliveryRecord) -> bool:
    """Whether the day asked for ends what a coarse date may mean; see ``accounts.days_of``."""
    days, reported = interval(delivery.as_of), interval(delivery.reported)
    if days is None or days.first == days.last:
        return False
    return reported is None or reported.last < days.first
