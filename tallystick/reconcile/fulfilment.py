"""How far a promise is kept: increments add up, running totals replace, and each side keeps its own figure.

Counted are deliveries that the text holds for certain and that lie in the past. Increments of one size by
one side whose dates may be the same are one delivery told again. An increment that may already lie inside a
running total is not added to it. Where a text leaves room, the lesser figure is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tallystick.model.records import SIDES, Conflict, DeliveryRecord, Fulfilled, Side, Status
from tallystick.reconcile.intervals import Interval, dates_agree, interval

RIVAL = 0.05
"""Sides whose figures lie further apart than this, as a part of the larger, contradict each other."""


@dataclass(frozen=True, slots=True)
class Level:
    """How much had arrived by a day according to one side, and the claims that this rests on."""

    days: Interval | None
    value: float
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised: a number of things or, where ``is_money``, a sum; ``None`` where nobody says."""

    value: float | None
    is_money: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says arrived, step by step; ``low`` and ``high`` differ where a day has rival totals."""

    side: Side
    low: tuple[Level, ...]
    high: tuple[Level, ...]


def accounts(deliveries: Sequence[DeliveryRecord], target: Target, day: date | None) -> list[Account]:
    """The account of every side that gives a figure of what arrived by ``day``, in the order of ``SIDES``."""
    counted = [d for d in deliveries if _counts(d, day)]
    figures = [(d, value) for d in counted if (value := _value(d, target)) is not None]
    found = []
    for side in SIDES:
        own = [(d, value) for d, value in figures if d.side == side]
        if own:
            found.append(Account(side, _levels(own, ascending=False), _levels(own, ascending=True)))
    return found


def _counts(delivery: DeliveryRecord, day: date | None) -> bool:
    days = interval(delivery.as_of)
    is_past = day is None or days is None or days.first <= day
    return not delivery.negated and delivery.factuality == "certain" and is_past


def _value(delivery: DeliveryRecord, target: Target) -> float | None:
    return delivery.amount if target.is_money else delivery.quantity


def is_total(delivery: DeliveryRecord) -> bool:
    """Whether a figure replaces those before it; a share is always one of the whole so far."""
    return delivery.cumulative or delivery.share is not None


def _levels(figures: Iterable[tuple[DeliveryRecord, float]], *, ascending: bool) -> tuple[Level, ...]:
    """One side's level after each figure; of one day's rival totals the last in the order asked for stays."""
    figures = list(figures)
    totals = [(d, v) for d, v in figures if is_total(d)]
    steps = sorted(
        [*totals, *_told_once([(d, v) for d, v in figures if not is_total(d)])],
        key=lambda f: (_end(f[0]), is_total(f[0]), f[1] if ascending else -f[1], f[0].claims),
    )
    levels: list[Level] = []
    replaced: DeliveryRecord | None = None
    for delivery, value in steps:
        days = interval(delivery.as_of)
        if is_total(delivery):
            replaced = delivery
            levels.append(Level(days, value, delivery.claims))
        elif replaced is None or _is_after(days, interval(replaced.as_of)):
            so_far = levels[-1] if levels else Level(None, 0, ())
            levels.append(Level(days, so_far.value + value, so_far.claims + delivery.claims))
    return tuple(levels)


def _end(delivery: DeliveryRecord) -> date:
    days = interval(delivery.as_of)
    return days.last if days else date.min


def _is_after(days: Interval | None, total: Interval | None) -> bool:
    return days is not None and total is not None and days.is_after(total)


def _told_once(increments: Iterable[tuple[DeliveryRecord, float]]) -> list[tuple[DeliveryRecord, float]]:
    """Increments without those that may be another one told again, the most exactly dated kept."""
    kept: list[tuple[DeliveryRecord, float]] = []
    ordered = sorted(
        increments, key=lambda f: (not f[0].is_dated, -len(f[0].as_of or ""), f[0].as_of or "", f[0].claims)
    )
    for delivery, value in ordered:
        if not any(value == v and _may_be_one(delivery, d) for d, v in kept):
            kept.append((delivery, value))
    return kept


def _may_be_one(one: DeliveryRecord, other: DeliveryRecord) -> bool:
    return not (one.is_dated and other.is_dated) or dates_agree(one.as_of, other.as_of)


def fulfilled(found: Sequence[Account], target: Target) -> Fulfilled | None:
    """The range over the sides' latest figures, ``None`` where there are none."""
    if not found:
        return None
    low = min(account.low[-1].value for account in found)
    high = max(account.high[-1].value for account in found)
    ever = [level.value for account in found for level in account.low + account.high]
    by_side: dict[Side, float | None] = dict.fromkeys(SIDES)
    by_side |= {account.side: account.low[-1].value for account in found}
    return Fulfilled(
        low=low,
        high=high,
        share_low=low / target.value if target.value else None,
        share_high=high / target.value if target.value else None,
        by_side=by_side,
        widest=(min(ever), max(ever)),
    )


def shares_alone(deliveries: Sequence[DeliveryRecord], day: date | None) -> Fulfilled | None:
    """Shares of a whole that nobody gives: the range of all of them, without figures."""
    shares = [d.share for d in deliveries if d.share is not None and _counts(d, day)]
    if not shares:
        return None
    return Fulfilled(None, None, min(shares), max(shares), dict.fromkeys(SIDES), None)


def kept_on(found: Sequence[Account], target: Target) -> Interval | None:
    """The day by which every side that gives a figure had said that all arrived; ``None`` without a day."""
    days = []
    for account in found:
        reached = [level.days for level in account.low if target.value and level.value >= target.value]
        if not reached or reached[0] is None:
            return None
        days.append(reached[0])
    return max(days, key=lambda d: (d.first, d.last), default=None)


def status_and_delay(
    found: Sequence[Account], target: Target, deadline: str | None, day: date | None, *, any_arrived: bool
) -> tuple[Status, int | None]:
    """Whether a promise that nobody took back is kept on ``day``, and the days between deadline and then."""
    due = interval(deadline)
    is_kept = bool(found) and all(target.value and a.low[-1].value >= target.value for a in found)
    if is_kept:
        kept = kept_on(found, target)
        late = bool(due and kept and kept.is_after(due))
        return (
            ("fulfilled_late", (kept.first - due.last).days) if late and kept and due else ("fulfilled", None)
        )
    if due and day and day > due.last:
        return ("overdue", (day - due.last).days)
    if target.value is not None and any(a.high[-1].value > 0 for a in found):
        return ("partly", None)
    return ("unknown", None) if any_arrived else ("open", None)


def rival_figures(found: Sequence[Account]) -> list[Conflict]:
    """Sides whose latest figures lie further apart than ``RIVAL``, and one side's rival totals of a day."""
    conflicts = []
    for account in found:
        low, high = account.low[-1], account.high[-1]
        if _are_rivals(low.value, high.value):
            what = f"{account.side} says {low.value:,.15g} and {high.value:,.15g}"
            conflicts.append(Conflict(what, _claims(low, high)))
    for one, other in combinations(found, 2):
        a, b = one.low[-1], other.low[-1]
        if _are_rivals(a.value, b.value):
            what = f"{one.side} says {a.value:,.15g}, {other.side} says {b.value:,.15g}"
            conflicts.append(Conflict(what, _claims(a, b)))
    return conflicts


def _are_rivals(one: float, other: float) -> bool:
    return abs(one - other) > RIVAL * max(one, other)


def _claims(*levels: Level) -> tuple[str, ...]:
    return tuple(sorted({claim for level in levels for claim in level.claims}))
