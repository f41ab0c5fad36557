"""Numbers, sums, shares and bars as short text, the same in every language."""

from __future__ import annotations

from tallystick.model import BOUND_SIGNS, Bound, Item
from tallystick.model.claims_format import number

_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_LONGEST_SHORT_FORM = 4  # digits: "1.4bn" and "12.35bn" may be shortened, "1,234,567" loses too much


def count_text(value: float) -> str:
    """A count with its thousands set apart: 1000000 is "1,000,000", 2.5 is "2.5".

    A share of a whole need not come to whole things; from a hundred on, the fraction of one is left out.
    """
    return f"{number(round(value, 0 if abs(value) >= 100 else 2)):,}"


def counted(number: int, one: str, several: str | None = None) -> str:
    """So many of something: "1 claim", "1,200 claims"; ``several`` where that is not ``one`` with an s."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


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


def share_text(share: float) -> str:
    """A share in per cent without needless decimals: 0.3 is "30%", 0.125 is "12.5%"."""
    return f"{number(round(share * 100, 1)):,}%"


def item_figure(item: Item) -> str | None:
    """The figures of an item ("~10–12 × tank", "EUR 500m", "≤30% of 1,000,000"); ``None`` without any."""
    about = BOUND_SIGNS[item.bound] if item.bound else "~" if item.approximate else ""
    parts = []
    if item.share is not None:
        parts.append(range_text(item.share, item.share_max or item.share) + _base(item))
    if item.quantity is not None:
        parts.append(counts_text(item.quantity, item.quantity_max, item.unit))
    if item.amount is not None:
        parts.append(sums_text(item.amount, item.amount_max, item.currency))
    return about + ", ".join(parts) if parts else None


def counts_text(low: float, high: float | None, unit: str | None) -> str:
    """A count, or the range of one, with what it counts: "10–12 × tank"."""
    figure = ends_text(count_text(low), count_text(low if high is None else high))
    return f"{figure} × {unit}" if unit else figure


def sums_text(low: float, high: float | None, currency: str | None) -> str:
    """A sum, or the range of one, with its currency: "EUR 400m–600m"."""
    figure = ends_text(money_text(low, None), money_text(low if high is None else high, None))
    return f"{currency} {figure}" if currency else figure


def bound_sign(bound: Bound | None) -> str:
    """What stands before a figure that only bounds: "≥", "≤", else nothing."""
    return BOUND_SIGNS[bound] if bound else ""


def ends_text(low: str | None, high: str | None) -> str:
    """The ends of a range as one text: "30–52", "30" where they are equal, "≥30" and "≤52" where one is open."""
    if low is None or high is None:
        return f"≥{low}" if low is not None else f"≤{high}" if high is not None else ""
    return low if low == high else f"{low}–{high}"


def _base(item: Item) -> str:
    if item.share_of is None:
        return ""
    unit = f" × {item.unit}" if item.unit and item.quantity is None else ""
    return f" of {count_text(item.share_of)}{unit}"


def range_text(low: float | None, high: float | None) -> str:
    """Two shares as one range: "30–52%", "30%" where they are equal, "≥30%" where one end is open; else ""."""
    least, most = (None if share is None else share_text(share) for share in (low, high))
    if least is not None and most is not None and least != most:
        least = least.removesuffix("%")
    return ends_text(least, most)


def bar_cells(low: float | None, high: float | None, width: int) -> tuple[int, int, int]:
    """How many cells of a bar are sure, possible and empty.

    Args:
        low: Share that is fulfilled at least, 0 to 1; more than 1 fills the bar.
        high: Share that is fulfilled at most; ``None`` where only ``low`` is known.
        width: Cells in all.

    Returns:
        Three counts that add up to ``width``. A share above nothing shows at least one cell, and only a share
        of one or more fills the whole bar, so that neither a start nor a rest is rounded away.
    """
    sure = _cells(low if low is not None else 0.0, width)
    reached = max(sure, _cells(high, width)) if high is not None else sure
    return sure, reached - sure, width - reached


def _cells(share: float, width: int) -> int:
    if share <= 0:
        return 0
    if share >= 1:
        return width
    return min(max(round(share * width), 1), width - 1)
