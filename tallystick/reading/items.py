"""Items: what a noun phrase says is given, built or paid, with its figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from tallystick.entities.memberships import state_of
from tallystick.entities.money import Money, find_money
from tallystick.entities.numbers import Number
from tallystick.languages import Sentence, Token
from tallystick.model import Item, Span
from tallystick.model.shares import as_written
from tallystick.reading.extents import with_listed
from tallystick.reading.parsing import ParsedDocument

_BEYOND_THE_ITEM = frozenset(
    {"conj", "cc", "relcl", "appos", "parataxis", "advcl", "ccomp", "dep", "punct", "case"}
)
_THOUSAND = 1000


_TOLD_SINGLY = 50
"""Of more than so many, "the first of 300,000 doses" are some, and not one."""


def read_items(
    parsed: ParsedDocument, sentence: Sentence, heads: Iterable[Token], apart: Collection[Token] = ()
) -> list[Item]:
    """One item for each noun phrase in ``heads`` and for what they list ("equipment, including ten radars").

    Args:
        parsed: The document.
        sentence: The sentence the heads stand in.
        heads: Heads of noun phrases, coordinated ones already apart.
        apart: Words that the parser hung below them and that are none of theirs, nor are the other heads.
    """
    listed = (t for head in heads for t in with_listed(sentence, head, parsed.language.grammar.listing))
    measured = [_measure(parsed, sentence, token) for token in listed]
    found: dict[int, Item] = {}
    for token in measured:
        item = _item(parsed, sentence, token, (*apart, *measured))
        found.setdefault(item.span.start, item)
    return [found[start] for start in sorted(found)]


def _measure(parsed: ParsedDocument, sentence: Sentence, head: Token) -> Token:
    """What the goods are measured in, where the parser made the goods the head: "**50 tons** of flour".

    Goods with an article are a whole of their own: "3 tons of **the flour** that Peru promised".
    """
    above = sentence.head(head)
    is_whole = sentence.child(head, "det") is not None
    if above is None or is_whole or head.case != "of" or sentence.child(above, "num") is None:
        return head
    words = parsed.language.items
    entry = words.nouns.get((words.plurals.singular(above.lemma),))
    return above if entry is not None and entry.is_unit else head


def _item(parsed: ParsedDocument, sentence: Sentence, head: Token, apart: Collection[Token]) -> Item:
    start, end = item_extent(parsed, sentence, head, apart)
    end = _with_rate(parsed, sentence, end)
    figures = _figures(parsed, sentence, head, start, end)
    goods = _where_goods_begin(parsed, sentence, head, start, end)
    phrase = parsed.text[goods:end]
    members = next((t for t in sentence.children(head, "nmod") if t.case == "of"), None)
    behind = members is not None and head.start < goods <= members.start  # "its promise of 40 **wells**"
    named = members if head.pos == "NUM" or behind else head  # "8,580 **of the 40,000 Afghans**"
    is_noun = named is not None and named.start >= goods and named.pos != "PRON"  # not "250 of them"
    noun = named.text if named is not None and is_noun else None
    words = parsed.language.items
    is_of_sum = figures.share is not None and bool(parsed.money_in(start, end))
    is_money = figures.category == "money" or (figures.amount is not None and _is_money_alone(parsed, head))
    # A bare number ("the million") counts what was named before it.
    counts = figures.share is not None or (
        figures.quantity is not None and (head.pos != "NUM" or goods > start)
    )
    category = "money" if is_money else words.category(phrase, noun)
    if category == "other" and figures.currency is not None and _is_word_of_promise(parsed, head):
        category = "money"  # "its pledge of $40 million"
    return replace(
        figures,
        span=parsed.span(start, end),
        category=category,
        unit=words.unit(phrase, noun) if counts and not is_money and not is_of_sum else None,
    )


def _with_rate(parsed: ParsedDocument, sentence: Sentence, end: int) -> int:
    """Where an item ends whose figure is one of every year or month: "4 million trees **every year**"."""
    behind = parsed.text[end : sentence.end].lower()
    for rate in parsed.language.grammar.rates:
        if behind.startswith(f" {rate}") and not behind[len(rate) + 1 : len(rate) + 2].isalpha():
            return end + len(rate) + 1
    return end


def _where_goods_begin(parsed: ParsedDocument, sentence: Sentence, head: Token, start: int, end: int) -> int:
    """Where the goods are named: behind "56 per cent of", "1,200 of the 5,000" or "a batch of 880,000"."""
    found = parsed.numbers_in(start, end)
    share = next((n for n in found if n.share and n.end <= end), None)
    if share is not None:
        return share.end
    numbers = [n for n in found if n.end < end]
    behind = sentence.child(head, "nmod")
    is_time = behind is not None and parsed.is_date(behind.start, behind.end)  # "in the first half of 2022"
    bare = head.pos == "NUM" and behind is not None and not is_time
    inside = numbers and not bare and numbers[0].start > head.start
    return numbers[-1].end if numbers and (bare or inside) else start


def _figures(parsed: ParsedDocument, sentence: Sentence, head: Token, start: int, end: int) -> Item:
    """The figures of a phrase: a sum, a count, or a share with the count or sum that it is a share of."""
    span = parsed.span(start, end)
    money = next(iter(parsed.money_in(start, end)), None)
    numbers = [
        n
        for n in parsed.numbers_in(start, end)
        if n.end <= end
        and not is_designation(sentence, start, n)
        and not _counts_what_it_has(parsed, sentence, head, n)
    ]
    share = next((n for n in numbers if n.share), None)
    whole_of = _opens_with(parsed.text[start:end], parsed.language.grammar.wholes)
    numbers = [_without_particle(sentence, n) for n in numbers]
    counts = [n for n in numbers if not n.share and (share is None or n.start < share.start)]
    own = [n for n in counts if n.start <= head.start < n.end]  # "of the 40 trucks, **12** have arrived"
    counted = next(iter(own or counts), None)
    if share is not None and counted is None and (money is None or money.start > share.start):
        base = next((n.value for n in numbers if not n.share), None)
        whole = money.amount if money is not None else base
        return Item(
            span,
            share=as_written(share.value),
            share_max=None if share.maximum is None else as_written(share.maximum),
            share_of=whole,
            currency=money.currency if money is not None else None,
            approximate=share.approximate,
            bound=share.bound,
        )
    if whole_of and (money is not None or counted is not None):
        total = money.amount if money is not None else counted.value if counted is not None else None
        currency = money.currency if money is not None else None
        return Item(span, share=1.0, share_of=total, currency=currency)
    if counted is not None and _opens_with(parsed.text[start:end], parsed.language.grammar.ones):
        return Item(span, quantity=1 if counted.value <= _TOLD_SINGLY else None)
    if (
        money is not None
        and counted is not None
        and money.end >= end
        and _is_part_of(parsed, sentence, counted, money.start)
    ):
        return _out_of(counted, money, span)
    if money is not None:
        part = as_written(share.value) if share is not None else None
        if counted is not None and counted.end >= end and _is_part_of(parsed, sentence, money, counted.start):
            counted = None  # "25 million euros of its 100 million"
        if counted is not None and counted.start > money.start and _is_money_alone(parsed, head):
            counted = None  # "$3 million in two instalments": of the money nothing else is counted
        return Item(
            span,
            quantity=counted.value if counted is not None else None,
            amount=money.amount,
            amount_max=money.maximum,
            currency=money.currency,
            share=part,
            share_of=None if part is not None else _told_out_of(parsed, money, start, end),
            approximate=money.approximate,
            bound=money.bound,
        )
    if counted is not None:
        behind = next((n for n in counts if n.start >= counted.end), None)
        scale = 1 if behind is None else _shared_scale(parsed, sentence, counted, behind)
        return Item(
            span,
            quantity=counted.value * scale,
            quantity_max=None if counted.maximum is None else counted.maximum * scale,
            share_of=_told_out_of(parsed, counted, start, end),
            approximate=counted.approximate,
            bound=counted.bound,
        )
    return Item(span)


def _counts_what_it_has(parsed: ParsedDocument, sentence: Sentence, head: Token, number: Number) -> bool:
    """Whether a number counts what the goods have and not the goods: "a plan **with three parts**"."""
    word = next((t for t in sentence if number.start <= t.start < number.end), None)
    having = parsed.language.grammar.having
    for above in () if word is None or number.share else (word, *sentence.ancestors(word)):
        if above is head:
            return False
        if above.rel == "nmod" and above.case in having and above.i > head.i:
            return True
    return False


def _out_of(part: Number, whole: Money, span: Span) -> Item:
    """What a bare number out of a sum comes to: "300 million of its 450 million euros", "two of the 5 million"."""
    scale = _scale_of(whole.amount) if part.value < _THOUSAND else 1
    is_larger = whole.amount > part.value * scale
    return Item(
        span,
        category="money",
        amount=part.value * scale,
        amount_max=None if part.maximum is None else part.maximum * scale,
        currency=whole.currency,
        share_of=whole.amount if is_larger else None,
        approximate=part.approximate,
        bound=part.bound,
    )


def _told_out_of(parsed: ParsedDocument, part: Number | Money, start: int, end: int) -> float | None:
    """The whole that a figure is told as one out of: "210 **of the 500** boats", "3 tons **of its 90** tons"."""
    sums = [(m.start, m.amount) for m in parsed.money_in(start, end)]
    counts = [(n.start, n.value) for n in parsed.numbers_in(start, end) if not n.share]
    for at, whole in sorted((*counts, *sums), key=lambda told: (told[0], -told[1])):
        if at >= part.end:
            words = parsed.text[part.end : at].lower().split()
            words = words if not words or words[0] in parsed.language.items.complements else words[1:]
            is_out_of = len(words) == 2 and words[0] in parsed.language.items.complements
            is_larger = whole > (part.amount if isinstance(part, Money) else part.value)
            return (
                whole if is_out_of and words[1] in parsed.language.grammar.anaphoric and is_larger else None
            )
    return None


def _shared_scale(parsed: ParsedDocument, sentence: Sentence, part: Number, whole: Number) -> int:
    """The thousand or million that a part leaves to its whole: "**12** of the 22 **million** doses"."""
    in_words = any(letter.isalpha() for letter in parsed.text[whole.start : whole.end])
    is_part = _is_part_of(parsed, sentence, part, whole.start)
    scale = _scale_of(whole.value) if in_words and is_part and 1 < part.value < _THOUSAND else 1
    return scale if part.value * scale <= whole.value else 1


def _scale_of(amount: float) -> int:
    """The thousand, million or billion that a figure counts in."""
    scale = 1
    while amount >= scale * _THOUSAND:
        scale *= _THOUSAND
    return scale


def _is_part_of(parsed: ParsedDocument, sentence: Sentence, part: Number | Money, start: int) -> bool:
    """Whether a figure is told as one out of another that begins at ``start``.

    Between them may stand what says of which: "3 **of the promised** 10 billion".
    """
    words = parsed.text[part.end : start].lower().split()
    language = parsed.language
    between = [t for t in sentence if part.end <= t.start < start][1:]
    tells = all(t.lemma.lower() in language.grammar.anaphoric or t.form == "participle" for t in between)
    return bool(words) and words[0] in language.items.complements and tells


def _without_particle(sentence: Sentence, number: Number) -> Number:
    """The number without the word before it, where that is a verb's: "handed **over** 12" are twelve."""
    before = next((t for t in sentence if t.start == number.outer_start < number.start), None)
    if before is None or before.rel != "prt":
        return number
    return replace(number, outer_start=number.start, approximate=False, bound=None)


