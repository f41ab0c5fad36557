"""Which days a phrase such as "last March" or "Monday (26)" means, seen from the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.entities.calendar import (
    Interval,
    Unit,
    add_months,
    day_interval,
    month_interval,
    moved_by,
    unit_interval,
    year_interval,
)
from tallystick.entities.date_words import DateGrammar, DatePhrase

# A day of a month so soon after publication is that one, and not the one eleven months ago.
_SOON = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Readings:
    """The last such days up to publication, and the next ones where the words leave that open."""

    past: Interval
    future: Interval | None = None


@dataclass(frozen=True, slots=True)
class DateSlots:
    """A matched phrase with its filled slots."""

    phrase: DatePhrase
    filled: dict[str, str]
    grammar: DateGrammar

    def number(self, slot: str) -> int | None:
        """What a slot's word or figure comes to, or ``None`` where the phrase has it not."""
        word = self.filled.get(slot)
        if word is None:
            return None
        named = self.grammar.numbers.get(slot, {}).get(word.lower())
        return named if named is not None else int("".join(filter(str.isdecimal, word)))

    def month(self) -> int | None:
        """The month, 1 to 12, by name or number."""
        name = self.filled.get("month_name")
        if name is not None:
            return self.grammar.numbers["month"][name.lower()]
        return self.number("month") or self.number("month_number")

    def unit(self) -> Unit:
        """The unit of time."""
        return self.grammar.units[self.filled["unit"].lower()]


def readings_of(slots: DateSlots, today: date | None) -> Readings | None:
    """The days meant, or ``None`` for a day that never was, or one that hangs on an unknown publication.

    Args:
        slots: The phrase.
        today: The day of publication.
    """
    try:
        if slots.phrase.means == "day":
            return _day(slots, today)
        if slots.phrase.means == "year":
            return _fixed(year_interval(slots.number("year") or 0))
        if slots.phrase.means in ("month", "season"):
            return _month_or_season(slots, today)
        if slots.phrase.means in ("half", "quarter"):
            return _part_of_year(slots, today)
        return _counted_from(slots, today) if today else None
    except (ValueError, OverflowError):
        return None


def _fixed(interval: Interval) -> Readings:
    return Readings(interval)


def _day(slots: DateSlots, today: date | None) -> Readings | None:
    day, month, year = slots.number("day"), slots.month(), slots.number("year")
    if day is None:
        offset = slots.phrase.offset
        return _fixed(unit_interval("day", today, offset)) if today and offset is not None else None
    if month is None:
        return None
    if year is not None:
        return _fixed(day_interval(date(year, month, day)))
    if today is None:
        return None
    years = _years_with(month, day, today)
    past = max(found for found in years if found <= today)
    future = min(found for found in years if found > today)
    if past == today:
        return Readings(day_interval(past))
    nearer = future if future - today <= _SOON else past
    return Readings(day_interval(nearer), day_interval(future))


def _years_with(month: int, day: int, today: date) -> list[date]:
    """The day in the years around; 29 February comes every eight years at worst."""
    days = []
    for year in range(max(1, today.year - 8), today.year + 9):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return days


def _month_or_season(slots: DateSlots, today: date | None) -> Readings | None:
    month = slots.month() or slots.number("season")
    months = 3 if slots.phrase.means == "season" else 1
    year, offset = slots.number("year"), slots.phrase.offset
    if month is None:
        return None
    if year is not None:
        return _fixed(month_interval(year, month, months))
    if today is None:
        return None
    around = [month_interval(today.year + step, month, months) for step in (-2, -1, 0, 1, 2)]
    current = next((each for each in around if each.first <= today <= each.last), None)
    past = [each for each in around if each.last < today][-1]
    future = next(each for each in around if each.first > today)
    if offset is not None:
        return _fixed({-1: past, 0: current or future, 1: future}.get(offset, future))
    return Readings(current) if current else Readings(past, future)


def _part_of_year(slots: DateSlots, today: date | None) -> Readings | None:
    """A half or a quarter, of the year named or of the one so many years from publication."""
    year, part = slots.number("year"), slots.number("ordinal")
    months = 6 if slots.phrase.means == "half" else 3
    if part is None or part * months > 12:
        return None
    if year is None:
        if today is None:
            return None
        year = today.year + (slots.phrase.offset or 0)
    return _fixed(month_interval(year, (part - 1) * months + 1, months))


def _counted_from(slots: DateSlots, today: date) -> Readings | None:
    phrase = slots.phrase
    if phrase.means == "weekday":
        return _weekday(slots, today)
    if phrase.means == "unit":
        unit: Unit = slots.unit() if "unit" in slots.filled else "year"
        if unit == "decade" and phrase.position is None:
            return None  # "this decade" names no year
        return _fixed(unit_interval(unit, today, phrase.offset or 0))
    count = slots.number("count")
    count = 1 if count is None else count
    return _fixed(moved_by(slots.unit(), today, -count if phrase.means == "ago" else count))


def _weekday(slots: DateSlots, today: date) -> Readings | None:
    weekday, day = slots.number("weekday") or 0, slots.number("day")
    if day is not None:
        return _weekday_with_number(weekday, day, today)
    past = today - timedelta(days=(today.weekday() - weekday) % 7)
    future = past + timedelta(days=7)
    if slots.phrase.offset is None:
        return Readings(day_interval(past), day_interval(future))
    if slots.phrase.offset < 0:
        return _fixed(day_interval(past if past < today else past - timedelta(days=7)))
    return _fixed(day_interval(past if past == today and slots.phrase.offset == 0 else future))


def _weekday_with_number(weekday: int, day: int, today: date) -> Readings | None:
    """The nearest month that has this weekday on this day: "Monday (26)"."""
    for step in (0, -1, 1, -2, 2):
        month = add_months(today.replace(day=1), step)
        try:
            candidate = month.replace(day=day)
        except ValueError:
            continue
        if candidate.weekday() == weekday:
            return _fixed(day_interval(candidate))
    return None
