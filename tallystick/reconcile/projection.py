"""When a promise would be kept if deliveries went on at the pace they had.

Pace is the median of the slopes between all pairs of an account's last running totals (Theil 1950; Sen 1968,
https://doi.org/10.1080/01621459.1968.10480934), which one wrong figure does not bend. Its range is the middle
half of these slopes; of fewer than four slopes all. The earliest day comes from the quicker pace, the latest
from the slower, both counted from the last total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, groupby
from math import ceil, isfinite

from tallystick.model.records import SIDES, Projection
from tallystick.reconcile.accounts import Account, Level, Target

MOST_TOTALS = 12
"""How many of the last totals count: an old pace says little, and pairs grow with the square."""

FEW_SLOPES = 4
"""With fewer slopes than this there is no middle half; the least and the greatest stand for it."""

HORIZON = timedelta(days=36525)
"""A century: what lies beyond is never."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast deliveries came, in the target's measure a day.

    Attributes:
        levels: The dated totals it rests on, oldest first, one a day.
        slow: First quartile of the slopes, or the least.
        middle: Their median.
        quick: Third quartile, or the greatest.
    """

    levels: tuple[Level, ...]
    slow: float
    middle: float
    quick: float


def project(standing: Sequence[Account], target: Target, day: date | None) -> Projection | None:
    """The days between which the whole would have arrived; of a range the least first, the most last.

    Args:
        standing: The accounts that stand.
        target: What was promised.
        day: The day asked for.

    Returns:
        ``None`` without a target, without two dated totals of one account, where totals do not grow, and where
        even the slower pace would have brought the whole before ``day``: then the pace has not held.
    """
    account = best_documented(standing)
    pace = None if account is None else pace_of(account)
    if pace is None or target.value is None or pace.middle <= 0:
        return None
    low = arrival(pace, target.value, pace.quick)
    high = arrival(pace, target.upper_end or target.value, pace.slow)
    if low is None or (day is not None and high is not None and high < day):
        return None
    earliest = low if day is None else max(low, day)
    return Projection(earliest.isoformat(), None if high is None else high.isoformat())


def best_documented(standing: Sequence[Account]) -> Account | None:
    """The giver's account, who knows best what it sends; without a pace there, the one with most dated totals."""
    paced = [account for account in standing if len(dated_levels(account)) > 1]
    return min(
        paced,
        key=lambda a: (a.side != "giver", -len(dated_levels(a)), SIDES.index(a.side), a.voice or ""),
        default=None,
    )


def dated_levels(account: Account) -> tuple[Level, ...]:
    """The levels of the last ``MOST_TOTALS`` days that have one, the last of each day."""
    dated = [level for level in account.low if level.days is not None and isfinite(level.value)]
    of_days = [list(levels)[-1] for _, levels in groupby(dated, key=day_of)]
    return tuple(of_days[-MOST_TOTALS:])


def day_of(level: Level) -> date:
    """The day a level counts for: the last that its date may mean, by when it was certainly so."""
    return level.days.last if level.days else date.min


def pace_of(account: Account) -> Pace | None:
    """The pace of an account's running totals, ``None`` where fewer than two days have one."""
    levels = dated_levels(account)
    if len(levels) < 2:
        return None
    return Pace(levels, *paces([(day_of(level), level.value) for level in levels]))


def paces(totals: Sequence[tuple[date, float]]) -> tuple[float, float, float]:
    """The slow, the middle and the quick pace of two or more totals of different days, oldest first."""
    found = sorted((b - a) / (later - day).days for (day, a), (later, b) in combinations(totals, 2))
    if len(found) < FEW_SLOPES:
        return found[0], quantile(found, 0.5), found[-1]
    return quantile(found, 0.25), quantile(found, 0.5), quantile(found, 0.75)


def quantile(ordered: Sequence[float], part: float) -> float:
    """The value below which ``part`` of the ordered values lie, between two of them by proportion."""
    position = part * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def arrival(pace: Pace, target: float, speed: float) -> date | None:
    """The day by which the whole would have come at ``speed`` since the last total; ``None`` for never."""
    last = pace.levels[-1]
    rest = target - last.value
    if speed <= 0 or rest / speed > HORIZON.days:
        return None
    days = timedelta(days=days_to_go(rest, speed))
    return None if date.max - day_of(last) < days else day_of(last) + days


def days_to_go(rest: float, speed: float) -> int:
    """Whole days until ``rest`` has come, none where nothing is left."""
    return max(ceil(rest / speed), 0)
