"""Proportions: what share of a promise a figure is, told in a sentence behind it.

"The US has given 400 million doses. **That is little more than a third of the 1.1 billion** it promised": the figure
keeps its number, and gets the share and the whole that tie it to its promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallystick.entities.numbers import Number
from tallystick.languages import Token
from tallystick.model import Commitment, Delivery, Item
from tallystick.model.shares import as_written
from tallystick.reading.clauses import Clause
from tallystick.reading.drafts import Draft
from tallystick.reading.extents import extent
from tallystick.reading.items import has_figure
from tallystick.reading.parsing import ParsedDocument, ParsedSentence

_CLOSE = 0.1
"""How far a figure may lie from the share that it is said to be, as part of the whole ("little more than a third")."""


class Proportions:
    """Fills in the shares that the deliveries of one document are said to be.

    Args:
        parsed: The document.
    """

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        self._grammar = parsed.language.grammar
        self._predicates = parsed.language.predicates

    def complete(self, drafts: Sequence[Draft]) -> None:
        """Set share and whole where the sentence behind a delivery tells them."""
        for where in self._parsed.sentences:
            for clause in where.clauses:
                share = self._share_told(clause)
                if share is not None:
                    self._tell(where, clause, share, drafts)

    def _share_told(self, clause: Clause) -> Number | None:
        """The share that what was told before is said to be: "**this amounts to half** of it"."""
        takes_up = clause.subjects and all(self._takes_up(t) for t in clause.subjects)
        if clause.lemma not in self._grammar.equating or clause.negated or not takes_up:
            return None
        end = extent(clause.sentence, clause.predicate)[1]
        return next((n for n in self._parsed.numbers_in(clause.predicate.end, end) if n.share), None)

    def _takes_up(self, token: Token) -> bool:
        is_thing = self._grammar.pronouns.get(token.text.lower()) == "thing"
        return token.pos in ("PRON", "DET") and (is_thing or token.lemma in self._grammar.anaphoric)

    def _tell(self, where: ParsedSentence, clause: Clause, share: Number, drafts: Sequence[Draft]) -> None:
        before = [d for d in drafts if d.sentence == where.index - 1]
        arrived = next((d for d in reversed(before) if isinstance(d.claim, Delivery)), None)
        item = None if arrived is None else next((i for i in arrived.claim.items if has_figure(i)), None)
        if arrived is None or item is None or item.share is not None:
            return
        whole = self._whole(where, clause, share, item, drafts)
        stated = item.quantity if item.amount is None else item.amount
        if whole is None or stated is None or abs(share.value * whole - stated) > _CLOSE * whole:
            return
        arrived.exchange(item, replace(item, share=as_written(share.value), share_of=whole))

    def _whole(
        self, where: ParsedSentence, clause: Clause, share: Number, item: Item, drafts: Sequence[Draft]
    ) -> float | None:
        """What it is a share of: the figure that stands behind, else that of the promise told before."""
        end = extent(clause.sentence, clause.predicate)[1]
        sums = self._parsed.money_in(share.end, end) if item.amount is not None else ()
        numbers = [n for n in self._parsed.numbers_in(share.end, end) if not n.share]
        promises = any(self._promises(t) for t in clause.sentence if t.start >= share.end)
        told = [*(m.amount for m in sums), *(n.value for n in numbers)]
        if told:
            return told[0] if sums or promises else None
        if not promises:
            return None
        promised = (
            i
            for d in reversed(drafts)
            if d.sentence < where.index and isinstance(d.claim, Commitment) and d.gives
            for i in d.claim.items
        )
        wholes = (i.quantity if item.amount is None else i.amount for i in promised if i.unit == item.unit)
        return next((w for w in wholes if w is not None), None)

    def _promises(self, token: Token) -> bool:
        part = "verb" if token.pos == "VERB" else "noun"
        line = self._predicates.get((part, token.lemma))
        return line is not None and line.does.startswith("commit")
