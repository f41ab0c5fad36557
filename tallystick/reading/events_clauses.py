"""Events that clauses tell: "Rebels attacked the port", "talks were held", "said that Sudan must return the ship"."""

from __future__ import annotations

from collections.abc import Sequence

from tallystick.languages import Sentence, Token
from tallystick.reading.clauses import Clause
from tallystick.reading.events_drafts import WITHOUT_ADDITIONS, Draft, EventParties, Telling
from tallystick.reading.events_nouns import NounEvents
from tallystick.reading.events_patterns import COOPERATIVE, FORCE, Match, Patterns
from tallystick.reading.events_standing import Standing, standing_of
from tallystick.reading.extents import extent

_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
_ALSO_BY_THINGS = frozenset({"MOBILIZE", "COERCE", "ASSAULT", "DEATH", "OTHER"})
"""Classes of what machines and missiles do too; the package that "supports" and the war that "threatens" do not act."""

_VOICES = ("person", "office")
_OTHER_CLAUSES = ("advcl", "parataxis", "conj", "cc", "relcl", "ccomp", "mark")
_TOWARDS = frozenset({"with", "against", "on", "to", "from", "at"})


class ClauseEvents:
    """Reads the clauses of one document.

    Args:
        parties: Who takes part.
        patterns: The event lexicon.
        nouns: Reads the nouns in patterns ("staged a **protest**").
    """

    def __init__(self, parties: EventParties, patterns: Patterns, nouns: NounEvents) -> None:
        self._parties = parties
        self._patterns = patterns
        self._nouns = nouns
        self._language = parties.parsed.language

    def draft(self, clause: Clause, match: Match | None, sentence: int) -> Draft | None:
        """The event that ``clause`` tells, ``match`` being the pattern that it answers to."""
        telling, rule = None, "event.must"
        if match is not None:
            telling, rule = self._telling(clause, match), f"event.{match.pattern.predicate}"
        if telling is None:
            telling, rule = self._demand(clause), "event.must"
        if telling is None:
            return None
        gerund = clause.link == "adverbial" and clause.predicate.form == "gerund"
        return Draft(self._parties.event(clause.sentence, telling), rule, sentence, aside=gerund)

    def _telling(self, clause: Clause, match: Match) -> Telling | None:
        if match.type == "AGREE" and _only_describes(clause, match):
            return None
        if match.pattern.state and clause.tense == "present" and not (clause.perfect or clause.modality):
            return None
        standing = standing_of(clause, self._language)
        kind, negated = typed(match.type, standing)
        if not kind or (standing.status == "planned" and not self._plans_itself(clause)):
            return None
        doers, done_to = self._roles(clause, match)
        if match.pattern.speech and self._is_single_voice(clause.sentence, doers):
            return None
        start, end = _evidence(clause)
        if not self._is_told(clause, match, kind, Telling(kind, doers, done_to, start, end)):
            return None
        return Telling(kind, doers, done_to, start, end, negated, standing.factuality, clause.predicate)

    def _demand(self, clause: Clause) -> Telling | None:
        """What a state, an organisation or a group says that somebody else must do is asked of them."""
        governor = clause.governor
        if (
            clause.modality != "necessary"
            or clause.negated
            or governor is None
            or clause.link != "complement"
        ):
            return None
        said = self._language.cues.find("verb", governor.lemma)
        if said is None or said.thought or standing_of(governor, self._language).status != "happened":
            return None
        asked = clause.objects if clause.passive else clause.subjects
        if not governor.subjects or self._is_single_voice(clause.sentence, governor.subjects):
            return None
        if not self._parties.any_actor(clause.sentence, asked):
            return None
        start, end = _evidence(governor)
        inner_start, inner_end = extent(clause.sentence, clause.predicate)
        return Telling("REQUEST", governor.subjects, asked, min(start, inner_start), max(end, inner_end))

    def _roles(self, clause: Clause, match: Match) -> tuple[list[Token], list[Token]]:
        sentence = clause.sentence
        subjects = [t for t in clause.subjects if t is not match.noun]
        if clause.governor is not None and any(map(self._is_text, subjects)):
            subjects = clause.governor.subjects  # "issued a statement demanding …"
        objects = [t for t in dict.fromkeys((*clause.objects, *match.objects)) if t is not match.noun]
        if match.pattern.subject == "target":
            return [], subjects or objects or self._parties.only_actors(sentence, clause.objects)
        doers = subjects
        objects = [taker for o in objects for taker in self._takers(clause, o) or [o]]
        done_to = objects + self._parties.only_actors(sentence, clause.indirect)
        done_to += self._parties.only_actors(sentence, clause.obliques, _TOWARDS)
        if match.noun is not None:
            makers, towards = self._nouns.participants(sentence, match.noun)
            doers = doers or makers
            done_to += towards
        return doers, [t for t in dict.fromkeys(done_to) if t not in doers]

    def _takers(self, clause: Clause, thing: Token) -> list[Token]:
        """To whom a thing goes, hung on the thing or on the verb: "ceded two hills **to the rebels**"."""
        if self._parties.can_act(clause.sentence, thing):
            return []
        behind = [*clause.sentence.children(thing, "nmod"), *clause.obliques]
        recipient = self._language.grammar.recipient & _TOWARDS
        return self._parties.only_actors(clause.sentence, behind, recipient)

    def _is_told(self, clause: Clause, match: Match, kind: str, telling: Telling) -> bool:
        """Whether enough of the parties is said; of force the deed may be told of things ("shells hit the port")."""
        sentence, parties = clause.sentence, self._parties
        named = [
            t for t in (*telling.doers, *telling.done_to) if t.pos != "PRON" or parties.is_named(sentence, t)
        ]
        if not named and match.noun is None:
            return False
        if kind in _SPOKEN and clause.link == "attributive" and not self._describes_named(clause):
            return False
        if telling.doers:
            by_things = kind in _ALSO_BY_THINGS and not all(map(self._is_text, telling.doers))
            return by_things or parties.any_actor(sentence, telling.doers)
        if (
            kind == "CONSULT" and match.noun is None
        ):  # "are gathered in Madrid", but not "was met with dismay"
            placed = parties.is_anchored(sentence, telling.start, telling.end)
            return placed and parties.any_actor(sentence, telling.done_to)
        if kind == "REQUEST":  # "the questions that he was asked"
            return False
        if telling.done_to and (match.pattern.subject == "target" or kind in FORCE):
            return True
        if match.noun is not None and parties.is_anchored(sentence, telling.start, telling.end):
            return True
        return parties.any_actor(sentence, telling.done_to)

    def _describes_named(self, clause: Clause) -> bool:
        """Whether a participle is said of somebody known: not "those opposing the plan", which only picks them out."""
        noun = clause.noun
        return noun is not None and (self._is_text(noun) or self._parties.is_named(clause.sentence, noun))

    def _is_text(self, token: Token) -> bool:
        return token.lemma in self._language.events.texts

    def _plans_itself(self, clause: Clause) -> bool:
        """Whether a plan is told by the author or by those who have it, not foretold of others."""
        governor = clause.governor
        if clause.link != "complement" or governor is None:
            return clause.link in ("root", "coordinate", "complement")
        planners = clause.objects if clause.passive else clause.subjects
        if any(t.pos == "PRON" for t in planners):
            return True
        speakers = self._parties.identities(clause.sentence, governor.subjects)
        if not speakers:  # "sources said", but not "the Pope said"
            mentions = [self._parties.actors.mention(clause.sentence, t) for t in governor.subjects]
            return not any(m.kind in _VOICES for m in mentions)
        return bool(speakers & self._parties.identities(clause.sentence, planners))

    def _is_single_voice(self, sentence: Sentence, tokens: Sequence[Token]) -> bool:
        mentions = [self._parties.actors.mention(sentence, t) for t in tokens]
        return bool(mentions) and all(
            m.kind in _VOICES and not m.plural and self._parties.is_named(sentence, t)
            for m, t in zip(mentions, tokens, strict=True)
        )


def typed(kind: str, standing: Standing) -> tuple[str, bool]:
    """The class of an event by how it is put forward, empty for none; and whether it is said not to be."""
    if standing.negated and kind in _SPOKEN:
        return "", False
    match standing.status:
        case "happened" | "scheduled":
            return ("REJECT", False) if standing.negated and kind == "AGREE" else (kind, standing.negated)
        case "planned" if kind in COOPERATIVE:
            return ("REJECT" if standing.negated else "AGREE"), False
        case "planned" if kind in FORCE and not standing.negated:
            return "THREATEN", False
    return "", False


def _only_describes(clause: Clause, match: Match) -> bool:
    """Whether a clause tells of the noun that it hangs from: "the tents that Chad promised"."""
    if clause.link not in ("relative", "attributive"):
        return False
    return clause.noun is not match.noun and clause.noun not in clause.subjects


def _evidence(clause: Clause) -> tuple[int, int]:
    """The clause without others inside it; with the noun it hangs from, if that takes part."""
    start, end = extent(clause.sentence, clause.predicate, stop=_OTHER_CLAUSES)
    if clause.noun is not None and clause.link != "complement":
        start = min(start, extent(clause.sentence, clause.noun, stop=WITHOUT_ADDITIONS)[0])
    return start, end
