"""The closest ties of the networks of agreement and conflict, without joining every pair of actors.

Actors who take the same sides on the same concepts have the same ties: they are put together, and only such groups are
compared. Which ties are closest is told as in ``tallystick.reconcile.networks``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from tallystick.model.positions import Side
from tallystick.reconcile.networks import CAMPS, DIGITS

Sides = tuple[int, int]
"""On which concepts somebody is for something, and on which against it: a bit for each concept."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors who stand on the same side, or on opposite ones.

    Attributes:
        one: Name of one.
        other: Name of the other.
        concepts: Keys of the concepts on which they do.
    """

    one: str
    other: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ties:
    """The closest ties, and how many there are in all."""

    closest: tuple[Tie, ...]
    total: int


def closest_ties(told: Iterable[Side], most: int, *, same_side: bool) -> Ties:
    """The ties with most concepts, then those of actors who speak on least else, then by the actors' keys.

    Args:
        told: Who stands on which side of each concept, who spoke first on one in front.
        most: How many are given.
        same_side: Whether of those who agree; otherwise of those who disagree.
    """
    by_concept: dict[str, list[Side]] = defaultdict(list)
    for side in told:
        by_concept[side.concept].append(side)
    concepts = sorted(by_concept)
    names, sides = _sides([by_concept[concept] for concept in concepts])
    groups: dict[Sides, list[str]] = defaultdict(list)
    for key in sorted(sides):
        groups[sides[key]].append(key)
    ranked: dict[tuple[int, float], list[tuple[Sides, Sides]]] = defaultdict(list)
    total = 0
    for one, other in (*combinations(groups, 2), *((same, same) for same in groups)):
        weight = _shared(one, other, same_side=same_side).bit_count()
        number = len(groups[one])
        pairs = number * (number - 1) // 2 if one is other else number * len(groups[other])
        if weight and pairs:
            total += pairs
            activity = (_activity(one) + _activity(other)) / 2
            ranked[-weight, -round(weight / activity, DIGITS)].append((one, other))
    closest: list[Tie] = []
    for rank in sorted(ranked):
        for first, second in _first_pairs(groups, ranked[rank], most - len(closest)):
            shared = _shared(sides[first], sides[second], same_side=same_side)
            on = tuple(concept for bit, concept in enumerate(concepts) if shared >> bit & 1)
            closest.append(Tie(names[first], names[second], on))
        if len(closest) == most:
            break
    return Ties(tuple(closest), total)


def _sides(concepts: Sequence[Sequence[Side]]) -> tuple[dict[str, str], dict[str, Sides]]:
    """By the id of an actor, or the name of who has none: the name, and the sides taken."""
    names: dict[str, str] = {}
    found: dict[str, Sides] = {}
    for bit, some in enumerate(concepts):
        taken = {side.actor.id or side.actor.name: side for side in some}
        for key, side in taken.items():
            names.setdefault(key, side.actor.name)
            if side.stance in CAMPS:
                sides = list(found.get(key, (0, 0)))
                sides[CAMPS.index(side.stance)] |= 1 << bit
                found[key] = sides[0], sides[1]
    return names, found


def _shared(one: Sides, other: Sides, *, same_side: bool) -> int:
    for_it, against = other if same_side else other[::-1]
    return (one[0] & for_it) | (one[1] & against)


def _activity(sides: Sides) -> int:
    return (sides[0] | sides[1]).bit_count()


def _first_pairs(
    groups: Mapping[Sides, Sequence[str]], some: Iterable[tuple[Sides, Sides]], most: int
) -> list[tuple[str, str]]:
    """The first pairs between groups: they are among the first of each, as these are sorted."""
    found: set[tuple[str, str]] = set()
    for one, other in some:
        near = product(groups[one][: most + 1], groups[other][: most + 1])
        found |= {(min(pair), max(pair)) for pair in near if pair[0] != pair[1]}
    return sorted(found)[:most]
