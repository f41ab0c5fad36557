"""What a numeral is worth: figures with grouping marks, number words, scales, halves and fractions.

The grammar knows nothing of what the number counts; `numbers` and `money` ask it what stands at a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tallystick.entities.tables import Table, alternation, cased


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NumeralWords:
    """A language's number words. Compared by identity, so that patterns are built once for each object.

    Attributes:
        decimal_mark: ``.`` or ``,``; the other one groups thousands.
        cardinals: "one" = 1 … "ninety" = 90.
        multipliers: Words that multiply what stands before them and let more follow: "hundred", "dozen".
        scales: Powers of a thousand (and the like) that may stand alone: "million".
        scale_marks: Forms that stand only behind a number: "millions", "bn", "m".
        articles: "a": one, before a multiplier, a scale or a fraction.
        conjunctions: "and", in "two hundred and five".
        half: "half": a share, or half of the scale that follows.
        and_half: "and a half".
        fraction_singular: "third" = 3, told apart from the ordinal by what follows.
        fraction_plural: "thirds" = 3.
        fraction_behind: Words that show a fraction as "of" does: "a third **have** arrived", "a third **by** May".
        fraction_before: Words that show one, whatever follows: "**only** a third was paid".
        of: "of", in "a quarter of a million".
        ratio_joints: What stands between the two numbers of a share: "two **in** three", "nine **out of** ten".
        measures: Units of size: what carries one is described by it, not counted; "20 155 mm guns" are 20.
    """

    decimal_mark: str
    cardinals: Mapping[str, float]
    multipliers: Mapping[str, float]
    scales: Mapping[str, float]
    scale_marks: Mapping[str, float]
    articles: tuple[str, ...]
    conjunctions: tuple[str, ...]
    half: tuple[str, ...]
    and_half: tuple[str, ...]
    fraction_singular: Mapping[str, float]
    fraction_plural: Mapping[str, float]
    fraction_behind: tuple[str, ...]
    fraction_before: tuple[str, ...]
    of: tuple[str, ...]
    ratio_joints: tuple[str, ...]
    measures: tuple[str, ...]

    @classmethod
    def load(cls, table: Table) -> NumeralWords:
        """Read the table ``[numerals]`` of a language.

        Raises:
            LexiconError: A key is missing, unknown or of another form.
        """
        words = cls(
            decimal_mark=table.text("decimal_mark"),
            cardinals=table.values("cardinals"),
            multipliers=table.values("multipliers"),
            scales=table.values("scales"),
            scale_marks=table.values("scale_marks"),
            articles=table.words("articles"),
            conjunctions=table.words("conjunctions"),
            half=table.words("half"),
            and_half=table.words("and_half"),
            fraction_singular=table.values("fraction_singular"),
            fraction_plural=table.values("fraction_plural"),
            fraction_behind=table.words("fraction_behind"),
            fraction_before=table.words("fraction_before"),
            of=table.words("of"),
            ratio_joints=table.words("ratio_joints"),
            measures=table.words("measures"),
        )
        table.finish()
        return words


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at its place.

    Attributes:
        start: Offset of the first character.
        end: Offset behind the last character.
        value: What it is worth.
        scale: The last scale in it ("1.5 million": 1000000), 1 without one.
        kind: ``figure`` (begins with digits), ``word``, or ``fraction`` (a share, 0 to 1).
        is_grouped: Whether thousands are grouped or a decimal is given, which names and years never have.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal
    kind: str
    is_grouped: bool = False


# Thousands are grouped by the same mark throughout; a bound on the digits keeps values finite.
_FIGURE = (
    r"(?P<whole>(?!MEASURED)[0-9]{1,3}(?P<mark>[,.'’ \u00a0\u2009\u202f])[0-9]{3}(?:(?P=mark)[0-9]{3}){0,4}(?![0-9])"
    r"|[0-9]{1,15}(?![0-9]))"
    r"(?:(?P<point>[.,])(?P<tail>[0-9]{1,15})(?![0-9]))?"
)
_SPACES = " \u00a0\u2009\u202f"
_ONE = Decimal(1)
_NO_ROOM = Decimal(0)
_TENS = frozenset(Decimal(tens) for tens in range(20, 100, 10))
_WINDOW = 16
"""Characters before a fraction that may hold the word that shows it."""

_LARGEST_RATIO = 20
"""What shares are told in goes no further, but for a hundred: "340 out of 900 schools" counts the schools."""
_LARGEST_PART = 10
"""Nor does a part of it: "three in twenty", but "12 in 20 districts" counts what there is in the districts."""


def _decimals(values: Mapping[str, float]) -> dict[str, Decimal]:
    return {form: Decimal(str(value)) for word, value in values.items() for form in cased(word)}


class NumeralGrammar:
    """Reads numerals of one language; made once for each `NumeralWords` by `grammar_of`."""

    def __init__(self, words: NumeralWords) -> None:
        self._decimal_mark = words.decimal_mark
        self._cardinals = _decimals(words.cardinals)
        self._multipliers = _decimals(words.multipliers)
        self._scales = _decimals({**words.scale_marks, **words.scales})
        self._fractions = _decimals({**words.fraction_singular, **words.fraction_plural})
        cardinal, multiplier = alternation(words.cardinals), alternation(words.multipliers)
        scale, article = alternation(words.scales), alternation(words.articles)
        half, of = alternation(words.half), alternation(words.of)
        shown = alternation((*words.of, *words.fraction_behind))
        marks = alternation((*words.scales, *words.scale_marks))
        self._opening = re.compile(
            rf"(?<![\w.,:/+\-–])[0-9]|(?<![\w\-])(?:{cardinal}|{multiplier}|{scale}|{half}"
            rf"|{article}\s{{1,2}}{alternation(words.fraction_singular)})(?!\w)"
        )
        # "7.620 mm" has decimals and "20 155 mm guns" two numbers, but "1,500 km" are fifteen hundred.
        apart = re.escape(words.decimal_mark + _SPACES)
        measured = rf"[0-9]{{1,3}}[{apart}][0-9]{{3}}[\s\-]?{alternation(words.measures)}(?!\w)"
        self._figure = re.compile(_FIGURE.replace("MEASURED", measured))
        self._letters = frozenset(
            form for mark in words.scale_marks if len(mark) == 1 for form in cased(mark)
        )
        self._figure_scale = re.compile(rf"(?P<gap>\s{{0,2}}|-)(?P<scale>{marks}|{multiplier})(?!\w)")
        self._word = re.compile(
            rf"(?:(?P<cardinal>{cardinal})|(?P<multiplier>{multiplier})|(?P<scale>{scale}))(?!\w)"
        )
        self._joint = re.compile(rf"-|\s{{1,2}}(?P<conjunction>{alternation(words.conjunctions)}\s{{1,2}})?")
        self._article_before = re.compile(rf"(?<![\w\-]){article}\s{{1,2}}$")
        self._and_half = re.compile(
            rf"(?P<half>\s{{1,2}}{alternation(words.and_half)}(?!\w))(?:\s{{1,2}}(?P<scale>{marks})(?!\w))?"
        )
        scaled = rf"{article}\s{{1,2}}(?P<scale>{scale}|{multiplier})(?!\w)"
        self._half = re.compile(rf"{half}(?!\w)(?:[\s\-]{{1,2}}{scaled})?")
        self._fraction = re.compile(
            rf"(?:(?P<count>{cardinal})[\s\-]{{1,2}}(?P<parts>{alternation(self._fractions, any_case=False)})"
            rf"|{article}\s{{1,2}}(?P<part>{alternation(words.fraction_singular)})"
            rf"(?=\s{{1,2}}{shown}(?!\w)|\s*(?:[,;:)!?”\"]|\.?\s*$)))"
            rf"(?!\w)(?:\s{{1,2}}{of}\s{{1,2}}{scaled})?"
        )
        self._bare_fraction = re.compile(
            rf"{article}\s{{1,2}}(?P<part>{alternation(words.fraction_singular)})(?!\w)"
        )
        self._fraction_before = re.compile(rf"(?<!\w){alternation(words.fraction_before)}\s{{1,2}}$")
        number = rf"(?:{cardinal}|[0-9]{{1,2}}|{alternation(words.multipliers)})"
        self._ratio = re.compile(
            rf"(?P<part>{number})\s{{1,2}}{alternation(words.ratio_joints)}\s{{1,2}}"
            rf"(?:{article}\s{{1,2}})?(?P<whole>{number}|100)(?![\w%\-]|[.,/:][0-9])"
        )

    def openings(self, text: str, start: int = 0) -> Iterator[int]:
        """Offsets at which a numeral may begin, ascending; cheap, and empty for most sentences."""
        return (match.start() for match in self._opening.finditer(text, start))

    def next_opening(self, text: str, start: int) -> int | None:
        """Offset of the next place at or behind ``start`` where a numeral may begin."""
        match = self._opening.search(text, start)
        return match.start() if match else None

    def read(self, text: str, start: int, *, is_sum: bool = False) -> Numeral | None:
        """The longest numeral that begins at an offset.

        Words take in the article before a scale ("a million"), so the numeral may start before ``start``.

        Args:
            text: Any text.
            start: Where the numeral, or its first word behind the article, begins.
            is_sum: Whether a letter set off by a blank is a scale, as in sums ("$ 50 m"); else it is a unit.
        """
        ratio = self._read_ratio(text, start)
        if ratio is not None or text[start : start + 1].isdigit():
            return ratio or self._read_figure(text, start, is_sum=is_sum)
        return (
            self._read_fraction(text, start) or self._read_half(text, start) or self._read_words(text, start)
        )

    def _read_figure(self, text: str, start: int, *, is_sum: bool) -> Numeral | None:
        match = self._figure.match(text, start)
        if match is None:
            return None
        end, scale = self._scales_behind(text, match.end(), is_sum=is_sum)
        value = self._figure_value(match, is_scaled=scale != 1)
        grouped = match["mark"] is not None or match["point"] is not None
        return self._with_half(text, Numeral(start, end, value * scale, scale, "figure", grouped))

    def _figure_value(self, match: re.Match[str], *, is_scaled: bool) -> Decimal:
        whole, mark, tail = match["whole"], match["mark"], match["tail"]
        if mark and self._is_decimal(whole, mark, is_scaled=is_scaled) and tail is None:
            return Decimal(whole.replace(mark, "."))
        digits = whole.replace(mark, "") if mark else whole
        if tail is None:
            return Decimal(digits)
        return Decimal(f"{digits}.{tail}")

    def _is_decimal(self, whole: str, mark: str, *, is_scaled: bool) -> bool:
        """Whether ``1.760`` is one and a bit: always with a leading nought, else by the language and a scale.

        "1.760 billion" is under two billion, but "300.000 shells" from a writer of another custom is 300,000.
        """
        if mark in _SPACES or whole.count(mark) > 1 or mark not in ".,":
            return False
        return whole.startswith("0") or (mark == self._decimal_mark and is_scaled)

    def scale_behind(self, text: str, end: int) -> tuple[int, Decimal]:
        """Where a scale behind a currency ends ("5 EUR million"), and its worth; else ``end`` and 1."""
        return self._scales_behind(text, end, is_sum=False)

    def _scales_behind(self, text: str, end: int, *, is_sum: bool) -> tuple[int, Decimal]:
        """The scales behind a figure: "5 hundred thousand", "1.4bn", and where they end."""
        scale = _ONE
        while match := self._figure_scale.match(text, end):
            word = match["scale"]
            if match["gap"] and word in self._letters and not is_sum:
                break
            step = self._scales.get(word) or self._multipliers[word]
            if scale != 1 and scale >= step:
                break
            scale, end = scale * step, match.end()
        return end, scale

    def _with_half(self, text: str, numeral: Numeral) -> Numeral:
        """Add "and a half": of the scale before or behind it, else of one."""
        match = self._and_half.match(text, numeral.end)
        if match is None:
            return numeral
        if match["scale"] and numeral.scale == 1:
            scale = self._scales[match["scale"]]
            value = (numeral.value + Decimal("0.5")) * scale
            return Numeral(numeral.start, match.end(), value, scale, numeral.kind, numeral.is_grouped)
        value = numeral.value + numeral.scale / 2
        return Numeral(
            numeral.start, match.end("half"), value, numeral.scale, numeral.kind, numeral.is_grouped
        )

    def _read_ratio(self, text: str, start: int) -> Numeral | None:
        """A share told by two numbers: "two in three"; not "nine in three" nor what is too large for one."""
        match = self._ratio.match(text, start)
        if match is None:
            return None
        part, whole = self._small(match["part"]), self._small(match["whole"])
        is_small = part <= _LARGEST_PART and whole <= _LARGEST_RATIO
        if not 0 < part < whole or not (is_small or whole == 100):
            return None
        return Numeral(match.start(), match.end(), part / whole, _ONE, "fraction")

    def _small(self, word: str) -> Decimal:
        return Decimal(word) if word.isdecimal() else self._cardinals.get(word) or self._multipliers[word]

    def _read_half(self, text: str, start: int) -> Numeral | None:
        match = self._half.match(text, start)
        if match is None:
            return None
        return self._part_of_scale(match, Decimal("0.5"))

    def _read_fraction(self, text: str, start: int) -> Numeral | None:
        match = self._fraction.match(text, start)
        if match is None:
            return self._read_bare_fraction(text, start)
        count = self._cardinals[match["count"]] if match["count"] else _ONE
        share = count / self._fractions[match["parts"] or match["part"]]
        return self._part_of_scale(match, share) if share <= 1 else None

    def _read_bare_fraction(self, text: str, start: int) -> Numeral | None:
        """A fraction that only the word before it tells from an ordinal: "only **a third** was paid"."""
        match = self._bare_fraction.match(text, start)
        if match is None or self._fraction_before.search(text, max(0, start - _WINDOW), start) is None:
            return None
        return Numeral(match.start(), match.end(), _ONE / self._fractions[match["part"]], _ONE, "fraction")

    def _part_of_scale(self, match: re.Match[str], share: Decimal) -> Numeral:
        word = match["scale"]
        if not word:
            return Numeral(match.start(), match.end(), share, _ONE, "fraction")
        scale = self._scales.get(word) or self._multipliers[word]
        return Numeral(match.start(), match.end(), share * scale, scale, "word")

    def _read_words(self, text: str, start: int) -> Numeral | None:
        """Add up number words as far as they make one number: thousands of hundreds of tens and units."""
        total, group, scale, smallest = Decimal(0), Decimal(0), _ONE, _ONE
        room = _NO_ROOM  # what the next cardinal must stay below
        end, joined = start, start
        first = match = self._word.match(text, start)
        while match is not None:
            joint_has_and = match is not first and self._has_conjunction(text, end, joined)
            if word := match["cardinal"]:
                value = self._cardinals[word]
                if match is not first and (value >= room or (joint_has_and and room < 100)):
                    break
                group += value
                room = Decimal(10) if value in _TENS else _NO_ROOM
            elif word := match["multiplier"]:
                if joint_has_and or group >= 100:
                    break
                group, scale = (group or _ONE) * self._multipliers[word], self._multipliers[word]
                room = Decimal(100) if scale >= 100 else _NO_ROOM
            else:
                step = self._scales[match["scale"]]
                if joint_has_and or (total and step >= smallest):
                    break
                total, group = total + (group or _ONE) * step, Decimal(0)
                scale = smallest = step
                room = step
            end = match.end()
            joint = self._joint.match(text, end)
            if joint is None:
                break
            joined = joint.end()
            match = self._word.match(text, joined)
        if end == start:
            return None
        opens_with_scale = first is not None and first["cardinal"] is None
        numeral = Numeral(
            self._with_article(text, start) if opens_with_scale else start, end, total + group, scale, "word"
        )
        return self._with_half(text, numeral)

    def _has_conjunction(self, text: str, end: int, joined: int) -> bool:
        joint = self._joint.match(text, end)
        return joint is not None and joint.end() == joined and joint["conjunction"] is not None

    def _with_article(self, text: str, start: int) -> int:
        window = max(0, start - 12)
        match = self._article_before.search(text[window:start])
        return window + match.start() if match else start


@lru_cache(maxsize=64)
def grammar_of(words: NumeralWords) -> NumeralGrammar:
    """The grammar of a language's words, built on first use."""
    return NumeralGrammar(words)
