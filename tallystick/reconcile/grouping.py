"""Which commitments speak of the same promise.

Mentions are compared within blocks (who, of what category, on which side of a promise). Equal ones are one;
all others go, in the order in which they became known and the more specific of a day first, to the promise they
resemble most (``sameness``), if it is enough and there is no choice: a mention that fits two promises alike stays
on its own and is offered for review. What becomes known later decides nothing anew, so that the ids of promises
stay. Every step runs in an order made of content alone, so the order in which reports arrive changes nothing.

What people decided wins over scores: two claims that are *different* are never in one promise, the promises of
two that are the *same* are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tallystick.model.canonical import canonical_json
from tallystick.model.records import Because
from tallystick.reconcile.clustering import cluster
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints
from tallystick.reconcile.decided import unite
from tallystick.reconcile.groups import (
    Group,
    Told,
    block_of,
    family_of,
    only_one,
    same_figures_stated,
    same_thing,
    signature,
)
from tallystick.reconcile.intervals import interval
from tallystick.reconcile.sameness import figure_text

__all__ = ["Group", "Told", "family_of", "group", "only_one", "same_figures_stated", "signature", "why_same"]


def group(mentions: Iterable[Told], constraints: Constraints = UNCONSTRAINED) -> list[Group]:
    """The promises that ``mentions`` tell of, first known first."""
    told = sorted(mentions, key=lambda m: m.order)
    blocks = defaultdict(list)
    for mention in told:
        if not mention.claim.negated:
            blocks[block_of(mention)].append(mention)
    groups = [g for key in sorted(blocks, key=canonical_json) for g in cluster(blocks[key], constraints)]
    groups = _with_withdrawals(unite(groups, constraints))
    for mention in told:
        if mention.claim.negated:
            _deny(groups, mention)
    return sorted(groups, key=lambda g: (g.first.order, g.id))


def _with_withdrawals(groups: Sequence[Group]) -> list[Group]:
    """A refusal of what was promised before takes that promise back; any other refusal stands on its own."""
    promises = [g for g in groups if g.family == "promise"]
    kept = []
    for found in groups:
        taken_back = only_one([p for p in promises if found.family == "refusal" and _takes_back(found, p)])
        if taken_back is None:
            kept.append(found)
            continue
        taken_back.withdrawals += found.mentions
        taken_back.reasons |= {m.claim.id: why_same(m, taken_back.first) for m in found.mentions}
    return kept


def _takes_back(refusal: Group, promise: Group) -> bool:
    one, other = refusal.target, promise.target
    if one is None or other is None or not same_thing(one, other) or not same_figures_stated(one, other):
        return False
    refused, promised = interval(refusal.first.order[0]), interval(promise.first.order[0])
    return refused is not None and promised is not None and refused.is_after(promised)


def _deny(groups: Sequence[Group], mention: Told) -> None:
    """Put a denial beside the one promise that it can mean; a denial alone is no promise."""
    denied = only_one(
        [
            g
            for g in groups
            if g.family == family_of(mention)
            and same_thing(mention, g.first)
            and not g.stated.is_contradicted_by(mention)
        ]
    )
    if denied is not None:
        denied.denials.append(mention)
        denied.reasons[mention.claim.id] = why_same(mention, denied.first)


def why_same(mention: Told, first: Told) -> tuple[Because, ...]:
    """The features by which a mention speaks of the promise that ``first`` tells of."""
    pairs: list[tuple[str, object, object]] = [
        ("actors", ", ".join(mention.actors), ", ".join(first.actors)),
        ("recipients", ", ".join(mention.recipients), ", ".join(first.recipients)),
        ("category", mention.category, first.category),
        ("quantity", _figure(mention.quantity), _figure(first.quantity)),
        ("amount", _figure(mention.amount), _figure(first.amount)),
        ("deadline", mention.deadline, first.deadline),
    ]
    return tuple(
        Because(
            feature,
            f"{here} in both" if here == there else f"{here or 'not stated'} beside {there or 'not stated'}",
        )
        for feature, here, there in pairs
        if here or there
    )


def _figure(figures: tuple[float, float] | None) -> str | None:
    return None if figures is None else figure_text(figures)
