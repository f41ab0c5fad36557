"""What is held together: "there was broad **consensus** among the donors on a ceiling", "no consensus on sending them".

Nobody speaks, and yet a side is taken: those who are one on something hold it, those who are not leave it open. Where
the text does not say among whom, it is the group that it spoke of last. Such a statement stands beside that of
whoever tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tallystick.languages import Sentence, Token
from tallystick.languages.cues import Cue
from tallystick.model import Actor
from tallystick.reading.actors import Actors
from tallystick.reading.attribution_nominal import CuedNoun
from tallystick.reading.clauses import Clause
from tallystick.reading.contents import Filled, trimmed_start, without_asides
from tallystick.reading.extents import extent
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.sayings import Saying, shape


def say_shared(parsed: ParsedDocument, actors: Actors, sentence: ParsedSentence) -> Iterator[Saying]:
    """The sayings of ``sentence`` whose cue is a noun for what several are one in, or are not."""
    tree = sentence.tree
    if tree is None:
        return
    for noun in tree:
        cue = parsed.language.cues.find("noun", noun.lemma) if noun.pos == "NOUN" else None
        if cue is None or not cue.shared or noun.plural:
            continue
        clause = _clause_of(sentence, noun)
        filled = _content(parsed, CuedNoun(sentence, tree, noun, cue), clause)
        content = shape(parsed, filled.start, filled.end) if filled else None
        holder = _holder(parsed, actors, tree, noun, clause) or _having(parsed, actors, noun, cue, clause)
        if filled is None or content is None or holder is None:
            continue
        yield Saying(
            sentence=sentence,
            content=content,
            cue=(noun.start, noun.end),
            speaker=_apart(parsed, holder, content.start),
            rule=f"statement.shared.{cue.lemma}.{filled.frame}",
            confidence=0.6,
            negated=_is_denied(parsed, tree, noun, clause),
            shared=True,
        )


def _clause_of(sentence: ParsedSentence, noun: Token) -> Clause | None:
    """The clause that the noun stands in as what there is, or as what somebody has or reaches."""
    return next((c for c in sentence.clauses if noun in (*c.attributes, *c.objects)), None)


def _content(parsed: ParsedDocument, cued: CuedNoun, clause: Clause | None) -> Filled | None:
    tree, noun, takes = cued.tree, cued.noun, cued.cue.takes
    for below in cued.sentence.clauses:
        if below.noun is noun and below.predicate.i > noun.i:
            frame = below.mark if below.mark in takes else "infinitive" if below.infinitive else "clause"
            if frame in takes and (frame != "clause" or below.own_subject):
                start, end = extent(tree, below.predicate, ("case",))
                start = below.predicate.start if frame == below.mark else start
                return Filled(frame, trimmed_start(parsed, tree, start, end), end)
    for phrase in _phrases(parsed, tree, noun, clause):
        if phrase.case in takes:
            start, _ = extent(tree, phrase, ("case",))
            return Filled(phrase.case, start, without_asides(tree, phrase)[1])
    return None


def _phrases(parsed: ParsedDocument, tree: Sentence, noun: Token, clause: Clause | None) -> list[Token]:
    """The phrases behind the noun, at its clause, and at a copula above: "where there was **consensus** was on …"."""
    found = tree.children(noun, "nmod")
    # Parsers hang what it is on at those who share it: "consensus among the donors **on a ceiling**".
    found += [n for t in found if t.case in parsed.language.cues.sharers for n in tree.children(t, "nmod")]
    if clause is not None:
        found += clause.obliques
        if clause.link == "subject" and clause.governor is not None:
            found += clause.governor.obliques
    return [t for t in found if t.i > noun.i]


def _holder(
    parsed: ParsedDocument, actors: Actors, tree: Sentence, noun: Token, clause: Clause | None
) -> Actor | None:
    """Those among whom it is or whose it is; where it only is, the group spoken of last."""
    beside = [*tree.children(noun, "nmod"), *(clause.obliques if clause is not None else ())]
    for token in (
        *tree.children(noun, "poss"),
        *(t for t in beside if t.case in parsed.language.cues.sharers),
    ):
        return actors.resolve(tree, token) if actors.is_actor(tree, token) else None
    bodies = (t for t in beside if t.case in parsed.language.grammar.locative)
    for token in bodies:  # "no consensus in the Security Council on sending monitors"
        if actors.mention(tree, token).kind in ("organisation", "body", "group"):
            return actors.resolve(tree, token)
    is_there = clause is not None and tree.child(clause.predicate, "expl") is not None
    return actors.group_before(noun.start) if is_there else None


def _having(
    parsed: ParsedDocument, actors: Actors, noun: Token, cue: Cue, clause: Clause | None
) -> Actor | None:
    """Who has it or comes to it: "the ministers **reached no consensus** on a ceiling"; an accord reached is a deed."""
    if clause is None or cue.act or clause.passive or noun in clause.attributes:
        return None
    if clause.lemma not in parsed.language.grammar.attaining:
        return None
    tree = clause.sentence
    having = [t for t in clause.subjects if t.pos != "PRON" and actors.is_actor(tree, t)]
    return actors.resolve(tree, having[0]) if having else None


def _apart(parsed: ParsedDocument, holder: Actor, content: int) -> Actor:
    """Those who share it without what they share, where the parser hung it on them: "the donors | on a ceiling"."""
    start, end = holder.span.start, holder.span.end
    if not start < content < end:
        return holder
    named = parsed.text[start:content].rstrip().rpartition(" ")[0].rstrip()
    return replace(holder, name=named, span=parsed.span(start, start + len(named)))


def _is_denied(parsed: ParsedDocument, tree: Sentence, noun: Token, clause: Clause | None) -> bool:
    """Whether there is none: "**no** consensus", "is **not** a consensus", "have **not** reached one"."""
    grammar = parsed.language.grammar
    determiner = tree.child(noun, "det")
    is_none = determiner is not None and determiner.lemma in grammar.negative_determiners
    return is_none or (clause is not None and clause.negated)