def item_extent(
    parsed: ParsedDocument, sentence: Sentence, head: Token, apart: Collection[Token] = ()
) -> tuple[int, int]:
    """Offsets of an item's phrase: with its of-phrases and worth, without relative clauses and recipients."""
    grammar = parsed.language.grammar
    is_sum = _is_money_alone(parsed, head)

    def beyond(token: Token) -> bool:
        if token.rel in _BEYOND_THE_ITEM or token in apart:
            return True
        if token.rel == "mod" and token.i > head.i and sentence.tokens[token.i - 1].text == ",":
            return True  # "40 tents, | fewer than the 60 of last year"
        if token.rel == "acl":
            return token.lemma not in grammar.worth
        if token.rel in ("nmod", "obl") and is_sum and token.case in grammar.reaching:
            return True  # "to €20 million | with a tranche of €4 million"
        return token.rel in ("nmod", "obl") and (
            token.case in grammar.recipient or token.case in grammar.listing
        )

    tokens = sentence.subtree(head, beyond)
    start, end = tokens[0].start, tokens[-1].end
    # A number or sum that the parser cut ("$500m", "1 million") belongs to the phrase as a whole.
    figures = [(m.start, m.end) for m in parsed.money_in(start - 25, end)]
    figures += [(n.start, n.end) for n in parsed.numbers_in(start - 25, end)]
    for first, last in figures:
        if last > start and first < end:
            start, end = min(start, first), max(end, last)
    end = min(max(end, head.end), sentence.end)
    if parsed.text[end - 1] == "." and any(last == end - 1 for _, last in figures):
        end -= 1  # the sentence's own stop, which the parser left at the sum
    return max(start, sentence.start), end


