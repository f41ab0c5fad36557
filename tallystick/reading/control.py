"""Control: who does what a clause without a subject of its own says.

Verbs of asking hand their object down ("asked Norway **to send**"), others their subject ("hopes **to send**"); at a
noun it is its owner, its maker, or who stands right before the infinitive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallystick.languages.grammar import Grammar
from tallystick.languages.syntax import Sentence, Token

if TYPE_CHECKING:
    from tallystick.reading.clauses import Clause

_NEAR = 3
"""Tokens between a phrase and the infinitive that it belongs to, at most: the head, "to" and an adverb."""


def doers_at(clause: Clause, noun: Token, above: Clause | None, grammar: Grammar) -> list[Token]:
    """Who is to do what an infinitive or gerund at a noun says: "its goal of delivering", "the decision to send"."""
    described = clause.sentence.head(noun) if noun.pos == "ADJ" and noun.rel == "mod" else None
    if described is not None:
        return [described]  # "**countries** ready to send"
    if above is not None and above.lemma in grammar.accusing and noun in above.objects:
        return [noun]  # "accused **the G7** of breaking its promise"
    before = [t for t in clause.sentence.subtree(noun) if t.end <= clause.predicate.start]
    # "a proposal by the Czechs **for the EU** to buy": who is to act stands right before the infinitive.
    meant = [t for t in before if _is_for(clause, t) and clause.predicate.i - t.i <= _NEAR]
    owners = clause.sentence.children(noun, "poss")
    makers = [
        t
        for t in clause.sentence.children(noun, "nmod")
        if t.case in ("by", "of", "from") and t.i < clause.predicate.i
    ]
    if above is not None and noun in above.objects and above.subjects and not above.own_subject:
        owners = [t for t in owners if t.pos != "PRON"]  # its, of whom the clause itself is about
    above_subjects = [t for t in above.subjects if t is not noun] if above is not None else []
    return meant[-1:] or owners or makers[-1:] or above_subjects


def _is_for(clause: Clause, token: Token) -> bool:
    """Whether a phrase stands behind "for", also where the parser took that for a conjunction."""
    above = clause.sentence.head(token) if token.rel == "pobj" else None
    return token.case == "for" or (above is not None and above.text.lower() == "for")


def alliance_in(sentence: Sentence, noun: Token, grammar: Grammar) -> Token | None:
    """Who joins to do something, in the words that tell of it: "the creation of a **coalition** to send trucks"."""
    named = (noun, *(t for t in sentence.children(noun, "nmod") if t.case == "of"))
    return next((t for t in named if t.lemma.lower() in grammar.alliances), None)


def controllers_of(clause: Clause, above: Clause, grammar: Grammar) -> list[Token]:
    """Who does what a subjectless complement says (control theory: object control for verbs of asking)."""
    if clause.link == "adverbial":
        return list(above.objects if above.passive else above.subjects)
    persons = [t for t in above.objects if t.rel in ("obj", "iobj")] + above.indirect
    if clause.mark and clause.mark not in grammar.infinitive_marks:
        # "criticised the EU for having supplied": the object did it; "insisted on sending": the subject.
        return persons if persons and clause.mark in grammar.object_control_marks else list(above.subjects)
    if above.lemma in grammar.appealing and not persons:
        # "appealed **to other states** to offer 400 places": who is asked stands behind a preposition
        persons = [t for t in above.obliques if t.i < clause.predicate.i][-1:]
    if above.passive:
        return list(above.objects)
    if persons and above.lemma not in grammar.subject_control:
        return persons
    return list(above.subjects)
