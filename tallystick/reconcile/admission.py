"""Whether nothing that a delivery says contradicts a promise, so that it may count towards it."""

from __future__ import annotations

from datetime import date

from tallystick.model import Delivery
from tallystick.reconcile.groups import Group
from tallystick.reconcile.intervals import Interval, interval
from tallystick.reconcile.mentions import Figures, Mention, day_of, names_others, same_or_missing

EXCESS = 2.0
"""More than so many times what was promised is not what was promised."""

Arrived = Mention[Delivery]


def is_possible(promise: Group, delivery: Arrived) -> bool:
    """Whether nothing that the delivery says contradicts the promise."""
    stated = promise.stated
    return (
        delivery.item is not None
        and all(same_or_missing(delivery.recipients, r) for r in stated.recipients)
        and all(same_or_missing(delivery.unit, u) for u in stated.units)
        and all(same_or_missing(delivery.currency, c) for c in stated.currencies)
        and not _is_before(delivery, promise)
        and not _is_far_more(delivery, promise)
        and not (any(stated.recipients) and names_others(delivery.claim.recipients))
    )


def _is_before(delivery: Arrived, promise: Group) -> bool:
    """Whether it happened before anything was promised, where the texts date both acts."""
    arrived = day_of(delivery)
    promised = promised_on(promise)
    if arrived is None or not promised or any(told <= arrived.last for told in told_on(promise)):
        return False
    return all(days.is_after(arrived) for days in promised)


def told_on(promise: Group) -> list[date]:
    """The day on which a report first told of it; none where no report has a date."""
    known = interval(promise.first.order[0])
    return [] if known is None else [known.last]


def promised_on(promise: Group) -> list[Interval]:
    """When it was promised, of the tellings that date it."""
    return [days for m in promise.variants if m.claim.date and (days := day_of(m)) is not None]


def _is_far_more(delivery: Arrived, promise: Group) -> bool:
    """Whether so much arrived that no telling of the promise can mean it."""
    arrived, stated = _measured(delivery, promise)
    return arrived is not None and bool(stated) and all(arrived[0] > EXCESS * most for _, most in stated)


def _measured(delivery: Arrived, promise: Group) -> tuple[Figures | None, set[Figures]]:
    """What arrived and what was promised, in sums of money or in numbers."""
    if delivery.currency:
        return (delivery.amount, promise.stated.amounts)
    return (delivery.quantity, promise.stated.quantities)
