"""Reported speech and thought with a verb or adjective as its cue: "said that …", "urged … to …", "is sure that …"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from tallystick.languages import Token
from tallystick.model import Factuality
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.contents import CuedClause, Filled, find_content, find_cue
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.sayings import Saying, cue_span, shape
from tallystick.reading.speakers import can_speak, mention_of, speaker_of

_CERTAIN_FRAMES = frozenset({"clause"})
"""Frames in which even a thing speaks: "the figures say that …"."""
_BODIES = frozenset({"state", "organisation", "body"})


def say_indirect(
    parsed: ParsedDocument, actors: Actors, sentence: ParsedSentence, taken: Collection[int]
) -> Iterator[Saying]:
    """The sayings whose cue is a verb or an adjective of ``sentence``.

    Args:
        parsed: The document.
        actors: Its actors.
        sentence: One of its sentences.
        taken: Offsets of cues that already attribute a quotation; what else they govern is not theirs.
    """
    for clause in sentence.clauses:
        cued = find_cue(parsed.language.cues, sentence, clause)
        if cued is None or clause.predicate.start in taken:
            continue
        filled = _sentence_before(parsed, cued) or find_content(parsed, cued)
        if filled is None:
            continue
        speaker = _holder(parsed, actors, cued, filled)
        if speaker is None or not _may_hold(parsed, actors, cued, filled, speaker):
            continue
        content = shape(parsed, filled.start, filled.end)
        if content is None:
            continue
        if content.mode == "direct" and filled.frame != "clause":
            content = replace(
                content, mode="mixed"
            )  # 'admitted "a mistake"': a fragment in the author's clause
        yield Saying(
            sentence=sentence,
            content=content,
            cue=_cue_words(parsed, cued),
            speaker=mention_of(actors, clause, speaker),
            rule=f"statement.{cued.cue.lemma}.{filled.frame}",
            confidence=0.85 if filled.frame == "clause" else 0.65,
            negated=_is_negated(parsed, cued),
            factuality=_factuality(parsed, clause),
        )


def _cited(parsed: ParsedDocument, actors: Actors, cued: CuedClause) -> Token | None:
    """Who said first what the speaker passes on: "the agency reports, **citing the minister**"."""
    for clause in cued.sentence.clauses:
        relay = parsed.language.cues.find("verb", clause.lemma)
        if (
            clause.governor is cued.clause
            and clause.link == "adverbial"
            and relay is not None
            and relay.relays
        ):
            return next((o for o in clause.objects if actors.is_actor(cued.tree, o)), None)
    return None


def _holder(parsed: ParsedDocument, actors: Actors, cued: CuedClause, filled: Filled) -> Token | None:
    clause = cued.clause
    cited = _cited(parsed, actors, cued)
    if cited is not None:
        return cited
    if clause.passive and cued.cue.part_of_speech == "adjective":  # "the minister was convinced that …"
        return next(iter(clause.objects), None)
    above = _cue_above(parsed, cued)
    if above is not None:
        return speaker_of(parsed, above)
    behind = filled.end <= clause.predicate.start
    return speaker_of(parsed, clause, (filled.start, filled.end) if behind else None)


def _cue_above(parsed: ParsedDocument, cued: CuedClause) -> Clause | None:
    """The speaker's act before this one: "**said** that it rained and *warned* of floods", whatever the tree joins."""
    clause = cued.clause
    if clause.own_subject or clause.predicate.rel != "conj" or cued.cue.thought:
        return None
    joined = cued.tree.head(clause.predicate)
    for other in cued.sentence.clauses:
        if joined is not None and other.predicate is joined and other.link == "complement":
            above = other.governor
            return above if above is not None and parsed.language.cues.find("verb", above.lemma) else None
    return None


