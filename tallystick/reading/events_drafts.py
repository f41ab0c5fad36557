"""Drafts of events: who, to whom, where, when and in whose words, put together into proposals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tallystick.entities.dates import DateMention
from tallystick.languages import Sentence, Token
from tallystick.model import Actor, Event, Factuality, Span
from tallystick.reading.actors import Actors
from tallystick.reading.extents import extent, with_listed
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.proposals import DRAFT, UNRATED, Proposal
from tallystick.reading.speech import Sources

_MAKERS = ("by", "from")

WITHOUT_ADDITIONS = ("relcl", "acl", "advcl", "parataxis", "appos", "case", "conj", "cc")
"""What stands at a noun without being part of the phrase that names it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before the tellings of one event are told apart.

    Attributes:
        event: The claim with an empty id.
        rule: Dotted name of the rule.
        sentence: Index of its sentence.
        aside: It is told by the way, by a noun or a gerund.
        bare: A noun tells it without saying who took part.
    """

    event: Event
    rule: str
    sentence: int
    aside: bool = False
    bare: bool = False

    @property
    def proposal(self) -> Proposal:
        """The draft as ``ground`` takes it."""
        parties = [("actor", a.span) for a in self.event.actors] + [
            ("target", a.span) for a in self.event.targets
        ]
        return Proposal(self.event, self.rule, tuple(parties))


@dataclass(frozen=True, slots=True)
class Telling:
    """What a rule read in a sentence.

    Attributes:
        type: PLOVER class.
        doers: Heads of the phrases of those who act.
        done_to: Heads of the phrases of those it is done to.
        start: Offset of the evidence's first character.
        end: Offset behind the evidence's last character.
        negated: It is said not to have happened.
        factuality: How sure the text is.
        verb: The verb that tells it, if one does.
    """

    type: str
    doers: Sequence[Token]
    done_to: Sequence[Token]
    start: int
    end: int
    negated: bool = False
    factuality: Factuality = "certain"
    verb: Token | None = None


class EventParties:
    """Who takes part in the events of one document, and where they take place.

    Args:
        parsed: The document.
        actors: Who its phrases name.
        sources: In whose words its stretches are.
    """

    def __init__(self, parsed: ParsedDocument, actors: Actors, sources: Sources) -> None:
        self.parsed = parsed
        self.actors = actors
        self._sources = sources

    def event(self, sentence: Sentence, telling: Telling) -> Event:
        """The claim that ``telling`` makes."""
        inside = self.parsed.dates_in(telling.start, telling.end)
        told = [d for d in inside if not self._is_anothers(sentence, d, telling.verb)]
        dates = told or (() if inside else self._dates_behind(sentence, telling.end))
        said = self._sources.at(telling.start)
        return Event(
            id="",
            evidence=self.parsed.span(telling.start, telling.end),
            source=said.source if said is not None else None,
            cue=said.cue if said is not None else None,
            negated=telling.negated,
            factuality=telling.factuality,
            date=dates[0].date if dates else None,
            confidence=UNRATED,
            reader=DRAFT,
            actors=self._doers(sentence, telling.doers),
            targets=self.actors.resolve_all(sentence, (self._whose(sentence, t) for t in telling.done_to)),
            type=telling.type,
            place=self.place(sentence, telling.start, telling.end),
        )

    def _is_anothers(self, sentence: Sentence, date: DateMention, verb: Token | None) -> bool:
        """Whether a date is that of a verb below: "left in May, the worst defeat since **taking** it in 2019"."""
        word = next((t for t in sentence if date.start <= t.start < date.end), None)
        above = list(sentence.ancestors(word)) if word is not None and verb is not None else []
        nearest = next((t for t in above if t.pos in ("VERB", "AUX")), verb)
        return nearest is not verb and verb in above

    def _dates_behind(self, sentence: Sentence, end: int) -> tuple[DateMention, ...]:
        """The date that follows before another verb does: "the death of X, the painter, **on 16 February**"."""
        verb = next((t.start for t in sentence if t.start >= end and t.pos in ("VERB", "AUX")), sentence.end)
        return self.parsed.dates_in(end, verb)[:1]

    def _doers(self, sentence: Sentence, tokens: Sequence[Token]) -> tuple[Actor, ...]:
        """The actors; of an unnamed group or its machines whose they are: "**Israeli** tanks"."""
        found: dict[str, Actor] = {}
        listing = self.parsed.language.grammar.listing
        for token in (part for t in tokens for part in with_listed(sentence, t, listing)):
            actor = self.actors.resolve(sentence, token)
            if actor.id is None and actor.of is None:
                actor = replace(actor, of=self._owner(sentence, token))
            found.setdefault(identity(actor), actor)
        return tuple(found.values())

    def _whose(self, sentence: Sentence, token: Token) -> Token:
        """Whom a deed is done to that is done to what they want or offer: "welcomed a plan **by Chile**"."""
        line = self.parsed.language.predicates.get(("noun", token.lemma))
        if line is None or not line.does.startswith("commit"):
            return token
        beside = (t for t in sentence.children(token, "poss", "nmod") if t.rel == "poss" or t.case in _MAKERS)
        return next((t for t in beside if self.actors.is_actor(sentence, t)), token)

    def _owner(self, sentence: Sentence, token: Token) -> str | None:
        counted = [b for b in sentence.children(token, "nmod") if b.case == "of"]
        for head in (token, *counted):
            for word in sentence.children(head, "mod", "compound", "poss"):
                mention = self.actors.mention(sentence, word)
                if mention.kind in ("state", "body", "organisation") and mention.actor.id is not None:
                    return mention.actor.id
        return None

    def place(self, sentence: Sentence, start: int, end: int) -> Span | None:
        """The first place that a phrase between the offsets names ("in **the old port**")."""
        locative = self.parsed.language.grammar.locative
        for token in sentence:
            inside = start <= token.start < end and token.pos == "PROPN" and token.case in locative
            if inside and not self.parsed.is_date(token.start, token.end):
                phrase = self.parsed.span(*extent(sentence, token, stop=WITHOUT_ADDITIONS))
                if not self._names_time(phrase.text):
                    return phrase
        return None

    def is_anchored(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a place or a date stands between the offsets."""
        return bool(self.parsed.dates_in(start, end)) or self.place(sentence, start, end) is not None

    def any_actor(self, sentence: Sentence, tokens: Sequence[Token]) -> bool:
        """Whether one of ``tokens`` can act or counts those who can ("thousands of students")."""
        counted = [b for t in tokens for b in sentence.children(t, "nmod") if b.case == "of"]
        return any(self.can_act(sentence, t) for t in (*tokens, *counted))

    def can_act(self, sentence: Sentence, token: Token) -> bool:
        """Whether a phrase names somebody who can do things, not only say them as a letter can."""
        texts = self.parsed.language.events.texts
        is_actor = token.lemma not in texts and self.actors.is_actor(sentence, token)
        return is_actor and not self._is_time(sentence, token)

    def _is_time(self, sentence: Sentence, token: Token) -> bool:
        """Whether a word names a time, told without a year as it may be: "on Monday", "in mid-May"."""
        is_known = self.actors.mention(sentence, token).actor.id is not None
        return self._names_time(token.text) and not is_known

    def _names_time(self, phrase: str) -> bool:
        return re.split(r"[\W_]", phrase.lower())[-1] in self.parsed.language.grammar.time_nouns

    def is_named(self, sentence: Sentence, token: Token) -> bool:
        """Whether a phrase names one actor by name or by whose office it is."""
        actor = self.actors.resolve(sentence, token)
        return actor.id is not None or actor.of is not None

    def only_actors(
        self, sentence: Sentence, tokens: Iterable[Token], cases: Iterable[str] | None = None
    ) -> list[Token]:
        """Those of ``tokens`` and their coordinates that can act, behind one of ``cases`` if they are given."""
        return [
            each
            for token in tokens
            if cases is None or token.case in cases
            for each in sentence.conjuncts(token)
            if self.can_act(sentence, each)
        ]

    def identities(self, sentence: Sentence, tokens: Iterable[Token]) -> set[str]:
        """Whom ``tokens`` name, and the states and organisations they stand for; the unnamed left out."""
        resolved = [self.actors.resolve(sentence, t) for t in tokens]
        return {i for a in resolved for i in (a.id, a.of) if i is not None}


def identity(actor: Actor) -> str:
    """What makes two mentions the same actor in one document."""
    return actor.id or actor.name