def is_designation(sentence: Sentence, start: int, number: Number) -> bool:
    """Whether a number behind a noun of its phrase names rather than counts: "package **16**", "Type **92**"."""
    before = [t for t in sentence if start <= t.start and t.end <= number.start]
    return bool(before) and before[-1].pos in ("NOUN", "PROPN") and not number.share


def _opens_with(phrase: str, openings: Iterable[str]) -> bool:
    return any(phrase.lower().startswith(f"{opening} ") for opening in openings)


def in_currency_of(parsed: ParsedDocument, item: Item, home: str | None) -> Item:
    """The item with the currency that its giver's country means by "crowns" or "dollars".

    Args:
        parsed: The document.
        item: An item, with or without money.
        home: Id of who gives; only a state and its parts have a currency.
    """
    state = state_of(home) if home is not None else None
    if item.amount is None or state is None:
        return item
    words = parsed.language.quantities
    found = find_money(item.span.text, words.numbers, words.money, home=state)
    known = [m for m in found if m.currency is not None]
    is_part = item.currency is None and len(known) == 1  # "3 of the 40 billion kroner"
    same = next((m for m in known if m.amount == item.amount or is_part), None)
    return replace(item, currency=same.currency) if same is not None else item


def _is_money_alone(parsed: ParsedDocument, head: Token) -> bool:
    """Whether the phrase's head is part of the sum itself, so that nothing but money is named."""
    return any(m.end > head.start for m in parsed.money_in(head.start - 40, head.end))


