"""Sums that leave their currency to the one before: "€145 million: schools 45 million, clinics – **50 million**"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tallystick.entities.currencies import MoneyWords
from tallystick.entities.money import Money
from tallystick.entities.numbers import Number

_LEAST = 100_000
"""A number from here on, with its scale as a word, may be a sum."""

_COUNTED = 1_000
"""A number from here on counts something else, so that what follows is no sum any more."""

_WORD = re.compile(r"\w+")


def with_bare_sums(
    text: str, money: Sequence[Money], numbers: Sequence[Number], words: MoneyWords
) -> tuple[Money, ...]:
    """The sums, and those that stand in a list behind one without a currency of their own.

    Args:
        text: The text.
        money: Its sums, in order.
        numbers: Its other numbers, in order; none touches a sum.
        words: The language's words beside such a sum.
    """
    found: list[Money] = []
    before: Money | None = None
    figures: list[Money | Number] = [*money, *numbers]
    for each in sorted(figures, key=lambda f: f.start):
        if isinstance(each, Money):
            before = each
            found.append(each)
        elif before is not None and _is_bare(text, each, words):
            before = Money(
                each.start, each.end, each.outer_start, each.value, each.maximum, before.currency,
                each.approximate, each.bound,
            )  # fmt: skip
            found.append(before)
        elif each.value >= _COUNTED:
            before = None
    return tuple(found)


def _is_bare(text: str, number: Number, words: MoneyWords) -> bool:
    """Whether a great number stands in a list and counts nothing that is named."""
    scaled = number.value >= _LEAST and any(c.isalpha() for c in text[number.start : number.end])
    if not scaled or number.share:
        return False
    ahead = text[: number.outer_start].rstrip()
    in_a_list = ahead[-1:] in "-–—:,(" or ahead.rsplit(maxsplit=1)[-1:] in [[w] for w in words.bare_before]
    behind = text[number.end : number.end + 20].lstrip()
    word = _WORD.match(behind)
    alone = word.group() in words.bare_behind if word else behind[:1] in ".,;:)"
    return in_a_list and alone
