"""Series: figures told one by one with their dates under one verb.

"Distributed 40,000 tents in 2022, **55,000 in 2023**" and "in 2022 they housed 900 families and **in 2023 700**" leave
verb and noun out. Each pair of figure and date is a claim of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tallystick.entities.dates import DateMention
from tallystick.entities.money import Money
from tallystick.entities.numbers import Number
from tallystick.languages import Sentence, Token
from tallystick.model import Commitment, Delivery, Item
from tallystick.reading.items import has_figure, read_items, with_figure
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import Proposal

_GAP = 16
"""Characters between a figure and its date, at most: "3 million **of them in** April"."""

_JOINING = frozenset({"ADP", "DET", "PUNCT", "CCONJ", "ADV"})
"""What may stand between the members of a series."""

_INSIDE = frozenset({"ADP", "DET", "PRON", "NOUN", "ADJ", "PROPN"})
"""What may stand between a figure and its date."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure with the date that stands beside it."""

    figure: Money | Number
    date: DateMention

    @property
    def start(self) -> int:
        return min(self.figure.start, self.date.start)

    @property
    def end(self) -> int:
        return max(self.figure.end, self.date.end)


class Series:
    """Takes claims apart that hold a series of figures with dates.

    Args:
        parsed: The document.
    """

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed

    def resolve(self, where: ParsedSentence, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The proposals of one sentence, with one more for each figure that has a date of its own."""
        found: list[Proposal] = []
        for proposal in proposals:
            members = self._members(where, proposal)
            kept = _without(proposal, members)
            found += [kept, *(self._member(where, kept, pair, _items_of(proposal)) for pair in members)]
        return found

    def _members(self, where: ParsedSentence, proposal: Proposal) -> list[_Pair]:
        """The pairs that go on behind the claim's first figure and its date."""
        claim = proposal.claim
        if where.tree is None or not isinstance(claim, Commitment | Delivery):
            return []
        first = next((i for i in claim.items if has_figure(i)), None)
        if first is None or first.share is not None or not (claim.date or _due(claim)):
            return []
        dates = self._parsed.dates_in(where.start, where.end)
        figures: list[Money | Number] = list(self._parsed.money_in(first.span.end, where.end))
        figures += [n for n in self._parsed.numbers_in(first.span.end, where.end) if not n.share]
        figures = [f for f in figures if isinstance(f, Money) == (first.amount is not None)]
        behind = (d for d in dates if d.start >= first.span.end)
        beside = (d.end for d in behind if self._is_beside(where.tree, first.span.end, d.start))
        own = next(beside, None)
        if own is None and not any(d.end <= first.span.start for d in dates):
            return []  # "40 tents and 55 stoves in 2023": one date for all
        end = first.span.end if own is None else own
        members: list[_Pair] = []
        for figure in sorted(figures, key=lambda f: f.start):
            pair = next((p for d in dates if (p := self._pair(where.tree, figure, d)) is not None), None)
            if pair is None or pair.start < end or not self._only_joins(where.tree, end, pair.start):
                break
            members.append(pair)
            end = pair.end
        return members

    def _pair(self, tree: Sentence, figure: Money | Number, date: DateMention) -> _Pair | None:
        """The two where one stands right beside the other, nothing but small words between."""
        pair = _Pair(figure, date)
        between = min(figure.end, date.end), max(figure.start, date.start)
        if between[1] <= between[0] or not self._is_beside(tree, *between):
            return None
        # "in 2022 40 trucks" has its date before it only where no preposition ties the figure to another one.
        is_before = date.end < figure.start
        return None if is_before and self._parsed.text[between[0] : between[1]].strip() else pair

    def _is_beside(self, tree: Sentence, start: int, end: int) -> bool:
        """Whether a date stands right behind a figure, with at most the noun between: "3 million **doses in** May"."""
        return end - start <= _GAP and all(t.pos in _INSIDE for t in _between(tree, start, end))

    def _only_joins(self, tree: Sentence, start: int, end: int) -> bool:
        return end - start <= _GAP and all(t.pos in _JOINING for t in _between(tree, start, end))

    def _named(self, where: ParsedSentence, pair: _Pair) -> Item | None:
        """What a figure of a series counts, where it is named again: "and **55 stoves** in 2023"."""
        if where.tree is None or isinstance(pair.figure, Money):
            return None
        behind = _between(where.tree, pair.figure.end, max(pair.date.start, pair.figure.end))
        nouns = [t for t in behind if t.pos == "NOUN"]
        return next(iter(read_items(self._parsed, where.tree, nouns[-1:])), None)

    def _member(
        self, where: ParsedSentence, proposal: Proposal, pair: _Pair, items: Sequence[Item]
    ) -> Proposal:
        claim = proposal.claim
        assert isinstance(claim, Commitment | Delivery)  # noqa: S101 - only these have members
        span = self._parsed.span(pair.figure.start, pair.figure.end)
        own = next((i for i in items if _holds(i, pair)), None) or self._named(where, pair)
        item = own or with_figure(claim.items[0], pair.figure, span)
        evidence = self._parsed.span(pair.start, pair.end)
        if isinstance(claim, Commitment):
            due = (pair.date.future or pair.date.date) if claim.deadline is not None else None
            date = pair.date.date if due is None else claim.date
            return replace(
                proposal, claim=replace(claim, evidence=evidence, items=(item,), date=date, deadline=due)
            )
        return replace(proposal, claim=replace(claim, evidence=evidence, items=(item,), date=pair.date.date))


def _between(tree: Sentence, start: int, end: int) -> list[Token]:
    return [t for t in tree if start <= t.start and t.end <= end]


def _items_of(proposal: Proposal) -> tuple[Item, ...]:
    claim = proposal.claim
    return claim.items if isinstance(claim, Commitment | Delivery) else ()


def _due(claim: Commitment | Delivery) -> str | None:
    return claim.deadline if isinstance(claim, Commitment) else None


def _without(proposal: Proposal, members: Sequence[_Pair]) -> Proposal:
    """The proposal without the items that are claims of their own."""
    claim = proposal.claim
    if not members or not isinstance(claim, Commitment | Delivery):
        return proposal
    own = [i for i in claim.items if not any(_holds(i, pair) for pair in members)]
    end = min(pair.start for pair in members)
    text = claim.evidence.text[: max(end - claim.evidence.start, 0)].rstrip(" ,;") or claim.evidence.text
    evidence = replace(claim.evidence, end=claim.evidence.start + len(text), text=text)
    return replace(proposal, claim=replace(claim, items=tuple(own), evidence=evidence))


def _holds(item: Item, pair: _Pair) -> bool:
    return item.span.start <= pair.figure.start < item.span.end
