"""What people decided about promises: those of two claims that are the *same* are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tallystick.model.records import Because
from tallystick.reconcile.clustering import apart_of
from tallystick.reconcile.constraints import Constraints
from tallystick.reconcile.groups import Group


def unite(groups: Sequence[Group], constraints: Constraints) -> list[Group]:
    """``groups`` with those made one that hold claims that are the same.

    Pairs are taken in the order of their ids. Where one would bring together claims that are different, it is
    passed over: apart is what can be undone.
    """
    found = list(groups)
    apart = apart_of(constraints)
    for one, other in sorted(tuple(sorted(pair)) for pair in constraints.same if len(pair) > 1):
        pair = _likeliest(
            [g for g in found if one in g.claims], [g for g in found if other in g.claims], apart
        )
        if pair is not None:
            kept, taken = sorted(pair, key=lambda g: (g.first.order, g.id))
            why = (Because("judged", f"{one} and {other} were judged to be the same"),)
            kept.reasons |= {m.claim.id: why for m in taken.mentions if m.claim.id not in taken.reasons}
            kept.take_in(taken)
            found = [g for g in found if g is not taken]
    return found


def _likeliest(
    ones: Iterable[Group], others: Sequence[Group], apart: dict[str, set[str]]
) -> tuple[Group, Group] | None:
    """Of a claim's promises (one an item) and another's the two that are most alike; ``None`` if they are one."""
    pairs = [
        (one, other)
        for one in ones
        for other in others
        if one.family == other.family and not any(apart.get(c, set()) & other.claims for c in one.claims)
    ]
    if any(one is other for one, other in pairs):
        return None
    return min(pairs, key=lambda pair: (_unlikeness(*pair), pair[0].id, pair[1].id), default=None)


def _unlikeness(one: Group, other: Group) -> tuple[bool, bool, bool]:
    a, b = one.first, other.first
    return (a.category != b.category, one.stated.is_contradicted_by(b), a.unit != b.unit)
