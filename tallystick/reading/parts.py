"""Parts: what a package holds and what goods are worth, where the words stand outside the phrase that is promised.

A package is one promise: what it "includes" are its items, and the sum it is worth is the first of them, in its own
sentence or in one that takes it up ("This includes …"). A part that words of its own give away ("of this, 6 million go
to …") is a promise of its own by the same actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tallystick.languages import Sentence, Token
from tallystick.model import Commitment, Delivery, Item
from tallystick.reading.clauses import Clause
from tallystick.reading.connections import REACH, Connections
from tallystick.reading.drafts import Draft, in_order, pledge
from tallystick.reading.extents import extent
from tallystick.reading.figures import Figure, beside, figures_in, tells_of_whole, worth
from tallystick.reading.items import has_figure, in_currency_of, read_items
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import Proposal
from tallystick.reading.speech import Sources

_GIVING = frozenset({"package", "transfer"})


class Parts:
    """Completes the proposals of one document by what its packages hold.

    Args:
        parsed: The document.
        sources: Whose words its stretches are.
    """

    def __init__(self, parsed: ParsedDocument, sources: Sources) -> None:
        self._parsed = parsed
        self._sources = sources
        self._words = parsed.language.packages
        self._copulas = parsed.language.grammar.copulas
        self._connections = Connections(self._words)

    def complete(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Add items to the drafts; the drafts and the promises that later words add to them, in text order."""
        found: list[Draft] = []
        for where in self._parsed.sentences:
            own = [d for d in drafts if d.sentence == where.index]
            self._mend(where, own)
            package = next((d for d in reversed(found) if d.gives), None)
            found += own
            spare = beside(figures_in(self._parsed, where), (i for d in own for i in d.claim.items))
            spare = [f for f in spare if not tells_of_whole(self._parsed, where, f)]
            giving = [d for d in own if d.gives]
            if giving and all(map(_is_for_goods, giving)):
                spare = [f for f in spare if f.is_sum]
            if giving:
                coming = [
                    f for f in spare if self._connections.is_under_way(self._parsed.text[f.end : where.end])
                ]
                found += [self._part(where, giving[-1], [f], comes=True) for f in coming]
                spare = [f for f in spare if f not in coming]
                spare = self._within(where, giving, spare)
                partial = [f for f in spare if f.is_sum and self._is_partial(where, f)]
                found += [self._part(where, package or giving[-1], [f]) for f in partial]
                spare = [f for f in spare if f not in partial]
            if where.tree is not None:
                found += self._taken_up(where, package, spare, alone=not own)
        return in_order(found)

    def _mend(self, where: ParsedSentence, own: Sequence[Draft]) -> None:
        """Give numbers whose noun the parser lost their noun: "**30** Bushmaster protected mobility vehicles"."""
        counts = [f for f in figures_in(self._parsed, where) if not f.is_sum]
        for draft in own:
            for item in draft.claim.items:
                bare = item.quantity is not None and item.category == "other" and item.amount is None
                whole = next(
                    (f for f in counts if item.span.start <= f.item.span.start < item.span.end), None
                )
                if bare and whole is not None and whole.item.quantity == item.quantity:
                    draft.exchange(item, whole.item)

    # -- in the sentence of the promise ------------------------------------------------------------------

    def _within(
        self, where: ParsedSentence, giving: Sequence[Draft], spare: Sequence[Figure]
    ) -> list[Figure]:
        """Give the promises of a sentence the figures that belong to them; what is left."""
        left: list[Figure] = []
        listing: Draft | None = None
        for figure in spare:
            owner = self._owner(giving, figure)
            if owner is None:
                left.append(figure)
                continue
            nearest = max(
                (i.span.end for i in owner.claim.items if i.span.end <= figure.start), default=where.start
            )
            between = self._parsed.text[nearest : figure.start]
            if figure.is_sum and self._connections.ends_in_worth(between):
                self._value(owner, figure)
            elif owner.claim.evidence.start <= figure.start < owner.claim.evidence.end:
                owner.take([self._at_home(figure, owner)])
            elif figure.start < owner.claim.evidence.start:
                owner.take([self._at_home(figure, owner)], first=True)
            elif (
                self._connections.lists(between)
                or self._is_held(where, owner, figure)
                or (listing is owner and _joins(between))
            ):
                owner.take([self._at_home(figure, owner)])
                listing = owner
            elif self._is_coordinated(where, owner, figure, between):
                owner.take([self._at_home(figure, owner)])
            else:
                left.append(figure)
        return left

    def _is_held(self, where: ParsedSentence, owner: Draft, figure: Figure) -> bool:
        """Whether a clause says that the package holds it: "aid, **which includes** rice and **ten trucks**"."""
        evidence = owner.claim.evidence
        for clause in where.clauses:
            subjects = clause.subjects if clause.own_subject and clause.tense != "none" else []
            noun = clause.noun if clause.link == "relative" else next(iter(subjects), None)
            if noun is None or not self._holds(clause):
                continue
            start, end = extent(clause.sentence, noun, ("relcl",))
            held = start < evidence.end and evidence.start < end
            if held and clause.predicate.end <= figure.start < extent(clause.sentence, clause.predicate)[1]:
                return True
        return False

    def _owner(self, giving: Sequence[Draft], figure: Figure) -> Draft | None:
        before = [d for d in giving if d.claim.evidence.start <= figure.start]
        around = [d for d in before if figure.end <= d.claim.evidence.end]
        if around:
            return min(around, key=lambda d: d.claim.evidence.end - d.claim.evidence.start)
        for draft in giving:  # "$2 million in | grants awarded to Kenya"
            between = self._parsed.text[figure.end : draft.claim.evidence.start]
            if figure.is_sum and self._connections.measures(between):
                return draft
        return max(before, key=lambda d: d.claim.evidence.start, default=None)

    def _is_coordinated(self, where: ParsedSentence, owner: Draft, figure: Figure, between: str) -> bool:
        """Whether a list goes on behind an item: "40 trucks for Kenya, **ten radars** and …"."""
        if where.tree is None or _is_subject(where.tree, figure):
            return False
        if self._connections.joins(between) or self._lists(where.tree, figure, between):
            return True
        alike = figure.is_sum and any(i.amount is not None for i in owner.claim.items)
        behind = self._parsed.text[figure.end : figure.end + REACH]
        return alike and self._connections.ends_in_joint(between) and self._connections.opens_purpose(behind)

    def _lists(self, tree: Sentence, figure: Figure, between: str) -> bool:
        """Whether nothing but nouns stands since the item before, in a list: ", ammunition and **two tons** of …"."""
        start = figure.start - len(between)
        verbs = (t for t in tree if start <= t.start < figure.start and t.pos in ("VERB", "AUX"))
        is_near = len(between) <= 2 * REACH and self._connections.ends_in_joint(between)
        return is_near and not figure.is_sum and next(verbs, None) is None

    def _is_partial(self, where: ParsedSentence, figure: Figure) -> bool:
        """Whether a sum is said to be a part of another one: "45 million **of this**"."""
        before = self._parsed.text[max(where.start, figure.start - REACH) : figure.start]
        behind = self._parsed.text[figure.end : min(where.end, figure.end + REACH)]
        return self._words.opens_part(behind.lstrip()) or self._connections.ends_in_part(before)

    def _value(self, owner: Draft, figure: Figure) -> None:
        """Say what goods are worth: one item's own sum, or the sum of several, which stands first."""
        total = self._at_home(figure, owner)
        items = owner.claim.items
        if len(items) == 1 and items[0].amount is None and items[0].span.end <= figure.start:
            owner.exchange(items[0], worth(items[0], total, text=self._parsed.text))
        else:
            owner.take([total], first=True)

    def _at_home(self, figure: Figure, owner: Draft) -> Item:
        return in_currency_of(self._parsed, figure.item, owner.home)

    # -- in a later sentence -----------------------------------------------------------------------------

    def _taken_up(
        self, where: ParsedSentence, package: Draft | None, spare: Sequence[Figure], *, alone: bool
    ) -> list[Draft]:
        """What a sentence says of the package before, or of one that only it names.

        Args:
            where: The sentence.
            package: The nearest promise before it.
            spare: Its figures that no promise of its own holds.
            alone: Whether it makes no promise of its own.
        """
        if package is not None and alone:
            own = [f for f in spare if self._is_apposed(where, f)] or self._counted(where, package, spare)
            if own:
                return [self._part(where, package, own[:1])]
        if self._held(where, package, spare):
            return []
        sums = [f for f in spare if f.is_sum]
        if package is not None and sums and self._tells_worth(where, sums[0]):
            package.take([self._at_home(sums[0], package)], first=True)
            return []
        parts = self._recorded(where, spare)
        if package is None:
            parts = parts or (self._told(where, spare) if alone else [])
        elif alone and self._words.opens_part(self._parsed.text, where.start):
            parts = list(spare)
        elif alone and not parts:
            first = next((f.start for f in sums if self._is_partial(where, f)), where.end)
            parts = [f for f in sums if f.start >= first or self._is_anaphoric(where, f)]
        else:
            parts = parts or [f for f in sums if self._is_anaphoric(where, f)]
        return [self._part(where, package, parts)] if parts else []

    def _held(self, where: ParsedSentence, package: Draft | None, spare: Sequence[Figure]) -> bool:
        """Give the package what a clause says it holds; whether one does."""
        for clause in where.clauses:
            if (
                package is not None
                and (self._holds(clause) or self._introduces(clause, spare))
                and self._takes_up(clause.subjects or clause.objects)
            ):
                package.take(self._parts_of(clause, package, spare))
                return True
        return False

    def _is_apposed(self, where: ParsedSentence, figure: Figure) -> bool:
        """Whether a sum stands right behind the plan that it is the worth of: "**The plan, worth** €2 million, …"."""
        if where.tree is None or not figure.is_sum:
            return False
        nouns = [t for t in where.tree if t.pos == "NOUN" and t.end < figure.start]  # parsers hang it anyhow
        between = self._parsed.text[nouns[-1].end : figure.start] if nouns else ""
        if not between.startswith(",") or not self._connections.ends_in_worth(between):
            return False
        return self._is_promise(where.tree, nouns[-1])

    def _is_promise(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun takes up what was promised: "**the** plan", "**this** pledge"."""
        line = self._parsed.language.predicates.get(("noun", noun.lemma))
        determiners = {t.lemma for t in sentence.children(noun, "det")}
        is_known = bool(determiners & self._parsed.language.grammar.anaphoric)
        return is_known and line is not None and line.does.startswith(("commit", "package"))

    def _counted(self, where: ParsedSentence, package: Draft, spare: Sequence[Figure]) -> list[Figure]:
        """How many it is of what was told without a number: "The first batch has arrived. **It is 50,000 masks**"."""
        items = package.claim.items
        if len(spare) != 1 or any(map(has_figure, items)):
            return []
        for clause in where.clauses:
            is_copula = clause.lemma in self._copulas and not clause.negated and not clause.modality
            pronouns = all(
                t.pos == "PRON" and t.text.lower() in self._words.anaphors for t in clause.subjects
            )
            if is_copula and clause.subjects and pronouns:
                told = [f for f in spare if any(f.start <= t.start < f.end for t in clause.attributes)]
                return [f for f in told if any(f.item.category == i.category for i in items)]
        return []

    def _told(self, where: ParsedSentence, spare: Sequence[Figure]) -> list[Figure]:
        """The figures of a sentence that says what a package named only there holds or is worth."""
        for clause in where.clauses:
            subjects = clause.subjects or clause.objects
            recorded = any(t.lemma in self._words.recorders for t in subjects)
            nouns = [t for t in subjects if t.text.lower() not in self._words.anaphors]
            named = recorded or self._takes_up(nouns)
            behind = [f for f in spare if f.start >= clause.predicate.end]
            if named and behind and (self._holds(clause) or self._tells_worth(where, behind[0])):
                return behind
        return []

    def _is_anaphoric(self, where: ParsedSentence, figure: Figure) -> bool:
        """Whether a sum takes up what was told: "**this** 2 million", "the **remaining** 3 million"."""
        before = self._parsed.text[max(where.start, figure.start - REACH) : figure.start]
        return self._connections.takes_up(before)

    def _recorded(self, where: ParsedSentence, spare: Sequence[Figure]) -> list[Figure]:
        """The figures that a register says it holds: "we report the 8 million for the clinics"."""
        for clause in where.clauses:
            by_us = any(t.lemma.lower() in self._words.recorders for t in (*clause.subjects, *clause.objects))
            if by_us and clause.lemma in self._words.recording and not clause.negated:
                return [f for f in spare if f.start >= clause.predicate.end]
        return []

    def _holds(self, clause: Clause) -> bool:
        is_of_goods = clause.lemma in self._copulas and any(t.plural for t in clause.attributes)
        return (clause.lemma in self._words.holding or is_of_goods) and not clause.negated

    def _introduces(self, clause: Clause, spare: Sequence[Figure]) -> bool:
        """Whether a copula only opens a list: "The distribution is the following: €2 million for 2024, …"."""
        behind = next((f.start for f in spare if f.start >= clause.predicate.end), None)
        if behind is None or clause.lemma not in self._copulas:
            return False
        return self._parsed.text[clause.predicate.end : behind].rstrip().endswith(":")

    def _takes_up(self, subjects: Iterable[Token]) -> bool:
        """Whether a subject stands for a package: "this", "the first", "the package", "it"."""
        for token in subjects:
            line = self._parsed.language.predicates.get(("noun", token.lemma))
            entry = self._parsed.language.items.nouns.get((token.lemma,))
            measures = entry is not None and (entry.is_unit or entry.is_generic)
            if (
                token.text.lower() in self._words.anaphors
                or measures
                or (line is not None and line.does in _GIVING)
            ):
                return True
        return False

    def _parts_of(self, clause: Clause, package: Draft, spare: Sequence[Figure]) -> list[Item]:
        """What a package holds: the phrases behind the verb, and figures that the parse has lost."""
        phrases = clause.objects if not clause.passive else []
        of_phrases = [o for o in clause.obliques if o.case in self._words.holding_of]
        phrases = [*phrases, *of_phrases, *(clause.attributes if clause.lemma in self._copulas else ())]
        phrases = [t for t in phrases if t not in clause.subjects and t.start > clause.predicate.start]
        tree = clause.sentence
        items = [i for i in read_items(self._parsed, tree, phrases) if has_figure(i) or i.category != "other"]
        behind = [f for f in spare if f.start >= clause.predicate.end]
        items += [f.item for f in beside(behind, items)]
        items.sort(key=lambda i: i.span.start)
        return [in_currency_of(self._parsed, i, package.home) for i in items]

    def _tells_worth(self, where: ParsedSentence, figure: Figure) -> bool:
        """Whether a clause says how much: "The value of the package is $5 million", "It is worth $5 million"."""
        for clause in where.clauses:
            named = [t for t in (*clause.subjects, *clause.objects) if t.start < figure.start]
            is_sum = any(t.lemma in self._words.sums and self._is_of_package(clause, t) for t in named)
            between = self._parsed.text[clause.predicate.start : figure.start]
            if is_sum and clause.predicate.end <= figure.start:
                return True
            if (
                clause.predicate.end <= figure.start
                and self._takes_up(named)
                and self._connections.ends_in_worth(between)
            ):
                return True
        return False

    def _is_of_package(self, clause: Clause, noun: Token) -> bool:
        """Whether a sum is a package's or nobody's: "the value", "the value of the package"."""
        owners = [t for t in clause.sentence.children(noun, "nmod") if t.case == "of"]
        words = self._parsed.language.items
        is_of_goods = any(words.category(t.text) != "other" for t in owners)
        return not owners or is_of_goods or self._takes_up(owners)

    def _part(
        self, where: ParsedSentence, package: Draft | None, spare: Sequence[Figure], *, comes: bool = False
    ) -> Draft:
        """A promise of its own out of a package: its actors are the package's.

        Args:
            where: The sentence.
            package: What it is a part of, if anything.
            spare: Its figures.
            comes: Whether it is still to come, whatever became of the rest.
        """
        evidence = self._parsed.without_stop(where)
        statement = self._sources.at(spare[0].start)
        claim: Commitment | Delivery = pledge(evidence, (f.item for f in spare))
        if package is not None:
            items = tuple(self._at_home(f, package) for f in spare)
            if comes:
                claim = replace(
                    pledge(evidence, items, package.claim.recipients), actors=package.claim.actors
                )
            else:
                claim = replace(package.claim, evidence=evidence, items=items, date=None, cumulative=False)
        if isinstance(claim, Commitment):
            claim = replace(claim, deadline=None, condition=None)
        source, cue = (statement.source, statement.cue) if statement else (None, None)
        claim = replace(claim, source=source, cue=cue)
        kind = "delivery" if isinstance(claim, Delivery) else "commitment"
        return Draft(Proposal(claim, f"{kind}.part"), claim, where.index)


def _is_subject(tree: Sentence, figure: Figure) -> bool:
    """Whether the figure's phrase is what another clause speaks of: "… and 12 civilians were killed"."""
    inside = [t for t in tree if figure.item.span.start <= t.start < figure.item.span.end]
    return any(t.rel in ("subj", "subj:pass") for t in inside)


def _joins(between: str) -> bool:
    """Whether a list goes on: nothing but a few words since the last figure."""
    return len(between) <= REACH and not re.search(r"[.;!?]\s", between)


def _is_for_goods(draft: Draft) -> bool:
    """Whether only unnamed money is given, so that goods beside it are what it is for: "the money for 800 tents"."""
    items = draft.claim.items
    return bool(items) and all(i.category == "money" and not has_figure(i) for i in items)
