"""Whose government speaks where no state stands beside it: that of the state which a report is about.

"The ministry said", "Housing Minister Rangi Cooper told reporters": a report on one country need not say whose. It is
about a state that acts in it, itself or by its officials; one that only receives, or where goods go, is somebody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tallystick.entities.gazetteer import Gazetteer, NameMention
from tallystick.languages import Sentence, Token
from tallystick.reading.offices import Offices
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.phrases import Phrases

_AS_OFTEN = 2
"""How many times as often as any other a state has to act, for a report to be about it."""


class Home:
    """The state that a document is about, if it is about one.

    Args:
        parsed: The document.
        phrases: Its noun phrases.
        gazetteer: Known names in its language.
        offices: Its language's offices, bodies and groups.
    """

    def __init__(
        self, parsed: ParsedDocument, phrases: Phrases, gazetteer: Gazetteer, offices: Offices
    ) -> None:
        self._parsed = parsed
        self._phrases = phrases
        self._gazetteer = gazetteer
        self._offices = offices
        self._recipient = parsed.language.grammar.recipient
        self._named = [self._states(phrases.names_in(s.start, s.end)) for s in parsed.sentences]
        self._acts = [self._states(self._acting(s)) for s in parsed.sentences]
        counts = Counter(state for states in self._acts for state in states)
        told = Counter(state for states in self._named for state in states)
        (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        acts = most > 0 and _AS_OFTEN * most >= told[first]  # rather than being acted on
        self._state = first if acts and most >= _AS_OFTEN * next_most and not self._has_taker(first) else None
        self._first = first if acts else None  # of those that act as often the one named first
        self._written_in = self._place_of_writing()

    def at(self, offset: int) -> str | None:
        """Its id, unless the sentence at ``offset`` names another state, or it as one that does not act.

        Of several states the one that acts first, and as often as any, is meant where the sentence names it alone.
        """
        index = self._parsed.sentence_at(offset)
        there = set(self._named[index])
        if self._written_in in self._acts[index]:
            return self._written_in
        if there != set(self._acts[index]):
            return None
        return self._first if there == {self._first} else None if there else self._state

    def _place_of_writing(self) -> str | None:
        """The state of the place in a report's dateline: "**LILONGWE**, 3 September (Lakewire) - …"."""
        datelines = [b for b in self._parsed.document.blocks if b.kind == "dateline"][:1]
        named = [s for b in datelines for s in self._states(self._phrases.names_in(b.start, b.end))]
        return named[0] if named else None

    def _has_taker(self, state: str) -> bool:
        """Whether another state gets something, whose officials speak as often: "has promised **Malawi** 40 trucks"."""
        return any(
            name != state
            for sentence in self._parsed.sentences
            for clause in sentence.clauses
            for token in (*clause.indirect, *(o for o in clause.obliques if o.case in self._recipient))
            for name in self._states(self._phrases.names_in(token.start, token.end))
        )

    def _states(self, names: list[NameMention]) -> list[str]:
        found = [state for name in names for state in self._phrases.states_in(name.start, name.end)]
        return [state for state in found if self._is_state(state)]

    def _is_state(self, identity: str) -> bool:
        entity = self._gazetteer.by_id(identity)
        return entity is not None and entity.kind == "state"

    def _acting(self, sentence: ParsedSentence) -> list[NameMention]:
        """The names of those who do what the sentence's clauses say, each once, in order."""
        found = {
            name.start: name
            for clause in sentence.clauses
            for subject in clause.subjects
            for name in self._acting_in(clause.sentence, subject)
        }
        return [found[start] for start in sorted(found)]

    def _acting_in(self, tree: Sentence, subject: Token) -> Iterator[NameMention]:
        """Those named in a subject: "**Kenya**", "the **Kenyan** minister", but not "the envoy to Kenya"."""
        own = self._phrases.name_at(subject)
        start, end = self._phrases.extent_of(tree, subject)
        is_official = self._is_official(subject, self._parsed.text[start:end])
        for name in self._phrases.names_in(start, end):
            if name is own or (is_official and not self._is_elsewhere(tree, subject, name)):
                yield name

    def _is_official(self, noun: Token, phrase: str) -> bool:
        words = noun.lemma, noun.text
        is_body = self._offices.is_body(*words) or self._offices.is_person(*words)
        return is_body or self._offices.office_in(phrase) is not None

    def _is_elsewhere(self, tree: Sentence, subject: Token, name: NameMention) -> bool:
        """Whether a name in a phrase says where to or in which place: "the soldiers **in Chad**"."""
        grammar = self._parsed.language.grammar
        beyond = grammar.locative | grammar.recipient
        inside = [t for t in tree if name.start <= t.start < name.end]
        above = [t for part in inside for t in (part, *tree.ancestors(part))]
        return any(t.case in beyond for t in above if t.i > subject.i)
