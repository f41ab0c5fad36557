"""All figures of a text at once: numbers, sums of money and dates, each character in one of them at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from tallystick.entities.bare_sums import with_bare_sums
from tallystick.entities.currencies import MoneyWords
from tallystick.entities.date_words import DateWords
from tallystick.entities.dates import DateMention, find_dates
from tallystick.entities.money import Money, find_money
from tallystick.entities.number_words import NumberWords
from tallystick.entities.numbers import Number, find_numbers
from tallystick.entities.numerals import NumeralWords
from tallystick.entities.tables import Table


@dataclass(frozen=True, slots=True, eq=False)
class QuantityWords:
    """A language's words for numbers, money and dates. Compared by identity."""

    numbers: NumberWords
    money: MoneyWords
    dates: DateWords

    @classmethod
    def load(cls, folder: Path) -> QuantityWords:
        """Read ``numbers.toml``, ``money.toml`` and ``dates.toml`` of a language's folder.

        Raises:
            LexiconError: A file is missing or breaks its form; the message names the key and the place.
        """
        dates = DateWords.load(Table.read(folder / "dates.toml"))
        numbers = Table.read(folder / "numbers.toml")
        numerals = NumeralWords.load(numbers.table("numerals"))
        number_words = NumberWords.load(numbers.table("numbers"), numerals, dates.month_words())
        numbers.finish()
        return cls(number_words, MoneyWords.load(Table.read(folder / "money.toml")), dates)


@dataclass(frozen=True, slots=True)
class Quantities:
    """What `find_quantities` finds, each in order; no two overlap."""

    numbers: tuple[Number, ...]
    money: tuple[Money, ...]
    dates: tuple[DateMention, ...]

    def pauses(self, text: str) -> tuple[int, ...]:
        """Where a date ends and a figure follows without a comma: "by February | 48 of the 120 buses had arrived"."""
        figures = {number.start for number in self.numbers} | {money.start for money in self.money}
        return tuple(
            day.end for day in self.dates if text[day.end : day.end + 1] == " " and day.end + 1 in figures
        )


def find_quantities(
    text: str, words: QuantityWords, *, published: str | None = None, home: str | None = None
) -> Quantities:
    """Find numbers, money and dates.

    Where they overlap, money goes before dates and dates before numbers, save that four digits that count
    something are no year.

    Args:
        text: Any text; offsets count its code points.
        words: The language's words.
        published: ISO date on which the text came out.
        home: ISO 3166-1 alpha-3 of the country the text speaks of, whose "crowns" are meant.

    Raises:
        SettingError: ``published`` is no ISO date.
    """
    money = tuple(find_money(text, words.numbers, words.money, home=home))
    numbers = _apart(find_numbers(text, words.numbers), money)
    money = with_bare_sums(text, money, numbers, words.money)
    numbers = _apart(numbers, money)
    counted = {(number.start, number.end) for number in numbers}  # "and 2000 tents" is no year
    figures = {number.start for number in numbers} | {each.start for each in money}
    found = find_dates(text, published, words.dates, counted=figures)
    mentions = [day for day in found if (day.start, day.end) not in counted]
    dates = _apart(mentions, money)
    return Quantities(_apart(numbers, dates), money, dates)


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Found = TypeVar("_Found", bound=_Spanned)


def _apart(found: Sequence[_Found], taken: Sequence[_Spanned]) -> tuple[_Found, ...]:
    """Those that touch none of the spans taken before."""
    spans = sorted((each.start, each.end) for each in taken)
    kept: list[_Found] = []
    place = 0
    for each in found:
        while place < len(spans) and spans[place][1] <= each.start:
            place += 1
        if place == len(spans) or spans[place][0] >= each.end:
            kept.append(each)
    return tuple(kept)
