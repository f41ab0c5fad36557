"""Phrases that open a condition as a conjunction does: "**provided that** parliament agrees", "**so long as** it is".

Parsers take their words for verbs, nouns and adverbs; here they are found by their words and by the clause that begins
right behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.languages.grammar import Grammar
from tallystick.languages.syntax import Sentence, Token

_MISTAKEN = ("VERB", "ADV")
"""What parsers take a conjunction for: "**provided** it returns them", "**once** Kenya signs"."""


@dataclass(frozen=True, slots=True)
class Opener:
    """A phrase that makes a clause a condition.

    Attributes:
        phrase: As the grammar writes it.
        words: Indices of its words.
        predicate: Index of the predicate of the clause that it opens.
    """

    phrase: str
    words: range
    predicate: int


def find_openers(sentence: Sentence, grammar: Grammar) -> list[Opener]:
    """The phrases of ``sentence`` that open a condition with a verb; "subject to approval" has none."""
    text = [t.text.lower() for t in sentence]
    found: list[Opener] = []
    for phrase in sorted(grammar.conditional_phrases | grammar.conditional_marks):
        words = phrase.split()
        for start in range(len(text) - len(words)):
            behind = start + len(words)
            is_known = len(words) == 1 and sentence.tokens[start].pos not in _MISTAKEN
            if text[start:behind] == words and not is_known:
                verb = _predicate_behind(sentence, behind)
                found += [Opener(phrase, range(start, behind), verb.i)] if verb is not None else []
    return found


def _predicate_behind(sentence: Sentence, first: int) -> Token | None:
    """The first finite verb from ``first`` on whose clause begins there: its subject and no comma stands between."""
    for token in sentence.tokens[first:]:
        if token.text in (",", ";", ":"):
            return None
        if token.pos in ("VERB", "AUX") and token.rel not in ("aux", "aux:pass"):
            subject = sentence.child(token, "subj", "subj:pass", "expl")
            if subject is not None and subject.i < token.i and sentence.subtree(subject)[0].i == first:
                return token
    return None
