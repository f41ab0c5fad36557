"""Fragments: what a heading, a bullet or a sentence without a verb says is given.

Releases and registers write "Grant of 5 million euros for schools" or "20 trucks to Kenya" where prose would
write a sentence. Such a line is a promise when it names goods or money with a figure and a word for giving, or
when it begins with them and the sentences around it give.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tallystick.languages import Sentence, Token
from tallystick.model import Actor, Item
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.connections import Connections
from tallystick.reading.drafts import Draft, in_order, pledge
from tallystick.reading.figures import Figure, beside, figures_in, worth
from tallystick.reading.forces import Forces
from tallystick.reading.items import has_figure, read_items
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import Proposal

_HEADINGS = frozenset({"headline", "subheading"})
_BESIDE = frozenset({"relative", "attributive"})
_NO_GOODS = frozenset({"other", "political"})
_OPENING = 30
"""Characters before the figure that a line opens with: "Military items, including five …"."""


class Fragments:
    """Finds the promises that one document's verbless sentences make.

    Args:
        parsed: The document.
        actors: Its actors.
    """

    def __init__(self, parsed: ParsedDocument, actors: Actors) -> None:
        self._parsed = parsed
        self._actors = actors
        self._forces = Forces(parsed.language)
        self._connections = Connections(parsed.language.packages)

    def complete(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts with one more for each fragment that gives, in text order."""
        said: dict[int, int] = {}
        for draft in drafts:
            said.setdefault(draft.sentence, draft.claim.evidence.start)
        found = list(drafts)
        around = bool(drafts) or self._is_of_giving()
        for where in self._parsed.sentences:
            is_part = self._parsed.language.packages.opens_part(self._parsed.text, where.start)
            is_taken_up = is_part and bool(found)
            if where.tree is not None and not is_taken_up and not self._is_sentence(where):
                line = self._read(where, where.tree, said.get(where.index, where.end), around=around)
                if line is not None:
                    found.append(line)
        return in_order(found)

    def _is_of_giving(self) -> bool:
        """Whether the document speaks of giving anywhere, or is nothing but a list."""
        read = [w for w in self._parsed.sentences if w.tree is not None]
        gives = any(self._forces.gives(t) for w in read for t in w.tree or ())
        return gives or not any(self._is_sentence(w) for w in read)

    def _is_sentence(self, where: ParsedSentence) -> bool:
        """Whether a finite verb or an imperative heads it; what a relative clause says does not count."""
        own = [c for c in where.clauses if not any(x.link in _BESIDE for x in (c, *c.governors()))]
        # "20 trucks worth 3 million and announced in May": a participle in a list of what is said of goods.
        own = [c for c in own if c.link != "coordinate" or c.subjects or c.objects]
        finite = any(c.tense != "none" or c.modality for c in own)
        return finite or any(
            c.link == "root" and c.predicate.form == "base" and not _is_purpose(c) for c in own
        )

    def _read(self, where: ParsedSentence, tree: Sentence, end: int, *, around: bool) -> Draft | None:
        """What the line says up to ``end``, where a promise of its own begins ("which Kenya can spend on …")."""
        givings = [t for t in tree if t.start < end and self._forces.gives(t)]
        figures = [f for f in figures_in(self._parsed, where) if f.start < end]
        items = self._items(tree, givings, figures)
        opens = self._opens_with_goods(where, tree, figures)
        listed = around and where.kind not in _HEADINGS and opens
        if not items or not (givings or listed):
            return None
        claim = pledge(self._parsed.without_stop(where), items, self._recipients(tree))
        return Draft(Proposal(claim, "commitment.fragment"), claim, where.index)

    def _opens_with_goods(self, where: ParsedSentence, tree: Sentence, figures: Sequence[Figure]) -> bool:
        """Whether a line begins with counted goods, or with a sum and whom or what it is for."""
        first = next(iter(figures), None)
        if first is None:
            return False
        if any(f.is_sum and self._is_worth_of_goods(where, f) for f in figures):
            return True
        if first.start - where.start > _OPENING:
            return False
        if not first.is_sum:
            return first.item.category not in _NO_GOODS
        behind = [t for t in tree if t.start >= first.end]
        return any(t.case in self._parsed.language.grammar.recipient for t in behind)

    def _is_worth_of_goods(self, where: ParsedSentence, total: Figure) -> bool:
        """Whether goods stand before a sum that they are worth: "Tents and blankets **for a total of** €5 million"."""
        before = self._parsed.text[where.start : total.start]
        goods = self._parsed.language.items.category(before)
        return goods not in _NO_GOODS and self._connections.ends_in_total(before)

    def _items(self, tree: Sentence, givings: Iterable[Token], figures: Sequence[Figure]) -> list[Item]:
        """The goods behind a giving noun ("donation **of ten tents**") and every other figure of the line."""
        themes = [p for t in givings for p in tree.children(t, "nmod") if p.case == "of"]
        named = [i for i in read_items(self._parsed, tree, themes) if has_figure(i) or i.category != "other"]
        items = [*named, *(f.item for f in beside(figures, named))]
        return self._with_worth(sorted(items, key=lambda i: i.span.start))

    def _with_worth(self, items: Sequence[Item]) -> list[Item]:
        """Goods and the sum that follows as their worth are one item: "22 tents **worth €5 million**"."""
        found: list[Item] = []
        for item in items:
            before = found[-1] if len(found) == 1 and len(items) == 2 else None
            if before is not None and before.quantity is not None and item.amount is not None:
                between = self._parsed.text[before.span.end : item.span.start]
                if before.amount is None and self._connections.ends_in_worth(between):
                    found[-1] = worth(before, item, text=self._parsed.text)
                    continue
            found.append(item)
        return found

    def _recipients(self, tree: Sentence) -> tuple[Actor, ...]:
        behind = [t for t in tree if t.case in self._parsed.language.grammar.recipient]
        return self._actors.resolve_all(tree, [t for t in behind if self._actors.is_actor(tree, t)])


def _is_purpose(clause: Clause) -> bool:
    """Whether a plain infinitive is no imperative: "€5 million for clinics **to buy** drugs"."""
    return clause.sentence.child(clause.predicate, "aux") is not None
