"""Numbers in any language: digits with their grouping, words for powers of ten, and number words where listed.

"1.000.000", "1 million", "1 млн" and "1 Mio." are one number. The words for powers of ten come from the compact
decimal formats of the Unicode CLDR, so that every language that it covers has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError

from tallystick.reconcile.copies.letters import folded
from tallystick.reconcile.copies.lexicon import lexicon

DIGITS = r"(?:\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3}(?!\d))+|\d+)(?:[.,]\d+)?"
"""A figure with whatever groups its thousands; a blank counts only between whole groups."""

_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3}(?!\d))+")
_SEPARATOR = re.compile(r"[.,'’\u00a0\u202f\u2009 ]")
_PATTERN_WORDS = re.compile(r"[^\W\d_]+")
_LEAST_STEM = 5


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A language's words for numbers, folded.

    Attributes:
        scales: Powers of ten, by one or several words.
        single: The powers of ten that stand for one of themselves ("million" for "a million").
        counts: Number words, by one or several words.
        openings: First words of all that says a number without a figure.
        longest: Words in the longest of them.
    """

    scales: Mapping[tuple[str, ...], float]
    single: frozenset[str]
    counts: Mapping[tuple[str, ...], float]
    openings: frozenset[str]
    longest: int


@lru_cache(maxsize=64)
def figure_words(language: str | None) -> FigureWords:
    """The words of ``language``, an ISO 639-1 code; none where the CLDR does not know it."""
    scales: dict[tuple[str, ...], float] = {}
    single: set[str] = set()
    for count, power, words in _compact_forms(language):
        scales.setdefault(words, power)
        if count == "one" and power >= 1e6 and len(words) == 1 and len(words[0]) >= _LEAST_STEM:
            single.add(words[0])
    for word, power in lexicon().scales.get(language or "", {}).items():
        scales[folded(word),] = power
    counts = dict(_count_words(language))
    longest = max((len(words) for words in (*scales, *counts)), default=1)
    openings = frozenset(single | {words[0] for words in counts})
    return FigureWords(scales, frozenset(single), counts, openings, longest)


def _compact_forms(language: str | None) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    try:
        formats = Locale(language or "en").compact_decimal_formats
    except (UnknownLocaleError, ValueError):
        return
    for width in ("long", "short"):
        for count, patterns in formats.get(width, {}).items():
            for magnitude, pattern in patterns.items():
                words = tuple(folded(word) for word in _PATTERN_WORDS.findall(pattern.pattern))
                zeros = pattern.pattern.count("0")
                if words and zeros and all(words):
                    yield count, float(magnitude) / 10 ** (zeros - 1), words


def _count_words(language: str | None) -> Iterator[tuple[tuple[str, ...], float]]:
    listed = lexicon().numbers.get(language or "")
    if listed is None:
        return
    for value, word in enumerate(listed.ones, start=1):
        if value > 2:
            yield _split(word), float(value)
    for tens, word in enumerate(listed.tens, start=2):
        yield _split(word), tens * 10.0
        for value, one in enumerate(listed.ones[:9], start=1):
            yield _split(listed.pair.format(tens=word, ones=one)), tens * 10.0 + value
    for word, number in listed.more.items():
        yield _split(word), float(number)


def _split(words: str) -> tuple[str, ...]:
    return tuple(folded(word) for word in words.split())


def value_of(digits: str) -> float:
    """What a figure is worth: marks before three digits group thousands, a last other mark is the decimal one."""
    grouped = _GROUPED.match(digits)
    if grouped is None:
        return float(digits.replace(",", "."))
    whole = _SEPARATOR.sub("", grouped[0])
    return float(f"{whole}.{digits[grouped.end() + 1 :] or 0}")


def scaled(words: Sequence[str], spoken: FigureWords) -> tuple[float, int]:
    """The power of ten that folded ``words`` open with and how many of them say it; 1 and 0 for none."""
    for length in range(min(spoken.longest, len(words)), 0, -1):
        power = spoken.scales.get(tuple(words[:length]))
        if power is not None:
            return power, length
    return 1.0, 0


def counted(words: Sequence[str], spoken: FigureWords) -> tuple[float, int]:
    """The number that folded ``words`` open with in words, its power of ten included; 0 and 0 for none."""
    for length in range(min(spoken.longest, len(words)), 0, -1):
        count = spoken.counts.get(tuple(words[:length]))
        if count is not None:
            power, more = scaled(words[length:], spoken)
            return count * power, length + more
    if words and words[0] in spoken.single:
        return spoken.scales[(words[0],)], 1
    return 0.0, 0


def number_key(value: float) -> str:
    """The number as a key: no needless digits, equal for equal numbers."""
    return f"{value:.10g}"


def distinctiveness(key: str) -> float:
    """How much a number says, 0 to 1: "1,450" is rare, "30" common, and a year is nothing special."""
    digits = len(key.replace(".", "").split("e")[0].strip("0"))
    if len(key) == 4 and key[:2] in ("19", "20"):
        return 0.15
    return min(1.0, 0.2 + 0.25 * (digits - 1) + (0.2 if len(key) > 4 else 0.0))
