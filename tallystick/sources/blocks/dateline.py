"""Datelines: the place, date and agency that a report opens with.

The forms are those of the agencies' own style: ``PLACE, Country, Date (Agency) —``, in any of its shorter
variants, and an agency alone in brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tallystick.model import Span
from tallystick.sources.blocks.lines import BLANK, ends_sentence
from tallystick.sources.blocks.phrases import agency_named, load_phrases
from tallystick.sources.dates import FoundDate, find_date, only_words_beside_date

_REACH = 120
_AGENCY_ALONE = re.compile(r"\(([^()\n]{2,40})\)\s*(?:[-–—―:]+\s*)?")
_WITH_AGENCY = re.compile(
    r"(?P<head>[^()\n]{2,80}?)\s*[(/](?P<agency>[^()/\n]{2,30}(?:/[^()/\n]{2,20})?)[)/](?P<mark>\s*(?:[.:,]|\.?\s*[-–—―]+)?)\s+"
)
_WITHOUT_AGENCY = re.compile(r"(?P<head>[^()\n]{2,80}?)(?:\s*(?:[—―–]|--|\.-)|\s+-)\s+")
_TRAILING_AGENCY = re.compile(r"\s+\(?([^\s()][^()\n]{1,30})\)$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before a paragraph's first word.

    Attributes:
        end: Offset of that first word.
        agency: Name of the agency, if one is given.
        place: The place as printed, if one is given.
        date: The date as printed, if one is given.
        published: The date with its year as an ISO date.
    """

    end: int
    agency: str | None = None
    place: Span | None = None
    date: Span | None = None
    published: str | None = None


def read_dateline(text: str, start: int, end: int, *, paragraphs_before: int) -> Dateline | None:
    """The dateline that the passage ``text[start:end]`` begins with, or ``None``.

    Args:
        text: The whole text.
        start: Offset of the passage's first character.
        end: Offset behind its last character.
        paragraphs_before: Paragraphs that come before; a place with neither date nor agency is a dateline
            only before the first, or in capitals before the eighth.
    """
    agency, place_start = None, start
    if alone := _AGENCY_ALONE.match(text, start, min(end, start + _REACH)):
        agency = agency_named(alone[1])
        if agency is None:
            return None
        place_start = alone.end()
    found = _read_place(text, place_start, end, paragraphs_before=0 if agency else paragraphs_before)
    if found is None:
        return Dateline(place_start, agency) if agency and place_start < end else None
    return Dateline(found.end, found.agency or agency, found.place, found.date, found.published)


def _read_place(text: str, start: int, end: int, *, paragraphs_before: int) -> Dateline | None:
    reach = min(end, start + _REACH)
    if match := _WITH_AGENCY.match(text, start, reach):
        agency = agency_named(match["agency"])
        # Before a dash brackets may hold an agency that nobody has listed; without one only a known agency.
        named = agency or (match["agency"] if match["mark"].strip(" .:,") else None)
        parts = _place_and_date(text, start, match.end("head"))
        if named and parts and _is_prose(text, match.end(), end):
            place, date = parts
            return _dateline(text, match.end(), place, date, named)
    if match := _WITHOUT_AGENCY.match(text, start, reach):
        parts = _place_and_date(text, start, match.end("head"))
        if parts and _is_prose(text, match.end(), end):
            place, date = parts
            if date or paragraphs_before == 0 or (paragraphs_before < 8 and _is_in_capitals(place.text)):
                return _dateline(text, match.end(), place, date, _bare_agency(text, date, match.end("head")))
    return None


def _dateline(text: str, end: int, place: Span, date: FoundDate | None, agency: str | None) -> Dateline:
    if date is None:
        return Dateline(end, agency, place)
    return Dateline(end, agency, place, Span.of(text, date.start, date.end), date.iso)


def _bare_agency(text: str, date: FoundDate | None, end: int) -> str | None:
    return agency_named(text[date.end : end].strip(" ,.")) if date else None


def _place_and_date(text: str, start: int, end: int) -> tuple[Span, FoundDate | None] | None:
    """Split ``text[start:end]`` into a place and a date behind it, with nothing else between or after."""
    found = find_date(text[start:end])
    place_end = end
    date = None
    if found is not None:
        date = FoundDate(start + found.start, start + found.end, found.iso)
        place_end = date.start
        rest = text[date.end : end].strip(" ,.")
        if rest and not only_words_beside_date(rest) and agency_named(rest) is None:
            return None
    stretch = text[start:place_end]
    words = stretch.split()
    while found is not None and words and only_words_beside_date(words[-1]):
        stretch = stretch.rstrip()[: -len(words.pop())]
    stretch = stretch.rstrip(BLANK + ",")
    if found and "," not in stretch:
        # The stop behind a lone city ends it; behind a country or state it shortens that ("Calif.").
        stretch = stretch.removesuffix(".")
    if not _is_place(stretch):
        return None
    return Span.of(text, start, start + len(stretch)), date


def _is_place(stretch: str) -> bool:
    """Whether up to three parts of up to four capitalised words each could name a place ("KYIV, Ukraine")."""
    parts = re.split(r"[,/]", stretch)
    among = load_phrases().place_among
    return len(parts) <= 3 and all(
        0 < len(words) <= 4
        and words[0][0].isupper()
        and all(
            (word[0].isupper() or word in among) and re.fullmatch(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*", word)
            for word in words
        )
        for words in (part.split() for part in parts)
    )


def _is_in_capitals(place: str) -> bool:
    city = re.split(r"[,/]", place)[0].strip()
    return city.isupper() and sum(letter.isalpha() for letter in city) >= 3


def _is_prose(text: str, start: int, end: int) -> bool:
    """Whether what follows reads as a paragraph and not as the second half of a headline."""
    words = text[start : min(end, start + 300)].split()
    if len(words) < 5 or all(word.isupper() for word in words if word.isalpha()):
        return False
    return ends_sentence(text[max(start, end - 20) : end]) or len(words) >= 20


def place_line(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that stands on a line of its own: a place and a date with nothing else."""
    if end - start > _REACH:
        return None
    parts = _place_and_date(text, start, end)
    if parts is None or parts[1] is None:
        return None
    return _dateline(text, end, parts[0], parts[1], _bare_agency(text, parts[1], end))


def trailing_agency(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where the paragraph's own words end and the agency named behind them in brackets, if there is one."""
    tail_start = max(start, end - 40)
    match = _TRAILING_AGENCY.search(text[tail_start:end])
    if match is None or "(" not in match[0]:
        return None
    agency = agency_named(match[1])
    prose_end = tail_start + match.start()
    if (
        agency is None
        or prose_end <= start
        or not ends_sentence(text[max(start, prose_end - 20) : prose_end])
    ):
        return None
    return prose_end, agency
