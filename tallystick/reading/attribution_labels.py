"""Speakers named by layout: "Diallo: We are late", a transcript's "DIALLO: …", '"…" – Awa Diallo'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.model import Actor
from tallystick.reading.actors import Actors
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.quotations import Quotation
from tallystick.reading.sayings import Content, Saying, shape
from tallystick.reading.speakers import is_medium

_NAME = r"[^\W\d_a-z][\w.’'-]*(?:\s+[^\W\d_a-z][\w.’'-]*){0,4}"
_LABEL = re.compile(rf"[\"“]?({_NAME})(:)\s+(?=\S)")
_SIGNATURE = re.compile(rf"[ \t]*\n?([―—–-]{{1,2}})\s?({_NAME})(?=[,.]?\s*(?:\n|$))")
_CREDIT = re.compile(r"(\w+):\s")
_TAIL = re.compile(rf"\s([―—–-])\s({_NAME})$")


def say_labelled(parsed: ParsedDocument, actors: Actors) -> Iterator[Saying]:
    """Statements whose speaker stands as a label before a colon or behind a dash."""
    first_of_block: dict[int, ParsedSentence] = {}
    last_of_block: dict[int, ParsedSentence] = {}
    for sentence in parsed.sentences:
        first_of_block.setdefault(sentence.block, sentence)
        last_of_block[sentence.block] = sentence
    for block, first in first_of_block.items():
        last = last_of_block[block]
        heads = first.kind in ("headline", "subheading") or first.index == 0
        saying = _before_colon(parsed, actors, first, last, heads=heads)
        if saying is None and heads:
            saying = _behind_dash(parsed, actors, first, last)
        if saying is None and block - 1 in first_of_block:
            saying = _credited(parsed, actors, first, first_of_block[block - 1])
        if saying is not None:
            yield saying


def signature(parsed: ParsedDocument, quotation: Quotation) -> tuple[tuple[int, int], Actor] | None:
    """The dash and the name that sign a quotation: '"…" – Awa Diallo' at the end of a line."""
    match = _SIGNATURE.match(parsed.text, quotation.outer_end)
    if match is None or " " not in match.group(2):
        return None
    span = parsed.span(*match.span(2))
    return match.span(1), Actor(None, span.text, span)


def _before_colon(
    parsed: ParsedDocument, actors: Actors, first: ParsedSentence, last: ParsedSentence, *, heads: bool
) -> Saying | None:
    match = _LABEL.match(parsed.text, first.start, last.end)
    if match is None:
        return None
    name = match.group(1)
    transcript = name.isupper() and parsed.text.count(f"{name}:") > 1
    if not heads and not transcript:
        return None
    speaker = _named(actors, first, *match.span(1))
    if speaker is not None and speaker.id is None and not any(c.tense != "none" for c in first.clauses):
        return None  # "Source: the ministry" is a credit
    if speaker is None and transcript:
        span = parsed.span(*match.span(1))
        speaker = Actor(None, name.title(), span)
    content = shape(parsed, match.end(), last.end)
    if speaker is None or content is None:
        return None
    return _saying(first, content, match.span(2), speaker)


def _behind_dash(
    parsed: ParsedDocument, actors: Actors, first: ParsedSentence, last: ParsedSentence
) -> Saying | None:
    match = _TAIL.search(parsed.text, first.start, last.end)
    speaker = _named(actors, last, *match.span(2)) if match else None
    content = shape(parsed, first.start, match.start()) if match else None
    if match is None or speaker is None or content is None:
        return None
    return _saying(first, content, match.span(1), speaker)


def _credited(
    parsed: ParsedDocument, actors: Actors, line: ParsedSentence, lead: ParsedSentence
) -> Saying | None:
    """The first sentence above a line that names its source: "Source: the ministry, citing Awa Diallo"."""
    match = _CREDIT.match(parsed.text, line.start, line.end)
    if match is None or line.tree is None or match.group(1).lower() not in parsed.language.cues.credits:
        return None
    relays = [c for c in line.clauses if (cue := parsed.language.cues.find("verb", c.lemma)) and cue.relays]
    named = [o for c in relays for o in c.objects]
    named += [t for t in line.tree if t.start >= match.end() and t.pos == "PROPN" and t.rel != "compound"]
    speakers = [actors.resolve(line.tree, t) for t in named if actors.is_actor(line.tree, t)]
    speaker = next((s for s in speakers if not is_medium(actors, s)), None)
    content = shape(parsed, lead.start, lead.end)
    if speaker is None or content is None:
        return None
    return _saying(line, content, match.span(1), speaker)


def _saying(sentence: ParsedSentence, content: Content, cue: tuple[int, int], speaker: Actor) -> Saying:
    return Saying(
        sentence=sentence, content=content, cue=cue, speaker=speaker, rule="statement.label", confidence=0.8
    )


def _named(actors: Actors, sentence: ParsedSentence, start: int, end: int) -> Actor | None:
    """Whom the label names, if it names somebody who can speak."""
    if sentence.tree is None:
        return None
    words = [t for t in sentence.tree if start <= t.start < end and t.pos in ("PROPN", "NOUN")]
    if not words or not actors.is_actor(sentence.tree, words[-1]):
        return None
    mention = actors.mention(sentence.tree, words[-1])
    return mention.actor if mention.actor.id is not None or mention.noun else None
