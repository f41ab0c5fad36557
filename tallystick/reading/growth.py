"""Growth: what a promise or a tally has grown to, beside what was added to it.

"Raised its promise **to €20 million** with a tranche of €4 million" and "another 50 arrived, **bringing the total to
200**" tell a running total and an increment: a claim for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallystick.entities.money import Money
from tallystick.entities.numbers import Number
from tallystick.languages import Token
from tallystick.model import Commitment, Delivery, Item
from tallystick.reading.clauses import Clause
from tallystick.reading.extents import extent
from tallystick.reading.force import Force
from tallystick.reading.forces import Forces
from tallystick.reading.frame import Frame
from tallystick.reading.items import with_figure
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import Proposal


class Growth:
    """Tells totals from increments in one document.

    Args:
        parsed: The document.
        forces: What its predicates do.
    """

    def __init__(self, parsed: ParsedDocument, forces: Forces) -> None:
        self._parsed = parsed
        self._forces = forces
        self._grammar = parsed.language.grammar

    def promise(self, frame: Frame, done: Force | None) -> Force | None:
        """The promise that making a promise larger is: "increased its **pledge** to €20 million"."""
        if frame.clause is None or done is None or done.kind != "delivery" or done.negated:
            return None
        if not self._forces.changes_promise(frame.clause):
            return None
        for noun in frame.clause.objects:
            line = self._forces.noun(noun)
            if line is not None and line.does.startswith("commit."):
                return self._forces.of_word(line, noun)
        return None

    def total(self, frame: Frame) -> Frame | None:
        """The part of a frame that says what something has grown to, where it says besides by how much."""
        if not self._grows(frame):
            return None
        totals = [t for t in frame.themes if t.case in self._grammar.recipient]
        return replace(frame, themes=totals) if totals and len(totals) < len(frame.themes) else None

    def is_total(self, frame: Frame, items: Sequence[Item]) -> bool:
        """Whether a figure is what something has grown to: "raised its contribution **to €5 million**"."""
        totals = [t for t in frame.tree if t.case in self._grammar.recipient] if self._grows(frame) else []
        return any(i.span.start <= t.start < i.span.end for i in items for t in totals)

    def totals(self, where: ParsedSentence, found: Sequence[Proposal]) -> list[Proposal]:
        """The total in "another 50 arrived, **bringing the total to 200**", a claim of its own."""
        for proposal in reversed(found):
            claim = proposal.claim
            if isinstance(claim, Commitment | Delivery) and claim.items and not claim.negated:
                sums = claim.items[0].amount is not None
                falls = isinstance(claim, Commitment)
                told = ((c.predicate, self._brought_to(c, sums=sums, falls=falls)) for c in where.clauses)
                return [
                    Proposal(self._as_total(claim, verb, figure), f"{claim.kind}.total", proposal.roles)
                    for verb, figure in told
                    if figure is not None
                ]
        return []

    def _as_total(
        self, increment: Commitment | Delivery, verb: Token, figure: Money | Number
    ) -> Commitment | Delivery:
        first = increment.items[0]
        item = with_figure(first, figure, self._parsed.span(figure.start, figure.end))
        if (
            first.amount is not None and item.amount is None
        ):  # "$20 million, bringing its total to 100 million"
            item = replace(
                item, quantity=None, quantity_max=None, amount=item.quantity, amount_max=item.quantity_max
            )
            item = replace(item, currency=first.currency, unit=None)
        evidence = self._parsed.span(verb.start, figure.end)
        return replace(increment, evidence=evidence, items=(item,), cumulative=True)

    def _brought_to(self, clause: Clause, *, sums: bool, falls: bool) -> Money | Number | None:
        """The figure that a clause brings a total to: "bringing its **total** contribution to $200 million".

        What is promised may fall, too: "promised 400 tents, but later cut **the number** to 300".
        """
        lemma = clause.predicate.lemma
        if lemma not in self._grammar.totalling and not (falls and lemma in self._grammar.shrinking):
            return None
        named = [t for o in clause.objects for t in (o, *clause.sentence.children(o, "mod", "compound"))]
        if not any(t.lemma in self._grammar.totals for t in named):
            return None
        start, end = clause.predicate.end, extent(clause.sentence, clause.predicate)[1]
        numbers = [n for n in self._parsed.numbers_in(start, end) if not n.share]
        found: list[Money | Number] = [*(self._parsed.money_in(start, end) if sums else ()), *numbers]
        return next(iter(found), None)

    def _grows(self, frame: Frame) -> bool:
        return frame.head.lemma in self._grammar.expanding
