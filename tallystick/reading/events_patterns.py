"""Which line of the event lexicon a clause or a noun answers to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tallystick.languages import Sentence, Token
from tallystick.languages.events import NONE, EventPattern
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.parsing import ParsedDocument

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
FORCE = frozenset({"PROTEST", "SANCTION", "COERCE", "ASSAULT"})
"""PLOVER's classes of cooperation, and of material conflict without MOBILIZE, which also serves to help."""

_DEEPEST = 3
"""No sane sentence stacks more infinitives than this ("threatened to resume shelling")."""


@dataclass(frozen=True, slots=True)
class Match:
    """A clause with the pattern that it answers to.

    Attributes:
        type: PLOVER class.
        pattern: The line.
        noun: The noun in the pattern, where it holds one ("lifted the **embargo**").
        objects: What the predicate is done to in this pattern.
    """

    type: str
    pattern: EventPattern
    noun: Token | None
    objects: tuple[Token, ...]


def _is_of_class(kind: str, wanted: str) -> bool:
    return wanted in ("EVENT", kind) or (wanted == "FORCE" and kind in FORCE)


def _let_do(clause: Clause) -> list[Token]:
    """Who a verb lets do something: "allowed **the rebels** to vote"."""
    return [s for c in clause.complements if c.infinitive and c.own_subject for s in c.subjects]


