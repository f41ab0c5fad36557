"""Dates of publication as texts print them: full ones become ISO dates, those without a year stay open.

Only explicit calendar dates count. A weekday, or a weekday with the day's number ("Monday (26)"), does not
give a month, and a day and month do not give a year; nothing is guessed from the day of the reading.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files

from babel.dates import get_day_names, get_month_names

_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\b\.?)?", re.IGNORECASE)
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date printed in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        iso: ISO date, or ``None`` where the year is missing or day and month cannot be told apart.
    """

    start: int
    end: int
    iso: str | None


@dataclass(frozen=True, slots=True)
class _Calendar:
    months: dict[str, int]
    beside: frozenset[str]
    updated: tuple[str, ...]
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _month_names(languages: list[str]) -> dict[str, int]:
    names: dict[str, int] = {}
    for language in languages:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    # The first language in the list that has a name decides; some end in a full stop.
                    names.setdefault(str(name).casefold().rstrip("."), number)
    return {name: number for name, number in names.items() if not name.isdigit()}


def _weekday_names(languages: list[str]) -> set[str]:
    return {
        word
        for language in languages
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, "format", language).values()
        for word in re.findall(r"[^\W\d_]+", str(name).casefold())
    }


@lru_cache(maxsize=1)
def _calendar() -> _Calendar:
    data = tomllib.loads((files("tallystick.sources") / "data/calendar.toml").read_text(encoding="utf-8"))
    months = {**_month_names(data["languages"]), **data["months"]}
    labels = data["labels"]
    month = rf"(?P<month>{_alternatives(list(months))})\b\.?"
    sign = rf"(?:{_alternatives(data['ordinals']['signs'])})?"
    particle = rf"(?:(?:{_alternatives(data['particles']['words'])})\s+)?"
    year = r"(?P<year>(?:19|20)\d{2})(?!\d)"
    return _Calendar(
        months=months,
        beside=frozenset(
            word
            for phrase in (
                *labels["published"],
                *labels["updated"],
                *labels["beside"],
                *data["particles"]["words"],
            )
            for word in phrase.split()
        )
        | _weekday_names(data["languages"]),
        updated=tuple(labels["updated"]),
        day_first=re.compile(
            rf"(?<![\w.,])(?P<day>\d{{1,2}}){sign}\s+{particle}{month}(?:,?\s+{particle}{year})?",
            re.IGNORECASE,
        ),
        month_first=re.compile(
            rf"(?<!\w){month}\s+(?P<day>\d{{1,2}})(?:{sign})(?!\d|[.,]\d)(?:,?\s+{year})?", re.IGNORECASE
        ),
    )


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _slashed_iso(first: int, second: int, year: int) -> str | None:
    # 05/04/2023 is the fifth of April here and the fourth of May there; only a number above 12 decides.
    if first > 12 or first == second:
        return _iso(year, second, first)
    return _iso(year, first, second) if second > 12 else None


def find_date(text: str) -> FoundDate | None:
    """The first full or yearless calendar date in ``text``, a stretch of at most a few hundred characters."""
    if not any(character.isdigit() for character in text):
        return None
    calendar = _calendar()
    found: list[FoundDate] = []
    if match := _ISO.search(text):
        found.append(FoundDate(*match.span(), _iso(int(match[1]), int(match[2]), int(match[3]))))
    if match := _DOTTED.search(text):
        found.append(FoundDate(*match.span(), _iso(int(match[3]), int(match[2]), int(match[1]))))
    if match := _SLASHED.search(text):
        found.append(FoundDate(*match.span(), _slashed_iso(int(match[1]), int(match[2]), int(match[3]))))
    for pattern in (calendar.day_first, calendar.month_first):
        if match := pattern.search(text):
            month = calendar.months[match["month"].casefold()]
            year = match["year"]
            found.append(
                FoundDate(*match.span(), _iso(int(year), month, int(match["day"])) if year else None)
            )
    return min(found, key=lambda one: (one.start, -one.end), default=None)


def only_words_beside_date(text: str) -> bool:
    """Whether ``text``, what is left of a line without its date, holds only weekdays, times and labels."""
    words = re.findall(r"[^\W\d_]+|\d+", _TIME.sub(" ", text))
    return all(word.casefold() in _calendar().beside for word in words)


def is_update(text: str) -> bool:
    """Whether a date line tells of a change ("Updated …") rather than of the first publication."""
    folded = text.casefold()
    return any(label in folded for label in _calendar().updated)


def date_line(text: str) -> FoundDate | None:
    """The date in ``text`` if the text holds nothing else but weekday, time and words such as "published"."""
    found = find_date(text)
    if found is None or not only_words_beside_date(text[: found.start] + " " + text[found.end :]):
        return None
    return found


def iso_date(value: str) -> str | None:
    """``value``, an ISO date or time or a date in words with its year, as an ISO date; else ``None``."""
    value = value.strip()[:100]
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        found = date_line(value)
        return found.iso if found else None
