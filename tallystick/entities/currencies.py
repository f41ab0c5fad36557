"""Which currency a code, sign or name stands for.

Codes and territories come from the CLDR (babel), and so do names such as "Danish kroner" in the text's
language; a language's table adds signs and the words that writers use beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from tallystick.entities.tables import Table
from tallystick.errors import LexiconError


@dataclass(frozen=True, slots=True)
class SharedName:
    """Words or signs that several currencies share.

    Attributes:
        words: "crown", "crowns", in lower case.
        signs: "kr", "$", as they are written.
        currencies: The ISO 4217 codes that they may mean: the home's own currency, if among them.
        default: What they mean elsewhere, or ``None``.
        minimum: The least amount at which they are read as money; they may mean something else ("won").
    """

    words: tuple[str, ...]
    signs: tuple[str, ...]
    currencies: tuple[str, ...]
    default: str | None
    minimum: float

    @classmethod
    def load(cls, entry: Table) -> SharedName:
        """Read one entry ``[[shared]]``."""
        name = cls(
            words=entry.words("words"),
            signs=entry.words("signs") if entry.has("signs") else (),
            currencies=entry.words("currencies"),
            default=entry.text("default") if entry.has("default") else None,
            minimum=entry.number("minimum") if entry.has("minimum") else 0,
        )
        entry.finish()
        return name


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class MoneyWords:
    """A language's words for money. Compared by identity.

    Attributes:
        language: ISO 639-1; the CLDR's names of currencies in it are understood.
        names: Further names by ISO 4217 code ("Czech crowns").
        signs: Signs before or behind a number by code ("€", "US$").
        shared: Words and signs that several currencies share.
        codes_also_words: Codes that are words in capitals ("ALL"): money from a thousand on.
        weights: Names that are also units of weight ("pounds").
        bare_before: Words before a sum that leaves its currency to the one before ("and").
        bare_behind: Words behind such a sum ("for").
    """

    language: str
    names: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, tuple[str, ...]]
    shared: tuple[SharedName, ...]
    codes_also_words: tuple[str, ...]
    weights: tuple[str, ...]
    bare_before: tuple[str, ...] = ()
    bare_behind: tuple[str, ...] = ()

    @classmethod
    def load(cls, table: Table) -> MoneyWords:
        """Read a language's money file.

        Raises:
            LexiconError: A key is missing, unknown or of another form, or a code is no currency's.
        """
        words = cls(
            language=table.text("language"),
            names=table.groups("names"),
            signs=table.groups("signs"),
            shared=tuple(SharedName.load(entry) for entry in table.tables("shared")),
            codes_also_words=table.words("codes_also_words"),
            weights=table.words("weights"),
            bare_before=table.words("bare_before") if table.has("bare_before") else (),
            bare_behind=table.words("bare_behind") if table.has("bare_behind") else (),
        )
        table.finish()
        shared = [code for name in words.shared for code in (*name.currencies, *filter(None, [name.default]))]
        for code in (*words.names, *words.signs, *words.codes_also_words, *shared):
            if code not in currency_codes():
                raise LexiconError(
                    f"{code!r} in {table.place} is no currency; use an ISO 4217 code such as EUR"
                )
        return words


Currency = str | SharedName

# A name of up to four words behind a number, tried from the longest: "New Taiwan dollars", "U.S. dollars".
_NAME_WORDS = re.compile(r"(?:\s{0,2}|-)((?:[^\W\d_][\w.]*)(?:\s[^\W\d_][\w.]*){0,3})")
_LAST_WORD = re.compile(r"\s\S+$|\.$")


class CurrencyNames:
    """Finds the currency beside a number; made once for each `MoneyWords`."""

    def __init__(self, words: MoneyWords) -> None:
        self.doubtful_codes = frozenset(words.codes_also_words)
        self.weights = frozenset(words.weights)
        self._codes = currency_codes()
        self._by_name: dict[str, Currency] = dict(_cldr_names(words.language))
        self._by_sign: dict[str, Currency] = {}
        for shared in words.shared:
            self._by_name.update((word, shared) for word in shared.words)
            self._by_sign.update((sign, shared) for sign in shared.signs)
        for code, names in words.names.items():
            self._by_name.update((name.lower(), code) for name in names)
        for code, own_signs in words.signs.items():
            self._by_sign.update((sign, code) for sign in own_signs)
        signs = "|".join(
            re.escape(sign) for sign in sorted(self._by_sign, key=lambda sign: (-len(sign), sign))
        )
        codes = "|".join(sorted(self._codes))
        self.prefix = re.compile(rf"(?<!\w)(?P<name>{signs or '(?!)'}|{codes})(?:\s{{0,2}}|-)(?=[0-9])")
        self._sign_behind = re.compile(rf"\s{{0,2}}({signs or '(?!)'})(?!\w)")

    def of_prefix(self, match: re.Match[str]) -> Currency:
        """The currency of a sign or code that `prefix` matched."""
        name = match["name"]
        return self._by_sign.get(name, name)

    def behind(self, text: str, end: int) -> tuple[int, Currency] | None:
        """The currency named right behind a number, and where its name ends."""
        match = _NAME_WORDS.match(text, end)
        name = match[1] if match else ""
        while match and name:
            if name in self._codes:
                return match.start(1) + len(name), name
            currency = self._by_name.get(" ".join(name.lower().split()))
            if currency is not None:
                return match.start(1) + len(name), currency
            shorter = _LAST_WORD.search(name)
            name = name[: shorter.start()] if shorter else ""
        sign = self._sign_behind.match(text, end)
        return (sign.end(), self._by_sign[sign[1]]) if sign else None


@lru_cache(maxsize=64)
def currency_names_of(words: MoneyWords) -> CurrencyNames:
    """The currency names of a language, gathered on first use."""
    return CurrencyNames(words)


def resolve_currency(currency: Currency, home: str | None) -> str | None:
    """The ISO 4217 code meant in a text that speaks of a country, or ``None`` where that does not tell.

    Args:
        currency: What the words beside the number may mean.
        home: ISO 3166-1 alpha-3 of the country the text speaks of; anything else is as good as ``None``.
    """
    if isinstance(currency, str):
        return currency
    own = home_currency(home) if home else None
    return own if own in currency.currencies else currency.default


@lru_cache(maxsize=512)
def home_currency(home: str) -> str | None:
    """A country's currency today, by its ISO 3166-1 alpha-3 code; ``None`` for any other string."""
    import pycountry  # noqa: PLC0415 - it loads all its tables, and few texts need one

    country = pycountry.countries.get(alpha_3=home)
    currencies = get_territory_currencies(country.alpha_2) if country else []
    return str(currencies[0]) if currencies else None


@lru_cache(maxsize=1)
def currency_codes() -> frozenset[str]:
    """Codes of the currencies that have been legal tender anywhere since the euro came, in 1999."""
    since = date(1999, 1, 1)
    return frozenset(
        str(code)
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, start_date=since, end_date=date.max)
    )


def _cldr_names(language: str) -> Iterator[tuple[str, str]]:
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError) as error:
        raise LexiconError(
            f"No language {language!r} in the CLDR; name money's language by ISO 639-1"
        ) from error
    for code in sorted(currency_codes()):
        for count in (None, 1, 2, 5):  # the plural forms that languages have
            yield get_currency_name(code, count=count, locale=locale).lower(), code
