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
class Figure:
    """A delivery that counts.

    Attributes:
        delivery: The delivery.
        value: Its figure in the measure of the target.
        days: When it holds; ``None`` where nothing dates it.
    """

    delivery: DeliveryRecord
    value: float
    days: Interval | None


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
    figures = [
        Figure(d, value, days_of(d, day))
        for d in told
        if counts(d, day) and (value := value_of(d, target)) is not None
    ]
    with_totals = {_speaker(f.delivery) for f in figures if replaces(f, target)}
    by_keeper: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    denials: dict[tuple[int, str], list[tuple[DeliveryRecord, float]]] = defaultdict(list)
    for figure in figures:
        by_keeper[_keeper(figure.delivery, with_totals)].append(figure)
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
    for figure in figures:
        against = denials.of(figure.value, figure.days)
        if against:
            taken_back.append((figure.delivery, figure.value, against))
        else:
            kept.append(figure)
    if not kept:
        return None
    return Account(
        side=side,
        voice=side if side != "third_party" else _only_speaker(kept),
        low=_levels(kept, target, ascending=False),
        high=_levels(kept, target, ascending=True),
        largest=max(kept, key=lambda f: (f.value, f.delivery.claims)),
        taken_back=tuple(taken_back),
    )


def _only_speaker(figures: Sequence[Figure]) -> str | None:
    """The name of the one who says all of ``figures``, ``None`` where several do or the reports themselves."""
    speakers = {_speaker(figure.delivery) for figure in figures}
    said_by = figures[0].delivery.said_by
    return said_by.name if said_by is not None and len(speakers) == 1 else None


def counts(delivery: DeliveryRecord, day: date | None) -> bool:
    """Whether a delivery is told for certain and lies in the past; nothing else is ever counted."""
    days = interval(delivery.as_of)
    is_past = day is None or days is None or days.first <= day
    return not delivery.negated and delivery.factuality == "certain" and is_past


def value_of(delivery: DeliveryRecord, target: Target) -> float | None:
    """The figure of a delivery in the measure of the target; ``None`` where it gives none."""
    return {"quantity": delivery.quantity, "amount": delivery.amount, "share": delivery.share}[target.measure]


def replaces(figure: Figure, target: Target) -> bool:
    """Whether a figure replaces those before it: a running total, a share, or as much as was promised."""
    delivery = figure.delivery
    return delivery.cumulative or delivery.share is not None or _is_whole(figure.value, target)


def _is_whole(value: float, target: Target) -> bool:
    return target.value is not None and abs(value - target.value) <= AS_GOOD_AS * target.value


def denied(deliveries: Iterable[DeliveryRecord], target: Target) -> list[tuple[DeliveryRecord, float]]:
    """Figures that somebody says for certain did not arrive.

    That not all came, told without a date, is no such figure: it is told of the deadline for ever after.
    """
    certain = [d for d in deliveries if d.negated and d.factuality == "certain"]
    figures = [(d, value) for d in certain if (value := value_of(d, target)) is not None]
    return [(d, value) for d, value in figures if d.is_dated or not _is_whole(value, target)]


def days_of(delivery: DeliveryRecord, day: date | None) -> Interval | None:
    """When a figure holds: its date, of which a coarse one ends with the day it was reported or is asked for.

    Args:
        delivery: The delivery.
        day: The day asked for.
    """
    days, reported = interval(delivery.as_of), interval(delivery.reported)
    if days is None:
        return None
    ends = [days.last, *([reported.last] if reported else []), *([day] if day else [])]
    return Interval(days.first, min(end for end in ends if end >= days.first))


def _levels(figures: Sequence[Figure], target: Target, *, ascending: bool) -> tuple[Level, ...]:
    """One account's level after each figure; of one day's rival totals the last in the order asked for stays."""
    totals = [f for f in figures if replaces(f, target)]
    increments = _told_once([f for f in figures if not replaces(f, target)])
    steps = [(f, True) for f in totals] + [(f, False) for f in increments]
    sign = 1 if ascending else -1
    steps.sort(key=lambda s: (_end(s[0]), not s[1], sign * s[0].value, s[0].delivery.claims))
    levels: list[Level] = []
    replaced: Figure | None = None
    for figure, is_total in steps:
        if is_total:
            replaced = figure
            levels.append(Level(figure.days, figure.value, figure.delivery, is_total, len(levels)))
        elif replaced is None or _is_after(figure.days, replaced.days):
            so_far, start = (levels[-1].value, levels[-1].start) if levels else (0.0, 0)
            levels.append(Level(figure.days, so_far + figure.value, figure.delivery, is_total, start))
    return tuple(levels)


def _end(figure: Figure) -> date:
    return figure.days.last if figure.days else date.min


def _is_after(days: Interval | None, total: Interval | None) -> bool:
    return days is not None and total is not None and days.is_after(total)


def _told_once(increments: Iterable[Figure]) -> list[Figure]:
    """Increments without those that may be another one told again, the most exactly dated kept."""
    kept: list[Figure] = []
    values: set[float] = set()
    covered: set[tuple[float, str]] = set()  # a value with each date that the kept ones' dates lie in
    for figure in sorted(increments, key=_exactness):
        delivery, value = figure.delivery, figure.value
        dates = _dates_around(delivery.as_of)
        is_repetition = (value, dates[0]) in covered if delivery.is_dated and dates else value in values
        if not is_repetition:
            kept.append(figure)
            values.add(value)
            covered |= {(value, wider) for wider in dates}
    return kept


def _exactness(figure: Figure) -> tuple[bool, int, str, tuple[str, ...]]:
    """Order of the dated before the undated, and of exact dates before coarse ones."""
    delivery = figure.delivery
    as_of = delivery.as_of or ""
    return (not delivery.is_dated, -len(as_of), as_of, delivery.claims)


def _dates_around(text: str | None) -> list[str]:
    """A date and the month and year it lies in: ``2024-03-05``, ``2024-03``, ``2024``; none for no date."""
    if interval(text) is None or text is None:
        return []
    exact = text[:10]
    return [exact[:length] for length in (10, 7, 4) if length <= len(exact)]
