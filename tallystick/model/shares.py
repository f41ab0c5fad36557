"""Shares of a whole: how a claim keeps them, and what they come to.

A claim keeps a fraction that has no end to three decimals, 0.333 for "a third", as people write it. Of twelve
million a third is four million all the same, not 3,996,000.
"""

from __future__ import annotations

from fractions import Fraction

from tallystick.model.claims import Item

_ENDLESS = (3, 6, 7, 9, 11, 12)
"""Denominators of the fractions that have names and no end as decimals."""


def as_written(share: float) -> float:
    """A share to four decimals, a fraction that has no end ("one third") to three."""
    return round(share, 4) if _ends(share) else round(share, 3)


def shares_in_full(item: Item) -> tuple[float, float] | None:
    """The least and the greatest share that an item is told as, thirds as thirds; ``None`` where it is told as none."""
    if item.share is None:
        return None
    low, high = item.share, max(item.share, item.share_max or 0)
    return (_in_full(low, item.span.text), _in_full(high, item.span.text))


def part_of(share: float, whole: float) -> float:
    """A share of a whole, without the dust of binary fractions (0.07 of a million is 70000).

    Who says "a third of a million" counts no parts of one: of a fraction without an end, what comes to a hundred
    or more is rounded to a whole number.
    """
    part = share * whole
    return float(round(part)) if part >= 100 and not _ends(share) else round(part, 6)


def fraction_text(share: float) -> str | None:
    """A fraction without an end as people write it, "1/3"; ``None`` for any other share."""
    fraction = Fraction(share).limit_denominator(max(_ENDLESS))
    is_it = not _ends(share) and fraction.denominator in _ENDLESS and abs(float(fraction) - share) < 1e-12
    return str(fraction) if is_it else None


def _ends(share: float) -> bool:
    """Whether four decimals hold a share in full."""
    return abs(share - round(share, 4)) < 1e-9


def _in_full(share: float, words: str) -> float:
    """A share as its words mean it: 0.333 is one third unless they say "33.3%"."""
    percent = f"{share * 100:.1f}"
    if percent in words or percent.replace(".", ",") in words:
        return share
    for denominator in _ENDLESS:
        fraction = round(share * denominator) / denominator
        if not _ends(fraction) and as_written(fraction) == share:
            return fraction
    return share
