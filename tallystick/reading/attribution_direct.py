"""Direct quotations and their cues: before, behind, in the middle, in another sentence, or nowhere.

The parse of a sentence is least to be trusted around a quotation, so a cue is looked for by its place beside
the marks; only the speaker is taken from the tree (after Pouliquen, Steinberger and Best 2007, and O'Keefe et
al. 2012 on where news writing puts them).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tallystick.model import Actor
from tallystick.reading.actors import Actors
from tallystick.reading.attribution_labels import signature
from tallystick.reading.clauses import Clause
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.quotations import Quotation
from tallystick.reading.sayings import Content, Saying, cue_span
from tallystick.reading.speakers import speaker_of

_ENDS_AN_UTTERANCE = ",.?!…—–-"
_OPENS_AN_UTTERANCE = ",:;.?!…—–-”»\"'(’"
_FARTHEST_CUE = 220
"""Characters between a quotation and its cue; appositions of the speaker stand between."""
_PARTS = tuple(".,?!—–")
_MOST_WORDS_BETWEEN = 8
_FEWEST_WORDS_ALONE = 5
"""Fewer words inside marks without any cue are a name or a word held at a distance."""


@dataclass(frozen=True, slots=True)
class Cued:
    """A quotation with the clause that says who uttered it.

    Attributes:
        quotation: The quotation, or its first part where its cue interrupts it.
        sentence: Where the cue stands.
        clause: The cue's clause.
        rest: The part behind the cue: '"We are late," she said. "We will hurry."'
    """

    quotation: Quotation
    sentence: ParsedSentence
    clause: Clause
    rest: Quotation | None = None


def find_cued(parsed: ParsedDocument) -> list[Cued]:
    """The quotations that are utterances with a cue beside them; one interrupted by its cue counts once."""
    found: list[Cued] = []
    for at, quotation in enumerate(parsed.quotations):
        before = found[-1] if found and at and found[-1].quotation is parsed.quotations[at - 1] else None
        if before is not None and before.rest is None and _goes_on(parsed, before, quotation):
            found[-1] = replace(before, rest=quotation)
            continue
        cued = _cue_of(parsed, at, quotation)
        if cued is not None:
            found.append(cued)
    return found


def _goes_on(parsed: ParsedDocument, first: Cued, quotation: Quotation) -> bool:
    """Whether a quotation goes on with the one before: nothing stands between them but the cue's clause."""
    if not first.quotation.outer_end <= first.clause.predicate.start < quotation.outer_start:
        return False
    between = parsed.text[first.quotation.outer_end : quotation.outer_start]
    said = first.quotation.end - first.quotation.start + quotation.end - quotation.start
    if "\n" in between or len(between) > said or between.rstrip()[-1:] not in _PARTS:
        return False
    return (
        quotation.outer_start < first.sentence.end
        or not parsed.text[first.sentence.end : quotation.outer_start].strip()
    )


def say_cued(parsed: ParsedDocument, actors: Actors, cued: Sequence[Cued]) -> Iterator[Saying]:
    """The sayings of quotations with cues."""
    for one in cued:
        token = speaker_of(parsed, one.clause, (one.quotation.outer_start, one.quotation.outer_end))
        yield Saying(
            sentence=one.sentence,
            content=Content(start=one.quotation.start, end=(one.rest or one.quotation).end, mode="direct"),
            cue=cue_span(one.clause),
            speaker=actors.speaking(one.clause.sentence, token) if token is not None else None,
            rule="statement.quotation" + (".interrupted" if one.rest else ""),
            confidence=0.9 if token is not None else 0.6,
        )


def say_uncued(parsed: ParsedDocument, actors: Actors, said: Sequence[Saying]) -> Iterator[Saying]:
    """Quotations without a cue of their own, each with the speaker of what stands before it.

    Args:
        parsed: The document.
        actors: Its actors.
        said: The sayings found so far, direct and indirect.
    """
    known = list(said)
    for quotation in parsed.quotations:
        if any(_touches(s.content, quotation) for s in known):
            continue
        sentence = _sentence_at(parsed, quotation.start)
        if sentence is None or not _is_utterance_alone(parsed, sentence, quotation):
            continue
        signed = signature(parsed, quotation)
        named = _named_before_colon(parsed, actors, sentence, quotation)
        before = None if signed or named else _saying_before(parsed, known, sentence, quotation)
        speaker = (
            signed[1]
            if signed
            else named or (before.speaker if before else _introduced(parsed, actors, sentence))
        )
        saying = Saying(
            sentence=sentence,
            content=Content(start=quotation.start, end=quotation.end, mode="direct"),
            cue=signed[0] if signed else before.cue if before else None,
            speaker=speaker,
            rule="statement.quotation.continued",
            confidence=0.75 if before or signed else 0.6 if speaker else 0.4,
        )
        known.append(saying)
        yield saying


