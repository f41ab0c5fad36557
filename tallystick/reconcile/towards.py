"""Which promise a delivery counts towards.

Whatever contradicts a promise (another giver, recipient, unit or currency, a day before the promise) rules
it out. Of those left, the one with the highest score is chosen; the score is the sum of the weights below.
Where two score alike and differ in more than their deadline, the delivery stays unattached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallystick.model import Delivery
from tallystick.model.records import Because
from tallystick.reconcile.grouping import Group, only_one
from tallystick.reconcile.mentions import Mention, day_of, figures_agree, same_or_missing

WEIGHTS = {
    "share_of": 0.45,  # a share of exactly what was promised names its promise
    "actors": 0.2,
    "recipients": 0.15,
    "same_document": 0.1,  # told in the same breath
    "unit": 0.1,
}
"""What each feature adds to the score of a delivery towards a promise; they sum to 1."""

ENOUGH = ("share_of", "actors", "same_document")
"""Features without one of which nothing ties a delivery to a promise."""

Arrived = Mention[Delivery]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A delivery and the promise that it counts towards, with the reasons."""

    delivery: Arrived
    group: Group
    score: float
    because: tuple[Because, ...]


def attach(groups: Sequence[Group], deliveries: Iterable[Arrived]) -> tuple[list[Attachment], list[Arrived]]:
    """Each delivery's promise, and the deliveries that have none or too many to choose from."""
    of_category, of_giver = defaultdict(list), defaultdict(list)
    for promise in groups:
        if promise.family == "promise":
            of_category[promise.first.category].append(promise)
            of_giver[promise.first.category, promise.first.actors].append(promise)
    attached, unattached = [], []
    for delivery in deliveries:
        likely = of_giver[delivery.category, delivery.actors] + of_giver[delivery.category, ()]
        found = _best(likely if delivery.actors else of_category[delivery.category], delivery)
        if found is None:
            unattached.append(delivery)
        else:
            attached.append(found)
    return attached, unattached


def _best(promises: Sequence[Group], delivery: Arrived) -> Attachment | None:
    rated = [(p, _features(p, delivery)) for p in promises if _is_possible(p, delivery)]
    rated = [(p, because) for p, because in rated if any(b.feature in ENOUGH for b in because)]
    if not rated:
        return None
    best = max(_score(because) for _, because in rated)
    chosen = only_one([p for p, because in rated if _score(because) == best])
    if chosen is None:
        return None
    return Attachment(delivery, chosen, best, next(because for p, because in rated if p is chosen))


def _score(because: Iterable[Because]) -> float:
    return round(sum(WEIGHTS[b.feature] for b in because), 3)


def _is_possible(promise: Group, delivery: Arrived) -> bool:
    """Whether nothing that the delivery says contradicts the promise."""
    return (
        delivery.item is not None
        and all(
            same_or_missing(delivery.recipients, told.recipients)
            and same_or_missing(delivery.unit, told.unit)
            and same_or_missing(delivery.currency, told.currency)
            for told in promise.variants
        )
        and not _is_before(delivery, promise)
    )


def _is_before(delivery: Arrived, promise: Group) -> bool:
    """Whether it happened before anything was promised, where the texts date both acts."""
    arrived = day_of(delivery)
    promised = [days for m in promise.mentions if m.claim.date and (days := day_of(m)) is not None]
    return arrived is not None and bool(promised) and all(days.is_after(arrived) for days in promised)


def _features(promise: Group, delivery: Arrived) -> tuple[Because, ...]:
    found = []
    whole = delivery.item.share_of if delivery.item else None
    target = promise.target
    if whole is not None and target is not None:
        promised = target.amount if delivery.currency else target.quantity
        if promised is not None and figures_agree((whole, whole), promised):
            found.append(Because("share_of", f"a share of {whole:,.15g}, which was promised"))
    if delivery.actors and delivery.actors == promise.first.actors:
        found.append(Because("actors", f"{', '.join(delivery.actors)} in both"))
    if delivery.recipients and any(delivery.recipients == m.recipients for m in promise.variants):
        found.append(Because("recipients", f"{', '.join(delivery.recipients)} in both"))
    if any(delivery.document.id == m.document.id for m in promise.mentions):
        found.append(Because("same_document", f"both told in {delivery.document.id}"))
    if delivery.unit is not None and any(delivery.unit == m.unit for m in promise.variants):
        found.append(Because("unit", f"both count {delivery.unit}"))
    return tuple(found)
