"""Items: what a noun phrase says is given, built or paid, with its figures."""

from __future__ import annotations

from collections.abc import Iterable

from tallystick.entities.money import Money
from tallystick.entities.numbers import Number
from tallystick.languages import Sentence, Token
from tallystick.model import Item
from tallystick.reading.clauses import extent
from tallystick.reading.parsing import ParsedDocument

_BEYOND_THE_ITEM = frozenset({"conj", "cc", "relcl", "appos", "parataxis", "advcl", "ccomp", "dep", "punct", "case"})
_LISTING = frozenset({"including", "such as", "like", "among"})


def read_items(parsed: ParsedDocument, sentence: Sentence, heads: Iterable[Token]) -> list[Item]:
    """One item for each noun phrase in ``heads`` and for what they list ("equipment, including ten radars").

    Args:
        parsed: The document.
        sentence: The sentence the heads stand in.
        heads: Heads of noun phrases, coordinated ones already apart.
    """
    found: dict[int, Item] = {}
    for head in heads:
        for token in _listed(sentence, head):
            item = _item(parsed, sentence, token)
            found.setdefault(item.span.start, item)
    return [found[start] for start in sorted(found)]


def _listed(sentence: Sentence, head: Token) -> list[Token]:
    """The head and whatever its phrase lists."""
    tokens = sentence.conjuncts(head)
    for token in list(tokens):
        for part in sentence.children(token, "nmod", "obl"):
            if part.case in _LISTING:
                tokens += sentence.conjuncts(part)
    return tokens


def _item(parsed: ParsedDocument, sentence: Sentence, head: Token) -> Item:
    start, end = item_extent(parsed, sentence, head)
    phrase = parsed.text[start:end]
    money = _first_money(parsed, start, end)
    numbers = [n for n in parsed.numbers_in(start, end) if n.end <= end]
    share = next((n for n in numbers if n.share), None)
    counted = next((n for n in numbers if not n.share and (share is None or n.start < share.start)), None)
    base = next((n for n in numbers if share is not None and not n.share and n.start > share.start), None)
    words = parsed.language.items
    category = "money" if money is not None and _is_money_alone(parsed, head, money) else ""
    quantity = counted.value if counted and money is None else None
    return Item(
        span=parsed.span(start, end),
        category=category or words.category(phrase, head.text),
        quantity=quantity,
        quantity_max=counted.maximum if counted and quantity is not None else None,
        unit=words.unit(phrase, head.text) if quantity is not None or share is not None else None,
        approximate=_is_approximate(money, counted, share),
        amount=money.amount if money else None,
        currency=money.currency if money else None,
        share=share.value if share and quantity is None else None,
        share_of=base.value if base and quantity is None else None,
    )


def item_extent(parsed: ParsedDocument, sentence: Sentence, head: Token) -> tuple[int, int]:
    """Offsets of an item's phrase: with its of-phrases and worth, without relative clauses and recipients."""
    grammar = parsed.language.grammar

    def beyond(token: Token) -> bool:
        if token.rel in _BEYOND_THE_ITEM:
            return True
        if token.rel == "acl":
            return token.lemma not in grammar.worth
        return token.rel in ("nmod", "obl") and (token.case in grammar.recipient or token.case in _LISTING)

    tokens = sentence.subtree(head, beyond)
    start, end = tokens[0].start, tokens[-1].end
    # A number or sum that the parser cut ("$500m", "1 million") belongs to the phrase as a whole.
    for figure in (*parsed.money_in(start - 25, end), *parsed.numbers_in(start - 25, end)):
        if figure.end > start and figure.start < end:
            start, end = min(start, figure.start), max(end, figure.end)
    return max(start, sentence.start), min(max(end, head.end), sentence.end)


def _first_money(parsed: ParsedDocument, start: int, end: int) -> Money | None:
    """The first sum in the phrase; one in brackets behind it is the same in another currency."""
    return next(iter(parsed.money_in(start, end)), None)


def _is_money_alone(parsed: ParsedDocument, head: Token, money: Money) -> bool:
    return money.start <= head.start < money.end


def _is_approximate(money: Money | None, *numbers: Number | None) -> bool:
    if money is not None:
        return money.approximate
    return any(n.approximate for n in numbers if n is not None)


def has_figure(item: Item) -> bool:
    """Whether the item states a number, a sum or a share."""
    return item.quantity is not None or item.amount is not None or item.share is not None
