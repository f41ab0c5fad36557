"""Deliveries of one promise as figures by side, repetitions of one statement put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tallystick.model import Delivery
from tallystick.model.records import DeliveryRecord, Party, Side
from tallystick.reconcile.grouping import Group
from tallystick.reconcile.mentions import Mention, actor_key, part_of
from tallystick.reconcile.voices import Originals

Arrived = Mention[Delivery]


def side_of(delivery: Arrived, promise: Group) -> Side:
    """The side of whoever says it: an actor of the promise or of its state, a recipient, or anybody else."""
    source = delivery.claim.source
    if source is None:
        return "third_party"
    speaker = {actor_key(source), source.id}
    if speaker & set(promise.first.actors):
        return "giver"
    recipients = {r for m in promise.mentions for r in m.recipients} | set(delivery.recipients)
    return "recipient" if speaker & recipients else "third_party"


def delivery_records(
    promise: Group, deliveries: Iterable[Arrived], originals: Originals
) -> tuple[DeliveryRecord, ...]:
    """What arrived, oldest first; one record for a figure, however often the same source repeats it."""
    alike = defaultdict(list)
    for delivery in sorted(deliveries, key=lambda d: d.order):
        alike[_sameness(delivery, promise)].append(delivery)
    records = [_record(promise, told, originals) for told in alike.values()]
    return tuple(sorted(records, key=lambda r: (r.as_of or "", r.claims)))


def _sameness(delivery: Arrived, promise: Group) -> tuple[object, ...]:
    claim, item = delivery.claim, delivery.item
    return (
        claim.date,
        _resolved(delivery, promise),
        item.share if item else None,
        claim.cumulative,
        claim.negated,
        claim.factuality,
        side_of(delivery, promise),
        None if claim.source is None else (actor_key(claim.source), claim.source.id),
    )


def _record(promise: Group, told: Sequence[Arrived], originals: Originals) -> DeliveryRecord:
    first = told[0]
    source = first.claim.source
    quantity, amount = _resolved(first, promise)
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
        side=side_of(first, promise),
        claims=tuple(sorted({d.claim.id for d in told})),
        voices=originals.count((d.document, d.claim) for d in told),
        is_dated=first.claim.date is not None,
    )


def _resolved(delivery: Arrived, promise: Group) -> tuple[float | None, float | None]:
    """Number and sum delivered; a share without a base of its own is one of what was promised."""
    quantity = delivery.quantity[0] if delivery.quantity else None
    amount = delivery.amount[0] if delivery.amount else None
    share = delivery.item.share if delivery.item else None
    if share is None or quantity is not None or amount is not None or promise.target is None:
        return (quantity, amount)
    target = promise.target
    return (
        part_of(share, target.quantity[0]) if target.quantity else None,
        part_of(share, target.amount[0]) if target.amount and not target.quantity else None,
    )
