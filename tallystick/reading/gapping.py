"""Gapping: several promisors and several figures under one verb.

"Germany will send 14 tanks **and the Netherlands 8**" leaves the verb out; "Germany and the Netherlands will send
**14 and 8**" says who sends which by the order alone; "will **each** send 8" says that both do. Each promisor gets
a claim of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from tallystick.entities.gazetteer import NameMention
from tallystick.entities.money import Money
from tallystick.entities.numbers import Number
from tallystick.model import Actor, Commitment, Delivery, Item
from tallystick.reading.actors import Actors
from tallystick.reading.items import has_figure, with_figure
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import Proposal

_GAP = re.compile(r"\s+")
"""All that stands between a promisor and its figure where the verb is left out."""


class Gapping:
    """Takes claims apart that hold several promisors' figures."""

    def __init__(self, parsed: ParsedDocument, actors: Actors) -> None:
        self._parsed = parsed
        self._actors = actors

    def resolve(self, where: ParsedSentence, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The proposals of one sentence, each with one promisor where the figures are told one by one."""
        pairs = list(self._pairs(where))
        own = [_without_others(proposal, [figure for _, figure in pairs]) for proposal in proposals]
        found = [part for proposal in own for part in self._respectively(where, proposal)]
        return found + self._left_out(pairs, found)

    def _respectively(self, where: ParsedSentence, proposal: Proposal) -> list[Proposal]:
        claim = proposal.claim
        if not isinstance(claim, Commitment | Delivery) or len(claim.actors) < 2:
            return [proposal]
        figures = [part for i in claim.items if has_figure(i) for part in self._one_by_one(i)]
        sentence = self._parsed.text[where.start : where.end].lower()
        ordered = any(word in sentence for word in self._parsed.language.grammar.respective)
        if any(word in sentence.split() for word in self._parsed.language.grammar.distributive):
            return [replace(proposal, claim=replace(claim, actors=(a,))) for a in claim.actors]
        bare = len({(i.category, i.unit) for i in figures}) == 1 and _stands_alone(figures[:-1])
        if len(figures) != len(claim.actors) or not (ordered or bare):
            return [proposal]
        pairs = zip(claim.actors, figures, strict=True)
        return [replace(proposal, claim=replace(claim, actors=(a,), items=(i,))) for a, i in pairs]

    def _one_by_one(self, item: Item) -> list[Item]:
        """An item for each number of "14 and 8 tanks"."""
        numbers = self._parsed.numbers_in(item.span.start, item.span.end)
        joined = pairwise(numbers)
        text = self._parsed.text
        between = [text[a.end : b.start].strip(" ,") for a, b in joined]
        if len(numbers) < 2 or any(b not in self._parsed.language.grammar.conjunctions for b in between):
            return [item]
        return [
            replace(item, span=self._parsed.span(n.start, n.end), quantity=n.value, quantity_max=n.maximum)
            for n in numbers
        ]

    def _left_out(
        self, pairs: Sequence[tuple[NameMention, Money | Number]], proposals: Sequence[Proposal]
    ) -> list[Proposal]:
        """A claim for each name that a figure follows at once, behind a claim of somebody else."""
        found: list[Proposal] = []
        for name, figure in pairs:
            before = [p for p in proposals if _ends_before(p, name.start)]
            if not before or any(_holds(p, name, figure) for p in proposals):
                continue
            claim = before[-1].claim
            if not isinstance(claim, Commitment | Delivery) or not claim.items:
                continue
            end = figure.end
            actor = Actor(name.entity.id, name.entity.name, self._parsed.span(name.start, name.end))
            item = with_figure(claim.items[-1], figure, self._parsed.span(figure.start, end))
            gapped = replace(
                claim, evidence=self._parsed.span(name.start, end), actors=(actor,), items=(item,)
            )
            rule = f"{before[-1].rule.split('.')[0]}.gapping"
            found.append(Proposal(gapped, rule, (("giver", actor.span), ("theme", item.span))))
        return found

    def _pairs(self, where: ParsedSentence) -> Iterable[tuple[NameMention, Money | Number]]:
        figures: list[Money | Number] = list(self._parsed.money_in(where.start, where.end))
        figures += [n for n in self._parsed.numbers_in(where.start, where.end) if not n.share]
        for name in self._actors.names_in(where.start, where.end):
            if name.entity.kind not in ("state", "organisation") or name.form == "demonym":
                continue
            for figure in figures:
                if _GAP.fullmatch(self._parsed.text, name.end, figure.start):
                    yield name, figure


def _without_others(proposal: Proposal, figures: Iterable[Money | Number]) -> Proposal:
    """The proposal without items that stand right behind another promisor's name."""
    claim = proposal.claim
    if not isinstance(claim, Commitment | Delivery):
        return proposal
    others = [f.start for f in figures]
    kept = tuple(
        item
        for at, item in enumerate(claim.items)
        if at == 0 or not any(item.span.start <= start < item.span.end for start in others)
    )
    return replace(proposal, claim=replace(claim, items=kept))


def _stands_alone(figures: Iterable[Item]) -> bool:
    """Whether the figures are bare numbers ("14 and 8 tanks"), so that they can only be told apart by order."""
    return all(re.fullmatch(r"[\d.,\s]+|\w+", item.span.text) for item in figures)


def _ends_before(proposal: Proposal, offset: int) -> bool:
    claim = proposal.claim
    items = claim.items if isinstance(claim, Commitment | Delivery) else ()
    return bool(items) and items[0].span.end <= offset


def _holds(proposal: Proposal, name: NameMention, figure: Money | Number) -> bool:
    """Whether a claim has the name as a promisor or the figure as its own already."""
    claim = proposal.claim
    if not isinstance(claim, Commitment | Delivery):
        return False
    has_name = any(a.span.start < name.end and name.start < a.span.end for a in claim.actors)
    return has_name or any(i.span.start <= figure.start < i.span.end for i in claim.items)
