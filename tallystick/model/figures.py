"""Counts and sums as short text, the same in titles, on pages and on a terminal."""

from __future__ import annotations

from tallystick.model.claims_format import number

_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_LONGEST_SHORT_FORM = 4  # digits: "1.4bn" and "12.35bn" may be shortened, "1,234,567" loses too much


def count_text(value: float) -> str:
    """A count with its thousands set apart: 1000000 is "1,000,000", 2.5 is "2.5".

    A share of a whole need not come to whole things; from a hundred on, the fraction of one is left out.
    """
    return f"{number(round(value, 0 if abs(value) >= 100 else 2)):,}"


def money_text(amount: float, currency: str | None) -> str:
    """A sum with its currency, shortened only where no digit is lost: "EUR 1.4bn", "EUR 1,234,567"."""
    figure = _shortened(amount) or count_text(amount)
    return f"{currency} {figure}" if currency else figure


def _shortened(amount: float) -> str | None:
    for scale, name in _SCALES:
        if abs(amount) >= scale:
            digits = f"{amount / scale:.10f}".rstrip("0").rstrip(".")
            return f"{digits}{name}" if sum(map(str.isdigit, digits)) <= _LONGEST_SHORT_FORM else None
    return None


def sums_text(low: float, high: float | None, currency: str | None) -> str:
    """A sum, or the range of one, with its currency: "EUR 400m–600m"."""
    figure = ends_text(money_text(low, None), money_text(low if high is None else high, None))
    return f"{currency} {figure}" if currency else figure


def ends_text(low: str | None, high: str | None) -> str:
    """The ends of a range as one text: "30–52", "30" where they are equal, "≥30" and "≤52" where one is open."""
    if low is None or high is None:
        return f"≥{low}" if low is not None else f"≤{high}" if high is not None else ""
    return low if low == high else f"{low}–{high}"
