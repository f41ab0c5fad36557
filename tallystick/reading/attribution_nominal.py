"""Attribution by nouns and prepositions: "Norway's warning that …", "according to …", "in her opinion"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.languages import Sentence, Token
from tallystick.languages.cues import Cue
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.contents import Filled, trimmed_start
from tallystick.reading.extents import extent
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.sayings import Saying, shape
from tallystick.reading.speakers import known_speaker

_MAKERS = ("by", "from", "of")


@dataclass(frozen=True, slots=True)
class CuedNoun:
    """A noun that attributes, with the line of the lexicon that says so."""

    sentence: ParsedSentence
    tree: Sentence
    noun: Token
    cue: Cue


def say_nominal(parsed: ParsedDocument, actors: Actors, sentence: ParsedSentence) -> Iterator[Saying]:
    """The sayings whose cue is a noun of ``sentence``: "the ministry's claim that …", "fears of …"."""
    for cued in _cued_nouns(parsed, sentence):
        filled = _content(parsed, cued)
        speaker = _maker(parsed, actors, cued, filled) if filled else None
        content = shape(parsed, filled.start, filled.end) if filled else None
        if filled is None or speaker is None or content is None or not actors.is_actor(cued.tree, speaker):
            continue
        yield Saying(
            sentence=sentence,
            content=content,
            cue=(cued.noun.start, cued.noun.end),
            speaker=actors.resolve(cued.tree, speaker),
            rule=f"statement.noun.{cued.cue.lemma}.{filled.frame}",
            confidence=0.6,
        )


def say_according(parsed: ParsedDocument, actors: Actors, sentence: ParsedSentence) -> Iterator[Saying]:
    """The sayings whose cue is a preposition: "according to the ministry", "in her opinion"."""
    tree = sentence.tree
    if tree is None:
        return
    for token in tree:
        speaker = _named_by_preposition(parsed, tree, token)
        if speaker is None or parsed.quotation_at(token.start) is not None:
            continue
        scope = _scope(sentence, tree, token)
        content = shape(parsed, *scope) if scope else None
        if content is None:
            continue
        yield Saying(
            sentence=sentence,
            content=content,
            cue=_cue_words(tree, token, speaker),
            speaker=known_speaker(actors, tree, speaker),
            rule="statement.according",
            confidence=0.8,
        )


def _cued_nouns(parsed: ParsedDocument, sentence: ParsedSentence) -> Iterator[CuedNoun]:
    for noun in sentence.tree or ():
        cue = parsed.language.cues.find("noun", noun.lemma) if noun.pos == "NOUN" else None
        if cue is not None and not cue.shared and sentence.tree is not None:
            yield CuedNoun(sentence, sentence.tree, noun, cue)


def _content(parsed: ParsedDocument, cued: CuedNoun) -> Filled | None:
    for clause in cued.sentence.clauses:
        if clause.noun is cued.noun and clause.link in ("attributive", "complement"):
            frame = "infinitive" if clause.infinitive else "clause"
            if frame in cued.cue.takes and (clause.own_subject or frame == "infinitive"):
                start, end = extent(cued.tree, clause.predicate)
                return Filled(frame, trimmed_start(parsed, cued.tree, start, end), end)
    for phrase in cued.tree.children(cued.noun, "nmod"):
        if phrase.case in cued.cue.takes and phrase.i > cued.noun.i:
            return Filled(phrase.case, *extent(cued.tree, phrase, ("case",)))
    return _beside(cued)


def _beside(cued: CuedNoun) -> Filled | None:
    """What the parser hung on the verb: "gave its backing **to the plan**"."""
    verb = cued.tree.head(cued.noun)
    owned = cued.tree.child(cued.noun, "poss") is not None
    if verb is None or cued.noun.rel != "obj" or not owned:
        return None
    for phrase in cued.tree.children(verb, "obl"):
        opens = cued.tree.child(phrase, "case")
        if opens is not None and opens.i == cued.noun.i + 1 and phrase.case in cued.cue.takes:
            return Filled(phrase.case, *extent(cued.tree, phrase, ("case",)))
    return None


def _maker(parsed: ParsedDocument, actors: Actors, cued: CuedNoun, filled: Filled) -> Token | None:
    """Whose statement it is: its possessor, the phrase that names its maker, or the subject that makes it."""
    for owner in cued.tree.children(cued.noun, "poss"):
        return owner
    for phrase in cued.tree.children(cued.noun, "nmod"):
        if phrase.case in _MAKERS and phrase.case != filled.frame and actors.is_actor(cued.tree, phrase):
            return phrase
    clause = next((c for c in cued.sentence.clauses if c.predicate.i == cued.noun.head), None)
    if clause is None or clause.passive or cued.noun.rel != "obj":
        return None
    governing = parsed.language.cues.find("verb", clause.lemma)
    if governing is not None and "object" in governing.takes:
        return None  # "repeated the claim that …" is told by the verb
    return next(iter(clause.subjects), None)


def _named_by_preposition(parsed: ParsedDocument, tree: Sentence, token: Token) -> Token | None:
    if not token.case:
        return None
    cues = parsed.language.cues
    if cues.find("preposition", token.case) is not None:
        return token
    if cues.find("preposition", f"{token.case} {token.lemma}") is not None:
        makers = (n for n in tree.children(token, "nmod") if n.case in _MAKERS)
        return tree.child(token, "poss") or next(makers, None)
    return None


def _cue_words(tree: Sentence, token: Token, speaker: Token) -> tuple[int, int]:
    prepositions = tree.children(token, "case")
    start = min([t.start for t in prepositions] or [token.start])
    end = max([t.end for t in prepositions] or [token.end])
    return start, end if speaker is token else max(end, token.end)


def _scope(sentence: ParsedSentence, tree: Sentence, token: Token) -> tuple[int, int] | None:
    """What a phrase at a clause's edge, or inside it, attributes: the clause without it."""
    start, end = extent(tree, token)
    clause = _governing(sentence, tree, token)
    while clause is not None and clause.governor is not None and not clause.own_subject:
        clause = clause.governor  # "rose in May and fell in June, according to …" is one report
    if clause is None or clause.governor is None:
        first, last = sentence.start, sentence.end
    else:
        first, last = extent(tree, clause.predicate)
    if not any(first <= t.start < start and t.pos != "PUNCT" for t in tree):
        first = end
    elif not any(end <= t.start < last and t.pos != "PUNCT" for t in tree):
        last = start
    return (first, last) if first < last else None


def _governing(sentence: ParsedSentence, tree: Sentence, token: Token) -> Clause | None:
    by_predicate = {c.predicate.i: c for c in sentence.clauses}
    return next((by_predicate[a.i] for a in tree.ancestors(token) if a.i in by_predicate), None)
