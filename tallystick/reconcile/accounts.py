"""What each voice says arrived, step by step: increments add up, running totals replace.

Giver and recipient each keep one account, whoever speaks for them. Third parties speak for nobody but
themselves: each that gives a running total has an account of its own, and what reports tell piece by piece
is one more. Counted are deliveries that the text holds for certain, that lie in the past, and that the same
voice does not deny at that time or later.

A share is one of the whole so far, and whoever says that as much arrived as was promised means the whole; both
are running totals however they are worded. Increments of one size whose dates may be the same are one delivery
told again, and an increment that may already lie inside a running total is not added to it: where a text leaves
room, the lesser figure is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tallystick.model.records import SIDES, DeliveryRecord, Side
from tallystick.reconcile.denials import Denials
from tallystick.reconcile.intervals import Interval, interval
from tallystick.reconcile.wording import fold

Measure = Literal["quantity", "amount", "share"]
Figure = tuple[DeliveryRecord, float]
"""A delivery and its figure in the measure of the target."""

AS_GOOD_AS = 0.02
"""A figure this close to the target, as a part of it, is the whole."""


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised and what it is counted in.

    Attributes:
        value: Number, sum, or 1 where only shares of an unknown whole are given; ``None`` where nobody says.
        measure: What deliveries are counted in.
    """

    value: float | None
    measure: Measure


def target_of(quantity: float | None, amount: float | None, deliveries: Sequence[DeliveryRecord]) -> Target:
    """The target of a promise; one that names no figure is counted in what its deliveries give."""
    if quantity is not None:
        return Target(quantity, "quantity")
    if amount is not None:
        return Target(amount, "amount")
    if any(d.quantity is not None for d in deliveries):
        return Target(None, "quantity")
    if any(d.amount is not None for d in deliveries):
        return Target(None, "amount")
    return Target(1.0, "share")


@dataclass(frozen=True, slots=True)
class Level:
    """How much had arrived by a day according to one account.

    Attributes:
        days: When; ``None`` where nothing dates it.
        value: In the measure of the target.
        delivery: The figure that brought it about.
        is_total: Whether that figure replaced those before it.
        start: Index of the first level of the account that this one rests on: its last running total, or 0.
    """

    days: Interval | None
    value: float
    delivery: DeliveryRecord
    is_total: bool
    start: int


@dataclass(frozen=True, slots=True)
class Account:
    """What one voice says arrived, oldest first; never empty.

    Attributes:
        side: Its side.
        voice: Who keeps it ("Reuters"); the side itself for giver and recipient, ``None`` for what several
            third parties tell, or the reports in their own voice.
        low: Its levels; of one day's rival totals the lowest comes last.
        high: Its levels; of one day's rival totals the highest comes last.
        largest: Its largest single figure, which may be of a delivery larger than all that came, says its total.
        taken_back: Figures that it does without because the same voice denies them, with the denials.
    """

    side: Side
    voice: str | None
    low: tuple[Level, ...]
    high: tuple[Level, ...]
    largest: Figure
    taken_back: tuple[tuple[DeliveryRecord, float, tuple[DeliveryRecord, ...]], ...] = ()

    @property
    def is_piecemeal(self) -> bool:
        """Whether no running total is among it, so that it says how much is told of, not how much came."""
        return not any(level.is_total for level in self.low)

    @property
    def last_days(self) -> Interval | None:
        """When its latest figure holds."""
        return self.low[-1].days


def behind(levels: Sequence[Level], index: int = -1) -> tuple[DeliveryRecord, ...]:
    """The figures that a level is made of: one, or a total and the increments since."""
    last = range(len(levels))[index]
    return tuple(level.delivery for level in levels[levels[last].start : last + 1])


def accounts(deliveries: Iterable[DeliveryRecord], target: Target, day: date | None) -> list[Account]:
    """The accounts of all that give a figure of what arrived by ``day``: giver, recipient, third parties."""
    told = sorted(deliveries, key=lambda d: (d.as_of or "", d.claims))
    figures = [(d, value) for d in told if counts(d, day) and (value := value_of(d, target)) is not None]
    with_totals = {_speaker(d) for d, value in figures if replaces(d, value, target)}
    by_keeper: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    denials: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for delivery, value in figures:
        by_keeper[_keeper(delivery, with_totals)].append((delivery, value))
    for delivery, value in denied(told, target):
        denials[_keeper(delivery, with_totals)].append((delivery, value))
    found = [
        _account(SIDES[keeper[0]], by_keeper[keeper], Denials(denials[keeper]), target)
        for keeper in sorted(by_keeper)
    ]
    return [account for account in found if account is not None]


def _keeper(delivery: DeliveryRecord, with_totals: Collection[str]) -> tuple[int, str]:
    speaker = _speaker(delivery)
    return SIDES.index(delivery.side), speaker if speaker in with_totals else ""


def _speaker(delivery: DeliveryRecord) -> str:
    """A third party by its name, which giver and recipient do not need: whoever speaks, it is their side."""
    said_by = delivery.said_by
    if said_by is None or delivery.side != "third_party":
        return ""
    return said_by.id or fold(said_by.name)


