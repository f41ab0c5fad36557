"""Dates of uncertain exactness as intervals of days, compared without pretending that they are exact."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tallystick.errors import SettingError

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Interval:
    """The days that a date may mean, both ends included: all of March for ``2024-03``."""

    first: date
    last: date

    def is_after(self, other: Interval) -> bool:
        """Whether every day of this lies behind every day of ``other``."""
        return self.first > other.last


@lru_cache(maxsize=4096)
def interval(text: str | None) -> Interval | None:
    """The days that ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (a time of day is ignored) may mean.

    Returns:
        ``None`` for ``None`` and for what is no such date: documents bring what their publishers wrote.
    """
    match = _DATE.fullmatch(text or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        return None
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
    return Interval(first, last)


def place_in_time(text: str | None, reported: str | None) -> str:
    """Where a date stands among others: its last day, but none behind the day it was reported; "" for no date.

    What is said to be of a month or a year comes behind what is known to have been earlier in it.
    """
    days, told = interval(text), interval(reported)
    if days is None or days.first == days.last:
        return text or ""
    is_within = told is not None and days.first <= told.last <= days.last
    return (told.last if told is not None and is_within else days.last).isoformat()


def last_day_of(as_of: str) -> date:
    """The last day of the date a user asks for.

    Raises:
        SettingError: ``as_of`` is no date.
    """
    days = interval(as_of)
    if days is None:
        raise SettingError(f"No date {as_of!r}; write YYYY-MM-DD, YYYY-MM or YYYY, such as 2024-02-27")
    return days.last


def dates_agree(one: str | None, other: str | None) -> bool:
    """Whether two dates may be the same: equal, one missing, or one inside the other (2024-03 in 2024)."""
    a, b = interval(one), interval(other)
    if a is None or b is None:
        return True
    return (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)


def days_between(one: str | None, other: str | None) -> int | None:
    """The least number of days that can lie between two dates; ``None`` where one is missing."""
    a, b = interval(one), interval(other)
    if a is None or b is None:
        return None
    return max((b.first - a.last).days, (a.first - b.last).days, 0)
