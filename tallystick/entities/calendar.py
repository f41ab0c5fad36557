"""Stretches of the calendar, and how they are written: a year, a month, a day, the end of a quarter.

Uncertain dates are intervals of days; only what the text says is written down: ``2024``, ``2024-03`` or
``2024-03-07``.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Position = Literal["start", "middle", "end"]
Unit = Literal["day", "week", "month", "quarter", "year", "decade"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def written(self, position: Position | None = None) -> str:
        """The interval as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, whichever holds it whole.

        Args:
            position: Write the month at the interval's start, middle or end instead; the middle of a year is
                June.
        """
        if position is not None:
            return self._month_at(position).isoformat()[:7]
        if self.first == self.last:
            return self.first.isoformat()
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return self.first.isoformat()[:7]
        return self.first.isoformat()[:4]

    def _month_at(self, position: Position) -> date:
        if position == "start":
            return self.first
        if position == "end":
            return self.last
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        return add_months(self.first, months // 2)


def day_interval(day: date) -> Interval:
    """One day."""
    return Interval(day, day)


def month_interval(year: int, month: int, months: int = 1) -> Interval:
    """Whole months, one or more, from the first day of a month on."""
    first = date(year, month, 1)
    end = add_months(first, months - 1)
    return Interval(first, end.replace(day=calendar.monthrange(end.year, end.month)[1]))


def year_interval(year: int) -> Interval:
    """A whole year."""
    return month_interval(year, 1, 12)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where it is shorter.

    Raises:
        ValueError: The year lies outside 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def decade_interval(year: int) -> Interval:
    """Ten years counted from the first of the era, so that the decade of 2024 ends with 2030."""
    last = (year + 9) // 10 * 10
    return Interval(date(last - 9, 1, 1), date(last, 12, 31))


def unit_interval(unit: Unit, day: date, offset: int) -> Interval:
    """The unit that holds a day, or one so many units later; a week is given as the month that it lies in."""
    if unit == "decade":
        return decade_interval(day.year + 10 * offset)
    if unit == "year":
        return year_interval(day.year + offset)
    if unit == "quarter":
        moved = add_months(day, 3 * offset)
        return month_interval(moved.year, (moved.month - 1) // 3 * 3 + 1, 3)
    if unit == "month":
        moved = add_months(day, offset)
        return month_interval(moved.year, moved.month)
    if unit == "week":
        moved = day + timedelta(weeks=offset)
        return month_interval(moved.year, moved.month)
    return day_interval(day + timedelta(days=offset))


def moved_by(unit: Unit, day: date, count: int) -> Interval:
    """So many units away from a day: a day for days and weeks, a month for anything longer."""
    if unit in ("day", "week"):
        return day_interval(day + timedelta(days=count * (7 if unit == "week" else 1)))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    moved = add_months(day, count * months)
    return month_interval(moved.year, moved.month)
