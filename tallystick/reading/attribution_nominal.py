"""Attribution by nouns and prepositions: "Norway's warning that …", "according to …", "in her opinion"."""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.languages import Sentence, Token
from tallystick.languages.cues import Cue
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause, extent
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.sayings import Saying, shape

_MAKERS = ("by", "from", "of")


def say_nominal(parsed: ParsedDocument, actors: Actors, sentence: ParsedSentence) -> Iterator[Saying]:
    """The sayings whose cue is a noun of ``sentence``: "the ministry's claim that …", "fears of …"."""
    tree = sentence.tree
    if tree is None:
        return
    for noun in tree:
        cue = parsed.language.cues.find("noun", noun.lemma) if noun.pos == "NOUN" else None
        found = _content(parsed, sentence, tree, noun, cue) if cue else None
        if cue is None or found is None:
            continue
        frame, start, end = found
        speaker = _maker(parsed, actors, sentence, tree, noun, frame)
        content = shape(parsed, start, end)
        if speaker is None or content is None or not actors.is_actor(tree, speaker):
            continue
        yield Saying(
            sentence=sentence,
            content=content,
            cue=(noun.start, noun.end),
            speaker=actors.resolve(tree, speaker),
            rule=f"statement.noun.{cue.lemma}.{frame}",
            confidence=0.7,
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
        start, end = extent(tree, token)
        scope = _scope(sentence, tree, token, start, end)
        content = shape(parsed, *scope) if scope else None
        if content is None:
            continue
        yield Saying(
            sentence=sentence,
            content=content,
            cue=_cue_words(tree, token, speaker),
            speaker=actors.resolve(tree, speaker),
            rule="statement.according",
            confidence=0.85,
        )


def _content(
    parsed: ParsedDocument, sentence: ParsedSentence, tree: Sentence, noun: Token, cue: Cue
) -> tuple[str, int, int] | None:
    for clause in sentence.clauses:
        if clause.noun is noun and clause.link in ("attributive", "complement"):
            frame = "infinitive" if clause.infinitive else "clause"
            if frame in cue.takes and (clause.own_subject or frame == "infinitive"):
                start, end = extent(tree, clause.predicate)
                words = [t for t in tree if start <= t.start < end]
                if words[0].text.lower() in parsed.language.cues.complementizers and len(words) > 1:
                    start = words[1].start
                return frame, start, end
    for phrase in tree.children(noun, "nmod"):
        if phrase.case in cue.takes and phrase.i > noun.i:
            return phrase.case, *extent(tree, phrase, ("case",))
    return None


def _maker(
    parsed: ParsedDocument, actors: Actors, sentence: ParsedSentence, tree: Sentence, noun: Token, frame: str
) -> Token | None:
    """Whose statement it is: its possessor, the phrase that names its maker, or the subject that makes it."""
    for owner in tree.children(noun, "poss"):
        return owner
    for phrase in tree.children(noun, "nmod"):
        if phrase.case in _MAKERS and phrase.case != frame and actors.is_actor(tree, phrase):
            return phrase
    if noun.rel != "obj":
        return None
    clause = next((c for c in sentence.clauses if c.predicate.i == noun.head), None)
    cue = parsed.language.cues.find("verb", clause.lemma) if clause is not None else None
    if clause is None or clause.passive or (cue is not None and "object" in cue.takes):
        return None
    return next(iter(clause.subjects), None)


def _named_by_preposition(parsed: ParsedDocument, tree: Sentence, token: Token) -> Token | None:
    if not token.case:
        return None
    cues = parsed.language.cues
    if cues.find("preposition", token.case) is not None:
        return token
    if cues.find("preposition", f"{token.case} {token.lemma}") is not None:
        return tree.child(token, "poss") or next(
            (n for n in tree.children(token, "nmod") if n.case == "of"), None
        )
    return None


def _cue_words(tree: Sentence, token: Token, speaker: Token) -> tuple[int, int]:
    prepositions = tree.children(token, "case")
    start = min([t.start for t in prepositions] or [token.start])
    end = max([t.end for t in prepositions] or [token.end])
    return start, end if speaker is token else max(end, token.end)


def _scope(
    sentence: ParsedSentence, tree: Sentence, token: Token, start: int, end: int
) -> tuple[int, int] | None:
    """What a phrase at a clause's edge, or inside it, attributes: the clause without it."""
    clause = _governing(sentence, tree, token)
    while clause is not None and clause.governor is not None and not clause.own_subject:
        clause = clause.governor  # "rose in May and fell in June, according to …" is one report
    if clause is None:
        first, last = sentence.start, sentence.end
    else:
        first, last = extent(tree, clause.predicate)
        if clause.link in ("root", "coordinate") and clause.governor is None:
            first, last = sentence.start, sentence.end
    if not any(c.isalnum() for c in tree_text(tree, first, start)):
        first = end
    elif not any(c.isalnum() for c in tree_text(tree, end, last)):
        last = start
    return (first, last) if first < last else None


def tree_text(tree: Sentence, start: int, end: int) -> str:
    """The words of ``tree`` between two offsets."""
    return " ".join(t.text for t in tree if start <= t.start < end)


def _governing(sentence: ParsedSentence, tree: Sentence, token: Token) -> Clause | None:
    by_predicate = {c.predicate.i: c for c in sentence.clauses}
    return next((by_predicate[a.i] for a in tree.ancestors(token) if a.i in by_predicate), None)
