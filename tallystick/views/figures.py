"""Numbers, sums, shares and bars as short text, the same in every language."""

from __future__ import annotations

from tallystick.model import BOUND_SIGNS, Bound, Item
from tallystick.model.claims_format import number
from tallystick.model.figures import count_text, ends_text, sums_text
from tallystick.reconcile.titles import in_number

_LANGUAGE = "en"
"""That of what is shown."""


def counted(number: int, one: str, several: str | None = None) -> str:
    """So many of something: "1 claim", "1,200 claims"; ``several`` where that is not ``one`` with an s."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def share_text(share: float) -> str:
    """A share in per cent without needless decimals: 0.3 is "30%", 0.125 is "12.5%"."""
    return f"{number(round(share * 100, 1)):,}%"


def item_figure(item: Item) -> str | None:
    """The figures of an item ("~10–12 tanks", "EUR 500m", "≤30% of 1,000,000"); ``None`` without any."""
    about = BOUND_SIGNS[item.bound] if item.bound else "~" if item.approximate else ""
    parts = []
    if item.share is not None:
        parts.append(range_text(item.share, item.share_max or item.share) + _base(item))
    if item.quantity is not None:
        parts.append(counts_text(item.quantity, item.quantity_max, item.unit))
    if item.amount is not None:
        parts.append(sums_text(item.amount, item.amount_max, item.currency))
    if item.share is None and item.share_of is not None and parts:
        whole = sums_text if item.amount is not None else counts_text
        parts[-1] += f" of {whole(item.share_of, None, None)}"
    return about + ", ".join(parts) if parts else None


def counts_text(low: float, high: float | None, unit: str | None) -> str:
    """A count, or the range of one, with what it counts: "10–12 tanks", "1 tank"."""
    most = low if high is None else high
    figure = ends_text(count_text(low), count_text(most))
    return f"{figure} {in_number(unit, (low, most), _LANGUAGE)}" if unit else figure


def several(unit: str) -> str:
    """A unit as many are called: "tanks"."""
    return in_number(unit, (2, 2), _LANGUAGE)


def bound_sign(bound: Bound | None) -> str:
    """What stands before a figure that only bounds: "≥", "≤", else nothing."""
    return BOUND_SIGNS[bound] if bound else ""


def _base(item: Item) -> str:
    if item.share_of is None:
        return ""
    if item.currency is not None and item.quantity is None:
        return f" of {sums_text(item.share_of, None, item.currency)}"
    unit = item.unit if item.quantity is None else None
    return f" of {counts_text(item.share_of, None, unit)}"


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
