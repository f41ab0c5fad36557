"""Who speaks: the noun phrase that holds a cue's source."""

from __future__ import annotations

from dataclasses import replace

from tallystick.languages import Sentence, Token
from tallystick.model import Actor, Span
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.parsing import ParsedDocument

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_QUANTIFIERS = frozenset({"NUM", "DET", "ADJ"})
_INSIDE_A_PHRASE = frozenset({"compound", "mod", "poss", "det", "num"})
_MAKERS = ("by", "from")
_PEOPLE = frozenset({"person", "group", "office"})
_REACH = 12
"""How many words from an inverted cue its speaker may begin: "said on Monday the French president"."""


def speaker_of(parsed: ParsedDocument, clause: Clause, beside: tuple[int, int] | None = None) -> Token | None:
    """The head of the phrase that says who spoke, ``None`` where nobody is named.

    Args:
        parsed: The document.
        clause: The cue's clause.
        beside: Offsets of a quotation or clause that the cue stands beside: a neighbouring noun can then be a
            subject that the parser did not see ('"…," said the minister').
    """
    for token in clause.subjects:
        if _outside(parsed, token):
            return _nearest_apposition(parsed, clause, token)
    if beside is None or clause.passive:
        return None
    return _unseen(parsed, clause, beside)


def _nearest_apposition(parsed: ParsedDocument, clause: Clause, subject: Token) -> Token:
    """The subject, or what the parser took for its apposition: "… with Kenya, a new report said".

    An apposition has a comma on either side; what stands right before the cue is the cue's own subject.
    """
    for apposition in clause.sentence.children(subject, "appos"):
        between = parsed.text[apposition.end : clause.predicate.start]
        if subject.i < apposition.i < clause.predicate.i and "," not in between:
            return apposition
    return subject


def _outside(parsed: ParsedDocument, token: Token) -> bool:
    return token.pos in _NOMINAL | {"NUM", "DET", "ADJ", "X"} and parsed.quotation_at(token.start) is None


def _unseen(parsed: ParsedDocument, clause: Clause, beside: tuple[int, int]) -> Token | None:
    """A subject that the parser missed: '"…," Ms Diallo, the mayor, said', '"…," said the mayor'."""
    sentence, cue = clause.sentence, clause.predicate.i
    if beside[1] > clause.predicate.start:
        return _nearest(parsed, sentence, range(cue - 1, cue - _REACH, -1))
    behind = next((t.i for t in sentence if t.start >= beside[1]), cue)
    return _nearest(parsed, sentence, range(behind, cue)) or _nearest(
        parsed, sentence, range(cue + 1, cue + _REACH)
    )


def _nearest(parsed: ParsedDocument, sentence: Sentence, indices: range) -> Token | None:
    for i in indices:
        if not 0 <= i < len(sentence.tokens):
            return None
        token = sentence.tokens[i]
        if parsed.quotation_at(token.start) is not None or token.text in ":;":
            return None
        if parsed.is_date(token.start, token.end):
            continue
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
    pronoun = parsed.language.grammar.pronouns.get(token.text.lower(), "") if token.pos == "PRON" else ""
    if pronoun.startswith(("person", "group")) or token.pos in _QUANTIFIERS:
        return True
    return actors.is_actor(sentence, token)


def mention_of(actors: Actors, clause: Clause, speaker: Token) -> Actor:
    """The speaker as an actor; a relative pronoun is the mention where it stands for one ("officials **who** said")."""
    actor = known_speaker(actors, clause.sentence, speaker)
    if clause.link != "relative" or clause.noun is not speaker:
        return actor
    pronoun = clause.sentence.child(clause.predicate, "subj")
    if pronoun is None or pronoun.pos not in ("PRON", "DET"):
        return actor
    return replace(actor, span=Span(pronoun.start, pronoun.end, pronoun.text))


def known_speaker(actors: Actors, sentence: Sentence, speaker: Token) -> Actor:
    """The speaker as an actor; of a report whose maker is named beside it, the maker."""
    actor = actors.speaking(sentence, speaker)
    maker = _maker_of(actors, sentence, speaker) if actor.id is None else None
    return replace(maker, span=actor.span) if maker is not None else actor


def _maker_of(actors: Actors, sentence: Sentence, work: Token) -> Actor | None:
    """Whose report it is: "figures published by the bank", "a list from the ministry"."""
    if actors.mention(sentence, work).kind in _PEOPLE:
        return None
    beside = [work, *sentence.children(work, "acl")]
    makers = [m for at in beside for m in sentence.children(at) if m.case in _MAKERS]
    return next((actors.resolve(sentence, m) for m in makers if actors.is_actor(sentence, m)), None)


def is_medium(actors: Actors, speaker: Actor) -> bool:
    """Whether a paper, broadcaster or agency speaks."""
    return any(n.entity.kind == "media" for n in actors.names_in(speaker.span.start, speaker.span.end))