def _touches(content: Content, quotation: Quotation) -> bool:
    """Whether a content holds words of the quotation, other than those that the quotation reports itself."""
    overlap = content.start < quotation.outer_end and quotation.outer_start < content.end
    inside = quotation.start <= content.start and content.end < quotation.end
    return overlap and not inside


def _cue_of(parsed: ParsedDocument, at: int, quotation: Quotation) -> Cued | None:
    behind = _behind(parsed, at, quotation)
    before = _before(parsed, at, quotation)
    text = parsed.text
    if before is not None and _introduces(text[before.clause.predicate.end : quotation.outer_start]):
        return before
    return behind or before


def _introduces(between: str) -> bool:
    return between.rstrip().endswith(":")


def _behind(parsed: ParsedDocument, at: int, quotation: Quotation) -> Cued | None:
    """'"…," said the minister': a cue in the sentence that the quotation ends in, or in a short one after it."""
    text = parsed.text
    sentence = _sentence_at(parsed, quotation.end - 1)
    if sentence is None or not _begins_utterance(parsed, quotation):
        return None
    following = parsed.quotations[at + 1].outer_start if at + 1 < len(parsed.quotations) else len(text)
    if quotation.outer_end >= sentence.end - 1:
        sentence = _tail_sentence(parsed, sentence, quotation)
        if sentence is None:
            return None
    elif not (
        _last(text, quotation) in _ENDS_AN_UTTERANCE
        or text[quotation.outer_end : quotation.outer_end + 2].strip()[:1] in ",—–-"
    ):
        return None
    limit = min(sentence.end, following, quotation.outer_end + _FARTHEST_CUE)
    candidates = _cues_between(parsed, sentence, quotation.outer_end, limit)
    for clause in candidates:
        if _introduces(text[clause.predicate.end : following]) and following < sentence.end:
            continue
        return Cued(quotation, sentence, clause)
    return None


def _begins_utterance(parsed: ParsedDocument, quotation: Quotation) -> bool:
    """Whether words before the marks leave room for an utterance: 'on "Good Morning," she said' does not."""
    sentence = _sentence_at(parsed, quotation.outer_start)
    before = parsed.text[sentence.start : quotation.outer_start].rstrip() if sentence else ""
    return not before or before[-1] in _OPENS_AN_UTTERANCE


def _tail_sentence(
    parsed: ParsedDocument, sentence: ParsedSentence, quotation: Quotation
) -> ParsedSentence | None:
    """'"Will it last?" Ms Diallo asked.': what follows was split off as a sentence of its own."""
    if _last(parsed.text, quotation) not in "?!," or sentence.index + 1 >= len(parsed.sentences):
        return None
    following = parsed.sentences[sentence.index + 1]
    return following if following.block == sentence.block and following.end - following.start < 120 else None


def _before(parsed: ParsedDocument, at: int, quotation: Quotation) -> Cued | None:
    """'The minister said: "…"': a cue in the sentence that the quotation begins in, or in one that ends in a colon."""
    text = parsed.text
    sentence = _sentence_at(parsed, quotation.outer_start)
    if sentence is None:
        return None
    previous = parsed.quotations[at - 1].outer_end if at else 0
    start = max(sentence.start, previous, quotation.outer_start - _FARTHEST_CUE)
    between = text[max(sentence.start, previous) : quotation.outer_start]
    if not between.strip():
        earlier = parsed.sentences[sentence.index - 1] if sentence.index else None
        if previous > sentence.start or earlier is None or not _introduces(text[earlier.start : earlier.end]):
            return None
        candidates = _cues_between(parsed, earlier, earlier.start, earlier.end)
        return Cued(quotation, earlier, candidates[-1]) if candidates else None
    candidates = _cues_between(parsed, sentence, start, quotation.outer_start)
    if not candidates:
        return None
    clause = candidates[-1]
    gap = text[clause.predicate.end : quotation.outer_start].strip()
    if gap.endswith(":"):
        return Cued(quotation, sentence, clause)
    if _last(text, quotation) not in _ENDS_AN_UTTERANCE and quotation.outer_end < sentence.end - 1:
        return None
    close = gap.endswith(",") and len(gap.split()) <= _MOST_WORDS_BETWEEN
    whole = gap.strip(" ,") in {"", *parsed.language.cues.complementizers} and _is_clause(sentence, quotation)
    return Cued(quotation, sentence, clause) if close or whole else None


