"""Events: what happened in the world, outside speech, promise and delivery.

Clauses are looked up in the language's event lexicon (``events.toml``); so are nouns that name an event by
themselves ("the invasion of the island"). The classes are PLOVER's; what is only planned counts as a promise to
cooperate (AGREE) or as a threat (THREATEN), as PLOVER's codebook has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallystick.languages import Sentence, Token
from tallystick.model import Actor, Event, Factuality, Span
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause, extent
from tallystick.reading.events_patterns import Match, Patterns
from tallystick.reading.events_standing import Standing, standing_of
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import DRAFT, Proposal

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
FORCEFUL = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
"""PLOVER's classes of cooperation and of material conflict."""

_OTHER_CLAUSES = ("advcl", "parataxis", "conj", "cc", "relcl", "ccomp", "mark")
_WITHOUT_ADDITIONS = ("relcl", "acl", "advcl", "parataxis", "appos", "case", "conj", "cc")
_BY_ACTORS = frozenset({"SUPPORT", "AID", "CONCEDE", "COOPERATE", "AGREE", "CONSULT", "ACCUSE"})
"""Classes whose verbs are also used of things ("the package supports …"): there the actor must be one who can act."""

_VOICES = ("person", "office")


@dataclass(frozen=True, slots=True)
class _Reading:
    """An event before it is chosen: what ``_chosen`` weighs."""

    proposal: Proposal
    sentence: int
    aside: bool  # told by the way, by a noun or a gerund

    @property
    def event(self) -> Event:
        claim = self.proposal.claim
        assert isinstance(claim, Event)  # noqa: S101 - made below
        return claim


def find_events(parsed: ParsedDocument, actors: Actors) -> list[Proposal]:
    """All events that ``parsed`` tells of, in text order, with empty ids and the reader ``DRAFT``."""
    rules = _Rules(parsed, actors)
    found = [reading for sentence in parsed.sentences for reading in rules.in_sentence(sentence)]
    return [r.proposal for r in sorted(_chosen(found), key=lambda r: r.event.evidence)]


