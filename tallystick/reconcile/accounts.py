"""What each voice says arrived, step by step: increments add up, running totals replace.

Giver and recipient each keep one account, whoever speaks for them. Third parties speak for nobody but
themselves: each that gives a running total has an account of its own, and what reports tell piece by piece
is one more. Counted are deliveries that the text holds for certain and that lie in the past. Increments of one
size whose dates may be the same are one delivery told again, and an increment that may already lie inside a
running total is not added to it: where a text leaves room, the lesser figure is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tallystick.model.records import SIDES, DeliveryRecord, Side
from tallystick.reconcile.intervals import Interval, interval
from tallystick.reconcile.wording import fold

Measure = Literal["quantity", "amount", "share"]


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
        start: Index of the first level of the account that this one rests on: its last running total, or 0.
    """

    days: Interval | None
    value: float
    delivery: DeliveryRecord
    start: int


@dataclass(frozen=True, slots=True)
class Account:
    """What one voice says arrived, oldest first; never empty.

    Attributes:
        side: Its side.
        voice: Who keeps it ("Reuters"); the side itself for giver and recipient, ``None`` for the reports' own.
        low: Its levels; of one day's rival totals the lowest comes last.
        high: Its levels; of one day's rival totals the highest comes last.
        largest: Its largest single figure, which may be of a delivery larger than all that came, says its total.
    """

    side: Side
    voice: str | None
    low: tuple[Level, ...]
    high: tuple[Level, ...]
    largest: tuple[DeliveryRecord, float]

    @property
    def is_piecemeal(self) -> bool:
        """Whether no running total is among it, so that it says how much is told of, not how much came."""
        return all(not is_total(level.delivery) for level in self.low)

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
    counted = [d for d in deliveries if counts(d, day)]
    figures = [(d, value) for d in counted if (value := value_of(d, target)) is not None]
    by_keeper: dict[tuple[int, str], list[tuple[DeliveryRecord, float]]] = defaultdict(list)
    with_totals = {_speaker(d) for d, _ in figures if d.side == "third_party" and is_total(d)}
    for delivery, value in figures:
        speaker = _speaker(delivery) if delivery.side == "third_party" else ""
        keeper = speaker if speaker in with_totals else ""
        by_keeper[SIDES.index(delivery.side), keeper].append((delivery, value))
    return [_account(SIDES[side], keeper, own) for (side, keeper), own in sorted(by_keeper.items())]


def _speaker(delivery: DeliveryRecord) -> str:
    said_by = delivery.said_by
    return "" if said_by is None else said_by.id or fold(said_by.name)


def _account(side: Side, keeper: str, figures: Sequence[tuple[DeliveryRecord, float]]) -> Account:
    said_by = figures[0][0].said_by
    voice = side if side != "third_party" else said_by.name if keeper and said_by else None
    return Account(
        side=side,
        voice=voice,
        low=_levels(figures, ascending=False),
        high=_levels(figures, ascending=True),
        largest=max(figures, key=lambda f: (f[1], f[0].claims)),
    )


def counts(delivery: DeliveryRecord, day: date | None) -> bool:
    """Whether a delivery is told for certain and lies in the past; nothing else is ever counted."""
    days = interval(delivery.as_of)
    is_past = day is None or days is None or days.first <= day
    return not delivery.negated and delivery.factuality == "certain" and is_past


def value_of(delivery: DeliveryRecord, target: Target) -> float | None:
    """The figure of a delivery in the measure of the target; ``None`` where it gives none."""
    return {"quantity": delivery.quantity, "amount": delivery.amount, "share": delivery.share}[target.measure]


def is_total(delivery: DeliveryRecord) -> bool:
    """Whether a figure replaces those before it; a share is always one of the whole so far."""
    return delivery.cumulative or delivery.share is not None


def days_of(delivery: DeliveryRecord) -> Interval | None:
    """When a figure holds: its date, of which a coarse one ends with the day it was reported."""
    days, reported = interval(delivery.as_of), interval(delivery.reported)
    if days is None or reported is None or not days.first <= reported.last < days.last:
        return days
    return Interval(days.first, reported.last)


def _levels(figures: Sequence[tuple[DeliveryRecord, float]], *, ascending: bool) -> tuple[Level, ...]:
    """One account's level after each figure; of one day's rival totals the last in the order asked for stays."""
    totals = [(d, v) for d, v in figures if is_total(d)]
    steps = sorted(
        [*totals, *_told_once([(d, v) for d, v in figures if not is_total(d)])],
        key=lambda f: (_end(f[0]), is_total(f[0]), f[1] if ascending else -f[1], f[0].claims),
    )
    levels: list[Level] = []
    replaced: DeliveryRecord | None = None
    for delivery, value in steps:
        days = days_of(delivery)
        if is_total(delivery):
            replaced = delivery
            levels.append(Level(days, value, delivery, len(levels)))
        elif replaced is None or _is_after(days, days_of(replaced)):
            so_far, start = (levels[-1].value, levels[-1].start) if levels else (0.0, 0)
            levels.append(Level(days, so_far + value, delivery, start))
    return tuple(levels)


def _end(delivery: DeliveryRecord) -> date:
    days = days_of(delivery)
    return days.last if days else date.min


def _is_after(days: Interval | None, total: Interval | None) -> bool:
    return days is not None and total is not None and days.is_after(total)


def _told_once(increments: Iterable[tuple[DeliveryRecord, float]]) -> list[tuple[DeliveryRecord, float]]:
    """Increments without those that may be another one told again, the most exactly dated kept."""
    kept: list[tuple[DeliveryRecord, float]] = []
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
