"""Changes: what a promise is raised or cut to, and what it was before.

"Cut its pledge **from $60 million to $45 million**" tells two promises: the one that holds from now on, and the one
made before, which another report may have told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tallystick.entities.money import Money
from tallystick.entities.numbers import Number
from tallystick.languages import Token
from tallystick.model import Item
from tallystick.reading.extents import extent
from tallystick.reading.forces import Forces
from tallystick.reading.frame import Frame
from tallystick.reading.parsing import ParsedDocument

_LEAD = 8
"""Characters before a figure that may hold its preposition."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a promise was, and what it is made."""

    before: Item
    after: Item


def change_in(parsed: ParsedDocument, forces: Forces, frame: Frame) -> Change | None:
    """The change that a frame tells with both its figures, in whatever order they stand; else ``None``.

    Args:
        parsed: The document.
        forces: What its predicates do.
        frame: The frame.
    """
    if frame.clause is None or not forces.changes_promise(frame.clause):
        return None
    start, end = frame.head.end, extent(frame.tree, frame.clause.predicate)[1]
    before, after = _owned(parsed, frame, frame.clause.objects), None
    for figure in _figures(parsed, start, end):
        lead = parsed.text[max(start, figure.start - _LEAD) : figure.start].lower().split()
        case = lead[-1] if lead else ""
        low, high = _ends(parsed, frame, figure)
        if case in parsed.language.grammar.giver:
            before, after = before or low, after or (high if high is not low else None)
        elif case in parsed.language.grammar.reaching and case in parsed.language.grammar.recipient:
            after = after or low
    return None if before is None or after is None else _alike(before, after)


def _owned(parsed: ParsedDocument, frame: Frame, nouns: Sequence[Token]) -> Item | None:
    """What a promise was that is named with its figure: "its pledge of **1,000 buses** was reduced to 600"."""
    figures = (f for noun in nouns for f in _figures(parsed, noun.end, extent(frame.tree, noun)[1]))
    told = (
        f
        for f in figures
        if parsed.text[: f.start].rstrip().endswith(tuple(parsed.language.items.complements))
    )
    return next((_ends(parsed, frame, f)[0] for f in told), None)


def _figures(parsed: ParsedDocument, start: int, end: int) -> list[Money | Number]:
    """The sums and the bare numbers of a stretch, in order."""
    sums = parsed.money_in(start, end)
    inside = [(m.start, m.end) for m in sums]
    numbers = [
        n
        for n in parsed.numbers_in(start, end)
        if not n.share
        and not parsed.is_date(n.start, n.end)
        and all(n.end <= a or b <= n.start for a, b in inside)
    ]
    return sorted([*sums, *numbers], key=lambda f: f.start)


def _ends(parsed: ParsedDocument, frame: Frame, figure: Money | Number) -> tuple[Item, Item]:
    """A figure as an item, or both ends of a range: "from **400 to 600** tents" changes the one into the other."""
    if isinstance(figure, Money):
        span = parsed.span(figure.start, figure.end)
        low = Item(span, "money", amount=figure.amount, currency=figure.currency)
        return low, low if figure.maximum is None else replace(low, amount=figure.maximum)
    behind = list(_noun_behind(frame.tree.tokens, figure.end))
    span = parsed.span(figure.start, behind[-1].end if behind else figure.end)
    words = parsed.language.items
    phrase = " ".join(t.text for t in behind)
    unit = words.unit(phrase, behind[-1].text) if behind else None
    category = words.category(phrase, behind[-1].text) if behind else "other"
    low = Item(span, category, quantity=figure.value, unit=unit)
    return low, low if figure.maximum is None else replace(low, quantity=figure.maximum)


def _noun_behind(tokens: Sequence[Token], offset: int) -> Iterator[Token]:
    for token in tokens:
        if token.start >= offset:
            if token.pos not in ("NOUN", "PROPN", "ADJ"):
                return
            yield token


def _alike(before: Item, after: Item) -> Change:
    """Both figures in what one of them is told in: "from **60** to 45 **million francs**" are francs."""
    for one, other in ((before, after), (after, before)):
        if one.currency is not None and other.quantity is not None and other.unit is None:
            told = replace(
                other, category="money", quantity=None, amount=other.quantity, currency=one.currency
            )
            return Change(told, one) if one is after else Change(one, told)
        if one.unit is not None and other.unit is None and other.amount is None:
            told = replace(other, category=one.category, unit=one.unit)
            return Change(told, one) if one is after else Change(one, told)
    return Change(before, after)
