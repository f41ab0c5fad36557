"""Which equal figures of one report are those of two promises: "one billion for stocks, one billion for new orders".

Two tellings that are equal in all that is compared are one promise told twice, unless their report tells them as two
things:

- in one sentence, each with words of its own behind its figure that say what it is for;
- the later one, outside the headlines, as one beside the earlier ("another billion").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from tallystick.model import Commitment
from tallystick.reconcile.groups import signature
from tallystick.reconcile.mentions import Mention
from tallystick.reconcile.tellings import cue_of
from tallystick.reconcile.wording import content_words, fold

Told = Mention[Commitment]


def told_apart(mentions: Iterable[Told]) -> list[tuple[Told, Told]]:
    """The pairs of equal mentions that one report tells as two things."""
    equal: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for mention in mentions:
        if mention.has_figure and mention.item is not None:
            equal[mention.document.id, mention.actors, mention.category, *signature(mention)].append(mention)
    return [pair for told in equal.values() for pair in _pairs(told)]


def _pairs(told: Sequence[Told]) -> Iterable[tuple[Told, Told]]:
    for one, other in combinations(sorted(told, key=_place), 2):
        if _are_of_one_list(one, other) or _is_beside(one, other):
            yield (one, other)


def _place(mention: Told) -> int:
    return mention.item.span.start if mention.item else 0


def _are_of_one_list(one: Told, other: Told) -> bool:
    """Whether one sentence gives both figures, each for something else."""
    return (
        one.sentence == other.sentence
        and _place(one) != _place(other)
        and not one.claim.evidence.overlaps(other.claim.evidence)
        and bool(_purpose(one))
        and bool(_purpose(other))
        and _purpose(one).isdisjoint(_purpose(other))
    )


def _purpose(mention: Told) -> frozenset[str]:
    """The words behind the figure, as far as the claim's evidence goes."""
    evidence = mention.claim.evidence
    behind = mention.item.span.end - evidence.start if mention.item else 0
    return content_words(fold(evidence.text[max(0, behind) :]))


def _is_beside(one: Told, other: Told) -> bool:
    """Whether the later of two figures comes on top of the earlier one, which is no headline of it."""
    return (
        cue_of(other, "beside") is not None
        and cue_of(one, "beside") is None
        and cue_of(other, "again") is None
        and not one.is_headline
    )
