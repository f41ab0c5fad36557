"""What each voice says arrived, step by step: increments add up, running totals replace.

Giver and recipient each keep one account, whoever speaks for them. Third parties speak for nobody but
themselves: each that gives a running total has an account of its own, and what reports tell piece by piece
is one more. Counted are deliveries that the text holds for certain, that lie in the past, and that the same
voice does not deny at that time or later.

A share is one of the whole so far, and whoever says that as much arrived as was promised means the whole; both
are running totals however they are worded. Increments of one size whose dates may be the same are one delivery
told again, and an increment that may already lie inside a running total is not added to it: where a text leaves
room, the lesser figure is taken.

A range ("10 to 12") counts by its lower end in the lower levels of an account and by its upper end in the upper
ones. What only bounds is a range that is open on one side: of "more than 300" no upper end is known, of "less than
half" no lower one. A total that only bounds replaces nothing that it agrees with: whoever said 340 and then "more
than 300" has said nothing new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, isfinite
from typing import Literal

from tallystick.model.records import SIDES, DeliveryRecord, Promise, Side
from tallystick.reconcile.denials import Denials
from tallystick.reconcile.intervals import Interval, interval
from tallystick.reconcile.mentions import Figures, range_of, upper_end
from tallystick.reconcile.wording import fold

Measure = Literal["quantity", "amount", "share"]
AS_GOOD_AS = 0.02
"""A figure this close to the target, as a part of it, is the whole."""


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised and what it is counted in.

    Attributes:
        value: Number, sum, or 1 where only shares of an unknown whole are given; ``None`` where nobody says. Of
            a range its lower end, with which the promise is kept.
        measure: What deliveries are counted in.
        most: The upper end of a range, else ``None``.
    """

    value: float | None
    measure: Measure
    most: float | None = None

    @property
    def upper_end(self) -> float | None:
        """The greatest number that the target may be."""
        return self.value if self.most is None else self.most


def target_of(
    quantity: Figures | None, amount: Figures | None, deliveries: Sequence[DeliveryRecord]
) -> Target:
    """The target of a promise; one that names no figure is counted in what its deliveries give.

    Args:
        quantity: Least and greatest number promised.
        amount: Least and greatest sum.
        deliveries: What is told to have arrived.
    """
    if quantity is not None:
        return Target(quantity[0], "quantity", upper_end(quantity))
    if amount is not None:
        return Target(amount[0], "amount", upper_end(amount))
    if any(d.quantity is not None for d in deliveries):
        return Target(None, "quantity")
    if any(d.amount is not None for d in deliveries):
        return Target(None, "amount")
    return Target(1.0, "share")


def target_of_promise(promise: Promise) -> Target:
    """The target of a promise whose record is made."""
    quantity = range_of(promise.quantity, promise.quantity_max)
    return target_of(quantity, range_of(promise.amount, promise.amount_max), promise.deliveries)


@dataclass(frozen=True, slots=True)
class Figure:
    """A delivery that counts.

    Attributes:
        delivery: The delivery.
        value: Its figure in the measure of the target; of a range the lower end.
        days: When it holds; ``None`` where nothing dates it.
        least: What it is at least; minus infinity where nobody says.
        most: What it is at most; infinity where nobody says.
    """

    delivery: DeliveryRecord
    value: float
    days: Interval | None
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Level:
    """How much had arrived by a day according to one account.

    Attributes:
        days: When; ``None`` where nothing dates it.
        value: In the measure of the target; infinite where nobody says how much at most, minus infinite where
            nobody says how much at least.
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
        low: Its levels by what came at least; of one day's rival totals the lowest comes last.
        high: Its levels by what came at most; of one day's rival totals the highest comes last.
        largest: Its largest single figure, which may be of a delivery larger than all that came, says its total.
        taken_back: Figures that it does without because the same voice denies them, with the denials.
        is_of_parts: It sums up what came of the promise's parts; nobody says it.
    """

    side: Side
    voice: str | None
    low: tuple[Level, ...]
    high: tuple[Level, ...]
    largest: Figure
    taken_back: tuple[tuple[DeliveryRecord, float, tuple[DeliveryRecord, ...]], ...] = ()
    is_of_parts: bool = False

    @property
    def is_piecemeal(self) -> bool:
        """Whether no running total is among it, so that it says how much is told of, not how much came."""
        return not any(level.is_total for level in self.low)

    @property
    def least(self) -> float:
        """What its latest figure is at least; minus infinity where that only says how much at most."""
        return self.low[-1].value

    @property
    def most(self) -> float:
        """What its latest figure is at most; infinity where that only says how much at least."""
        return self.high[-1].value

    @property
    def is_bounded(self) -> bool:
        """Whether its latest figure has both ends."""
        return isfinite(self.least) and isfinite(self.most)

    @property
    def lower_figure(self) -> float:
        """The lower end of its latest figure, or the one that it has."""
        return next((end for end in (self.least, self.most) if isfinite(end)), self.largest.value)

    @property
    def upper_figure(self) -> float:
        """The upper end of its latest figure, or the one that it has."""
        return next((end for end in (self.most, self.least) if isfinite(end)), self.largest.value)

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
        Figure(d, value, days_of(d, day), *ends_of(d, target))
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
        if against and figure.delivery.bound != "at_most":  # "less than half" and "not half" agree
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


def ends_of(delivery: DeliveryRecord, target: Target) -> Figures:
    """What the figure of a delivery is at least and at most, in the measure of the target; one end may be infinite."""
    value = value_of(delivery, target) or 0.0
    greatest = {
        "quantity": delivery.quantity_max,
        "amount": delivery.amount_max,
        "share": delivery.share_max,
    }
    most = greatest[target.measure] or value
    if delivery.bound == "at_least":
        return (value, inf)
    return (-inf, most) if delivery.bound == "at_most" else (value, most)


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
    steps.sort(key=lambda s: (_end(s[0]), not s[1], sign * _at(s[0], ascending), s[0].delivery.claims))
    levels: list[Level] = []
    replaced: Figure | None = None
    for figure, is_total in steps:
        value = _at(figure, ascending)
        if is_total and levels and _is_implied(figure, levels[-1], ascending=ascending):
            continue
        if is_total:
            replaced = figure
            levels.append(Level(figure.days, value, figure.delivery, is_total, len(levels)))
        elif replaced is None or _is_after(figure.days, replaced.days):
            so_far, start = (levels[-1].value, levels[-1].start) if levels else (-inf, 0)
            levels.append(Level(figure.days, added(so_far, value), figure.delivery, is_total, start))
    return tuple(levels)


def _at(figure: Figure, ascending: bool) -> float:
    """The end of a figure that counts in the upper, or in the lower, levels."""
    return figure.most if ascending else figure.least


def added(so_far: float, value: float) -> float:
    """The sum of two ends; what is only known to be at most so much is at least nothing."""
    return value if so_far == -inf else so_far + max(value, 0.0)


def _is_implied(figure: Figure, level: Level, *, ascending: bool) -> bool:
    """Whether a total that only bounds says nothing that the level before it does not say.

    An end that is not known of the level itself implies nothing. What had arrived only grows, so that an earlier
    bound from above says nothing of a later day.
    """
    bound, before = figure.delivery.bound, level.delivery.bound
    if bound is None or not isfinite(level.value) or (ascending and before == "at_most"):
        return False
    return level.value >= figure.least if bound == "at_least" else level.value <= figure.most


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
