"""Who agrees with whom, drawn as arcs beside a list: on its left they join who agrees, on its right who differs.

Actors of one camp stand together, and a gap parts two camps. An arc diagram (M. Wattenberg, IEEE Symposium on
Information Visualization (2002) 110-116), since names stand upright in it, one a line, and can be read on a phone, and
since the side of an arc tells what its colour tells. The table beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from tallystick.ledger.standings import Standings
from tallystick.web.rendering import render
from tallystick.web.ties import Sides, counted, most_in_common, sides_of

MOST_ACTORS = 32
"""So many, those with ties to most others, are drawn; of those with as many who said most."""
MOST_ARCS = 120
"""Of more chords so many, the clearest, are drawn, each as what outweighs: all of them would cover one another."""
MOST_PAIRS = 60
"""So many, those with most in common, stand in the table."""

WIDTH = 400
LEFT, RIGHT = 104, 296
"""Where the arcs end, in units of the drawing from the left; between them stand the names."""

_HEAD = 44
_ROW = 34
_GAP = 16
"""Beside the row, between two camps."""
_LEAST_REACH, _MOST_REACH = 14, 96
"""How far arcs lead away from the names."""
_MOST_CAMPS = 4


@dataclass(frozen=True, slots=True)
class Node:
    """An actor in the list.

    Attributes:
        key: What the actor is looked up by.
        name: As it is called.
        camp: Number of its camp, from 0; those behind the fourth share the last.
        y: Where it stands, in units of the drawing from above.
    """

    key: str
    name: str
    camp: int
    y: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors and what they are of one mind on, and of two.

    Attributes:
        one: Key of the first.
        other: Key of the second.
        agree: Labels of the concepts on which both stand on the same side.
        differ: Labels of those on which one is for and the other against.
    """

    one: str
    other: str
    agree: tuple[str, ...]
    differ: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """What joins two actors of the drawing.

    Attributes:
        one: Place of the upper actor in the list, from 0.
        other: Place of the lower one.
        start: Where the upper one stands, from above.
        end: Where the lower one stands.
        reach: How far it leads away from the names.
        agree: On how many concepts they agree.
        differ: On how many they differ.
    """

    one: int
    other: int
    start: int
    end: int
    reach: int
    agree: int
    differ: int

    @property
    def on_the_left(self) -> str:
        """The line on the left of the names, in the words of SVG."""
        return self._line(LEFT, 0)

    @property
    def on_the_right(self) -> str:
        """The line on their right."""
        return self._line(RIGHT, 1)

    def _line(self, x: int, turn: int) -> str:
        return f"M{x} {self.start}A{self.reach} {(self.end - self.start) / 2:g} 0 0 {turn} {x} {self.end}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The drawing, and the pairs beside it.

    Attributes:
        nodes: The actors of the drawing, from above.
        arcs: Between them, those that have most in common first; of many the clearest.
        height: Of the drawing.
        ties: How many of the actors of the drawing have anything in common, two by two.
        pairs: Of all actors, those that have most in common first, as many as a table shows.
        pairs_in_all: How many pairs agree or differ on anything.
        names: What the actors of ``pairs`` are called, by key.
        left_out: How many actors with ties are not drawn.
    """

    nodes: Sequence[Node]
    arcs: Sequence[Arc]
    height: int
    ties: int
    pairs: Sequence[Pair]
    pairs_in_all: int
    names: Mapping[str, str]
    left_out: int


def agreement(standings: Standings) -> Agreement | None:
    """How actors stand to each other; ``None`` where no two take sides on anything."""
    labels = {concept.concept: concept.label for concept in standings.sums()}
    sides = sides_of(standings.sides())
    ties = {node: count for node, count in counted(sides).items() if count}
    if not ties:
        return None
    drawn = sorted(ties, key=lambda node: (-ties[node], -sides[node].said, node))[:MOST_ACTORS]
    listed = _listed({node: sides[node] for node in sorted(drawn)})
    arcs = _arcs(sides, listed)
    pairs = [_pair(sides[one], sides[other], labels) for one, other in most_in_common(sides, MOST_PAIRS)]
    return Agreement(
        nodes=(nodes := list(listed.values())),
        arcs=arcs if len(arcs) <= MOST_ARCS else _clearest(arcs),
        height=nodes[-1].y + _ROW,
        ties=len(arcs),
        pairs=pairs,
        pairs_in_all=sum(ties.values()) // 2,
        names={sides[node].key: sides[node].name for node in ties},
        left_out=len(ties) - len(drawn),
    )


def _pair(one: Sides, other: Sides, labels: Mapping[str, str]) -> Pair:
    agree, differ = (tuple(labels[concept] for concept in some) for some in one.shared(other))
    return Pair(one.key, other.key, agree, differ)


def _arcs(sides: Mapping[str, Sides], listed: Mapping[str, Node]) -> list[Arc]:
    """The arcs between the actors of the drawing that have a tie, those that have most in common first."""
    heights = [node.y for node in listed.values()]
    farthest = heights[-1] - heights[0]
    found = []
    for (above, one), (below, other) in combinations(enumerate(listed), 2):
        agree, differ = sides[one].shared(sides[other])
        if agree or differ:
            start, end = heights[above], heights[below]
            reach = _LEAST_REACH + round((_MOST_REACH - _LEAST_REACH) * (end - start) / farthest)
            found.append(Arc(above, below, start, end, reach, len(agree), len(differ)))
    return sorted(found, key=lambda arc: -arc.agree - arc.differ)


def drawing(found: Agreement, origin: str) -> str:
    """The arcs as a drawing (SVG) that stands by itself, on a light ground, and says where it comes from."""
    return render("network.svg", agreement=found, left=LEFT, right=RIGHT, origin=origin)


def _clearest(arcs: Sequence[Arc]) -> list[Arc]:
    """The arcs in which agreement outweighs difference most, or difference agreement, without the lesser of both."""
    clear = sorted(arcs, key=lambda arc: -abs(arc.agree - arc.differ))[:MOST_ARCS]
    net = [(arc, arc.agree - arc.differ) for arc in clear]
    return [replace(arc, agree=max(weight, 0), differ=max(-weight, 0)) for arc, weight in net if weight]


def _listed(drawn: Mapping[str, Sides]) -> dict[str, Node]:
    """Where actors stand in the list, by camp, then by name."""
    camps = _camps(drawn)
    order = sorted(drawn, key=lambda node: (camps[node], drawn[node].name, node))
    return {
        node: Node(
            key=drawn[node].key,
            name=drawn[node].name,
            camp=min(camps[node], _MOST_CAMPS - 1),
            y=_HEAD + place * _ROW + camps[node] * _GAP,
        )
        for place, node in enumerate(order)
    }


def _camps(drawn: Mapping[str, Sides]) -> dict[str, int]:
    """The number of each actor's camp; the largest camp is 0, and who agrees with nobody is alone."""
    import networkx  # noqa: PLC0415 - takes a while to load, and is asked for seldom
    from networkx.algorithms import community  # noqa: PLC0415

    graph = networkx.Graph()
    graph.add_nodes_from(drawn)
    for one, other in combinations(drawn, 2):
        if agreed := drawn[one].shared(drawn[other])[0]:
            graph.add_edge(one, other, weight=len(agreed))
    if graph.number_of_edges():
        found = [sorted(camp) for camp in community.greedy_modularity_communities(graph, weight="weight")]
    else:
        found = [[node] for node in drawn]
    found.sort(key=lambda camp: (-len(camp), camp))
    return {node: number for number, camp in enumerate(found) for node in camp}
