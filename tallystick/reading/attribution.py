"""Attribution: who said what, with which words (source, cue and content; Pareti 2012, Newell et al. 2018)."""

from __future__ import annotations

from collections.abc import Sequence

from tallystick.reading.actors import Actors
from tallystick.reading.attribution_direct import find_cued, say_cued, say_uncued
from tallystick.reading.attribution_indirect import say_indirect
from tallystick.reading.attribution_labels import say_labelled
from tallystick.reading.attribution_nominal import say_according, say_nominal
from tallystick.reading.attribution_shared import say_shared
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.proposals import Proposal
from tallystick.reading.sayings import Saying, to_proposal
from tallystick.reading.speakers import is_medium


def find_statements(parsed: ParsedDocument, actors: Actors) -> list[Proposal]:
    """All statements of a document, in the order of the text."""
    cued = find_cued(parsed)
    sayings = list(say_cued(parsed, actors, cued))
    taken = {one.clause.predicate.start for one in cued}
    for sentence in parsed.sentences:
        sayings += say_indirect(parsed, actors, sentence, taken)
        sayings += say_nominal(parsed, actors, sentence)
        sayings += say_shared(parsed, actors, sentence)
        sayings += say_according(parsed, actors, sentence)
    sayings += say_labelled(parsed, actors)
    sayings += say_uncued(parsed, actors, sayings)
    first_hand = [s for s in sayings if not _passes_on(actors, s, sayings)]
    return [to_proposal(parsed, s) for s in _outermost(first_hand)]


def _passes_on(actors: Actors, saying: Saying, others: Sequence[Saying]) -> bool:
    """Whether a paper or agency only passes on what others say: "it failed, the mayor said, Reuters reported"."""
    content = saying.content
    if saying.speaker is None or not is_medium(actors, saying.speaker):
        return False
    return any(
        other is not saying and content.start <= other.content.start and other.content.end <= content.end
        for other in others
    )


def _outermost(sayings: Sequence[Saying]) -> list[Saying]:
    """Sayings that are not part of what another one reports, in the order of the text.

    "Kenya said that Norway had promised to help" reports one speech act, Kenya's; what Norway promised is its
    content. Of two readings of the same words the more confident one stays. What several hold together stands beside
    the words of whoever tells of it.
    """
    kept: list[Saying] = []
    for saying in sorted(sayings, key=lambda s: (s.content.start, -s.content.end, -s.confidence)):
        reached = max((s.content.end for s in kept if not s.shared), default=-1)
        if saying.shared or saying.content.end > reached:
            kept.append(saying)
    return kept
