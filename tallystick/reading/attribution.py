"""Attribution: who said what, with which words (source, cue and content; Pareti 2012, Newell et al. 2018)."""

from __future__ import annotations

from collections.abc import Sequence

from tallystick.model import Span, Statement
from tallystick.reading.actors import Actors
from tallystick.reading.attribution_direct import find_cued, say_cued, say_uncued
from tallystick.reading.attribution_indirect import say_indirect
from tallystick.reading.attribution_nominal import say_according, say_nominal
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.proposals import Proposal
from tallystick.reading.sayings import Saying, to_proposal


def find_statements(parsed: ParsedDocument, actors: Actors) -> list[Proposal]:
    """All statements of a document, in the order of the text."""
    cued = find_cued(parsed)
    sayings = list(say_cued(parsed, actors, cued))
    quoted = [(s.content.start, s.content.end) for s in sayings]
    taken = {one.clause.predicate.start for one in cued}
    for sentence in parsed.sentences:
        found = [
            *say_indirect(parsed, actors, sentence, taken),
            *say_nominal(parsed, actors, sentence),
            *say_according(parsed, actors, sentence),
        ]
        sayings += [s for s in found if not _told(s, quoted)]
    sayings += say_uncued(parsed, actors, sayings)
    sayings.sort(key=lambda s: (s.content.start, s.content.end, s.rule))
    return [to_proposal(parsed, s) for s in _distinct(sayings)]


def source_of(statements: Sequence[Statement], span: Span) -> Statement | None:
    """The innermost statement whose reported words hold ``span``; ``None`` in the author's own voice.

    A claim that is the statement itself ("Norway pledged ten trucks") lies in its evidence, not in its content.
    """
    holding = [s for s in statements if s.content.contains(span)] or [
        s for s in statements if s.evidence.contains(span)
    ]
    return min(holding, key=lambda s: (s.content.end - s.content.start, s.content.start), default=None)


def _told(saying: Saying, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether a saying lies inside a quotation that is told already, or is the same."""
    return any(start <= saying.content.start and saying.content.end <= end for start, end in quoted)


def _distinct(sayings: Sequence[Saying]) -> list[Saying]:
    """Sayings without those that give the same content again."""
    kept: dict[tuple[int, int], Saying] = {}
    for saying in sayings:
        key = (saying.content.start, saying.content.end)
        if key not in kept or saying.confidence > kept[key].confidence:
            kept[key] = saying
    return list(kept.values())