class _Rules:
    def __init__(self, parsed: ParsedDocument, actors: Actors) -> None:
        self._parsed = parsed
        self._actors = actors
        self._patterns = Patterns(parsed.language.events, actors)

    def in_sentence(self, sentence: ParsedSentence) -> Iterable[_Reading]:
        if sentence.tree is None:
            return
        told: set[int] = set()
        for clause in sentence.clauses:
            match = self._patterns.match(clause)
            if match is not None and match.noun is not None:
                told.add(match.noun.i)
            proposal = self._of_clause(clause, match) if match is not None else self._demand(clause)
            if proposal is not None:
                gerund = clause.link == "adverbial" and clause.predicate.form == "gerund"
                yield _Reading(proposal, sentence.index, aside=gerund)
        for token in sentence.tree:
            if token.i not in told:
                proposal = self._of_noun(sentence, sentence.tree, token)
                if proposal is not None:
                    yield _Reading(proposal, sentence.index, aside=True)

    # -- clauses -----------------------------------------------------------------------------------------

    def _of_clause(self, clause: Clause, match: Match) -> Proposal | None:
        standing = standing_of(clause, self._parsed.language)
        kind, negated = _typed(match.type, standing)
        if not kind:
            return None
        doers, done_to = self._roles(clause, match)
        if match.pattern.speech and self._is_single_voice(clause.sentence, doers):
            return None
        if standing.status == "planned" and not self._plans_itself(clause):
            return None
        start, end = self._evidence(clause)
        if not self._is_told(clause, match, kind, doers, done_to, (start, end)):
            return None
        return self._proposal(
            clause.sentence, kind, doers, done_to, (start, end), f"event.{match.pattern.predicate}",
            negated=negated, factuality=standing.factuality,
        )  # fmt: skip

    def _is_told(
        self,
        clause: Clause,
        match: Match,
        kind: str,
        doers: Sequence[Token],
        done_to: Sequence[Token],
        evidence: tuple[int, int],
    ) -> bool:
        """Whether somebody who can act takes part; of force the deed may be told of things ("shells hit the port")."""
        if doers:
            return kind not in _BY_ACTORS or self._actor_among(clause, doers)
        if done_to and (match.pattern.subject == "target" or kind in FORCEFUL):
            return True
        if match.noun is not None:
            anchored = self._place(clause.sentence, *evidence) or self._parsed.dates_in(*evidence)
            return bool(anchored) or self._actor_among(clause, done_to)
        return self._actor_among(clause, done_to)

    def _demand(self, clause: Clause) -> Proposal | None:
        """What a state, an organisation or a group says that somebody else must do is asked of them."""
        governor = clause.governor
        if clause.modality != "necessary" or clause.negated or governor is None or clause.link != "complement":
            return None
        said = self._parsed.language.cues.find("verb", governor.lemma)
        if said is None or said.thought or standing_of(governor, self._parsed.language).status != "happened":
            return None
        speakers, asked = governor.subjects, clause.objects if clause.passive else clause.subjects
        if not speakers or self._is_single_voice(clause.sentence, speakers) or not self._actor_among(clause, asked):
            return None
        start, end = self._evidence(governor)
        end = max(end, extent(clause.sentence, clause.predicate)[1])
        return self._proposal(clause.sentence, "REQUEST", speakers, asked, (start, end), "event.must")

    def _roles(self, clause: Clause, match: Match) -> tuple[list[Token], list[Token]]:
        sentence = clause.sentence
        subjects = [t for t in clause.subjects if t is not match.noun]
        objects = [t for t in match.objects if t is not match.noun]
        partners = self._actors_only(sentence, self._conjuncts(sentence, clause.obliques), _TOWARDS)
        if match.pattern.subject == "target":
            return [], subjects or objects or self._actors_only(sentence, clause.objects)
        doers = subjects
        done_to = objects + self._actors_only(sentence, clause.indirect) + partners
        if match.noun is not None:
            makers, towards = self._participants(sentence, match.noun)
            doers = doers or makers
            done_to += towards
        return doers, [t for t in dict.fromkeys(done_to) if t not in doers]

    def _plans_itself(self, clause: Clause) -> bool:
        """Whether a plan is told by the author or by those who have it, not foretold of others."""
        governor = clause.governor
        if clause.link != "complement" or governor is None:
            return clause.link in ("root", "coordinate", "complement")
        planners = clause.objects if clause.passive else clause.subjects
        if any(t.pos == "PRON" for t in planners):
            return True
        speakers = self._identities(clause.sentence, governor.subjects)
        return not speakers or bool(speakers & self._identities(clause.sentence, planners))

    def _identities(self, sentence: Sentence, tokens: Iterable[Token]) -> set[str]:
        """Who ``tokens`` name, and the states and organisations they speak for; unnamed ones left out."""
        actors = [self._actors.resolve(sentence, t) for t in tokens]
        return {i for a in actors for i in (a.id, a.of) if i is not None}

    def _is_single_voice(self, sentence: Sentence, tokens: Sequence[Token]) -> bool:
        mentions = [self._actors.mention(sentence, t) for t in tokens]
        return bool(mentions) and all(m.kind in _VOICES and not m.plural for m in mentions)

    def _actor_among(self, clause: Clause, tokens: Sequence[Token]) -> bool:
        """Whether one of ``tokens`` can act or counts those who can ("thousands of students")."""
        sentence = clause.sentence
        counted = [b for t in tokens for b in sentence.children(t, "nmod") if b.case == "of"]
        return any(self._actors.is_actor(sentence, t) for t in (*tokens, *counted))

    def _evidence(self, clause: Clause) -> tuple[int, int]:
        """The clause without others inside it; with the noun it hangs from, if that takes part."""
        start, end = extent(clause.sentence, clause.predicate, _OTHER_CLAUSES)
        if clause.noun is not None:
            start = min(start, extent(clause.sentence, clause.noun, _WITHOUT_ADDITIONS)[0])
        return start, end

    # -- nouns -------------------------------------------------------------------------------------------

    def _of_noun(self, where: ParsedSentence, sentence: Sentence, token: Token) -> Proposal | None:
        line = self._patterns.noun(token)
        if line is None or not line.alone or token.rel == "compound" or self._is_denied(where, sentence, token):
            return None
        doers, done_to = self._participants(sentence, token)
        span = extent(sentence, token, _WITHOUT_ADDITIONS)
        anchored = bool(self._parsed.dates_in(*span)) or self._names_more(sentence, span, doers)
        if line.type == "DEATH":
            doers = []
        if not done_to and not (doers and anchored):
            return None
        if line.type in ("CONSULT", "AGREE"):
            doers, done_to = doers + done_to, []
        elif not doers and line.type != "DEATH":
            return None
        return self._proposal(sentence, line.type, doers, done_to, span, f"event.noun.{line.predicate}")

    def _participants(self, sentence: Sentence, noun: Token) -> tuple[list[Token], list[Token]]:
        """Who does what a noun names, and to whom: "**Russia's** attack on **the port**"."""
        doers = self._actors_only(sentence, sentence.children(noun, "poss"))
        doers += [t for t in sentence.children(noun, "mod", "compound") if self._is_maker(sentence, t)]
        towards: list[Token] = []
        phrases = sentence.children(noun, "nmod")
        locative = self._parsed.language.grammar.locative  # "the death in prison of the poet"
        phrases += [t for p in phrases if p.case in locative for t in sentence.children(p, "nmod")]
        for below in self._conjuncts(sentence, phrases):
            if not self._actors.is_actor(sentence, below):
                continue
            if below.case in ("by", "between", "among"):
                doers.append(below)
            elif below.case in ("of", "on", "against", "with", "to"):
                towards.append(below)
        return doers, towards

    def _is_denied(self, where: ParsedSentence, sentence: Sentence, token: Token) -> bool:
        """Whether ``token`` stands in a clause that says what is not: "does not win its war"."""
        above = {a.i for a in sentence.ancestors(token)}
        return any(c.negated and c.predicate.i in above for c in where.clauses)

    def _names_more(self, sentence: Sentence, span: tuple[int, int], doers: Sequence[Token]) -> bool:
        """Whether a phrase names something beside those who act: "their withdrawal from **Mostar**"."""
        known = {t.i for d in doers for t in sentence.subtree(d)}
        return any(t.pos == "PROPN" and t.i not in known for t in sentence if span[0] <= t.start < span[1])

    def _is_maker(self, sentence: Sentence, token: Token) -> bool:
        """Whether a word before a noun names who acts: "**Russian** attack", not "**Paris** conference"."""
        mention = self._actors.mention(sentence, token)
        return mention.actor.id is not None and (token.pos == "ADJ" or mention.kind == "organisation")

    def _conjuncts(self, sentence: Sentence, tokens: Iterable[Token]) -> list[Token]:
        found: list[Token] = []
        for token in tokens:
            for each in sentence.conjuncts(token):
                each.case = each.case or token.case
                found.append(each)
        return found

    def _actors_only(
        self, sentence: Sentence, tokens: Iterable[Token], cases: Iterable[str] | None = None
    ) -> list[Token]:
        return [
            t for t in tokens if (cases is None or t.case in cases) and self._actors.is_actor(sentence, t)
        ]

    # -- the claim ---------------------------------------------------------------------------------------

    def _proposal(
        self,
        sentence: Sentence,
        kind: str,
        doers: Sequence[Token],
        done_to: Sequence[Token],
        evidence: tuple[int, int],
        rule: str,
        *,
        negated: bool = False,
        factuality: Factuality = "certain",
    ) -> Proposal:
        dates = self._parsed.dates_in(*evidence)
        claim = Event(
            id="",
            evidence=self._parsed.span(*evidence),
            source=None,
            cue=None,
            negated=negated,
            factuality=factuality,
            date=dates[0].date if dates else None,
            confidence=0.5,
            reader=DRAFT,
            actors=self._actors.resolve_all(sentence, doers),
            targets=self._actors.resolve_all(sentence, done_to),
            type=kind,
            place=self._place(sentence, *evidence),
        )
        return Proposal(claim, rule)

    def _place(self, sentence: Sentence, start: int, end: int) -> Span | None:
        for token in sentence:
            if (
                start <= token.start < end
                and token.pos == "PROPN"
                and token.case in self._parsed.language.grammar.locative
                and not self._parsed.is_date(token.start, token.end)
            ):
                return self._parsed.span(*extent(sentence, token, _WITHOUT_ADDITIONS))
        return None


