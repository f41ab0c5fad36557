"""Commitments and deliveries: frames with their force, actors, items and dates, as claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallystick.languages import Token
from tallystick.model import Actor, Commitment, Delivery, Item, Span, Statement
from tallystick.reading.actors import Actors
from tallystick.reading.changes import change_in
from tallystick.reading.clauses import Clause
from tallystick.reading.conditions import Conditions
from tallystick.reading.deadlines import Deadlines
from tallystick.reading.drafts import drafts_of
from tallystick.reading.extents import extent
from tallystick.reading.force import Force
from tallystick.reading.forces import CONTENT, Forces
from tallystick.reading.fragments import Fragments
from tallystick.reading.frame import Frame
from tallystick.reading.frames import FrameFinder
from tallystick.reading.gapping import Gapping
from tallystick.reading.givers import Givers
from tallystick.reading.goods import Goods
from tallystick.reading.growth import Growth
from tallystick.reading.items import has_figure, item_extent
from tallystick.reading.more import More
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.parts import Parts
from tallystick.reading.promisors import Promisors
from tallystick.reading.proportions import Proportions
from tallystick.reading.proposals import DRAFT, UNRATED, Proposal
from tallystick.reading.proposers import Proposers
from tallystick.reading.refused import REFUSED, refusal_in
from tallystick.reading.series import Series
from tallystick.reading.shares import alternative
from tallystick.reading.speech import Sources
from tallystick.reading.times import Times
from tallystick.reading.tracks import Tracks

_BEFORE = 12
"""Characters before an item in which "another" or "the first" still belongs to it."""

_BEFORE_IT_CHANGED = "commitment.before"
"""Rule of a promise as it was before it was raised or cut."""

_IN_A_CLAUSE = ("conj", "relcl", "appos", "parataxis", "acl", "advcl")


class Transfers:
    """Finds the commitments and deliveries of one document."""

    def __init__(self, parsed: ParsedDocument, actors: Actors, sources: Sources) -> None:
        self._parsed = parsed
        self._actors = actors
        self._sources = sources
        self._forces = Forces(parsed.language)
        self._conditions = Conditions(parsed)
        self._frames = FrameFinder(parsed, actors, self._forces)
        self._promisors = Promisors(parsed, actors)
        self._proposers = Proposers(parsed, actors, self._forces)
        self._times = Times(parsed)
        self._has_promised = False
        self._gapping = Gapping(parsed, actors)
        self._series = Series(parsed)
        self._growth = Growth(parsed, self._forces)
        self._goods = Goods(parsed, actors, self._forces)
        self._more = More(parsed, actors)

    def find(self) -> list[Proposal]:
        """All proposals in text order."""
        found: list[Proposal] = []
        for where in self._parsed.sentences:
            if where.tree is not None:
                found += self._in_sentence(where)
        return found

    def _in_sentence(self, where: ParsedSentence) -> list[Proposal]:
        frames = self._frames.find(where)
        clauses = {c.predicate.i: c for c in where.clauses}
        chosen: list[tuple[Frame, Force, list[Item]]] = []
        taken: set[int] = set()
        # What is given says more than the word that promises it, so "pledged to send" is read at "send".
        for frame in sorted(frames, key=lambda f: (f.does not in CONTENT, f.head.i)):
            if frame.head.i in taken:
                continue
            force = self._force(frame, clauses)
            self._goods.speak_of(frame)
            if force is None:
                continue
            for part, put in self._apart(frame, force):
                change = change_in(self._parsed, self._forces, part)
                if change is not None and put.kind == "commitment":
                    earlier = replace(put, negated=False, rule=_BEFORE_IT_CHANGED)
                    chosen += [(part, earlier, [change.before]), (part, put, [change.after])]
                    continue
                items = self._goods.items(part, put, taken)
                if items:
                    chosen.append((part, put, items))
                    besides = (self._promise_behind(part, put), self._failure_of(part, put))
                    chosen += [(part, beside, items) for beside in besides if beside is not None]
            if not chosen or chosen[-1][0].head is not frame.head:
                continue
            taken.add(frame.head.i)
            taken.update(t.i for t in force.through)
            if frame.does in CONTENT:  # "received **a shipment** of 40 trucks" is one delivery
                taken.update(t.i for t in frame.themes if self._forces.gives(t))
        # Actors are carried on in the order of the text.
        chosen.sort(key=lambda c: c[0].head.i)
        proposals = [self._propose(*one) for one in chosen]
        found = _once([p for p in proposals if p is not None])
        found = self._series.resolve(where, found + self._growth.totals(where, found))
        return self._gapping.resolve(where, found)

    def _force(self, frame: Frame, clauses: dict[int, Clause]) -> Force | None:
        headline = frame.where.kind in ("headline", "subheading")
        if frame.clause is None:
            participle = self._forces.participle(frame.head)
            if participle is not None:
                return self._forces.of_word(participle, frame.head)
            return self._forces.of_noun(frame.tree, frame.head, clauses)
        if frame.does == REFUSED:
            return refusal_in(frame.clause)
        word = self._forces.of_received(frame.themes) if frame.does == "receipt" else None
        if word is not None:
            return word
        if frame.does in CONTENT:
            done = self._forces.of_clause(frame.clause, headline=headline)
            return self._growth.promise(frame, done) or done
        line = self._forces.verb(frame.clause)
        return self._forces.acted(frame.clause, line, headline=headline) if line is not None else None

    def _promise_behind(self, frame: Frame, force: Force) -> Force | None:
        """The pledge in "did not keep its **pledge** to build", told of besides the delivery."""
        noun = frame.clause.noun if frame.clause is not None else None
        line = self._forces.noun(noun) if noun is not None else None
        if force.kind != "delivery" or noun is None or line is None or not line.does.startswith("commit"):
            return None
        return self._forces.of_word(line, noun)

    def _failure_of(self, frame: Frame, force: Force) -> Force | None:
        """The failure in "the promise to build 40 clinics **is broken**", told of besides the promise."""
        noun = frame.clause.noun if frame.clause is not None else frame.head
        line = self._forces.noun(noun) if noun is not None else None
        if force.kind != "commitment" or noun is None or line is None or not line.does.startswith("commit"):
            return None
        for clause in frame.where.clauses:
            verb = self._forces.verb(clause)
            if verb is not None and verb.does == "fail" and noun in (*clause.objects, *clause.subjects):
                return self._forces.acted(clause, verb)
            for phrase in clause.obliques:
                fails = self._forces.noun(phrase)
                if fails is not None and fails.does == "fail" and noun in (*clause.subjects, *clause.objects):
                    return self._forces.of_word(fails, phrase)
        return None

    def _apart(self, frame: Frame, force: Force) -> list[tuple[Frame, Force]]:
        """One frame for each owner of goods and for each side of a contrast.

        "Half of Canada's doses and a third of Peru's" has two owners, "not 50 percent, but 30" two sides.
        """
        found = [(frame, force), *((more, force) for more in self._more.takers(frame))]
        grown = self._growth.total(frame)
        if grown is not None:
            return [
                (grown, force),
                (replace(frame, themes=[t for t in frame.themes if t not in grown.themes]), force),
            ]
        denied = [t for t in frame.themes if frame.clause is not None and t in frame.clause.denied]
        if denied and len(denied) < len(frame.themes):
            stands = [t for t in frame.themes if t not in denied]
            opposite = replace(force, negated=not force.negated)
            return [(replace(frame, themes=stands), force), (replace(frame, themes=denied), opposite)]
        if force.kind == "delivery" and force.negated and len(frame.themes) == 1:
            instead = alternative(frame, frame.themes[0])
            if instead is not None:
                found.append((replace(frame, themes=[instead]), replace(force, negated=False)))
        if not frame.givers and len(frame.themes) > 1:
            owners = [self._promisors.owners_of(frame, theme) for theme in frame.themes]
            if all(owners) and len(set(owners)) > 1:
                return [(replace(frame, themes=[theme]), force) for theme in frame.themes]
        return found

    def _propose(self, frame: Frame, force: Force, items: list[Item]) -> Proposal | None:
        evidence = self._evidence(frame, force, items)
        statement = self._sources.at(frame.head.start)
        actors = self._promisors.of_frame(frame, force, statement)
        recipients = self._promisors.recipients(frame, statement, actors)
        if self._proposers.is_warned_of(frame, force, statement):
            return None
        items = self._goods.settle(frame, force, items, actors)
        if not items or self._binds_nobody(frame, force, items, actors):
            return None
        force = self._as_added(frame, force, items)
        date, deadline = self._times.of(frame, force, evidence)
        date = date or self._day_of_telling(frame, force, statement)
        if force.rule == _BEFORE_IT_CHANGED:
            date, deadline = None, None
            evidence = self._parsed.span(evidence.start, items[-1].span.end)
        condition = self._conditions.of(frame)
        items = [self._without(item, condition) for item in items]
        fails = deadline is not None or self._foretells(frame, statement, actors)
        force = self._as_told(_as_failure(force) if fails else force, statement, frame)
        if condition is not None and force.kind == "commitment" and force.factuality == "certain":
            force = replace(force, factuality="conditional")
        source, cue = self._proposers.source_of(frame, force, actors, statement)
        cumulative = self._is_cumulative(frame, items, force, evidence)
        claim: Commitment | Delivery
        if force.stage is None:
            claim = Delivery(
                id="", evidence=evidence, source=source, cue=cue, negated=force.negated,
                factuality=force.factuality, date=date, confidence=UNRATED, reader=DRAFT, actors=actors,
                recipients=recipients, items=tuple(items), cumulative=cumulative,
            )  # fmt: skip
        else:
            claim = Commitment(
                id="", evidence=evidence, source=source, cue=cue, negated=force.negated,
                factuality=force.factuality, date=date, confidence=UNRATED, reader=DRAFT, actors=actors,
                recipients=recipients, items=tuple(items), cumulative=cumulative, stage=force.stage,
                deadline=deadline, condition=condition,
            )  # fmt: skip
        self._has_promised = force.kind == "commitment" and not force.negated
        return Proposal(claim, force.rule, self._roles(frame, force))

    def _day_of_telling(self, frame: Frame, force: Force, statement: Statement | None) -> str | None:
        """The day on which somebody said that they will: "**on Monday** Peru said it would send 40 tents"."""
        clause = frame.clause
        if statement is None or force.kind != "commitment" or clause is None:
            return None
        cue = statement.cue
        is_telling = cue is not None and cue.start <= clause.predicate.start < cue.end
        told = not is_telling and (clause.tense == "past" or (clause.perfect and clause.tense != "future"))
        if told or any(c.tense == "past" and c.link == "relative" for c in force.clauses):
            return None
        return statement.date

    def _binds_nobody(
        self, frame: Frame, force: Force, items: Sequence[Item], actors: Sequence[Actor]
    ) -> bool:
        """Whether there is nobody and no figure to hold to it: "**if troops were sent**", "**promises** on aid"."""
        is_idle = frame.clause is None and force.stage == "pledge"
        is_idle = is_idle or force.rule == "commitment.condition"
        return is_idle and not actors and not any(map(has_figure, items))

    def _without(self, item: Item, condition: Span | None) -> Item:
        """The item without the condition that the parser hung on it: "$40 million | provided that it rains"."""
        if condition is None or not item.span.start < condition.start < item.span.end:
            return item
        end = len(self._parsed.text[: condition.start].rstrip(" ,"))
        return replace(item, span=self._parsed.span(item.span.start, end))

    def _foretells(self, frame: Frame, statement: Statement | None, actors: Sequence[Actor]) -> bool:
        """Whether somebody else says that what was promised will not come: "will not send **what it promised**"."""
        source = None if statement is None else statement.source
        givers = {actor.id for actor in actors}
        if source is None or {source.id, source.of} & givers or (source.id is None and source.of is None):
            return False
        promised = (c.noun for c in frame.where.clauses if c.link == "relative" and self._commits(c))
        return any(noun is theme for noun in promised for theme in frame.themes)

    def _commits(self, clause: Clause) -> bool:
        line = self._forces.verb(clause)
        return line is not None and line.does.startswith("commit.")

    def _as_added(self, frame: Frame, force: Force, items: Sequence[Item]) -> Force:
        """What is added to a promise is promised, too: "promised 100 tents. In May it **added 200**"."""
        adds = frame.head.lemma in self._parsed.language.grammar.adding and self._has_promised
        is_bare = all(i.unit is None or i.unit not in i.span.text.lower() for i in items)
        if not adds or not is_bare or force.kind != "delivery" or force.negated:
            return force
        return replace(force, kind="commitment", stage="pledge", rule="commitment.added")

    def _as_told(self, force: Force, statement: Statement | None, frame: Frame) -> Force:
        """The force as its speaker has it: what is denied is not so, what is estimated nobody has promised."""
        if statement is None or statement.cue is None:
            return force
        grammar = self._parsed.language.grammar
        words = {w.lower() for w in statement.cue.text.split()}
        within = statement.content.start <= frame.head.start < statement.content.end
        if words & grammar.denials and within:
            return replace(force, negated=not force.negated)
        words |= {w.lower() for w in statement.source.span.text.split()} if statement.source else set()
        if words & grammar.forecasts and force.stage == "pledge":
            return replace(force, stage="proposal", factuality="possible", rule="commitment.foreseen")
        return force

    def _evidence(self, frame: Frame, force: Force, items: Sequence[Item]) -> Span:
        """From the predicate that gives the force to the end of what is given; the subject where it is near."""
        tree = frame.tree
        heads: list[Token] = [frame.head, *force.through]
        if frame.does in ("lack", "share") and frame.clause is not None:
            heads += frame.clause.attributes  # "are **missing**"
        start = min(t.start for t in heads)
        end = max(t.end for t in heads)
        for clause in (frame.clause, *force.clauses):
            if clause is None:
                continue
            named = (*clause.subjects, *clause.objects, *clause.indirect, *clause.obliques, *clause.times)
            for token in named:
                if clause.predicate in heads and _belongs(token, clause):
                    a, b = extent(tree, token, _IN_A_CLAUSE)
                    start, end = min(start, a), max(end, b)
        for token in (*frame.themes, *frame.recipients):
            a, b = item_extent(self._parsed, tree, token)
            start, end = min(start, a), max(end, b)
        for clause in frame.foretelling:
            end = max(end, extent(tree, clause.predicate, _IN_A_CLAUSE)[1])
        end = max(end, *(i.span.end for i in items))
        return self._parsed.span(max(start, frame.where.start), min(end, frame.where.end))

    def _is_cumulative(self, frame: Frame, items: Sequence[Item], force: Force, evidence: Span) -> bool:
        """Whether the figure is a running total.

        The present perfect tells the result up to now ("has delivered 300,000"), unless it is said to add
        ("has delivered another 50").
        """
        grammar = self._parsed.language.grammar
        if force.kind != "delivery":
            told = any(phrase in evidence.text.lower() for phrase in grammar.cumulative)
            return told or self._growth.is_total(frame, items)
        sentence = self._parsed.text[frame.where.start : frame.where.end].lower()
        if any(phrase in sentence for phrase in grammar.cumulative):
            return True
        if any(i.share is not None for i in items) or self._growth.is_total(frame, items):
            return True
        if frame.head.lemma in grammar.expanding:  # by so much
            return False
        adds = any(t.text.lower() in grammar.increments for t in frame.tree if self._in_items(t, items))
        return self._tells_result(frame, evidence) and not adds and any(has_figure(i) for i in items)

    def _tells_result(self, frame: Frame, evidence: Span) -> bool:
        """Whether the perfect tells what there is up to now, or was up to a day: "**by May** 40 **had arrived**".

        So does that of somebody's words: "said that it **had received** 40" was said as "we have received 40".
        """
        clause = frame.clause
        if clause is None or not clause.perfect:
            return False
        around = self._parsed.dates_in(frame.where.start, evidence.end)
        is_dated = bool(
            self._parsed.dates_in(evidence.start, evidence.end)
        )  # "had sent 40 on Monday" is one act
        is_told = clause.link == "complement" and clause.governor is not None and not is_dated
        return clause.tense == "present" or is_told or any(d.relation == "by" for d in around)

    def _in_items(self, token: Token, items: Sequence[Item]) -> bool:
        return any(i.span.start - _BEFORE <= token.start < i.span.end for i in items)

    def _roles(self, frame: Frame, force: Force) -> tuple[tuple[str, Span], ...]:
        named = [("predicate", frame.head), *(("force", t) for t in force.through)]
        named += [("giver", t) for t in frame.givers]
        named += [("recipient", t) for t in frame.recipients]
        named += [("theme", t) for t in frame.themes]
        return tuple((role, self._parsed.span(t.start, t.end)) for role, t in named)


def _belongs(token: Token, clause: Clause) -> bool:
    """Whether the role stands in the clause itself and was not inherited from far away."""
    return token.head == clause.predicate.i or token.rel == "conj"


def _once(proposals: Sequence[Proposal]) -> list[Proposal]:
    """What one sentence says twice in the same words for goods and figures stays once, with the longer evidence."""
    found: dict[tuple[object, ...], Proposal] = {}
    for proposal in proposals:
        claim = proposal.claim
        if not isinstance(claim, Commitment | Delivery):
            continue
        said = (
            claim.kind, claim.negated, getattr(claim, "stage", None), tuple(a.id or a.name for a in claim.actors),
            tuple((i.quantity, i.amount, i.share, i.category) for i in claim.items),
        )  # fmt: skip
        known = found.get(said)
        if known is None or len(known.claim.evidence.text) < len(claim.evidence.text):
            found[said] = proposal
    return list(found.values())


def _as_failure(force: Force) -> Force:
    """The missed target of "will not deliver the million by March"; else it is a refusal."""
    if force.rule.endswith("will_not"):
        return replace(force, kind="delivery", stage=None, negated=True, rule="delivery.will_not")
    return force


def find_transfers(parsed: ParsedDocument, actors: Actors, sources: Sources) -> list[Proposal]:
    """The commitments and deliveries of a document."""
    drafts = drafts_of(parsed, Transfers(parsed, actors, sources).find())
    drafts = Fragments(parsed, actors).complete(drafts)
    drafts = Tracks(parsed, sources).complete(drafts)
    drafts = Parts(parsed, sources).complete(drafts)
    Proportions(parsed).complete(drafts)
    Givers(parsed, actors).complete(drafts)
    Deadlines(parsed).complete(drafts)
    return [draft.finished() for draft in drafts]