class Patterns:
    """Looks clauses up in an event lexicon.

    Args:
        parsed: The document.
        actors: Who its phrases name.
    """

    def __init__(self, parsed: ParsedDocument, actors: Actors) -> None:
        self._lexicon = parsed.language.events
        self._parsed = parsed
        self._actors = actors

    def match(self, clause: Clause, depth: int = 0) -> Match | None:
        """The narrowest pattern that ``clause`` answers to."""
        found = [
            (rank, match)
            for patterns, objects in self._candidates(clause)
            for rank, pattern in enumerate(patterns)
            if (match := self._fit(clause, pattern, objects, depth)) is not None
        ]
        if not found:
            return self._adjective(clause)
        match = min(found, key=lambda f: (f[1].noun is None, f[0]))[1]
        return None if match.type == NONE else match

    def noun(self, sentence: Sentence, token: Token) -> EventPattern | None:
        """The lexicon's narrowest line for a noun: "missile strike" and "strike on" before "strike"."""
        if token.pos not in ("NOUN", "PROPN"):
            return None
        lemma = token.lemma.lower()
        compounds = (f"{w.lemma.lower()} {lemma}" for w in sentence.children(token, "compound", "mod"))
        phrases = (f"{lemma}_{p.case}" for p in sentence.children(token, "nmod"))
        lines = (self._lexicon.nouns.get(key) for key in (*compounds, *phrases, lemma))
        line = next((found for found in lines if found is not None), None)
        return None if line is None or line.type == NONE else line

    def _candidates(self, clause: Clause) -> Iterator[tuple[tuple[EventPattern, ...], list[Token]]]:
        verbs = self._lexicon.verbs
        own = clause.predicate.lemma
        adverbs = clause.sentence.children(clause.predicate, "advmod")  # "brought together"
        lemmas = dict.fromkeys((clause.lemma, *(f"{own}_{a.lemma}" for a in adverbs), own))
        for lemma in lemmas:
            for oblique in clause.obliques:
                if self._parsed.is_date(oblique.start, oblique.end):
                    continue
                patterns = verbs.get(f"{lemma}_{oblique.case.replace(' ', '_')}", ())
                # "seized on the idea" is an idiom, "seized a ship on the river" is not.
                fitting = tuple(p for p in patterns if p.type != NONE or not clause.objects)
                yield fitting, clause.sentence.conjuncts(oblique)
        for lemma in lemmas:
            if lemma in verbs:
                yield verbs[lemma], clause.objects or _let_do(clause)

    def _fit(self, clause: Clause, pattern: EventPattern, objects: list[Token], depth: int) -> Match | None:
        subject = self._subject_noun(clause, pattern.before) if pattern.before else None
        if pattern.before and subject is None:
            return None
        fits, noun = self._object(clause, pattern.behind, objects, depth)
        if not fits:
            return None
        if subject is not None and pattern.before.lower() not in self._lexicon.kinds:
            noun = subject
        line = self.noun(clause.sentence, noun) if noun is not None and not pattern.type else None
        kind = pattern.type or (line.type if line is not None else "")
        return Match(kind, pattern, noun, tuple(objects)) if kind else None

    def _subject_noun(self, clause: Clause, wanted: str) -> Token | None:
        if wanted.lower() in self._lexicon.kinds:
            return self._noun_among(clause.sentence, clause.subjects, self._of_kind(wanted.lower()))
        return self._noun_among(clause.sentence, clause.subjects, self._of_class(clause.sentence, wanted))

    def _object(
        self, clause: Clause, wanted: str, objects: list[Token], depth: int
    ) -> tuple[bool, Token | None]:
        """Whether the object is as ``wanted``, and the noun in it that is wanted by class or name."""
        sentence = clause.sentence
        match wanted:
            case "":
                return True, None
            case "NOBODY":
                return not objects, None
            case "SOMEBODY":
                return any(self._can_act(sentence, o) for o in objects), None
            case "THEIRS":
                return any(self._concerns_actor(sentence, o) for o in objects), None
            case "PLACE":
                return any(self._is_place(sentence, o) for o in objects), None
        if wanted.isupper():
            noun = self._noun_among(sentence, objects, self._of_class(sentence, wanted))
            return noun is not None or self._leads_to(clause, wanted, depth), noun
        beside = [t for t in sentence.children(clause.predicate) if t not in clause.subjects]
        noun = self._noun_among(sentence, [*objects, *beside], self._of_kind(wanted))
        return noun is not None, noun

    def _leads_to(self, clause: Clause, wanted: str, depth: int) -> bool:
        """Whether an infinitive or gerund behind the verb is of class ``wanted``: "stopped **bombing** the port"."""
        if depth >= _DEEPEST or wanted == "EVENT":
            return False
        for complement in clause.complements:
            if complement.tense == "none" and complement.noun is None:
                match = self.match(complement, depth + 1)
                if match is not None:
                    return _is_of_class(match.type, wanted)
                if self._leads_to(complement, wanted, depth + 1):
                    return True
        return False

    def _of_kind(self, name: str) -> Callable[[Token], bool]:
        nouns = self._lexicon.of_kind(name)
        return lambda token: token.lemma.lower() in nouns

    def _of_class(self, sentence: Sentence, wanted: str) -> Callable[[Token], bool]:
        def fits(token: Token) -> bool:
            line = self.noun(sentence, token)
            return line is not None and _is_of_class(line.type, wanted)

        return fits

    def _noun_among(
        self, sentence: Sentence, tokens: Iterable[Token], fits: Callable[[Token], bool]
    ) -> Token | None:
        """The token among ``tokens`` that fits, or one inside them: "rounds of **talks**", "**aid** deliveries"."""
        for token in tokens:
            if fits(token):
                return token
            inner = [b for b in sentence.children(token, "nmod", "compound") if b.case in ("", "of")]
            found = self._noun_among(sentence, inner, fits)
            if found is not None:
                return found
        return None

    def _can_act(self, sentence: Sentence, token: Token) -> bool:
        return token.lemma not in self._lexicon.texts and self._actors.is_actor(sentence, token)

    def _is_place(self, sentence: Sentence, token: Token) -> bool:
        """Whether ``token`` names a place, or something that no other kind is known of ("took Aleppo")."""
        mention = self._actors.mention(sentence, token)
        unknown = mention.kind == "organisation" and mention.actor.id is None and token.pos == "PROPN"
        is_counted = sentence.child(token, "num") is not None  # "took in 40,000 Syrians"
        return (unknown or mention.kind in ("place", "state")) and not is_counted

    def _concerns_actor(self, sentence: Sentence, token: Token) -> bool:
        """Whether ``token`` can act, or is something of somebody who can ("Nepal's reforms")."""
        below = sentence.children(token, "poss", "nmod", "mod", "compound")
        return any(self._can_act(sentence, t) for t in (token, *below))

    def _adjective(self, clause: Clause) -> Match | None:
        for attribute in clause.attributes:
            line = self._lexicon.adjectives.get(attribute.text.lower())
            if line is not None:
                return Match(line.type, line, None, ())
        return None
