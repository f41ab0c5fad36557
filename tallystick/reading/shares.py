"""Shares and what they are shares of, where the two stand apart.

"Of the million shells, only 30% came", "will send 500,000, which is half of what was promised", "(15 percent of
its pledge)": the whole stands in another phrase, or is the promise that the document told before.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tallystick.languages import Token
from tallystick.model import Item
from tallystick.model.shares import as_written
from tallystick.reading.clauses import Clause
from tallystick.reading.extents import extent
from tallystick.reading.frame import Frame
from tallystick.reading.items import has_figure
from tallystick.reading.parsing import ParsedDocument

_OF = frozenset({"of", "out of"})
_THINGS = frozenset({"thing", "group"})
_CLOSE = 0.05
"""How far a share may lie from the figure that it restates, as part of the whole."""

_BRACKET = 3
"""Characters between a figure and a share in brackets behind it, at most."""


class Shares:
    """Completes the shares of one document."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        self._predicates = parsed.language.predicates

    def complete(self, frame: Frame, item: Item, promised: Item | None) -> Item:
        """The item with the whole that its share refers to, or with the share told beside its figure.

        Args:
            frame: The frame that the item belongs to.
            item: One of its items.
            promised: The last promise with a figure that the document told, if any.
        """
        if item.share is not None and item.share_of is None and frame.clause is not None:
            told = self._fronted_whole(frame, frame.clause, item) or self._contrasted(frame.clause, item)
            if told is not None:
                return told
            if promised is None or not (
                self._is_of_promise(frame, item) or self._takes_up(frame, item, promised)
            ):
                return item
            whole = promised.quantity if promised.amount is None else promised.amount
            return replace(
                item,
                share_of=whole,
                category=promised.category,
                unit=promised.unit,
                currency=promised.currency,
            )
        if item.share is None and (item.quantity is not None or item.amount is not None):
            beside = self._share_behind(frame, item)
            if beside is not None:
                return replace(item, share=beside, share_of=_whole_of(promised, item))
            return self._restated(frame, item)
        return item

    def whole(self, item: Item, promised: Item | None) -> Item:
        """All of the promise told before: "**all the tents** have arrived".

        Args:
            item: An item of a delivery.
            promised: The last promise with a figure that the document told, if any.
        """
        grammar, words = self._parsed.language.grammar, self._parsed.language.items
        phrase = item.span.text.lower()
        opening = next((w for w in grammar.wholes if phrase == w or phrase.startswith(f"{w} ")), None)
        if opening is None or promised is None or has_figure(item):
            return item
        behind = [w for w in phrase.removeprefix(opening).split() if w not in _OF]
        is_same = item.category == "money" if promised.unit is None else words.unit(phrase) == promised.unit
        if not behind or behind[0] not in grammar.anaphoric or not is_same:
            return item  # "all **the** tents", not "all tents"
        whole = promised.quantity if promised.amount is None else promised.amount
        return replace(
            item, share=1.0, share_of=whole, category=promised.category, unit=promised.unit, currency=promised.currency
        )  # fmt: skip

    def _restated(self, frame: Frame, item: Item) -> Item:
        """The item with a share behind it that comes to the same: "600 tents, **two thirds of the 900**"."""
        numbers = self._parsed.numbers_in(item.span.end, frame.where.end)
        for share, whole in pairwise(numbers):
            if share.share and not whole.share and says_the_same(item, share.value, whole.value):
                return replace(item, share=as_written(share.value), share_of=whole.value)
        return item

    def _fronted_whole(self, frame: Frame, clause: Clause, item: Item) -> Item | None:
        """The share of what a phrase with "of" beside the verb counts: "**of the million shells**, 30% arrived"."""
        words = self._parsed.language.items
        owned = (
            clause.subjects if frame.does in ("receipt", "share") else []
        )  # "**the $3 million plan** got a third"
        for phrase in (*clause.obliques, *owned):
            if phrase.case in _OF or phrase in owned:
                tokens = frame.tree.subtree(phrase)
                start, end = tokens[0].start, tokens[-1].end
                for sum_ in self._parsed.money_in(start, end):
                    return replace(item, share_of=sum_.amount, currency=sum_.currency, category="money")
                for number in self._parsed.numbers_in(start, end):
                    if not number.share and not item.span.start <= number.start < item.span.end:
                        goods = self._parsed.text[number.end : phrase.end]
                        if item.category != "other":
                            return replace(item, share_of=number.value)
                        category, unit = words.category(goods), words.unit(goods, phrase.text)
                        return replace(item, share_of=number.value, category=category, unit=unit)
        return None

    def _contrasted(self, clause: Clause, item: Item) -> Item | None:
        """The share of what its contrast is one of: "not **half** but a third **of the 900**"."""
        denied = [t for t in clause.denied if item.span.start <= t.start < item.span.end]
        if not denied:
            return None
        stands = [t for t in clause.objects if t not in clause.denied and t.start >= item.span.end]
        for token in stands:
            start, end = extent(clause.sentence, token)
            numbers = self._parsed.numbers_in(start, end)
            whole = next((n.value for n in numbers if not n.share), None)
            if whole is not None and any(n.share for n in numbers):
                return replace(item, share_of=whole)
        return None

    def _takes_up(self, frame: Frame, item: Item, promised: Item) -> bool:
        """Whether what a share is of stands for the promise told before: "half of **it**", "of **the** tents"."""
        inside = [t for t in frame.tree if item.span.start <= t.start < item.span.end]
        whole = next((t for t in inside if t.case in _OF), None)
        if whole is None:
            return self._stands_alone(frame, item, inside, promised)
        grammar = self._parsed.language.grammar
        if whole.pos in ("PRON", "DET"):
            return whole.lemma in grammar.anaphoric or grammar.pronouns.get(whole.text.lower()) in _THINGS
        is_known = any(t.lemma in grammar.anaphoric for t in frame.tree.children(whole, "det", "poss"))
        is_same = item.category == promised.category == "money" or (
            item.unit is not None and item.unit == promised.unit
        )
        return is_known and is_same

    def _stands_alone(self, frame: Frame, item: Item, inside: list[Token], promised: Item) -> bool:
        """Whether nothing but a share is said to be given: "promised $40 million, but only **a third** was paid"."""
        numbers = self._parsed.numbers_in(item.span.start, item.span.end)
        named = [t for t in inside if t.pos in ("NOUN", "PROPN")]
        is_bare = all(any(n.start <= t.start < n.end for n in numbers) for t in named)
        is_same = item.category in ("other", promised.category)
        return is_bare and is_same and frame.does in ("transfer", "arrival", "receipt", "share")

    def _is_of_promise(self, frame: Frame, item: Item) -> bool:
        """Whether a share is of what somebody promised: "half **of what the alliance promised**"."""
        inside = (c for c in frame.where.clauses if item.span.start <= c.predicate.start < item.span.end)
        committing = (self._predicates.get(("verb", c.lemma)) for c in inside if c.link == "complement")
        return any(line is not None and line.does.startswith("commit.") for line in committing)

    def _share_behind(self, frame: Frame, item: Item) -> float | None:
        """A share in brackets or in "which is …" behind the figure."""
        text = self._parsed.text
        for number in self._parsed.numbers_in(item.span.end, frame.where.end):
            between = text[item.span.end : number.start]
            bracketed = len(between) <= _BRACKET and "(" in between
            if number.share and (bracketed or self._is_told_of(frame, number.start)):
                return as_written(number.value)
        return None

    def _is_told_of(self, frame: Frame, offset: int) -> bool:
        """Whether the share at ``offset`` is what a relative clause of the frame says its figure is."""
        for clause in frame.where.clauses:
            if clause.link != "relative" or clause.governor is not frame.clause:
                continue
            for token in clause.attributes:
                if token.start - 12 <= offset <= token.start:
                    return _is_copula(clause)
        return False


def says_the_same(figure: Item, share: float, whole: float) -> bool:
    """Whether a share of a whole comes to the item's figure."""
    stated = figure.quantity if figure.amount is None else figure.amount
    return stated is not None and abs(share * whole - stated) <= _CLOSE * whole


def _is_copula(clause: Clause) -> bool:
    return bool(clause.attributes) and not clause.objects


def _whole_of(promised: Item | None, item: Item) -> float | None:
    if promised is None:
        return None
    return promised.amount if item.amount is not None else promised.quantity


def alternative(frame: Frame, theme: Token) -> Token | None:
    """What is so instead of what is denied: "not 50 percent came, **but 30 percent**"."""
    if frame.clause is None:
        return None
    for token in frame.tree.children(frame.clause.predicate, "conj") + frame.tree.children(theme, "conj"):
        between = frame.tree.tokens[theme.i : token.i]
        if token.pos in ("NOUN", "NUM", "SYM") and any(t.rel == "cc" and t.i < token.i for t in between):
            return token
    return None