_TOWARDS = frozenset({"with", "against", "on", "to", "from", "at"})


def _typed(kind: str, standing: Standing) -> tuple[str, bool]:
    """The class of an event by how it is put forward, and whether it is said not to be."""
    if standing.negated and kind in ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"):
        return "", False
    match standing.status:
        case "happened" | "scheduled":
            return ("REJECT", False) if standing.negated and kind == "AGREE" else (kind, standing.negated)
        case "planned" if kind in COOPERATIVE:
            return ("REJECT" if standing.negated else "AGREE"), False
        case "planned" if kind in FORCEFUL and not standing.negated:
            return "THREATEN", False
    return "", False


def _identity(actor: Actor) -> str:
    return actor.id or actor.name


def without_transfers(events: Iterable[Proposal], transfers: Iterable[Proposal]) -> list[Proposal]:
    """The events that are not told already as a promise, request, refusal or delivery."""
    told = [t.claim.evidence for t in transfers]
    return [
        e
        for e in events
        if not (
            isinstance(e.claim, Event)
            and e.claim.type in _TOLD_BY_TRANSFERS
            and any(_covers_half(span, e.claim.evidence) for span in told)
        )
    ]


_TOLD_BY_TRANSFERS = frozenset({"AGREE", "AID", "REQUEST", "REJECT"})


def _covers_half(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.end - one.start, other.end - other.start)


def _chosen(found: Sequence[_Reading]) -> list[_Reading]:
    """One telling of each event in a sentence; a noun that only takes an event up again is none."""
    kept: list[_Reading] = []
    for reading in sorted(found, key=lambda r: (r.aside, r.event.evidence)):
        same = [k for k in kept if k.event.type == reading.event.type]
        if any(k.sentence == reading.sentence and _related(k, reading) for k in same):
            continue
        if reading.aside and any(_same_parties(k.event, reading.event) for k in same):
            continue
        kept.append(reading)
    return kept


def _related(one: _Reading, other: _Reading) -> bool:
    return one.event.evidence.overlaps(other.event.evidence) or _same_parties(one.event, other.event)


def _same_parties(one: Event, other: Event) -> bool:
    return bool({_identity(a) for a in one.actors} & {_identity(a) for a in other.actors})
