"""Numbers that count something: "300,000", "one and a half million", "10 to 12", "30 per cent".

What is written with digits and counts nothing is passed over: designations ("F-16", "Leopard 2"), years, times,
ordinals, measures ("155 mm"), spans of time ("12 months"), list marks, and vague words ("dozens", "several hundred").
Sums of money are found by `money`, dates by `dates`; `quantities` puts the three together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tallystick.entities.numerals import Numeral, NumeralGrammar, NumeralWords, grammar_of
from tallystick.entities.tables import Table, alternation


@dataclass(frozen=True, slots=True)
class Number:
    """A number that counts something.

    Attributes:
        start: Offset of the first character of the number itself, percent sign included.
        end: Offset behind its last character.
        outer_start: Offset of the words before it that belong to it ("about", "between"), else ``start``.
        value: The number; the lower one of a range; 0.3 for "30%".
        maximum: The upper one of a range, or ``None``.
        approximate: Whether "about", "more than", "up to" or the like stands beside it.
        share: Whether it is a part of something: a percentage or a fraction.
    """

    start: int
    end: int
    outer_start: int
    value: float
    maximum: float | None = None
    approximate: bool = False
    share: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NumberWords:
    """The words of a language that make, or unmake, a number. Compared by identity.

    Attributes:
        numerals: Number words and marks.
        percent: "%", "per cent".
        range_joints: "to", "or", between the ends of a range.
        range_frames: "between" = ("and",), "from" = ("to",): an opening and its joints.
        approximate_before: "about", "more than".
        approximate_after: "or so", "-odd".
        vague_before: "several", before a scale: no number at all.
        determiners: "the", "some": a capital on the word after one is a name's, and years may follow.
        measures: Units of size: what carries one is described by it, not counted.
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
        following: Words that may follow a name that ends in a number, so no noun that is counted ("and", "is").
        calendar: Month names, behind or before a number.
    """

    numerals: NumeralWords
    percent: tuple[str, ...]
    range_joints: tuple[str, ...]
    range_frames: Mapping[str, tuple[str, ...]]
    approximate_before: tuple[str, ...]
    approximate_after: tuple[str, ...]
    vague_before: tuple[str, ...]
    determiners: tuple[str, ...]
    measures: tuple[str, ...]
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
    calendar: tuple[str, ...] = ()

    @classmethod
    def load(cls, table: Table, numerals: NumeralWords, calendar: tuple[str, ...] = ()) -> NumberWords:
        """Read the table ``[numbers]`` of a language.

        Raises:
            LexiconError: A key is missing, unknown or of another form.
        """
        lists = {key: table.words(key) for key in _WORD_LISTS}
        frames = table.groups("range_frames")
        table.finish()
        return cls(numerals=numerals, range_frames=frames, calendar=calendar, **lists)


_WORD_LISTS = (
    "percent",
    "range_joints",
    "approximate_before",
    "approximate_after",
    "vague_before",
    "determiners",
    "measures",
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
)

_WINDOW = 48  # characters looked at before a number; longer than any phrase of the tables
_PREVIOUS_WORD = re.compile(r"(?P<before>\S*[ \u00a0])?(?P<word>[^\W\d_][\w’'.\-]*)[ \u00a0]$")
_NEXT_LOWER_WORD = re.compile(r"[ \u00a0]{1,2}(?P<word>[^\W\d_][\w’'\-]*)")
_LIST_MARK = re.compile(r"(?:^|[\n;:,.]\s*|\s)$")


class Surroundings:
    """Patterns for what stands before and behind a number; made once for each `NumberWords`."""

    def __init__(self, words: NumberWords) -> None:
        def behind(*lists: tuple[str, ...]) -> re.Pattern[str]:
            return re.compile(rf"(?<!\w){alternation(word for words in lists for word in words)}\s{{1,2}}$")

        def ahead(gap: str, *lists: tuple[str, ...]) -> re.Pattern[str]:
            return re.compile(rf"{gap}(?P<word>{alternation(word for words in lists for word in words)})(?!\w)")

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
            rf"(?:(?<!\w){approximate}\s{{1,2}}|[~≈≥≤<>]\s?)(?:(?<!\w){approximate}\s{{1,2}})?$"
        )
        self.approximate_after = re.compile(rf"\s?\+(?!\w)|[\s\-]{alternation(words.approximate_after)}(?!\w)")
        self.vague = behind(words.vague_before)
        self.determiner = behind(words.determiners)
        self.label = re.compile(rf"(?<!\w){alternation((*words.labels_before, *words.calendar))}\.?\s{{0,2}}$")
        self.year = behind(words.year_before, words.calendar, words.determiners)
        self.pronoun = re.compile(rf"{alternation(words.pronouns)}$")
        self.pronoun_before = behind(words.pronoun_before)
        self.pronoun_after = ahead(r"\s{1,2}", words.pronoun_after)
        self.part_before = re.compile(rf"{alternation(words.part_before)}[\s\-]$")
        self.measure = ahead(r"[\s\-]?", words.measures)
        self.amounts_of = frozenset(words.amounts_of)
        self.of = ahead(r"\s", words.numerals.of)
        self.not_counted = ahead(
            r"[\s\-]{0,2}", words.durations, words.clock, words.calendar, words.not_before
        )
        self.following = ahead(r"\s{1,2}", words.following)


def _signs_and_words(words: tuple[str, ...]) -> str:
    """Words that end at a word's end, and signs, which a letter may follow."""
    signs = alternation(word for word in words if not word[-1].isalpha())
    return rf"{signs}|{alternation(word for word in words if word[-1].isalpha())}(?!\w)"


