"""Mentions: one item of one claim in its document, the smallest thing that is compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Item, Reading
from tallystick.model.records import Party
from tallystick.reconcile.intervals import Interval, dates_agree, interval
from tallystick.reconcile.wording import fold, unit_of

APPROXIMATE = 0.02
"""Figures this close to each other, as a part of the larger, are taken for one."""

Transfer = TypeVar("Transfer", Commitment, Delivery)
Figures = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mention(Generic[Transfer]):
    """One item of a commitment or a delivery; ``item`` is ``None`` where the claim names none."""

    document: Document
    claim: Transfer
    item: Item | None

    @property
    def category(self) -> str:
        """The item's category; without an item nothing is known of it."""
        return self.item.category if self.item else "other"

    @property
    def unit(self) -> str | None:
        """What is counted, the same for units that name one thing."""
        return unit_of(self.item.unit, self.category) if self.item else None

    @property
    def quantity(self) -> Figures | None:
        """Least and greatest number; a share is resolved where its base is stated."""
        if self.item is None:
            return None
        if self.item.quantity is not None:
            return (self.item.quantity, max(self.item.quantity, self.item.quantity_max or 0))
        if self.item.share is not None and self.item.share_of is not None and self.item.currency is None:
            return (part_of(self.item.share, self.item.share_of),) * 2
        return None

    @property
    def amount(self) -> Figures | None:
        """The sum of money twice over, to be compared as a quantity is; a share is resolved likewise."""
        if self.item is None:
            return None
        if self.item.amount is not None:
            return (self.item.amount,) * 2
        if self.item.share is not None and self.item.share_of is not None and self.item.currency is not None:
            return (part_of(self.item.share, self.item.share_of),) * 2
        return None

    @property
    def currency(self) -> str | None:
        """ISO 4217 code of the amount."""
        return self.item.currency if self.item else None

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who is to receive, as keys that compare."""
        return actor_keys(self.claim.recipients)

    @property
    def actors(self) -> tuple[str, ...]:
        """Who promises or delivers, as keys that compare."""
        return actor_keys(self.claim.actors)

    @property
    def phrase(self) -> str:
        """The item's words, folded; the evidence's where there is no item."""
        return fold(self.item.span.text if self.item else self.claim.evidence.text)

    @property
    def order(self) -> tuple[str, str, str, str]:
        """What mentions are sorted by: first known first; content settles what dates do not."""
        start = f"{self.item.span.start:012}" if self.item else ""
        return (known_on(self.document, self.claim) or "", self.document.id, self.claim.id, start)


def part_of(share: float, whole: float) -> float:
    """A share of a whole, without the dust of binary fractions (0.07 of a million is 70000)."""
    return round(share * whole, 6)


def known_on(document: Document, claim: Claim) -> str | None:
    """The day a claim became known: its document's date, else that of the act; ``None``: always known."""
    for day in (document.published, claim.date):
        if interval(day) is not None:
            return day
    return None


def is_known(document: Document, claim: Claim, day: date | None) -> bool:
    """Whether a claim was known for certain by the end of ``day``; ``None`` asks for no day."""
    known = interval(known_on(document, claim))
    return day is None or known is None or known.last <= day


def mentions_of(
    readings: Iterable[Reading], kind: type[Transfer], day: date | None
) -> list[Mention[Transfer]]:
    """All mentions of one kind that were known on ``day``, each claim once, first known first."""
    found: dict[tuple[str, str], list[Mention[Transfer]]] = {}
    for reading in readings:
        for claim in reading.claims:
            if isinstance(claim, kind) and is_known(reading.document, claim, day):
                items: tuple[Item | None, ...] = claim.items or (None,)
                key = (reading.document.id, claim.id)
                found[key] = [Mention(reading.document, claim, item) for item in items]
    return sorted((m for mentions in found.values() for m in mentions), key=lambda m: m.order)


def actor_keys(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Actors as sorted keys, names where there are no ids; a person acts for the state of the office."""
    return tuple(sorted({actor_key(a) for a in actors}))


def actor_key(actor: Actor) -> str:
    """The id an actor acts for, or the folded name of a group without identity."""
    return acting_id(actor) or f"name:{fold(actor.name)}"


def acting_id(actor: Actor) -> str | None:
    """The state or organisation of a person's office, else the actor's own id."""
    if actor.id is not None and actor.id.startswith("person:"):
        return actor.of or actor.id
    return actor.id


def parties(actors: Iterable[Actor], names: dict[str, str]) -> tuple[Party, ...]:
    """The actors as parties in the order of their keys; ``names`` gives the name of an id."""
    found: dict[str, Party] = {}
    for actor in actors:
        acting = acting_id(actor)
        name = actor.name if acting is None or acting == actor.id else names.get(acting, acting)
        found.setdefault(actor_key(actor), Party(acting, names.get(acting or "", name)))
    return tuple(found[key] for key in sorted(found))


def figures_agree(one: Figures | None, other: Figures | None) -> bool:
    """Whether two figures may be the same: one missing, or their ranges within 2% of each other."""
    if one is None or other is None:
        return True
    (low, high), (other_low, other_high) = one, other
    gap = max(low - other_high, other_low - high, 0)
    return gap <= APPROXIMATE * max(high, other_high)


def same_or_missing(one: object, other: object) -> bool:
    """Whether nothing speaks against the two being the same."""
    return not one or not other or one == other


def do_not_contradict(one: Mention[Transfer], other: Mention[Transfer]) -> bool:
    """Whether recipients, figures, unit and deadline of two mentions may be those of one promise."""
    return (
        same_or_missing(one.recipients, other.recipients)
        and same_or_missing(one.unit, other.unit)
        and same_or_missing(one.currency, other.currency)
        and figures_agree(one.quantity, other.quantity)
        and figures_agree(one.amount, other.amount)
        and dates_agree(deadline_of(one), deadline_of(other))
    )


def deadline_of(mention: Mention[Transfer]) -> str | None:
    """The deadline of a commitment; deliveries have none."""
    return mention.claim.deadline if isinstance(mention.claim, Commitment) else None


def has_figure(mention: Mention[Transfer]) -> bool:
    """Whether the mention says how much."""
    return mention.quantity is not None or mention.amount is not None


def day_of(mention: Mention[Transfer]) -> Interval | None:
    """The day of the act, else the day it was reported."""
    return interval(mention.claim.date) or interval(mention.document.published)
