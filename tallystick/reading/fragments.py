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
from tallystick.reading.connections import REACH, Connections
from tallystick.reading.drafts import Draft, in_order, pledge
from tallystick.reading.figures import Figure, beside, figures_in
from tallystick.reading.force import Forces
from tallystick.reading.items import has_figure, read_items
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import Proposal

_HEADINGS = frozenset({"headline", "subheading"})
_BESIDE = frozenset({"relative", "attributive"})
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
        finite = any(c.tense != "none" or c.modality for c in own)
        return finite or any(
            c.link == "root" and c.predicate.form == "base" and not c.infinitive for c in own
        )

    def _read(self, where: ParsedSentence, tree: Sentence, end: int, *, around: bool) -> Draft | None:
        """What the line says up to ``end``, where a promise of its own begins ("which Kenya can spend on …")."""
        givings = [t for t in tree if t.start < end and self._forces.gives(t)]
        figures = [f for f in figures_in(self._parsed, where) if f.start < end]
        items = self._items(tree, givings, figures)
        opens = self._opens_with_goods(where, tree, figures) or self._is_valued(where, figures)
        listed = around and where.kind not in _HEADINGS and opens
        if not items or not (givings or listed):
            return None
        claim = pledge(self._parsed.without_stop(where), items, self._recipients(tree))
        return Draft(Proposal(claim, "commitment.fragment"), claim, where.index)

    def _opens_with_goods(self, where: ParsedSentence, tree: Sentence, figures: Sequence[Figure]) -> bool:
        """Whether a line begins with counted goods, or with a sum and whom or what it is for."""
        first = next(iter(figures), None)
        if first is None or first.start - where.start > _OPENING:
            return False
        if not first.is_sum:
            return first.item.category not in ("other", "political")
        behind = [t for t in tree if t.start >= first.end]
        return any(t.case in self._parsed.language.grammar.recipient for t in behind)

    def _is_valued(self, where: ParsedSentence, figures: Sequence[Figure]) -> bool:
        """Whether the line says what its goods are worth: "ammunition for a total of 4 million euros"."""
        return any(
            f.is_sum
            and self._connections.ends_in_worth(
                self._parsed.text[max(where.start, f.start - REACH) : f.start]
            )
            for f in figures
        )

    def _items(self, tree: Sentence, givings: Iterable[Token], figures: Sequence[Figure]) -> list[Item]:
        """The goods behind a giving noun ("donation **of ten tents**") and every other figure of the line."""
        themes = [p for t in givings for p in tree.children(t, "nmod") if p.case == "of"]
        named = [i for i in read_items(self._parsed, tree, themes) if has_figure(i) or i.category != "other"]
        items = [*named, *(f.item for f in beside(figures, named))]
        return sorted(items, key=lambda i: i.span.start)

    def _recipients(self, tree: Sentence) -> tuple[Actor, ...]:
        behind = [t for t in tree if t.case in self._parsed.language.grammar.recipient]
        return self._actors.resolve_all(tree, [t for t in behind if self._actors.is_actor(tree, t)])
