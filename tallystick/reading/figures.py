"""Figures that stand in a sentence: sums and counted goods as items, read without trusting the parse of long lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tallystick.entities.money import Money
from tallystick.entities.numbers import Number
from tallystick.languages import Sentence, Token
from tallystick.model import Item
from tallystick.reading.items import is_designation
from tallystick.reading.parsing import ParsedDocument, ParsedSentence

_IN_A_NOUN_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_OPENS_A_CONVERSION = ("(", "/", "[", "or")


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum or a count in a sentence.

    Attributes:
        start: Offset of its first character, "about" and the like included.
        item: What it says is given.
    """

    start: int
    item: Item

    @property
    def end(self) -> int:
        """Offset behind the item's last character."""
        return self.item.span.end

    @property
    def is_sum(self) -> bool:
        """Whether it is money."""
        return self.item.amount is not None


def figures_in(parsed: ParsedDocument, where: ParsedSentence) -> list[Figure]:
    """The sums and the counted goods of a sentence in text order.

    Another currency's figure for the sum before it ("5 million kroner (€700,000)") is none, and neither is a number of
    things that are no goods ("in 12 countries").
    """
    sums = parsed.money_in(where.start, where.end)
    own = [m for at, m in enumerate(sums) if at == 0 or not _converts(parsed.text, sums[at - 1], m)]
    found = [_of_sum(parsed, m) for m in own]
    for number in parsed.numbers_in(where.start, where.end):
        counted = None if number.share else _of_count(parsed, where, number)
        if counted is not None:
            found.append(counted)
    return sorted(found, key=lambda f: f.start)


def beside(figures: Iterable[Figure], items: Iterable[Item]) -> list[Figure]:
    """The figures that none of the items holds, nor takes a share of."""
    held = list(items)
    wholes = {i.share_of for i in held} - {None}
    return [
        f
        for f in figures
        if not {f.item.quantity, f.item.amount} & wholes
        and all(i.span.end <= f.item.span.start or f.item.span.end <= i.span.start for i in held)
    ]


def _converts(text: str, first: Money, second: Money) -> bool:
    between = text[first.end : second.outer_start].strip().lower()
    return between in _OPENS_A_CONVERSION and first.currency != second.currency


def _of_sum(parsed: ParsedDocument, money: Money) -> Figure:
    item = Item(
        parsed.span(money.start, money.end),
        category="money",
        amount=money.amount,
        amount_max=money.maximum,
        currency=money.currency,
        approximate=money.approximate,
        bound=money.bound,
    )
    return Figure(money.outer_start, item)


def _of_count(parsed: ParsedDocument, where: ParsedSentence, number: Number) -> Figure | None:
    tree = where.tree
    if tree is None or is_designation(tree, where.start, number) or _is_property(parsed, tree, number):
        return None
    behind = [t for t in tree if t.start >= number.end]
    first = _noun_run(behind)
    if not first:
        return None
    phrase = first + _measured(behind[len(first) :])
    span = parsed.span(number.start, phrase[-1].end)
    words = parsed.language.items
    category = words.category(span.text)
    if category in ("other", "political") and not _is_measured(parsed, phrase):
        return None
    item = Item(
        span,
        category=category,
        quantity=number.value,
        quantity_max=number.maximum,
        unit=words.unit(span.text, first[-1].text),
        approximate=number.approximate,
        bound=number.bound,
    )
    return Figure(number.outer_start, item)


def _is_property(parsed: ParsedDocument, tree: Sentence, number: Number) -> bool:
    """Whether the number tells a property of goods and no count: "drums with a capacity of 200 litres"."""
    before = [t for t in tree if t.end <= number.outer_start][-2:]
    if len(before) < 2 or before[1].text != "of" or before[0].pos != "NOUN":  # a noun and "of"
        return False
    noun = before[0].lemma
    language = parsed.language
    entry = language.items.nouns.get((noun,))
    is_goods = entry is not None and (
        entry.is_unit or entry.is_generic or entry.category not in (None, "other")
    )
    return not (is_goods or noun in language.packages.sums or ("noun", noun) in language.predicates)


def _is_measured(parsed: ParsedDocument, phrase: Sequence[Token]) -> bool:
    words = parsed.language.items
    entries = (words.nouns.get((words.plurals.singular(t.text.lower()),)) for t in phrase)
    return any(e is not None and e.is_unit for e in entries)


def _measured(behind: Sequence[Token]) -> list[Token]:
    """The of-phrase that ``behind`` opens with: "pairs **of winter boots**"."""
    second = _noun_run(behind[1:]) if behind and behind[0].text == "of" else []
    return [behind[0], *second] if second else []


def _noun_run(tokens: Sequence[Token]) -> list[Token]:
    """Adjectives, nouns and participles up to the last noun: "tracked transport vehicles"."""
    run: list[Token] = []
    for token in tokens:
        joined = token.text == "-" or (
            token.text == "and" and run and not run[-1].plural and run[-1].pos != "PROPN"
        )
        participle = token.form in ("participle", "gerund") and not (run and run[-1].plural)
        if not (token.pos in _IN_A_NOUN_PHRASE or joined or participle):
            break
        if run and run[-1].plural and token.pos in ("ADJ", "NUM"):
            break
        run.append(token)
    while run and run[-1].pos not in _NOUNS:
        run.pop()
    return run


def worth(item: Item, total: Item, *, text: str) -> Item:
    """The goods with the sum that they are worth; the phrase reaches to it."""
    start, end = min(item.span.start, total.span.start), max(item.span.end, total.span.end)
    span = replace(item.span, start=start, end=end, text=text[start:end])
    return replace(
        item,
        span=span,
        amount=total.amount,
        amount_max=total.amount_max,
        currency=total.currency,
        approximate=item.approximate or total.approximate,
    )


def _is_received_of(parsed: ParsedDocument, where: ParsedSentence, figure: Figure) -> bool:
    """Whether a figure stands before the verb, in what something is given of or to."""
    for clause in where.clauses:
        line = parsed.language.predicates.get(("verb", clause.lemma))
        takes = line is not None and line.does == "receipt"
        fronted = [
            o for o in clause.obliques if o.case in ("of", "out of") and o.start < clause.predicate.start
        ]
        for phrase in (*fronted, *(clause.subjects if takes else ())):
            tokens = clause.sentence.subtree(phrase)
            if tokens[0].start <= figure.start < tokens[-1].end:
                return True
    return False


def tells_of_whole(parsed: ParsedDocument, where: ParsedSentence, figure: Figure) -> bool:
    """Whether a figure is of a whole, not of what is given of it.

    It is what a fund has grown to ("raised the fund **to €6 million** with a tranche of …"), or what something is
    part or short of ("the first instalment **of a $30 million** loan", "**of the $30 million** needed 2 million
    came", "the **$30 million plan** received 2 million").
    """
    if where.tree is None:
        return False
    if _is_received_of(parsed, where, figure):
        return True
    grammar = parsed.language.grammar
    head = next((t for t in where.tree if figure.start <= t.start and t.case), None)
    above = where.tree.head(head) if head is not None else None
    if head is None or above is None:
        return False
    if head.start < figure.end and head.case == "to":
        return any(c.predicate.lemma in grammar.expanding for c in where.clauses)
    is_of = head.case == "of" and figure.end <= head.end
    return is_of and above.lemma in grammar.increments | grammar.missing
