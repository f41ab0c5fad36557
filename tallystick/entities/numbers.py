"""Numbers that count something: "300,000", "one and a half million", "10 to 12", "30 per cent".

What counts nothing is passed over: designations ("F-16", "Leopard 2"), years, times, ordinals, measures
("155 mm"), spans of time ("12 months"), list marks, and vague words ("dozens", "several hundred"). Sums are
found by `money`, dates by `dates`; `quantities` puts the three together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from tallystick.entities.number_words import NumberWords, Surroundings, behind_start, surroundings_of
from tallystick.entities.numerals import Numeral, NumeralGrammar, grammar_of
from tallystick.model import Bound


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
        bound: What words beside it say that it only bounds: ``at_least`` ("more than"), ``at_most`` ("up to").
        share: Whether it is a part of something: a percentage or a fraction.
    """

    start: int
    end: int
    outer_start: int
    value: float
    maximum: float | None = None
    approximate: bool = False
    bound: Bound | None = None
    share: bool = False


_LAST_DAY, _FIRST_YEAR = 31, 1000  # behind a month's name, numbers between these are neither day nor year
_LONGEST_ABBREVIATION = 6  # its full stop included: "Capt."
_NAME_WINDOW = 48  # characters in which the word before a number is looked for
_PREVIOUS_WORD = re.compile(r"(?P<word>[^\W\d_][\w’'.\-]*)[ \u00a0]$")
_NEXT_LOWER_WORD = re.compile(r"[ \u00a0]{1,2}(?P<word>[^\W\d_][\w’'\-]*)")


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


def _percent(value: Decimal, sign: re.Match[str] | None) -> Decimal:
    return value / 100 if sign else value


def _number(text: str, span: _Range, around: Surroundings) -> Number:
    start = span.first.start
    outer = span.frame_start if span.frame_start is not None else start
    rough = around.roughness(text, outer, span.end)
    return Number(
        start=start,
        end=span.end,
        outer_start=outer if rough.start is None else rough.start,
        value=float(span.value),
        maximum=None if span.maximum is None else float(span.maximum),
        approximate=rough.is_rough,
        bound=rough.bound,
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
    return not (_is_year(text, span, around) or _is_name(text, span, around) or _is_list_mark(text, first))


def _is_stretch(text: str, span: _Range, around: Surroundings) -> bool:
    """Whether a half or a third is a stretch of something: "the second half", "half-hour", "half a day"."""
    if text[span.end : span.end + 1] == "-" or around.not_counted.match(text, span.end):
        return True
    if around.article.match(text, span.end):
        return True
    return behind_start(around.part_before, text, span.first.start) is not None


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
    return (behind[0] in "/+°′″" and behind[1:].isalnum()) or behind[0].isalnum() or behind[0] == "_"


def _has_money_sign(text: str, span: _Range) -> bool:
    before = text[max(0, span.first.start - 2) : span.first.start].rstrip()
    signs = (before[-1:], text[span.end : span.end + 2].lstrip()[:1])
    return any(sign and unicodedata.category(sign) == "Sc" for sign in signs)


def _is_vague(text: str, numeral: Numeral, around: Surroundings) -> bool:
    return behind_start(around.vague, text, numeral.start) is not None


def _is_pronoun(text: str, numeral: Numeral, around: Surroundings) -> bool:
    if numeral.scale != 1 or not around.pronoun.match(text[numeral.start : numeral.end]):
        return False
    if around.pronoun_after.match(text, numeral.end):
        return True
    if behind_start(around.pronoun_before, text, numeral.start) is not None:
        return True
    return _NEXT_LOWER_WORD.match(text, numeral.end) is None


def _is_year(text: str, span: _Range, around: Surroundings) -> bool:
    """Whether four bare digits from 1900 to 2099 are a year.

    Only a round figure before a noun counts it ("2000 tents"), a less round one if nothing says "year" ("sent
    1950 tents"): writers group the digits of any other.
    """
    first = span.first
    if first.is_grouped or first.scale != 1 or not 1900 <= first.value < 2100 or first.end - first.start != 4:
        return False
    if around.measure_next.match(text, span.end):
        return False
    follower = _NEXT_LOWER_WORD.match(text, span.end)
    if follower is None or not follower["word"][0].islower() or around.following.match(text, span.end):
        return True
    if first.value % 100 == 0:
        return False
    return first.value % 50 != 0 or behind_start(around.year, text, first.start) is not None


def _is_name(text: str, span: _Range, around: Surroundings) -> bool:
    """Whether the number belongs to the name before it: "Article 5", "Leopard 2", "Mark 48".

    A capitalised word before a bare figure makes a name, unless it is a state's or opens the sentence. Two
    digits or more before a noun count it all the same ("gave Tallinn 14 lorries"): names rarely have so many.
    """
    first = span.first
    if behind_start(around.label, text, first.start) is not None:
        return True
    if behind_start(around.calendar, text, first.start) is not None:
        return not _counts_behind_month(text, span, around)
    if first.is_grouped or first.scale != 1 or span.maximum is not None or first.end - first.start > 3:
        return False
    before = text[max(0, first.start - _NAME_WINDOW) : first.start]
    name = _PREVIOUS_WORD.search(before)
    if (
        name is None
        or not name["word"][0].isupper()
        or name["word"].rstrip(".") in around.territories
        or _ends_sentence(name["word"])
        or name["word"].lower() in around.openers
        or behind_start(around.approximate_before, text, first.start) is not None
    ):
        return False
    counted = _NEXT_LOWER_WORD.match(text, span.end)
    has_noun = counted is not None and not around.following.match(text, span.end)
    opens = _opens_sentence(text, first.start - len(name["word"]) - 1)
    if opens or first.end - first.start > 1:
        return not has_noun
    return True


def _counts_behind_month(text: str, span: _Range, around: Surroundings) -> bool:
    """Whether a number right behind a month's name is no day or year: "by February **48 of the 120** arrived".

    What no day can be counts; the rest counts where the words before the month, or those behind the number, say so.
    """
    first = span.first
    if first.is_grouped or first.scale != 1 or _LAST_DAY < first.value < _FIRST_YEAR:
        return True
    if first.value > _LAST_DAY or text[first.end : first.end + 1] == ",":  # "in March 12, 2022"
        return False
    if behind_start(around.on_day, text, first.start) is not None:
        return False
    in_month = behind_start(around.in_month, text, first.start) is not None
    is_named = _NEXT_LOWER_WORD.match(text, span.end) is not None and not around.following.match(
        text, span.end
    )
    return (in_month and is_named) or around.counted.match(text, span.end) is not None


def _ends_sentence(word: str) -> bool:
    """Whether a word with a full stop is too long for an abbreviation: "in **Nairobi.** 40 came"."""
    return word.endswith(".") and len(word) > _LONGEST_ABBREVIATION


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
