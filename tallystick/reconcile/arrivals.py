"""Deliveries of one promise as figures by side, repetitions of one statement put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tallystick.model import Delivery
from tallystick.model.records import DeliveryRecord, Party
from tallystick.reconcile.grouping import Group
from tallystick.reconcile.mentions import Mention, actor_key, part_of
from tallystick.reconcile.sides import Sides
from tallystick.reconcile.voices import Originals

Arrived = Mention[Delivery]
Promised = tuple[float | None, float | None]
"""Number and sum that a share without a base of its own is one of."""


def delivery_records(
    promise: Group, deliveries: Iterable[Arrived], originals: Originals
) -> tuple[DeliveryRecord, ...]:
    """What arrived, oldest first; one record for a figure, however often the same source repeats it."""
    sides, promised = Sides.of(promise), _promised(promise)
    alike = defaultdict(list)
    for delivery in sorted(deliveries, key=lambda d: d.order):
        alike[_sameness(delivery, sides, promised)].append(delivery)
    records = [_record(told, sides, promised, originals) for told in alike.values()]
    return tuple(sorted(records, key=lambda r: (r.as_of or "", r.claims)))


def _promised(promise: Group) -> Promised:
    target = promise.target
    if target is None:
        return (None, None)
    if target.quantity is not None:
        return (target.quantity[0], None)
    return (None, target.amount[0] if target.amount else None)


def _sameness(delivery: Arrived, sides: Sides, promised: Promised) -> tuple[object, ...]:
    claim, item = delivery.claim, delivery.item
    return (
        claim.date,
        _resolved(delivery, promised),
        item.share if item else None,
        claim.cumulative,
        claim.negated,
        claim.factuality,
        sides.side_of(claim.source, delivery.recipients),
        None if claim.source is None else (actor_key(claim.source), claim.source.id),
    )


def _record(
    told: Sequence[Arrived], sides: Sides, promised: Promised, originals: Originals
) -> DeliveryRecord:
    first = told[0]
    source = first.claim.source
    quantity, amount = _resolved(first, promised)
    reported = min((d.document.published for d in told if d.document.published), default=None)
    return DeliveryRecord(
        as_of=first.claim.date or reported,
        quantity=quantity,
        share=first.item.share if first.item else None,
        amount=amount,
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


def _resolved(delivery: Arrived, promised: Promised) -> tuple[float | None, float | None]:
    """Number and sum delivered; a share without a base of its own is one of what was promised."""
    quantity = delivery.quantity[0] if delivery.quantity else None
    amount = delivery.amount[0] if delivery.amount else None
    share = delivery.item.share if delivery.item else None
    if share is None or quantity is not None or amount is not None:
        return (quantity, amount)
    number, total = promised
    return (
        None if number is None else part_of(share, number),
        None if total is None else part_of(share, total),
    )
