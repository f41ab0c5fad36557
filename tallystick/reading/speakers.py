"""Who speaks: the noun phrase that holds a cue's source."""

from __future__ import annotations

from tallystick.languages import Sentence, Token
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.parsing import ParsedDocument

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_QUANTIFIERS = frozenset({"NUM", "DET", "ADJ"})
_INSIDE_A_PHRASE = frozenset({"compound", "mod", "poss", "det", "num"})
_REACH = 12
"""How many words from an inverted cue its speaker may begin: "said on Monday the French president"."""


def speaker_of(parsed: ParsedDocument, clause: Clause, *, beside_quotation: bool = False) -> Token | None:
    """The head of the phrase that says who spoke, ``None`` where nobody is named.

    Args:
        parsed: The document.
        clause: The cue's clause.
        beside_quotation: The clause attributes a quotation, so that an object or a neighbouring noun can be
            an inverted subject that the parser did not see ('"…," said the minister').
    """
    said = clause.passive and clause.subjects
    for token in said or ([] if clause.passive else clause.subjects):
        if _outside(parsed, token):
            return token
    if not beside_quotation or clause.passive:
        return None
    return _inverted(parsed, clause) or _before(parsed, clause)


def _outside(parsed: ParsedDocument, token: Token) -> bool:
    return token.pos in _NOMINAL | {"NUM", "DET", "ADJ", "X"} and parsed.quotation_at(token.start) is None


def _inverted(parsed: ParsedDocument, clause: Clause) -> Token | None:
    return _nearest(parsed, clause.sentence, range(clause.predicate.i + 1, clause.predicate.i + _REACH))


def _before(parsed: ParsedDocument, clause: Clause) -> Token | None:
    return _nearest(parsed, clause.sentence, range(clause.predicate.i - 1, clause.predicate.i - _REACH, -1))


def _nearest(parsed: ParsedDocument, sentence: Sentence, indices: range) -> Token | None:
    for i in indices:
        if not 0 <= i < len(sentence.tokens):
            return None
        token = sentence.tokens[i]
        if parsed.quotation_at(token.start) is not None or token.text in ",:;":
            return None
        if (
            token.pos in _NOMINAL
            and token.rel not in _INSIDE_A_PHRASE
            and not token.case
            and token.rel != "tmod"
        ):
            return token
    return None


def can_speak(parsed: ParsedDocument, actors: Actors, sentence: Sentence, token: Token) -> bool:
    """Whether a phrase names somebody who can speak or think: who is known to act, "she", "many", "two thirds"."""
    pronoun = parsed.language.grammar.pronouns.get(token.text.lower(), "")
    if pronoun.startswith(("person", "group")) or token.pos in _QUANTIFIERS:
        return True
    return actors.is_actor(sentence, token)
