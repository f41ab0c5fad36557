"""A document made ready for the rules: sentences, trees of those that the gate lets through, quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from tallystick.entities.dates import DateMention
from tallystick.entities.money import Money
from tallystick.entities.numbers import Number
from tallystick.entities.quantities import Quantities, find_quantities
from tallystick.languages import Language, Sentence
from tallystick.languages.grammar import possible_lemmas
from tallystick.languages.language import Parser
from tallystick.model import Block, BlockKind, Document, Span
from tallystick.reading.clauses import Clause, find_clauses
from tallystick.reading.gate import Gate
from tallystick.reading.quotations import Quotation, find_quotations
from tallystick.reading.sentences import READABLE, split_sentences

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True, eq=False)
class ParsedSentence:
    """One sentence of a document.

    Attributes:
        index: Its place among the document's sentences.
        start: Offset of its first character.
        end: Offset behind its last character.
        block: Index of the block (paragraph) it stands in.
        kind: What that block is.
        tree: Its parse; ``None`` where the gate saw nothing that could make a claim.
        clauses: The parse's clauses in text order.
    """

    index: int
    start: int
    end: int
    block: int
    kind: BlockKind
    tree: Sentence | None = None
    clauses: list[Clause] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class ParsedDocument:
    """A document with its sentences, quotations and figures; what every rule reads."""

    document: Document
    language: Language
    sentences: list[ParsedSentence]
    quotations: list[Quotation]
    quantities: Quantities

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def span(self, start: int, end: int) -> Span:
        """The exact span between two offsets."""
        return Span.of(self.document.text, start, end)

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that ``offset`` stands in, or of the last one before it."""
        return max(bisect_right(self.sentences, offset, key=lambda s: s.start) - 1, 0)

    def without_stop(self, where: ParsedSentence) -> Span:
        """The sentence without the stop at its end."""
        end = where.end
        while end > where.start + 1 and self.text[end - 1] in ".!?":
            end -= 1
        return self.span(where.start, end)

    def dates_in(self, start: int, end: int) -> tuple[DateMention, ...]:
        """The dates that begin inside ``[start, end)``, in order."""
        return _between(self.quantities.dates, start, end)

    def is_compared(self, date: DateMention) -> bool:
        """Whether a date only says with when something is compared: "twice as much **as last year**"."""
        before = self.text[: date.start].split()[-1:]
        compares = bool(before) and before[0].lower() in self.language.grammar.comparing
        return compares and date.relation == "on"  # "no later than May" compares nothing

    def money_in(self, start: int, end: int) -> tuple[Money, ...]:
        """The sums of money that begin inside ``[start, end)``, in order."""
        return _between(self.quantities.money, start, end)

    def is_in_sum(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies inside a sum of money, as its currency does."""
        before = bisect_right(self.quantities.money, start, key=lambda m: m.start)
        return before > 0 and end <= self.quantities.money[before - 1].end

    def numbers_in(self, start: int, end: int) -> tuple[Number, ...]:
        """The numbers that begin inside ``[start, end)``, in order."""
        return _between(self.quantities.numbers, start, end)

    def is_date(self, start: int, end: int) -> bool:
        """Whether a date touches ``[start, end)``."""
        return any(d.end > start for d in _between(self.quantities.dates, start - 40, end))

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that ``offset`` lies in, its marks included."""
        return next((q for q in self.quotations if q.outer_start <= offset < q.outer_end), None)


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_Found = TypeVar("_Found", bound=_Placed)


def _between(found: tuple[_Found, ...], start: int, end: int) -> tuple[_Found, ...]:
    first = bisect_left(found, start, key=lambda f: f.start)
    last = bisect_left(found, end, lo=first, key=lambda f: f.start)
    return found[first:last]


def parse_document(
    document: Document, blocks: Sequence[Block], language: Language, parser: Parser, gate: Gate
) -> ParsedDocument:
    """Split, gate and parse ``document``; deterministic."""
    text = document.text
    quotations = find_quotations(text, [b for b in blocks if b.kind in READABLE])
    sentences: list[ParsedSentence] = []
    for at, block in enumerate(blocks):
        for start, end in split_sentences(text, block, language.grammar):
            sentences.append(ParsedSentence(len(sentences), start, end, at, block.kind))
    quantities = find_quantities(text, language.quantities, published=document.published)
    parsed = ParsedDocument(document, language, sentences, quotations, quantities)
    _parse(parsed, parser, [s for s in sentences if gate.passes(text, s.start, s.end, quotations)])
    return parsed


def parse_further(parsed: ParsedDocument, parser: Parser, verbs: Collection[str]) -> None:
    """Parse sentences that the gate held back, which hold a number and a form of one of ``verbs``."""
    if not verbs:
        return
    grammar, text = parsed.language.grammar, parsed.text

    def tells(sentence: ParsedSentence) -> bool:
        words = {w.lower() for w in _WORD.findall(text, sentence.start, sentence.end)}
        is_told = any(lemma in verbs for word in words for lemma in possible_lemmas(word, grammar))
        return is_told and bool(parsed.numbers_in(sentence.start, sentence.end))

    _parse(parsed, parser, [s for s in parsed.sentences if s.tree is None and tells(s)])


def _parse(parsed: ParsedDocument, parser: Parser, sentences: Sequence[ParsedSentence]) -> None:
    pauses = parsed.quantities.pauses(parsed.text)
    trees = parser.parse(parsed.text, ((s.start, s.end) for s in sentences), pauses)
    for sentence, tree in zip(sentences, trees, strict=True):
        sentence.tree = tree
        sentence.clauses = find_clauses(tree, parsed.language.grammar)
