"""Events that a noun tells by itself: "Russia's attack on the port", "a meeting of ministers in Lima"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tallystick.languages import Sentence, Token
from tallystick.languages.events import EventPattern
from tallystick.reading.clauses import Clause
from tallystick.reading.events_drafts import WITHOUT_ADDITIONS, Draft, EventParties, Telling
from tallystick.reading.events_patterns import Patterns
from tallystick.reading.extents import extent
from tallystick.reading.parsing import ParsedSentence

_BY = ("by", "between", "among")
_TOWARDS = ("of", "on", "against", "with", "to")
_WITH = ("of", "with")
_JOINT = ("CONSULT", "AGREE")
"""Classes in which all who take part are actors."""


class NounEvents:
    """Reads the event nouns of one document.

    Args:
        parties: Who takes part.
        patterns: The event lexicon.
    """

    def __init__(self, parties: EventParties, patterns: Patterns) -> None:
        self._parties = parties
        self._patterns = patterns

    def find(self, where: ParsedSentence, told: set[int]) -> Iterator[Draft]:
        """The events that nouns of a sentence tell, those in ``told`` (indices of tokens) left out."""
        if where.tree is None:
            return
        for token in where.tree:
            line = self._patterns.noun(where.tree, token)
            if line is None or not line.alone or token.i in told or token.rel == "compound":
                continue
            if not self._is_denied(where, where.tree, token):
                draft = self._draft(where, where.tree, token, line)
                if draft is not None:
                    yield draft

    def participants(self, sentence: Sentence, noun: Token) -> tuple[list[Token], list[Token]]:
        """Who does what a noun names, and to whom: "**Russia's** attack on **the port**"."""
        doers = self._parties.only_actors(sentence, sentence.children(noun, "poss"))
        doers += [t for t in sentence.children(noun, "mod", "compound") if self._is_maker(sentence, t)]
        phrases = sentence.children(noun, "nmod")
        doers += self._parties.only_actors(sentence, phrases, _BY)
        line = self._patterns.noun(sentence, noun)
        towards = _WITH if line is not None and line.type in _JOINT else _TOWARDS
        return doers, self._parties.only_actors(sentence, phrases, towards)

    def _draft(
        self, where: ParsedSentence, sentence: Sentence, noun: Token, line: EventPattern
    ) -> Draft | None:
        start, end = extent(sentence, noun, stop=WITHOUT_ADDITIONS)
        doers, done_to = self.participants(sentence, noun)
        anchored = self._parties.is_anchored(sentence, start, end) or self._names_more(
            sentence, start, end, doers
        )
        bare = False
        if line.type == "DEATH":
            doers, done_to = [], done_to or self._dead(sentence, noun)
            told = bool(done_to)
        elif line.type in _JOINT:
            met_at = self._met_at(where, noun)
            if met_at is not None:
                doers, start, end = met_at
            told = bool(done_to or met_at or (doers and anchored))
            bare = not told and self._is_placed_and_dated(sentence, start, end)
            doers, done_to = doers + done_to, []
        else:
            told = bool(doers and (done_to or anchored))
        if not told and not bare:
            return None
        event = self._parties.event(sentence, Telling(line.type, doers, done_to, start, end))
        return Draft(event, f"event.noun.{line.predicate}", where.index, aside=True, bare=bare)

    def _is_maker(self, sentence: Sentence, token: Token) -> bool:
        """Whether a word before a noun names who acts: "**Russian** attack", not "**Paris** conference"."""
        mention = self._parties.actors.mention(sentence, token)
        return mention.actor.id is not None and (token.pos == "ADJ" or mention.kind == "organisation")

    def _dead(self, sentence: Sentence, noun: Token) -> list[Token]:
        """Whose death it is although its place stands between: "the death in prison of **the lawyer**"."""
        locative = self._parties.parsed.language.grammar.locative
        places = [p for p in sentence.children(noun, "nmod") if p.case in locative]
        below = [t for p in places for t in sentence.children(p, "nmod")]
        return self._parties.only_actors(sentence, below, ("of",))

    def _names_more(self, sentence: Sentence, start: int, end: int, doers: Sequence[Token]) -> bool:
        """Whether a phrase names something beside those who act: "their withdrawal from **Mostar**"."""
        known = {t.i for d in doers for t in sentence.subtree(d)}
        return any(t.pos == "PROPN" and t.i not in known for t in sentence if start <= t.start < end)

    def _is_placed_and_dated(self, sentence: Sentence, start: int, end: int) -> bool:
        parties = self._parties
        return parties.place(sentence, start, end) is not None and bool(parties.parsed.dates_in(start, end))

    def _met_at(self, where: ParsedSentence, noun: Token) -> tuple[list[Token], int, int] | None:
        """Who speaks beside whom at a meeting: "said Spain's king **alongside the Pope at a press conference**"."""
        companions = self._parties.parsed.language.events.companions
        for clause in where.clauses:
            phrases = [*clause.obliques, *clause.sentence.children(noun, "nmod")]
            beside = self._parties.only_actors(clause.sentence, phrases, companions)
            if noun in clause.obliques and beside:
                return [*clause.subjects, *beside], *_without_content(clause)
        return None

    def _is_denied(self, where: ParsedSentence, sentence: Sentence, token: Token) -> bool:
        """Whether ``token`` stands in a clause that says what is not: "does not win its war"."""
        above = {a.i for a in sentence.ancestors(token)}
        return any(c.negated and c.predicate.i in above for c in where.clauses)


def _without_content(clause: Clause) -> tuple[int, int]:
    """The extent of a clause of speech without what is said."""
    return extent(
        clause.sentence, clause.predicate, stop=("ccomp", "advcl", "parataxis", "conj", "cc", "relcl")
    )
