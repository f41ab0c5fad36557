"""A language's words that make a number of a numeral, or unmake it, and patterns for its surroundings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from tallystick.entities.numerals import NumeralWords
from tallystick.entities.tables import Table, alternation
from tallystick.errors import LexiconError
from tallystick.model import Bound


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NumberWords:
    """The words of a language that make, or unmake, a number. Compared by identity.

    Attributes:
        language: ISO 639-1; the CLDR's names of territories in it are known.
        numerals: Number words and marks.
        percent: "%", "per cent".
        range_joints: "to", "or", between the ends of a range.
        range_frames: "between" = ("and",), "from" = ("to",): an opening and its joints.
        approximate_before: "about", "more than".
        approximate_after: "or so", "-odd".
        at_least: Those of them that only say how much it is at least ("more than").
        at_most: Those of them that only say how much it is at most ("up to").
        particles: Verbs with a particle that is such a word elsewhere ("handed over" in "handed over 12").
        vague_before: "several", before a scale: no number at all.
        openers: Words that open a sentence before a count and are no names ("only", "with").
        determiners: "the", "their": before a year too ("the 2050 goals").
        amounts_of: Measures that count if "of" follows ("500 kg of flour").
        durations: Units of time.
        clock: "pm", behind an hour.
        labels_before: "Article", "page": words whose number is a name.
        not_before: Words or signs before which a number counts nothing ("th", degrees).
        year_before: "in", "since": words before a year.
        pronouns: Cardinals that are mostly pronouns ("one").
        pronoun_before: Words before such a pronoun ("no one").
        pronoun_after: Words behind such a pronoun ("one of").
        part_before: "first", "second": halves that are stretches of time, not shares.
        following: Words that may follow a name that ends in a number, so no counted noun ("and", "is").
        day_before: "on": before a month's name, a number behind it is its day.
        month_before: "in", "during": before a month's name, a number behind it counts something.
        counted_behind: "of the": behind a number they show that it counts, a month's name before it or not.
        counted_with: "had": verbs that what is counted goes with, a word or two behind the number.
        calendar: Month names, behind or before a number.
    """

    language: str
    numerals: NumeralWords
    percent: tuple[str, ...]
    range_joints: tuple[str, ...]
    range_frames: Mapping[str, tuple[str, ...]]
    approximate_before: tuple[str, ...]
    approximate_after: tuple[str, ...]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    particles: tuple[str, ...]
    vague_before: tuple[str, ...]
    openers: tuple[str, ...]
    determiners: tuple[str, ...]
    amounts_of: tuple[str, ...]
    durations: tuple[str, ...]
    clock: tuple[str, ...]
    labels_before: tuple[str, ...]
    not_before: tuple[str, ...]
    year_before: tuple[str, ...]
    pronouns: tuple[str, ...]
    pronoun_before: tuple[str, ...]
    pronoun_after: tuple[str, ...]
    part_before: tuple[str, ...]
    following: tuple[str, ...]
    day_before: tuple[str, ...]
    month_before: tuple[str, ...]
    counted_behind: tuple[str, ...]
    counted_with: tuple[str, ...]
    calendar: tuple[str, ...] = ()

    @classmethod
    def load(cls, table: Table, numerals: NumeralWords, calendar: tuple[str, ...] = ()) -> NumberWords:
        """Read the table ``[numbers]`` of a language.

        Raises:
            LexiconError: A key is missing, unknown or of another form.
        """
        lists = {key: table.words(key) for key in _WORD_LISTS}
        frames = table.groups("range_frames")
        language = table.text("language")
        table.finish()
        return cls(language=language, numerals=numerals, range_frames=frames, calendar=calendar, **lists)


_WORD_LISTS = (
    "percent",
    "range_joints",
    "approximate_before",
    "approximate_after",
    "at_least",
    "at_most",
    "particles",
    "vague_before",
    "openers",
    "determiners",
    "amounts_of",
    "durations",
    "clock",
    "labels_before",
    "not_before",
    "year_before",
    "pronouns",
    "pronoun_before",
    "pronoun_after",
    "part_before",
    "following",
    "day_before",
    "month_before",
    "counted_behind",
    "counted_with",
)

_COUNTED_WORDS = 3  # words that name what is counted, before the verb that goes with it
_WINDOW = 48  # characters looked at before a number; longer than any phrase of the tables


def behind_start(pattern: re.Pattern[str], text: str, end: int) -> int | None:
    """Where a pattern that ends at an offset begins, or ``None``; looks a bounded way back."""
    window = max(0, end - _WINDOW)
    match = pattern.search(text[window:end])
    return window + match.start() if match else None


@dataclass(frozen=True, slots=True)
class Roughness:
    """What the words beside a figure say of how exact it is.

    Attributes:
        start: Where the words before it begin, ``None`` where there are none.
        is_rough: Whether there are any.
        bound: What they make of the figure, where they only bound it.
    """

    start: int | None
    is_rough: bool
    bound: Bound | None


class Surroundings:
    """Patterns for what stands before and behind a number; made once for each `NumberWords`."""

    def __init__(self, words: NumberWords) -> None:
        def behind(*lists: tuple[str, ...]) -> re.Pattern[str]:
            return re.compile(rf"(?<!\w){alternation(word for words in lists for word in words)}\s{{1,2}}$")

        def ahead(gap: str, *lists: tuple[str, ...]) -> re.Pattern[str]:
            return re.compile(
                rf"{gap}(?P<word>{alternation(word for words in lists for word in words)})(?!\w)"
            )

        self.percent = re.compile(rf"[\s\-]?(?:{_signs_and_words(words.percent)})")
        frames = {joint for joints in words.range_frames.values() for joint in joints}
        self.joint = re.compile(
            rf"\s?[-–—]\s?|\s{{1,2}}(?P<word>{alternation(sorted({*words.range_joints, *frames}))})\s{{1,2}}"
        )
        self.bare_joints = frozenset(words.range_joints)
        self.frames = {
            joint: behind(tuple(opening for opening, joints in words.range_frames.items() if joint in joints))
            for joint in sorted(frames)
        }
        approximate = alternation(words.approximate_before)
        self.approximate_before = re.compile(
            rf"(?:(?<!\w)(?P<first>{approximate})\s{{1,2}}|(?P<sign>[~≈≥≤<>])\s?)"
            rf"(?:(?<!\w)(?P<second>{approximate})\s{{1,2}})?$"
        )
        self.approximate_after = re.compile(
            rf"\s?(?P<sign>\+)(?!\w)|[\s\-](?P<word>{alternation(words.approximate_after)})(?!\w)"
        )
        self.bounds: Mapping[str, Bound] = {
            **dict.fromkeys((*words.at_least, ">", "≥", "+"), "at_least"),
            **dict.fromkeys((*words.at_most, "<", "≤"), "at_most"),
        }
        self.particles = behind(words.particles)
        self.vague = behind(words.vague_before)
        self.label = re.compile(rf"(?<!\w){alternation(words.labels_before)}\.?\s{{0,2}}$")
        month = rf"(?<!\w){alternation(words.calendar)}\.?\s{{0,2}}$"
        self.calendar = re.compile(month)
        self.on_day = re.compile(rf"(?<!\w){alternation(words.day_before)}\s{{1,2}}{month}")
        self.in_month = re.compile(rf"(?<!\w){alternation(words.month_before)}\s{{1,2}}{month}")
        times = alternation(words.durations)
        self.counted = re.compile(
            rf"\s{{1,2}}(?:{alternation(words.counted_behind)}(?!\w)(?!\s{{1,2}}{times}(?!\w))"
            rf"|(?:[^\W\d_][\w-]*\s{{1,2}}){{0,{_COUNTED_WORDS}}}{alternation(words.counted_with)}(?!\w))"
        )
        self.year = behind(words.year_before, words.calendar, words.determiners)
        self.pronoun = re.compile(rf"{alternation(words.pronouns)}$")
        self.pronoun_before = behind(words.pronoun_before)
        self.pronoun_after = ahead(r"\s{1,2}", words.pronoun_after)
        self.part_before = re.compile(rf"{alternation(words.part_before)}[\s\-]$")
        self.measure = ahead(r"[\s\-]?", words.numerals.measures)
        self.measure_next = ahead(r"\s[0-9]{1,4}[\s\-]?", words.numerals.measures)
        self.amounts_of = frozenset(words.amounts_of)
        self.article = ahead(r"\s", words.numerals.articles)
        self.of = ahead(r"\s", words.numerals.of)
        self.not_counted = ahead(
            r"[\s\-]{0,2}", words.durations, words.clock, words.calendar, words.not_before
        )
        self.openers = frozenset(words.openers)
        self.territories = _territories(words.language)
        self.following = ahead(r"\s{1,2}", words.following)

    def roughness(self, text: str, start: int, end: int) -> Roughness:
        """How exact the figure between two offsets is said to be; the first word that bounds it counts."""
        window = max(0, start - _WINDOW)
        is_of_verb = self.particles.search(text[window:start]) is not None
        before = None if is_of_verb else self.approximate_before.search(text[window:start])
        after = self.approximate_after.match(text, end)
        words = [
            word.lower()
            for found in (before, after)
            if found is not None
            for word in found.groupdict().values()
            if word is not None
        ]
        bound = next((self.bounds[word] for word in words if word in self.bounds), None)
        return Roughness(window + before.start() if before else None, bool(words), bound)


def _territories(language: str) -> frozenset[str]:
    """The last words of the names of states: what comes behind one is no part of a name."""
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError) as error:
        raise LexiconError(
            f"No language {language!r} in the CLDR; name the numbers' language by ISO 639-1"
        ) from error
    return frozenset(name.split()[-1] for code, name in names.items() if code.isalpha())


def _signs_and_words(words: tuple[str, ...]) -> str:
    """Words that end at a word's end, and signs, which a letter may follow."""
    signs = alternation(word for word in words if not word[-1].isalpha())
    return rf"{signs}|{alternation(word for word in words if word[-1].isalpha())}(?!\w)"


@lru_cache(maxsize=64)
def surroundings_of(words: NumberWords) -> Surroundings:
    """The patterns of a language, built on first use."""
    return Surroundings(words)