def _is_clause(sentence: ParsedSentence, quotation: Quotation) -> bool:
    """Whether the words inside the marks say something: 'added "we are late"', not 'admitted "a mistake"'."""
    return any(quotation.start <= c.predicate.start < quotation.end for c in sentence.clauses)


def _cues_between(parsed: ParsedDocument, sentence: ParsedSentence, start: int, end: int) -> list[Clause]:
    """Clauses between two offsets whose cue takes a quotation, main clauses before relative ones."""
    cues = parsed.language.cues
    found = []
    for clause in sentence.clauses:
        cue = cues.find("verb", clause.lemma)
        if cue is None or "quote" not in cue.takes or not start <= clause.predicate.start < end:
            continue
        if parsed.quotation_at(clause.predicate.start) is None:
            found.append(clause)
    main = [c for c in found if c.link not in ("relative", "attributive")]
    return main or found


def _is_utterance_alone(parsed: ParsedDocument, sentence: ParsedSentence, quotation: Quotation) -> bool:
    """Whether a quotation stands as a sentence of its own, not as a few words inside another's."""
    text = parsed.text
    if len(text[quotation.start : quotation.end].split()) < _FEWEST_WORDS_ALONE:
        return False
    before = text[sentence.start : quotation.outer_start].rstrip()
    opens = not before or before[-1] in '.?!:”"»…'
    return opens and _last(text, quotation) in ".?!…,"


def _last(text: str, quotation: Quotation) -> str:
    """The last character inside the marks, inner marks aside."""
    return text[quotation.start : quotation.end].rstrip("’'\" \u00a0")[-1:]


def _saying_before(
    parsed: ParsedDocument, known: Sequence[Saying], sentence: ParsedSentence, quotation: Quotation
) -> Saying | None:
    """The nearest saying before a quotation in its paragraph, or the quotation that ends the paragraph before."""
    earlier = [s for s in known if s.content.start < quotation.start and s.speaker is not None]
    if not earlier:
        return None
    nearest = max(earlier, key=lambda s: (s.content.start, s.content.end))
    if nearest.sentence.block == sentence.block:
        return nearest
    if sentence.start < quotation.outer_start or nearest.content.mode != "direct":
        return None
    between = parsed.text[nearest.content.end : quotation.outer_start]
    return nearest if len(between) < _FARTHEST_CUE and sentence.block - nearest.sentence.block <= 2 else None


def _named_before_colon(
    parsed: ParsedDocument, actors: Actors, sentence: ParsedSentence, quotation: Quotation
) -> Actor | None:
    """Whom a label before the quotation names: 'Quote from the minister: "…"'."""
    if sentence.tree is None or not _introduces(parsed.text[sentence.start : quotation.outer_start]):
        return None
    words = [t for t in sentence.tree if t.start < quotation.outer_start and t.pos in ("PROPN", "NOUN")]
    heads = [t for t in words if t.rel != "compound" and actors.is_actor(sentence.tree, t)]
    return actors.resolve(sentence.tree, heads[-1]) if heads else None


def _introduced(parsed: ParsedDocument, actors: Actors, sentence: ParsedSentence) -> Actor | None:
    """The subject of the sentence before, where it can speak: 'The minister was blunt. "It is late."'."""
    if not sentence.index:
        return None
    earlier = parsed.sentences[sentence.index - 1]
    if earlier.tree is None or sentence.block - earlier.block > 1:
        return None
    for clause in earlier.clauses:
        if clause.link in ("root", "coordinate"):
            for token in clause.subjects:
                if actors.is_actor(earlier.tree, token):
                    return actors.resolve(earlier.tree, token)
    return None


def _sentence_at(parsed: ParsedDocument, offset: int) -> ParsedSentence | None:
    return next((s for s in parsed.sentences if s.start <= offset < s.end), None)