@lru_cache(maxsize=64)
def surroundings_of(words: NumberWords) -> Surroundings:
    """The patterns of a language, built on first use."""
    return Surroundings(words)


@dataclass(frozen=True, slots=True)
class _Range:
    """One numeral, or two that make a range, and whether they are percentages."""

    first: Numeral
    end: int
    value: Decimal
    maximum: Decimal | None = None
    is_percent: bool = False
    frame_start: int | None = None


def find_numbers(text: str, words: NumberWords) -> list[Number]:
    """Find the numbers that count something, in order and without overlap.

    Args:
        text: Any text; offsets count its code points.
        words: The language's words.

    Returns:
        The numbers; vague counts ("dozens of", "several hundred") are none.
    """
    grammar, around = grammar_of(words.numerals), surroundings_of(words)
    found: list[Number] = []
    position = 0
    while (opening := grammar.next_opening(text, position)) is not None:
        numeral = grammar.read(text, opening)
        if numeral is None or numeral.start < position:
            position = opening + 1
            continue
        span = _range_from(text, numeral, grammar, around)
        position = span.end
        if _counts_something(text, span, around):
            found.append(_number(text, span, around))
    return found


def _range_from(text: str, first: Numeral, grammar: NumeralGrammar, around: Surroundings) -> _Range:
    """Take in a percent sign and the other end of a range."""
    percent = around.percent.match(text, first.end)
    end = percent.end() if percent else first.end
    single = _Range(first, end, _percent(first.value, percent), is_percent=percent is not None)
    joint = around.joint.match(text, end)
    if joint is None or first.kind == "fraction":
        return single
    frame = frame_start(text, first.start, joint["word"], around)
    if joint["word"] and frame is None and joint["word"].lower() not in around.bare_joints:
        return single
    second = grammar.read(text, joint.end())
    if second is None or second.start != joint.end() or second.kind == "fraction":
        return single
    last_percent = around.percent.match(text, second.end)
    low = shared_scale(first, second)
    if low >= second.value:
        return single
    either = percent or last_percent
    return _Range(
        first,
        last_percent.end() if last_percent else second.end,
        _percent(low, either),
        _percent(second.value, either),
        is_percent=either is not None,
        frame_start=frame,
    )


def shared_scale(first: Numeral, second: Numeral) -> Decimal:
    """The first end of a range, in the scale of the second where it has none: "5 to 6 thousand"."""
    if first.scale == 1 and second.scale > 1 and first.value * second.scale < second.value:
        return first.value * second.scale
    return first.value


def frame_start(text: str, start: int, joint: str | None, around: Surroundings) -> int | None:
    """Where "between" stands before a range that its joint ("and") needs it for, or ``None``."""
    frame = around.frames.get(joint.lower()) if joint else None
    return behind_start(frame, text, start) if frame else None


def behind_start(pattern: re.Pattern[str], text: str, end: int) -> int | None:
    """Where a pattern that ends at an offset begins, or ``None``; looks a bounded way back."""
    window = max(0, end - _WINDOW)
    match = pattern.search(text[window:end])
    return window + match.start() if match else None


def _percent(value: Decimal, sign: re.Match[str] | None) -> Decimal:
    return value / 100 if sign else value


def _number(text: str, span: _Range, around: Surroundings) -> Number:
    start = span.first.start
    outer = span.frame_start if span.frame_start is not None else start
    before = behind_start(around.approximate_before, text, outer)
    after = around.approximate_after.match(text, span.end)
    return Number(
        start=start,
        end=span.end,
        outer_start=outer if before is None else before,
        value=float(span.value),
        maximum=None if span.maximum is None else float(span.maximum),
        approximate=before is not None or after is not None,
        share=span.is_percent or span.first.kind == "fraction",
    )


def _counts_something(text: str, span: _Range, around: Surroundings) -> bool:
    first = span.first
    if span.is_percent:
        return True
    if first.kind == "fraction":
        return not _is_stretch(text, span, around)
    if _is_measured(text, span, around) or _is_glued(text, span, around) or _has_money_sign(text, span):
        return False
    if first.kind == "word":
        return not _is_vague(text, first, around) and not _is_pronoun(text, first, around)
    return not (
        _is_year(text, span, around) or _is_name(text, span, around) or _is_list_mark(text, first)
    )