def _sentence_before(parsed: ParsedDocument, cued: CuedClause) -> Filled | None:
    """The sentence before, where the cue says no more than who said it: "**This was stated by** the minister"."""
    clause = cued.clause
    if not clause.passive or "clause" not in cued.cue.takes or not clause.objects or not cued.sentence.index:
        return None
    told = clause.objects[0]
    if (
        told.pos not in ("PRON", "DET")
        or told.lemma not in parsed.language.cues.anaphors
        or clause.complements
    ):
        return None
    before = parsed.sentences[cued.sentence.index - 1]
    return Filled("sentence", before.start, before.end)


def _cue_words(parsed: ParsedDocument, cued: CuedClause) -> tuple[int, int]:
    start, end = cue_span(cued.clause)
    outer = _refusal(parsed, cued)
    return min(start, cued.head.start, outer.predicate.start if outer else start), max(end, cued.head.end)


def _is_negated(parsed: ParsedDocument, cued: CuedClause) -> bool:
    """Whether the text says that it was not said; "did not deny" is a statement, "declined to say" is none."""
    said_not = cued.clause.negated and not cued.cue.denies
    outer = _refusal(parsed, cued)
    return said_not or (outer is not None and not outer.negated)


def _refusal(parsed: ParsedDocument, cued: CuedClause) -> Clause | None:
    outer = cued.clause.governor if cued.clause.link == "complement" and cued.clause.infinitive else None
    cue = parsed.language.cues.find("verb", outer.lemma) if outer is not None else None
    return outer if cue is not None and cue.denies else None


def _may_hold(
    parsed: ParsedDocument, actors: Actors, cued: CuedClause, filled: Filled, speaker: Token
) -> bool:
    """Whether the speaker can have said or thought it; "I believe" is the author's own voice."""
    clause = cued.clause
    person = parsed.language.grammar.pronouns.get(speaker.text.lower(), "") if speaker.pos == "PRON" else ""
    if person in ("speaker", "speakers"):
        return False
    if filled.frame == "object" and _lets_in(parsed, actors, cued):
        return False
    if filled.frame in _CERTAIN_FRAMES:
        if clause.link == "relative" and filled.start > clause.predicate.start and speaker is not clause.noun:
            return False  # "the trucks it said it would send": the content is the noun, and told elsewhere
        if speaker.pos != "PRON" and not cued.cue.thought:
            return True
    elif clause.infinitive and (cued.cue.thought or clause.link in ("adverbial", "attributive")):
        return False  # "met to discuss the plan" says why they met, not what they said
    if filled.frame.startswith("object ") and speaker.pos != "PRON" and not cued.cue.thought:
        return True  # only somebody urges, accuses or thanks somebody else
    if cued.cue.relays and any(actors.is_actor(cued.tree, o) for o in cued.objects()):
        return False
    if cued.cue.act and actors.mention(cued.tree, speaker).kind in _BODIES:
        return _takes_a_side(parsed, actors, cued, filled)
    return can_speak(parsed, actors, cued.tree, speaker)


def _takes_a_side(parsed: ParsedDocument, actors: Actors, cued: CuedClause, filled: Filled) -> bool:
    """Whether a state or body takes a side: "Hungary **opposes** the levy"; what it promises is told as that."""
    line = parsed.language.predicates.get(("verb", cued.clause.lemma))
    promises = line is not None and line.does == "commit.pledge"
    deed = filled.frame in ("quote", "clause", "infinitive") and not cued.cue.denies
    named = [o for o in cued.objects() if o.pos != "PRON"]
    return not promises and not deed and not any(actors.is_actor(cued.tree, o) for o in named)


def _lets_in(parsed: ParsedDocument, actors: Actors, cued: CuedClause) -> bool:
    """Whether people are let in and nothing is said: "**admitted** 2,100 refugees"."""
    line = parsed.language.predicates.get(("verb", cued.clause.lemma))
    lets_in = line is not None and line.does == "admission"
    return lets_in and any(
        actors.mention(cued.tree, o).kind in ("group", "state") for o in cued.clause.objects
    )


def _factuality(parsed: ParsedDocument, clause: Clause) -> Factuality:
    if parsed.language.grammar.opens_condition(clause.mark):
        return "conditional"
    return "possible" if clause.modality in ("possible", "would") else "certain"
