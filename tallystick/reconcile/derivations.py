"""Steps from figures of deliveries and promises down to the claims that state them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from math import isfinite
from typing import Literal

from tallystick.model import Claim, Commitment, Delivery, Document, Item
from tallystick.model.derivations import Derivation, Figure, Operation, Quoted
from tallystick.model.records import DeliveryRecord, Promise
from tallystick.model.shares import part_of, shares_in_full
from tallystick.reconcile.accounts import (
    Account,
    Level,
    Target,
    behind,
    ends_of,
    target_of_promise,
    value_of,
)
from tallystick.reconcile.contradictions import name_of
from tallystick.reconcile.intervals import interval

Told = tuple[Document, Claim]


@dataclass(frozen=True, slots=True)
class Sources:
    """The claims behind one promise, and the steps that rest on them.

    Attributes:
        promise: The promise.
        told: Its claims with their documents, by id.
        of_parts: How what came of each part comes about: its lower end, and (``True``) its upper one.
    """

    promise: Promise
    told: Mapping[str, Told]
    of_parts: Mapping[tuple[str, bool], Derivation] = field(default_factory=dict)

    @property
    def target(self) -> Target:
        """What deliveries are measured against."""
        return target_of_promise(self.promise)

    def quoted(self, claim: str, slot: str) -> Quoted:
        """What a claim says in one of its slots."""
        document, said = self.told[claim]
        return Quoted(
            claim=claim,
            document=document.id,
            published=document.published,
            said_by=None if said.source is None else said.source.name,
            evidence=said.evidence,
            slot=slot,
        )

    def stated(
        self, label: str, value: Figure, claims: Iterable[str], slot_of: Callable[[Claim], str | None]
    ) -> Derivation | None:
        """A leaf quoting those of ``claims`` of which ``slot_of`` names a slot; ``None`` where none does."""
        found = [(c, slot) for c in claims if c in self.told and (slot := slot_of(self.told[c][1]))]
        quoted = tuple(self.quoted(claim, slot) for claim, slot in self._first_known_first(found))
        return Derivation(label, value, "stated", quoted=quoted) if quoted else None

    def _first_known_first(self, found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted(found, key=lambda f: (self.told[f[0]][0].published or "", f))

    def promised_figure(self, *, is_upper: bool = False) -> Derivation | None:
        """What deliveries are measured against, as the claims state it; ``None`` where nobody does.

        Args:
            is_upper: The upper end is asked for where it is a range.
        """
        return self.promised("amount" if self.promise.quantity is None else "quantity", is_upper=is_upper)

    def promised(self, name: Literal["quantity", "amount"], *, is_upper: bool = False) -> Derivation | None:
        """The number or the sum that was promised, as the claims state it; ``None`` where nobody does."""
        if is_upper and getattr(self.promise, f"{name}_max") is None:
            is_upper = False
        field = f"{name}_max" if is_upper else name
        value: float | None = getattr(self.promise, field)
        if value is None:
            return None
        claims = [c for told in self.promise.history if getattr(told, field) == value for c in told.claims]
        return self.figure("promised", value, claims, is_money=name == "amount", is_upper=is_upper)

    def figure(
        self, label: str, value: float, claims: Sequence[str], *, is_money: bool, is_upper: bool = False
    ) -> Derivation | None:
        """A number of things or a sum: stated outright, or as a share of a whole that is stated too.

        Args:
            label: What it is.
            value: The figure.
            claims: Those that may state it.
            is_money: It is a sum.
            is_upper: It is the upper end of a range.
        """
        name = "amount" if is_money else "quantity"
        outright = self.stated(label, value, claims, _slot_holding(value, name, is_upper=is_upper))
        return outright or self._share_of_whole(label, value, claims, is_upper=is_upper)

    def _share_of_whole(
        self, label: str, value: float, claims: Sequence[str], *, is_upper: bool
    ) -> Derivation | None:
        for claim in claims:
            for item in _items(self.told[claim][1]):
                shares, whole = shares_in_full(item), item.share_of
                if shares is None:
                    continue
                share = shares[1] if is_upper else shares[0]
                base = None
                if whole is not None and part_of(share, whole) == value:
                    base = self.stated(
                        "the whole",
                        whole,
                        claims,
                        _slot_with(_has_whole(share, whole, is_upper=is_upper), "share_of"),
                    )
                elif whole is None:
                    base = self._promised_whole(share, value) or self.promised_figure(is_upper=is_upper)
                part = self.stated("share", share, claims, _slot_telling(share, is_upper=is_upper))
                if base is not None and part is not None and part_of(share, float(base.value or 0)) == value:
                    return Derivation(label, value, "share", (part, base))
        return None

    def _promised_whole(self, share: float, value: float) -> Derivation | None:
        """The whole that the promise itself is told as a share of, where ``value`` is a share of that."""
        claims = [c for told in self.promise.history for c in told.claims if c in self.told]
        for item in (i for c in claims for i in _items(self.told[c][1])):
            shares, whole = shares_in_full(item), item.share_of
            if whole is not None and shares is not None and part_of(share, whole) == value:
                holds = _has_whole(shares[0], whole, is_upper=False)
                return self.stated("the whole", whole, claims, _slot_with(holds, "share_of"))
        return None

    def delivered(self, delivery: DeliveryRecord, *, is_upper: bool = False) -> Derivation:
        """The figure of one delivery, of a range one of its ends; at least nothing of what is told as "at most"."""
        target = self.target
        is_upper = is_upper or delivery.bound == "at_most"
        if delivery.part is not None:
            return self.of_parts[delivery.part, is_upper]
        value = ends_of(delivery, target)[1] if is_upper else value_of(delivery, target)
        label = _described(delivery)
        if target.measure == "share":
            slot = _slot_holding(value, "share", is_upper=is_upper)
            found = self.stated(label, value, delivery.claims, slot)
        else:
            is_money = target.measure == "amount"
            found = self.figure(label, value or 0.0, delivery.claims, is_money=is_money, is_upper=is_upper)
        return found or Derivation(label, value, "given", note=f"stated by {', '.join(delivery.claims)}")

    def at_least(self, delivery: DeliveryRecord) -> Derivation:
        """What one delivery adds for certain."""
        told = self.delivered(delivery)
        return none_for_certain(told) if delivery.bound == "at_most" else told

    def level(
        self, account: Account, levels: Sequence[Level], index: int = -1, label: str | None = None
    ) -> Derivation:
        """One level of an account: a running total, or that and the increments since."""
        label = label or f"{name_of(account)}, {_when(levels[index])}"
        if levels is account.high:
            figures = [self.delivered(delivery, is_upper=True) for delivery in behind(levels, index)]
        else:
            figures = [self.at_least(delivery) for delivery in behind(levels, index)]
        value = levels[index].value
        operation: Operation = "latest" if len(figures) == 1 and levels[index].is_total else "sum"
        return Derivation(label, value, operation, tuple(figures))

    def latest(self, account: Account, label: str | None = None, *, is_upper: bool = False) -> Derivation:
        """One end of the latest figure of an account, the other one where nobody gives that."""
        ends = (account.high, account.low) if is_upper else (account.low, account.high)
        for levels in ends:
            if isfinite(levels[-1].value):
                return self.level(account, levels, label=label)
        figure = self.delivered(account.largest.delivery)
        return Derivation(label or name_of(account), figure.value, "latest", (figure,))

    def last_day(self, label: str, level: Level) -> Derivation:
        """The day by which a level held: the last that its date may mean when it was reported or asked for."""
        days, coarse = level.days, interval(level.delivery.as_of)
        reported = interval(level.delivery.reported)
        dates = [self._dated(level.delivery)]
        if days and coarse and days.last < coarse.last:
            if reported and reported.last == days.last:
                dates.append(self._published(level.delivery, level.delivery.reported))
            else:
                dates.append(asked("judged on", days.last))
        return Derivation(label, days.last.isoformat() if days else None, "last_day", tuple(dates))

    def first_day(self, label: str, level: Level) -> Derivation:
        """The first day that the date of a level may mean."""
        first = level.days.first.isoformat() if level.days else None
        return Derivation(label, first, "first_day", (self._dated(level.delivery),))

    def _dated(self, delivery: DeliveryRecord) -> Derivation:
        if not delivery.is_dated:
            return self._published(delivery, delivery.as_of)
        found = self.stated(
            "date", delivery.as_of, delivery.claims, lambda c: "date" if c.date == delivery.as_of else None
        )
        return found or Derivation("date", delivery.as_of, "given")

    def _published(self, delivery: DeliveryRecord, day: str | None) -> Derivation:
        claims = [c for c in delivery.claims if self.told[c][0].published == day]
        return self.stated("reported", day, claims, lambda _: "published") or Derivation(
            "reported", day, "given"
        )


def asked(label: str, day: date) -> Derivation:
    """The day that a user asks for."""
    return Derivation(label, day.isoformat(), "given")


def _items(claim: Claim) -> Sequence[Item]:
    return claim.items if isinstance(claim, Commitment | Delivery) else ()


def _slot_with(fits: Callable[[Item], bool], name: str) -> Callable[[Claim], str | None]:
    """The path of the slot ``name`` of the first item that fits."""

    def slot_of(claim: Claim) -> str | None:
        return next((f"items.{i}.{name}" for i, item in enumerate(_items(claim)) if fits(item)), None)

    return slot_of


def _slot_holding(value: float | None, name: str, *, is_upper: bool) -> Callable[[Claim], str | None]:
    """The path of the slot ``name``, or of the upper end of its range, in the first item that holds ``value``."""
    names = (f"{name}_max", name) if is_upper else (name,)

    def slot_of(claim: Claim) -> str | None:
        for one in names:
            found = _slot_with(partial(_holds, one, value), one)(claim)
            if found is not None:
                return found
        return None

    return slot_of


def _holds(name: str, value: float | None, item: Item) -> bool:
    return value is not None and getattr(item, name) == value


def _slot_telling(share: float, *, is_upper: bool) -> Callable[[Claim], str | None]:
    """The path of the slot that tells ``share``: that of the upper end where a range has one and it is asked for."""

    def slot_of(claim: Claim) -> str | None:
        for at, item in enumerate(_items(claim)):
            if _share_of(item, is_upper=is_upper) == share:
                name = "share_max" if is_upper and item.share_max is not None else "share"
                return f"items.{at}.{name}"
        return None

    return slot_of


def _share_of(item: Item, *, is_upper: bool) -> float | None:
    shares = shares_in_full(item)
    return None if shares is None else shares[is_upper]


def _has_whole(share: float, whole: float, *, is_upper: bool) -> Callable[[Item], bool]:
    return lambda item: _share_of(item, is_upper=is_upper) == share and item.share_of == whole


def none_for_certain(told: Derivation) -> Derivation:
    """Of what is told as "at most" so much nothing is certain."""
    return Derivation(f"at least, where {told.label}", 0.0, "at_most", (told,))


def _described(delivery: DeliveryRecord) -> str:
    speaker = delivery.said_by.name if delivery.said_by else "the reports"
    when = f", {delivery.as_of}" if delivery.as_of else ""
    what = "in all" if delivery.cumulative or delivery.share is not None else "delivered"
    if delivery.negated:
        what = "not delivered in all" if what == "in all" else "not delivered"
    bound = f" {delivery.bound.replace('_', ' ')}" if delivery.bound else ""
    return f"{what}{bound}, says {speaker}{when}"


def _when(level: Level) -> str:
    return f"as of {level.delivery.as_of}" if level.delivery.as_of else "undated"


def leaves(derivation: Derivation) -> Iterator[Derivation]:
    """The steps that nothing lies below, left-out figures aside."""
    if not derivation.parts:
        yield derivation
    for part in derivation.parts:
        yield from leaves(part)