def _is_stretch(text: str, span: _Range, around: Surroundings) -> bool:
    """Whether a half or a third is a stretch of something: "the second half", "half-hour", "half a day"."""
    glued = text[span.end : span.end + 1] == "-" or around.not_counted.match(text, span.end) is not None
    return glued or behind_start(around.part_before, text, span.first.start) is not None


def _is_measured(text: str, span: _Range, around: Surroundings) -> bool:
    """Whether a unit of size or time stands behind, or the number belongs to a date."""
    if around.not_counted.match(text, span.end):
        return True
    measure = around.measure.match(text, span.end)
    if measure is None:
        return False
    return measure["word"].lower() not in around.amounts_of or around.of.match(text, measure.end()) is None


def _is_glued(text: str, span: _Range, around: Surroundings) -> bool:
    """Whether the number is part of a longer word or figure.

    "12-point plan" describes; "a 500,000-shell order" counts: a thousand or more is a count even when joined.
    """
    behind = text[span.end : span.end + 2]
    if not behind:
        return False
    if behind[0] == "-":
        if around.approximate_after.match(text, span.end):
            return False
        return span.value < 1000 or behind[1:].isdigit()
    if behind[0] in ".,:" and behind[1:].isdigit():
        return True
    return behind[0] in "/+°′″" and behind[1:].isalnum() or behind[0].isalnum() or behind[0] == "_"


def _has_money_sign(text: str, span: _Range) -> bool:
    before = text[max(0, span.first.start - 2) : span.first.start].rstrip()
    signs = (before[-1:], text[span.end : span.end + 2].lstrip()[:1])
    return any(sign and unicodedata.category(sign) == "Sc" for sign in signs)


def _is_vague(text: str, numeral: Numeral, around: Surroundings) -> bool:
    return behind_start(around.vague, text, numeral.start) is not None


def _is_pronoun(text: str, numeral: Numeral, around: Surroundings) -> bool:
    if numeral.scale != 1 or not around.pronoun.match(text[numeral.start : numeral.end]):
        return False
    if around.pronoun_after.match(text, numeral.end) or behind_start(around.pronoun_before, text, numeral.start):
        return True
    return _NEXT_LOWER_WORD.match(text, numeral.end) is None


def _is_year(text: str, span: _Range, around: Surroundings) -> bool:
    """Whether four bare digits from 1900 to 2099 are a year: unless a noun follows and nothing says "year"."""
    first = span.first
    if first.is_grouped or first.scale != 1 or not 1900 <= first.value < 2100 or first.end - first.start != 4:
        return False
    follower = _NEXT_LOWER_WORD.match(text, span.end)
    if follower is None or not follower["word"][0].islower() or around.following.match(text, span.end):
        return True
    return first.value % 100 != 0 and (
        behind_start(around.year, text, first.start) is not None or not text[: first.start].strip()
    )


def _is_name(text: str, span: _Range, around: Surroundings) -> bool:
    """Whether the number belongs to the name before it: "Article 5", "Leopard 2", "Mark 48".

    A capitalised word before a bare figure makes a name, unless it opens the sentence. Two digits or more before
    a noun count it all the same ("gave Estonia 14 lorries"): names rarely have so many there.
    """
    first = span.first
    if behind_start(around.label, text, first.start) is not None:
        return True
    if first.is_grouped or first.scale != 1 or span.maximum is not None or first.end - first.start > 3:
        return False
    before = text[max(0, first.start - _WINDOW) : first.start]
    name = _PREVIOUS_WORD.search(before)
    if name is None or not name["word"][0].isupper() or behind_start(around.approximate_before, text, first.start):
        return False
    counted = _NEXT_LOWER_WORD.match(text, span.end)
    has_noun = counted is not None and not around.following.match(text, span.end)
    opens = _opens_sentence(text, first.start - len(name["word"]) - 1)
    if opens or first.end - first.start > 1:
        return not has_noun
    return True


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \"'“”‘’(•-–—\t")
    return not before or before[-1] in ".!?:;\n"


def _is_list_mark(text: str, numeral: Numeral) -> bool:
    """Whether it is the mark of a point: "1)" with no bracket open, "1." at a line's start, "[3]"."""
    behind = text[numeral.end : numeral.end + 2]
    if numeral.end - numeral.start > 2 or not behind:
        return False
    line = text.rfind("\n", max(0, numeral.start - 200), numeral.start) + 1
    before = text[max(line, numeral.start - 200) : numeral.start]
    if behind[0] == ")":
        return before.count("(") <= before.count(")")
    if behind[0] == "]":
        return before.endswith("[")
    return behind[0] == "." and behind[1:].isspace() and not before.strip(" •-*")
