"""Goods: the items of a frame, with what the document said of them before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallystick.languages import Sentence, Token
from tallystick.model import Actor, Item
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.extents import extent
from tallystick.reading.figures import Figure, figures_in
from tallystick.reading.force import Force
from tallystick.reading.forces import CONTENT, Forces
from tallystick.reading.frame import Frame
from tallystick.reading.items import has_figure, in_currency_of, names_goods, read_items, with_figure
from tallystick.reading.more import More
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.refused import REFUSED, refused_items
from tallystick.reading.shares import Shares, says_the_same

_LEAST_SUM = 1000
"""A bare number from here on, behind a sum, is a sum: "promised 30 million kroner, **20 million** were paid"."""

_UNNAMED = ("other", "political")
"""Categories of what is called by no name of its own."""

_HANDING_OVER = frozenset({"transfer", "announce", "commit.pledge", "commit.commitment"})


class Goods:
    """Reads the items of one document's frames, in the order of the text."""

    def __init__(self, parsed: ParsedDocument, actors: Actors, forces: Forces) -> None:
        self._parsed = parsed
        self._actors = actors
        self._forces = forces
        self._shares = Shares(parsed)
        self._more = More(parsed, actors)
        self._promised: Item | None = None
        self._promisor: str | None = None
        self._counted: Item | None = None
        self._paid: Item | None = None
        self._spoken: Item | None = None

    def items(self, frame: Frame, force: Force, taken: set[int]) -> list[Item]:
        """The frame's items; none where nothing countable or checkable is named.

        Args:
            frame: The frame.
            force: How it is put forward.
            taken: Tokens that another frame has used.
        """
        if frame.does == REFUSED:
            return refused_items(self._parsed, frame.tree, frame.themes)
        if self._is_elided(frame, force):
            return [Item(self._parsed.span(frame.head.start, frame.head.end))]
        themes = [t for t in frame.themes if t.i not in taken and not self._says_of_what(frame, t)]
        themes += self._purposes(frame, themes)
        sides = [*frame.recipients, *(frame.givers if frame.does == "receipt" else ())]
        items = [i for i in read_items(self._parsed, frame.tree, themes, sides) if not self._is_name(i)]
        denied = [t for t in frame.clause.denied if t not in themes] if frame.clause is not None else []
        denied = denied or self._undenied(frame, themes)
        items = [i for i in items if not any(i.span.start <= t.start < i.span.end for t in denied)]
        items = [self._whole_promised(frame, force, item) for item in items]
        items += self._more.of(frame, items)
        if force.stage == "refusal" and frame.does.startswith("commit"):
            items = [item for item in items if self._can_be_given(frame, item, themes)]
        if any(self._is_checkable(frame, item, themes) for item in items):
            return items
        governed = frame.does == "achievement" and force.kind == "commitment" and bool(force.through)
        if governed and not (self._grows(frame) and all(i.category == "political" for i in items)):
            return items
        return self._lost(frame) if not frame.themes else []

    def _whole_promised(self, frame: Frame, force: Force, item: Item) -> Item:
        """The figure that "promised" stands behind, not what came of it: "1,500 of **4,000 promised** pumps"."""
        is_before = frame.clause is None and item.span.start < frame.head.start < item.span.end
        above = [
            c
            for c in (frame.clause, *force.clauses)
            if c is not None and c.link in ("relative", "attributive")
        ]
        is_told = any(
            item.span.end <= c.predicate.start for c in above
        )  # "12 of the **48 trucks** it promised"
        told = force.kind == "commitment" and is_told
        end = frame.head.start if is_before else item.span.end
        numbers = self._parsed.numbers_in(item.span.start, end) if is_before or told else ()
        if len(numbers) < 2 or item.quantity != numbers[0].value:
            return item
        whole = numbers[-1]
        return replace(
            with_figure(item, whole, self._parsed.span(whole.start, item.span.end)), unit=item.unit
        )

    def _says_of_what(self, frame: Frame, theme: Token) -> bool:
        """Whether a phrase only says what is part of what: "$3 million, **the first part of** a $30 million loan"."""
        has_whole = any(t.case == "of" for t in frame.tree.children(theme, "nmod"))
        if theme is frame.themes[0] or theme.rel == "conj" or not has_whole:
            return False
        before = self._parsed.text[: extent(frame.tree, theme)[0]].rstrip()
        return before.endswith(",") and theme.lemma in self._parsed.language.grammar.increments

    def _undenied(self, frame: Frame, themes: Sequence[Token]) -> list[Token]:
        """What stands beside what alone is denied: "not half **but a third**"."""
        if frame.clause is None or not themes or not all(t in frame.clause.denied for t in themes):
            return []
        return [t for t in frame.clause.objects if t not in frame.clause.denied]

    def _is_elided(self, frame: Frame, force: Force) -> bool:
        """Whether what was promised before is left out: "Canada, which pledged $15 million, has yet **to pay**"."""
        clause = frame.clause
        fails = force.kind == "delivery" and force.negated and frame.does == "transfer"
        return fails and clause is not None and not (frame.themes or clause.objects or clause.obliques)

    def _lost(self, frame: Frame) -> list[Item]:
        """Figures under the verb that the parser did not make its object: "contributes **up to 70 million**"."""
        if frame.clause is None or frame.does not in _HANDING_OVER:
            return []
        parts = [
            t for t in frame.clause.objects if t.pos == "NUM" and frame.tree.child(t, "nmod") is not None
        ]
        if parts:  # "sent **750 of the 1,000 officers**"
            return read_items(self._parsed, frame.tree, parts, frame.recipients)
        behind = [f for f in figures_in(self._parsed, frame.where) if f.start >= frame.head.end]
        return [f.item for f in behind if self._verb_above(frame.tree, f) is frame.head]

    def _verb_above(self, tree: Sentence, figure: Figure) -> Token | None:
        inside = (t for t in tree if figure.item.span.start <= t.start < figure.end)
        first = next(inside, None)
        above = tree.ancestors(first) if first is not None else ()
        return next((t for t in above if t.pos in ("VERB", "AUX")), None)

    def settle(
        self, frame: Frame, force: Force, items: Sequence[Item], givers: Sequence[Actor]
    ) -> list[Item]:
        """The items with figures that they take from the promise told before, which they may now become.

        Args:
            frame: The frame.
            force: How it is put forward.
            items: What ``items`` gave.
            givers: Who gives; the "crowns" or "dollars" of a single one are meant.
        """
        promisor = givers[0].id if givers else None
        home = promisor if len({giver.id for giver in givers}) == 1 else None
        settled: list[Item] = []
        others = self._promisor not in (None, promisor) and (force.stage == "refusal" or self._is_own(frame))
        taken_up = items if others else self._taken_up(frame, items)
        for stated in self._pointed_at(frame, taken_up):
            item = in_currency_of(self._parsed, stated, home)
            if force.kind == "delivery":
                item = self._shares.whole(item, self._promised)
            settled.append(self._shares.complete(frame, self._named(frame, item), self._promised))
            if item.amount is not None:
                self._paid = item
            elif item.unit is not None and item.category != "money":
                self._counted, self._paid = item, None
        settled = self._as_changed(frame, self._joined(settled))
        promised = next((i for i in settled if has_figure(i)), None)
        if force.kind == "commitment" and promised is not None and promised.share is None:
            self._promised, self._promisor = promised, promisor
        return settled

    def speak_of(self, frame: Frame) -> None:
        """Remember what goods a frame is about, also where nobody puts it forward: "no accord on **nurses**"."""
        for item in read_items(self._parsed, frame.tree, frame.themes, frame.recipients):
            if item.category not in _UNNAMED:
                self._spoken = item

    def _as_changed(self, frame: Frame, items: list[Item]) -> list[Item]:
        """What a promise was changed to: "raised its pledge from 100 million **to 150 million euros**"."""
        if frame.clause is None or not self._forces.changes_promise(frame.clause):
            return items
        figures = [_upper(item) for item in items if has_figure(item)]
        counted = [
            item for item in figures if item.share is None
        ]  # "cut its promise of 400 tents **by a quarter**"
        return counted or figures or items

    def _joined(self, items: list[Item]) -> list[Item]:
        """A share and the figure that says the same are one item: "52 percent, **or 524,000 shells**"."""
        found: list[Item] = []
        for item in items:
            before = found[-1] if found else None
            only_share = before is not None and before.share is not None and _is_uncounted(before)
            if before is not None and only_share and item.share is None and has_figure(item):
                between = self._parsed.text[before.span.end : item.span.start].strip(" \n,–—-")
                if between in self._parsed.language.grammar.restating:
                    whole = before.share_of or _whole(self._promised, item)
                    found[-1] = replace(item, share=before.share, share_of=whole)
                    continue
            restates = item.share is not None and item.share_of is not None
            if before is not None and restates and says_the_same(before, item.share or 0, item.share_of or 0):
                found[-1] = replace(before, share=item.share, share_of=item.share_of)
                continue
            found.append(item)
        return found

    def _purposes(self, frame: Frame, themes: list[Token]) -> list[Token]:
        """What something announced is for: "a coalition **to supply missiles**"."""
        if frame.does not in ("announce", "achievement"):
            return []
        tree = frame.tree
        around = [t for theme in themes for t in (theme, *tree.children(theme, "nmod"))]
        nouns = {t.i for t in around if self._forces.noun(t) is None}
        found: list[Token] = []
        for clause in frame.where.clauses:
            verb = self._forces.verb(clause)
            if verb is None or verb.does not in CONTENT or not clause.infinitive:
                continue
            if clause.noun is not None and clause.noun.i in nouns:
                found += [t for t in clause.objects if not self._actors.is_actor(tree, t)]
                found += [t for t in clause.obliques if t.case == "with"]
                frame.recipients += self._receiving(frame, clause)
        return found

    def _receiving(self, frame: Frame, clause: Clause) -> list[Token]:
        """Who gets what something announced is for: "a coalition to supply missiles **to Kenya**"."""
        recipient = self._parsed.language.grammar.recipient
        behind = [*clause.obliques, *(t for o in clause.objects for t in frame.tree.children(o, "nmod"))]
        named = [*clause.indirect, *(t for t in behind if t.case in recipient)]
        return [t for t in named if t not in frame.recipients and self._actors.is_actor(frame.tree, t)]

    def _is_name(self, item: Item) -> bool:
        """Whether the phrase is nothing but a name or a time: "€200 million and **Qatar** $75 million"."""
        last = item.span.text.split()[-1].lower()
        if not has_figure(item) and last in self._parsed.language.grammar.time_nouns:
            return True
        names = self._actors.names_in(item.span.start, item.span.end)
        return not has_figure(item) and any(n.end - n.start == len(item.span.text) for n in names)

    def _is_checkable(self, frame: Frame, item: Item, themes: Sequence[Token]) -> bool:
        head = next((t for t in themes if item.span.start <= t.start < item.span.end), None)
        line = self._forces.noun(head) if head is not None else None
        says_itself = head is not None and frame.tree.child(head, "acl") is not None
        promises = line is not None and line.does.startswith(("commit", "package")) and not says_itself
        if head is not None and self._is_all_or_none(head):
            return True  # "promised 40 trucks, but none came": what was promised is known when it is settled
        if frame.does in ("transfer", "receipt", "arrival", "support", "light"):
            return names_goods(self._parsed, item, head.lemma if head is not None else "")
        if has_figure(item):
            return True
        if (
            frame.does == "achievement"
            and head is not None
            and head.lemma in self._parsed.language.events.nouns
        ):
            return False  # "opened a summit", "cut ties": an event, no goods
        if item.category != "other":
            return item.category != "political" or not self._grows(frame)
        if head is not None and head.pos == "PRON":
            return self._promised is not None
        if frame.does == "announce" and head is not None and self._forces.gives(head):
            return True
        return promises and (frame.does.startswith("commit") or frame.does in ("fail", "achievement"))

    def _is_all_or_none(self, head: Token) -> bool:
        """Whether a pronoun says of what was promised before that all or none of it is meant."""
        grammar = self._parsed.language.grammar
        return head.lemma in grammar.negative_pronouns or (
            head.pos == "PRON" and head.lemma in grammar.wholes
        )

    def _names_whole(self, frame: Frame, head: Token) -> bool:
        members = [t for t in frame.tree.children(head, "nmod") if t.pos == "NOUN"]
        return bool(members) and head.lemma not in self._parsed.language.grammar.negative_pronouns

    def _can_be_given(self, frame: Frame, item: Item, themes: Sequence[Token]) -> bool:
        """Whether who opposes it keeps something back: "opposed **the tanks**", not "opposed **a tax** on tanks"."""
        head = next((t for t in themes if item.span.start <= t.start < item.span.end), None)
        if head is None or has_figure(item) or head.pos == "PRON" or item.category == "other":
            return True
        named = self._parsed.language.items.category(head.text, head.text)
        is_of_goods = any(t.case == "of" for t in frame.tree.children(head, "nmod"))  # "the export of arms"
        return named != "other" or is_of_goods or self._forces.noun(head) is not None

    def _grows(self, frame: Frame) -> bool:
        """Whether something is made larger, which gives nothing without a figure: "lifted the ban"."""
        return frame.head.lemma in self._parsed.language.grammar.expanding

    def _named(self, frame: Frame, item: Item) -> Item:
        """A bare number counts what was counted before it: "has sent **480,000** of them"."""
        counts = item.quantity is not None or item.share is not None
        if not counts or item.category != "other":
            return item
        if item.unit is not None:  # "50,000 tonnes of wheat … sent 33,500 tonnes"
            known = self._counted if self._is_measure(item.unit) else None
            same = known is not None and known.unit == item.unit
            return replace(item, category=known.category) if known is not None and same else item
        numbers = self._parsed.numbers_in(item.span.start, item.span.end)
        inside = [t for t in frame.tree if item.span.start <= t.start < item.span.end]
        nouns = [t for t in inside if t.pos in ("NOUN", "PROPN")]
        nouns = [t for t in nouns if not self._names_time(t)]
        if not all(any(n.start <= t.start < n.end for n in numbers) for t in nouns):
            return item
        if self._paid is not None and (item.quantity or 0) >= _LEAST_SUM:
            return replace(
                item, category="money", quantity=None, amount=item.quantity, currency=self._paid.currency
            )
        counted = self._fronted(frame) or self._counted_before(frame, item) or self._counted
        return item if counted is None else replace(item, category=counted.category, unit=counted.unit)

    def _fronted(self, frame: Frame) -> Item | None:
        """What a phrase with "of" before the verb counts: "**of the 25,000 refugees** 6,750 came"."""
        if frame.clause is None:
            return None
        fronted = [o for o in frame.clause.obliques if o.case == "of" and o.start < frame.head.start]
        items = read_items(self._parsed, frame.tree, [o for o in fronted if o.pos == "NOUN"])
        return next((i for i in items if i.quantity is not None and i.unit is not None), None)

    def _names_time(self, noun: Token) -> bool:
        """Whether a noun is part of a date or of a rate: "the 400,000 **a year**"."""
        return (
            self._parsed.is_date(noun.start, noun.end)
            or noun.lemma in self._parsed.language.grammar.time_nouns
        )

    def _is_measure(self, unit: str) -> bool:
        entry = self._parsed.language.items.nouns.get((unit,))
        return entry is not None and entry.is_unit and entry.category is None

    def _counted_before(self, frame: Frame, item: Item) -> Item | None:
        """What the sentence counted last: "500 tents: **200** now and **300** in May"."""
        before = [f.item for f in figures_in(self._parsed, frame.where) if f.end <= item.span.start]
        return next((i for i in reversed(before) if i.unit is not None and i.category != "money"), None)

    def _taken_up(self, frame: Frame, items: Sequence[Item]) -> Sequence[Item]:
        """Give "the plan", "this pledge" or "this" the figures of the promise that it takes up."""
        if self._only_joins(frame):
            return items
        if len(items) == 1 and items[0].span.start == frame.head.start:  # left out
            return [self._promised] if self._promised is not None else []
        all_or_none = len(frame.themes) == 1 and self._is_all_or_none(frame.themes[0])
        if all_or_none and self._names_whole(frame, frame.themes[0]):
            return items  # "all **of the trucks**", which may be others than those promised
        if self._promised is None or len(items) != 1 or has_figure(items[0]) or len(frame.themes) != 1:
            return [] if all_or_none and not any(map(has_figure, items)) else items
        head = frame.themes[0]
        line = self._forces.noun(head)
        says_itself = bool(frame.tree.children(head, "acl", "relcl"))  # "its decision to suspend the aid"
        promises = line is not None and line.does.startswith("commit") and not says_itself
        determiners = frame.tree.children(head, "det", "poss")
        anaphoric = any(
            d.rel == "poss" or d.lemma in self._parsed.language.grammar.anaphoric for d in determiners
        )
        if all_or_none or head.pos == "PRON" or (promises and anaphoric):
            return [replace(self._promised, span=items[0].span)]
        return items

    def _is_own(self, frame: Frame) -> bool:
        """Whether what is spoken of is that of who acts, not what another one promised: "doubled **its** target"."""
        determiners = [d for t in frame.themes for d in frame.tree.children(t, "poss")]
        return any(d.pos == "PRON" for d in determiners)

    def _only_joins(self, frame: Frame) -> bool:
        """Whether somebody goes along with a promise that is another's: who **joins** a plan promises no figure."""
        return frame.clause is not None and frame.clause.lemma in self._parsed.language.grammar.joining

    def _pointed_at(self, frame: Frame, items: Sequence[Item]) -> Sequence[Item]:
        """Give "the initiative" or "this step" the category of the goods spoken of last."""
        head = frame.themes[0] if len(frame.themes) == 1 else None
        points = head is not None and head.lemma in self._parsed.language.stances.pointers
        if head is None or not points or self._spoken is None or len(items) != 1:
            return items
        is_bare = items[0].category in _UNNAMED and not has_figure(items[0])
        described = frame.tree.children(head, "nmod", "acl", "relcl", "compound", "mod")
        determiner = frame.tree.child(head, "det")
        taken_up = determiner is not None and determiner.lemma in self._parsed.language.grammar.anaphoric
        if not is_bare or described or not taken_up:
            return items
        return [replace(items[0], category=self._spoken.category)]


def _upper(item: Item) -> Item:
    """The second of two figures: those that a promise is changed between are no range."""
    quantity, amount = item.quantity_max or item.quantity, item.amount_max or item.amount
    return replace(item, quantity=quantity, quantity_max=None, amount=amount, amount_max=None)


def _is_uncounted(item: Item) -> bool:
    return item.quantity is None and item.amount is None


def _whole(promised: Item | None, item: Item) -> float | None:
    """The figure of the promise that ``item`` is a part of, in the item's own kind."""
    if promised is None:
        return None
    return promised.amount if item.amount is not None else promised.quantity
