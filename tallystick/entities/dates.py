"""Dates and spans of time: "26 February", "by the end of next month", "over the next 12 months"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import cast

from tallystick.entities.calendar import Position
from tallystick.entities.date_readings import DateSlots, readings_of
from tallystick.entities.date_words import DateGrammar, DatePhrase, DateWords, Relation, date_grammar_of
from tallystick.errors import SettingError


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date that a text names.

    Attributes:
        start: Offset of the first character, the preposition left out save where it is part of the phrase.
        end: Offset behind the last character.
        date: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Where the words leave it open (a weekday, a month
            without a year), the last such date up to and including the day of publication; a day without a
            year that comes within a month is that one.
        relation: How what happens lies to the date: ``on`` it, ``by`` it, ``since``, ``until``, ``from`` or
            ``for`` it, or ``within`` a span that ends on it.
        future: The next such date after publication where the words leave it open, else ``None``.
    """

    start: int
    end: int
    date: str
    relation: Relation
    future: str | None = None


_WINDOW = 40  # characters looked at before a date; longer than any leading phrase of the tables


def find_dates(
    text: str, published: str | None, words: DateWords, *, counted: Collection[int] = ()
) -> list[DateMention]:
    """Find dates, in order and without overlap.

    A deadline "by" a season lapses when the season begins, "by" anything else when it ends. Years stand for
    vague stretches of them ("early 2024", "last summer").

    Args:
        text: Any text; offsets count its code points.
        published: ISO date on which the text came out; without it only what names its year is found.
        words: The language's words.
        counted: Where numbers begin that count something: none of them is the day behind a month's name.

    Raises:
        SettingError: ``published`` is no ISO date.
    """
    grammar = date_grammar_of(words)
    today = _day(published)
    found: list[DateMention] = []
    for match in grammar.matches(text, counted):
        phrase, slots = grammar.slots(match)
        before = text[max(0, match.start() - _WINDOW) : match.start()]
        lead = grammar.year_lead if set(slots) == {"year"} else grammar.lead
        if _needs_lead(phrase, slots, grammar) and lead.search(before) is None:
            continue
        if phrase.means == "ahead" and grammar.span_anchor.match(text, match.end()):
            continue
        if phrase.means == "unit" and not phrase.position and grammar.unit_anchor.match(text, match.end()):
            continue
        readings = readings_of(DateSlots(phrase, slots, grammar), today)
        if readings is None:
            continue
        relation = phrase.relation or _relation_before(before, grammar)
        position = _position(phrase, relation)
        found.append(
            DateMention(
                start=match.start(),
                end=match.end(),
                date=readings.past.written(position),
                relation=relation,
                future=readings.future.written(position) if readings.future else None,
            )
        )
    return found


def _day(published: str | None) -> date | None:
    if published is None:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError as error:
        raise SettingError(
            f"{published!r} is no date of publication; give an ISO date such as 2024-02-27, or none"
        ) from error


def _needs_lead(phrase: DatePhrase, slots: dict[str, str], grammar: DateGrammar) -> bool:
    return phrase.needs_lead or (
        phrase.offset is None
        and phrase.position is None
        and set(slots) == {"month_name"}
        and slots["month_name"] in grammar.doubtful_months
    )


def _relation_before(before: str, grammar: DateGrammar) -> Relation:
    match = grammar.relation.search(before)
    return cast(Relation, match.lastgroup) if match else "on"


def _position(phrase: DatePhrase, relation: Relation) -> Position | None:
    if phrase.position is None and phrase.means == "season" and relation == "by":
        return "start"
    return phrase.position
