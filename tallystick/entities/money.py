"""Sums of money: "$325 million", "EUR 1.760 billion", "500 million Danish kroner", "a €50m loan"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tallystick.entities.currencies import (
    Currency,
    CurrencyNames,
    MoneyWords,
    SharedName,
    currency_names_of,
    resolve_currency,
)
from tallystick.entities.number_words import NumberWords, Surroundings, surroundings_of
from tallystick.entities.numbers import frame_start, shared_scale
from tallystick.entities.numerals import Numeral, NumeralGrammar, grammar_of
from tallystick.model import Bound


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of money.

    Attributes:
        start: Offset of the first character, sign or code included.
        end: Offset behind the last character, currency included.
        outer_start: Offset of the words before it that belong to it ("about", "between"), else ``start``.
        amount: In full; the lower one of a range.
        maximum: The upper one of a range, or ``None``.
        currency: ISO 4217, or ``None`` where the word names several and the home does not tell ("crowns").
        approximate: Whether "about", "more than", "up to" or the like stands beside it.
        bound: What these words say that it only bounds: ``at_least`` ("more than"), ``at_most`` ("up to").
    """

    start: int
    end: int
    outer_start: int
    amount: float
    maximum: float | None
    currency: str | None
    approximate: bool = False
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum as written, before a shared name is resolved."""

    start: int
    end: int
    amount: Decimal
    currency: Currency
    maximum: Decimal | None = None
    frame_start: int | None = None


def find_money(text: str, words: NumberWords, money: MoneyWords, *, home: str | None = None) -> list[Money]:
    """Find the sums of money, in order and without overlap.

    Args:
        text: Any text; offsets count its code points.
        words: The language's number words.
        money: The language's money words.
        home: ISO 3166-1 alpha-3 of the country the text speaks of, whose "crowns" or "dollars" are meant.
    """
    reader = _SumReader(text, grammar_of(words.numerals), surroundings_of(words), currency_names_of(money))
    return [_money(text, found, reader.around, home) for found in reader.sums()]


@dataclass(frozen=True, slots=True)
class _SumReader:
    text: str
    grammar: NumeralGrammar
    around: Surroundings
    names: CurrencyNames

    def sums(self) -> list[_Sum]:
        prefixes = {match.end(): match for match in self.names.prefix.finditer(self.text)}
        openings = sorted({*prefixes, *self.grammar.openings(self.text)})
        found: list[_Sum] = []
        position = 0
        for opening in openings:
            if opening < position:
                continue
            numeral = self.grammar.read(self.text, opening, is_sum=True)
            if numeral is None or numeral.start < position:
                continue
            prefix = prefixes.get(opening)
            total = self._with_prefix(numeral, prefix) if prefix else self._with_suffix(numeral)
            if total is not None:
                found.append(total)
                position = total.end
            elif numeral.end > opening:
                position = numeral.end
        return found

    def _with_prefix(self, first: Numeral, prefix: re.Match[str]) -> _Sum | None:
        """Read "$1.5 billion", "EUR 5-6 million", "$30 million CAD"."""
        currency = self.names.of_prefix(prefix)
        low, end, high, frame = self._range(first, prefix.start())
        suffix = self.names.behind(self.text, end)
        if suffix is not None and isinstance(currency, SharedName) and _narrows(suffix[1], currency):
            end, currency = suffix
        if first.scale == 1 and low < self._least(currency, prefix):
            return None
        return _Sum(prefix.start(), end, low, currency, high, frame)

    def _least(self, currency: Currency, prefix: re.Match[str]) -> int:
        """From where on a figure is a sum: a code before less may be a word or part of a name ("COP27")."""
        if currency in self.names.doubtful_codes:
            return 1000
        is_glued_code = prefix["name"].isalpha() and prefix.end() == prefix.end("name")
        return 100 if is_glued_code else 0

    def _with_suffix(self, first: Numeral) -> _Sum | None:
        """Read "1.4 billion euros", "10 to 12 million AUD", "a 100-million-euro loan"."""
        low, end, high, frame = self._range(first, first.start)
        suffix = self.names.behind(self.text, end)
        if suffix is None:
            low, end, high, frame = first.value, first.end, None, None
            suffix = self.names.behind(self.text, end)
        if suffix is None or first.kind == "fraction":
            return None
        name_end, currency = suffix
        if first.scale == 1:
            name_end, scale = self.grammar.scale_behind(self.text, name_end)
            low, high = low * scale, high * scale if high is not None else None
        name = self.text[end : suffix[0]].strip(" -\u00a0").lower()
        if name in self.names.weights and first.scale == 1 and self._is_weight(end, name_end):
            return None
        if currency in self.names.doubtful_codes and low < 1000:
            return None
        if isinstance(currency, SharedName) and low < currency.minimum:
            return None
        return _Sum(first.start, name_end, low, currency, high, frame)

    def _is_weight(self, end: int, name_end: int) -> bool:
        return self.text[end] == "-" or self.around.of.match(self.text, name_end) is not None

    def _range(self, first: Numeral, start: int) -> tuple[Decimal, int, Decimal | None, int | None]:
        """Lower end, offset behind the last figure, upper end, and where "between" stands."""
        single = first.value, first.end, None, None
        joint = self.around.joint.match(self.text, first.end)
        if joint is None:
            return single
        frame = frame_start(self.text, start, joint["word"], self.around)
        if joint["word"] and frame is None and joint["word"] not in self.around.bare_joints:
            return single
        again = self.names.prefix.match(self.text, joint.end())
        second = self.grammar.read(self.text, again.end() if again else joint.end(), is_sum=True)
        if second is None or second.kind == "fraction" or second.start < joint.end():
            return single
        low = shared_scale(first, second)
        if low >= second.value:
            return single
        return low, second.end, second.value, frame


def _narrows(suffix: Currency, shared: SharedName) -> bool:
    return isinstance(suffix, str) and suffix in (*shared.currencies, shared.default)


def _money(text: str, found: _Sum, around: Surroundings, home: str | None) -> Money:
    outer = found.start if found.frame_start is None else found.frame_start
    rough = around.roughness(text, outer, found.end)
    return Money(
        start=found.start,
        end=found.end,
        outer_start=outer if rough.start is None else rough.start,
        amount=float(found.amount),
        maximum=None if found.maximum is None else float(found.maximum),
        currency=resolve_currency(found.currency, home),
        approximate=rough.is_rough,
        bound=rough.bound,
    )
