"""Who takes sides on the same things, counted by sets of concepts instead of pair by pair.

Two actors have a tie for each concept on which both take a side: they agree on it or differ. How many ties there are
follows from the sets of concepts alone, so that actors of one set are counted together; whether two agree is
asked only of those that are shown. What comes out is what ``tallystick.reconcile.networks`` has as edges.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from heapq import merge
from itertools import combinations, combinations_with_replacement, islice
from operator import or_

from tallystick.model import Stance
from tallystick.model.positions import Side

Concepts = frozenset[str]


@dataclass(frozen=True, slots=True)
class Sides:
    """On which side an actor stands of all that it is for or against.

    Attributes:
        name: What it is called.
        key: What it is looked up by.
        taken: The side by concept, in the order of the concepts' keys.
        said: How many positions it took in all.
    """

    name: str
    key: str
    taken: Mapping[str, Stance]
    said: int

    def shared(self, other: Sides) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The concepts on which both stand on one side, and those on which one is for and the other against."""
        both = [concept for concept in self.taken if concept in other.taken]
        agreed = tuple(concept for concept in both if self.taken[concept] == other.taken[concept])
        return agreed, tuple(concept for concept in both if concept not in agreed)


def sides_of(given: Iterable[Side]) -> dict[str, Sides]:
    """The sides of everybody who is for or against anything, by the keys of the networks' nodes, sorted.

    Args:
        given: By concept, who spoke first in front.
    """
    called: dict[str, tuple[str, str | None]] = {}
    taken: dict[str, dict[str, Stance]] = defaultdict(dict)
    said: dict[str, int] = defaultdict(int)
    for side in given:
        node = side.actor.id or side.actor.name
        called.setdefault(node, (side.actor.name, side.actor.id))
        said[node] += side.positions
        if side.stance != "open":
            taken[node][side.concept] = side.stance
    return {
        node: Sides(name, identity or f"name:{name}", taken[node], said[node])
        for node, (name, identity) in sorted(called.items())
        if node in taken
    }


def counted(sides: Mapping[str, Sides]) -> dict[str, int]:
    """With how many others each actor has a tie."""
    members: dict[str, int] = defaultdict(int)  # by concept the actors on it, a bit for each
    for place, actor in enumerate(sides.values()):
        for concept in actor.taken:
            members[concept] |= 1 << place
    by_set = {
        concepts: reduce(or_, (members[concept] for concept in concepts)).bit_count() - 1
        for concepts in _grouped(sides)
    }
    return {node: by_set[frozenset(actor.taken)] for node, actor in sides.items()}


def most_in_common(sides: Mapping[str, Sides], most: int) -> list[tuple[str, str]]:
    """The pairs with a tie that share most concepts, of those that share as many the first by their names.

    Args:
        sides: By node, sorted.
        most: How many at most.
    """
    groups = _grouped(sides)
    found: list[tuple[str, str]] = []
    for shared in range(max(map(len, groups), default=0), 0, -1):
        rich = [concepts for concepts in groups if len(concepts) >= shared]
        lanes = [
            _between(groups[one], groups[other])
            for one, other in combinations_with_replacement(rich, 2)
            if len(one & other) == shared
        ]
        found += islice(merge(*lanes), most - len(found))
        if len(found) == most:
            break
    return found


def _grouped(sides: Mapping[str, Sides]) -> dict[Concepts, list[str]]:
    """The actors that take sides on the same concepts, each group in the order of ``sides``."""
    groups: dict[Concepts, list[str]] = defaultdict(list)
    for node, actor in sides.items():
        groups[frozenset(actor.taken)].append(node)
    return groups


def _between(some: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of one of ``some`` and one of ``others``, in order; each pair is in order, too."""
    if some is others:
        yield from combinations(some, 2)
        return
    ends = ((one, others) for one in some), ((one, some) for one in others)
    for one, partners in merge(*ends, key=lambda end: end[0]):
        for other in islice(partners, bisect_right(partners, one), None):
            yield one, other