def _is_word_of_promise(parsed: ParsedDocument, head: Token) -> bool:
    line = parsed.language.predicates.get(("noun", head.lemma))
    return line is not None and line.does.startswith("commit")


def has_figure(item: Item) -> bool:
    """Whether the item states a number, a sum or a share."""
    return item.quantity is not None or item.amount is not None or item.share is not None


def names_goods(parsed: ParsedDocument, item: Item, head: str) -> bool:
    """Whether the item is something that can be given: it has a figure, a category, or is help of some kind."""
    if has_figure(item) or item.category != "other":
        return True
    words = parsed.language.items
    last = item.span.text.split()[-1]  # "a list of tools"
    entries = [words.nouns.get((words.plurals.singular(noun.lower()),)) for noun in (head, last)]
    is_help = any(entry is not None and entry.is_generic for entry in entries)
    return is_help or ("noun", head.lower()) in parsed.language.predicates


def with_figure(item: Item, figure: Money | Number, span: Span) -> Item:
    """The item with another figure in place of its own, told at ``span``: more of the same."""
    bare = replace(
        item, span=span, quantity=None, quantity_max=None, amount=None, amount_max=None, currency=None, share=None,
        share_max=None, share_of=None, approximate=figure.approximate, bound=figure.bound,
    )  # fmt: skip
    if isinstance(figure, Money):
        return replace(
            bare, category="money", unit=None, amount=figure.amount, amount_max=figure.maximum,
            currency=figure.currency,
        )  # fmt: skip
    return replace(bare, quantity=figure.value, quantity_max=figure.maximum)