def _account(side: Side, figures: Sequence[Figure], denials: Denials, target: Target) -> Account | None:
    kept, taken_back = [], []
    for delivery, value in figures:
        against = denials.of(value, days_of(delivery))
        if against:
            taken_back.append((delivery, value, against))
        else:
            kept.append((delivery, value))
    if not kept:
        return None
    return Account(
        side=side,
        voice=side if side != "third_party" else _only_speaker(kept),
        low=_levels(kept, target, ascending=False),
        high=_levels(kept, target, ascending=True),
        largest=max(kept, key=lambda f: (f[1], f[0].claims)),
        taken_back=tuple(taken_back),
    )


def _only_speaker(figures: Sequence[Figure]) -> str | None:
    """The name of the one who says all of ``figures``, ``None`` where several do or the reports themselves."""
    speakers = {_speaker(delivery) for delivery, _ in figures}
    said_by = figures[0][0].said_by
    return said_by.name if said_by is not None and len(speakers) == 1 else None


def counts(delivery: DeliveryRecord, day: date | None) -> bool:
    """Whether a delivery is told for certain and lies in the past; nothing else is ever counted."""
    days = interval(delivery.as_of)
    is_past = day is None or days is None or days.first <= day
    return not delivery.negated and delivery.factuality == "certain" and is_past


def value_of(delivery: DeliveryRecord, target: Target) -> float | None:
    """The figure of a delivery in the measure of the target; ``None`` where it gives none."""
    return {"quantity": delivery.quantity, "amount": delivery.amount, "share": delivery.share}[target.measure]


def replaces(delivery: DeliveryRecord, value: float, target: Target) -> bool:
    """Whether a figure replaces those before it: a running total, a share, or as much as was promised."""
    return delivery.cumulative or delivery.share is not None or _is_whole(value, target)


def _is_whole(value: float, target: Target) -> bool:
    return target.value is not None and abs(value - target.value) <= AS_GOOD_AS * target.value


def denied(deliveries: Iterable[DeliveryRecord], target: Target) -> list[Figure]:
    """Figures that somebody says for certain did not arrive.

    That not all came, told without a date, is no such figure: it is told of the deadline for ever after.
    """
    certain = [d for d in deliveries if d.negated and d.factuality == "certain"]
    figures = [(d, value) for d in certain if (value := value_of(d, target)) is not None]
    return [(d, value) for d, value in figures if d.is_dated or not _is_whole(value, target)]


def days_of(delivery: DeliveryRecord) -> Interval | None:
    """When a figure holds: its date, of which a coarse one ends with the day it was reported."""
    days, reported = interval(delivery.as_of), interval(delivery.reported)
    if days is None or reported is None or not days.first <= reported.last < days.last:
        return days
    return Interval(days.first, reported.last)


def _levels(figures: Sequence[Figure], target: Target, *, ascending: bool) -> tuple[Level, ...]:
    """One account's level after each figure; of one day's rival totals the last in the order asked for stays."""
    totals = [(d, v) for d, v in figures if replaces(d, v, target)]
    increments = _told_once([(d, v) for d, v in figures if not replaces(d, v, target)])
    steps = [(d, v, True) for d, v in totals] + [(d, v, False) for d, v in increments]
    steps.sort(key=lambda f: (_end(f[0]), not f[2], f[1] if ascending else -f[1], f[0].claims))
    levels: list[Level] = []
    replaced: DeliveryRecord | None = None
    for delivery, value, is_total in steps:
        days = days_of(delivery)
        if is_total:
            replaced = delivery
            levels.append(Level(days, value, delivery, is_total, len(levels)))
        elif replaced is None or _is_after(days, days_of(replaced)):
            so_far, start = (levels[-1].value, levels[-1].start) if levels else (0.0, 0)
            levels.append(Level(days, so_far + value, delivery, is_total, start))
    return tuple(levels)


def _end(delivery: DeliveryRecord) -> date:
    days = days_of(delivery)
    return days.last if days else date.min


def _is_after(days: Interval | None, total: Interval | None) -> bool:
    return days is not None and total is not None and days.is_after(total)


def _told_once(increments: Iterable[Figure]) -> list[Figure]:
    """Increments without those that may be another one told again, the most exactly dated kept."""
    kept: list[Figure] = []
    values: set[float] = set()
    covered: set[tuple[float, str]] = set()  # a value with each date that the kept ones' dates lie in
    ordered = sorted(
        increments, key=lambda f: (not f[0].is_dated, -len(f[0].as_of or ""), f[0].as_of or "", f[0].claims)
    )
    for delivery, value in ordered:
        dates = _dates_around(delivery.as_of)
        is_repetition = (value, dates[0]) in covered if delivery.is_dated and dates else value in values
        if not is_repetition:
            kept.append((delivery, value))
            values.add(value)
            covered |= {(value, wider) for wider in dates}
    return kept


def _dates_around(text: str | None) -> list[str]:
    """A date and the month and year it lies in: ``2024-03-05``, ``2024-03``, ``2024``; none for no date."""
    if interval(text) is None or text is None:
        return []
    exact = text[:10]
    return [exact[:length] for length in (10, 7, 4) if length <= len(exact)]
