"""Deliveries of one promise as figures by side, repetitions of one statement put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tallystick.model import Actor, Delivery
from tallystick.model.records import DeliveryRecord, Party
from tallystick.model.shares import part_of, shares_in_full
from tallystick.reconcile.grouping import Group
from tallystick.reconcile.intervals import place_in_time
from tallystick.reconcile.mentions import Figures, Mention, is_of_sum, upper_end
from tallystick.reconcile.sides import Sides
from tallystick.reconcile.voices import Originals

Arrived = Mention[Delivery]
Promised = tuple[Figures | None, Figures | None]
"""Number and sum that a share without a base of its own is one of."""


def delivery_records(
    promise: Group, deliveries: Iterable[Arrived], originals: Originals
) -> tuple[DeliveryRecord, ...]:
    """What arrived, oldest first; one record for a figure, however often the same source repeats it."""
    deliveries = sorted(deliveries, key=lambda d: d.order)
    sides, promised = Sides.of(promise, deliveries), _promised(promise)
    alike = defaultdict(list)
    for delivery in deliveries:
        alike[_sameness(delivery, sides, promised)].append(delivery)
    records = [_record(told, sides, promised, originals) for told in alike.values()]
    return tuple(sorted(records, key=lambda r: (place_in_time(r.as_of, r.reported), r.claims)))


def _promised(promise: Group) -> Promised:
    target = promise.target
    if target is None:
        return (None, None)
    if target.item is not None and target.item.share is not None and target.item.share_of is not None:
        whole = (
            target.item.share_of,
            target.item.share_of,
        )  # "52 percent of the million": so are other shares
        return (None, whole) if is_of_sum(target.item) else (whole, None)
    return (target.quantity, None) if target.quantity is not None else (None, target.amount)


def _sameness(delivery: Arrived, sides: Sides, promised: Promised) -> tuple[object, ...]:
    claim, item = delivery.claim, delivery.item
    return (
        claim.date,
        _resolved(delivery, promised),
        (item.share, item.share_max, item.bound) if item else None,
        claim.cumulative,
        claim.negated,
        claim.factuality,
        sides.side_of(claim.source, delivery.recipients),
        None if claim.source is None else _speaker(claim.source, sides),
    )


def _speaker(source: Actor, sides: Sides) -> tuple[object, ...]:
    """Whoever speaks, as somebody who is told from all others however the name is written."""
    return (sides.posts.acting(source), sides.posts.key(source) or source.id)


def _record(
    told: Sequence[Arrived], sides: Sides, promised: Promised, originals: Originals
) -> DeliveryRecord:
    first = told[0]
    source = first.claim.source
    quantity, amount = _resolved(first, promised)
    item = first.item
    reported = min((d.document.published for d in told if d.document.published), default=None)
    return DeliveryRecord(
        as_of=first.claim.date or reported,
        quantity=quantity[0] if quantity else None,
        quantity_max=upper_end(quantity),
        share=item.share if item else None,
        share_max=item.share_max if item else None,
        amount=amount[0] if amount else None,
        amount_max=upper_end(amount),
        bound=item.bound if item else None,
        cumulative=first.claim.cumulative,
        negated=first.claim.negated,
        factuality=first.claim.factuality,
        said_by=None if source is None else Party(source.id, source.name),
        side=sides.side_of(source, first.recipients),
        claims=tuple(sorted({d.claim.id for d in told})),
        voices=originals.count((d.document, d.claim) for d in told),
        is_dated=first.claim.date is not None,
        reported=reported,
    )


def _resolved(delivery: Arrived, promised: Promised) -> Promised:
    """Number and sum delivered; a share without a base of its own is one of what was promised."""
    shares = shares_in_full(delivery.item) if delivery.item else None
    if shares is None or delivery.quantity is not None or delivery.amount is not None:
        return (delivery.quantity, delivery.amount)
    number, total = promised
    return (_parts_of(shares, number), _parts_of(shares, total))


def _parts_of(shares: Figures, whole: Figures | None) -> Figures | None:
    return None if whole is None else (part_of(shares[0], whole[0]), part_of(shares[1], whole[1]))
