"""Who agrees with whom, drawn as a circle: actors of one camp stand side by side, chords join them.

A gap parts two camps. A circle, since its labels never cover each other and it looks the same wherever it is drawn;
a drawing that pushes nodes about does neither. The table beside it says the same in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tallystick.model.positions import ConceptRecord
from tallystick.reconcile.networks import conflict_network, congruence_network
from tallystick.web.rendering import render

MOST_ACTORS = 32
"""So many, those with most chords, are drawn."""
MOST_PAIRS = 60

SIZE = 600
_RADIUS = 150
_LABEL_GAP = 9
_MOST_CAMPS = 4


@dataclass(frozen=True, slots=True)
class Node:
    """An actor on the circle.

    Attributes:
        key: What the actor is looked up by.
        name: As it is called.
        camp: Number of its camp, from 0; those behind the fourth share the last.
        x: Pixels from the left.
        y: Pixels from above.
        turn: By how many degrees its label is turned.
        is_left: Whether the label ends at the circle instead of beginning there.
    """

    key: str
    name: str
    camp: int
    x: int
    y: int
    turn: int
    is_left: bool

    @property
    def label(self) -> tuple[int, int]:
        """Where the label begins, or ends."""
        reach = (_RADIUS + _LABEL_GAP) / _RADIUS
        centre = SIZE / 2
        return round(centre + (self.x - centre) * reach), round(centre + (self.y - centre) * reach)


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
class Agreement:
    """The drawing, and the pairs behind it, those that have most in common first."""

    nodes: Sequence[Node]
    pairs: Sequence[Pair]
    names: Mapping[str, str]
    left_out: int

    def node(self, key: str) -> Node | None:
        """The node of an actor, ``None`` where it is not drawn."""
        return next((node for node in self.nodes if node.key == key), None)

    def chord(self, pair: Pair) -> str | None:
        """The path between a pair, bent towards the centre; ``None`` where one of them is not drawn."""
        one, other = self.node(pair.one), self.node(pair.other)
        if one is None or other is None:
            return None
        centre = SIZE // 2
        return f"M{one.x} {one.y}Q{centre} {centre} {other.x} {other.y}"


def agreement(records: Iterable[ConceptRecord]) -> Agreement | None:
    """How the actors of ``records`` stand to each other; ``None`` where no two take sides on anything."""
    given = list(records)
    labels = {record.concept: record.label for record in given}
    congruence, conflict = congruence_network(given), conflict_network(given)
    shared: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for place, graph in enumerate((congruence, conflict)):
        for one, other, edge in graph.edges(data=True):
            found = shared.setdefault((min(one, other), max(one, other)), [(), ()])
            found[place] = tuple(labels[concept] for concept in edge["concepts"])
    if not shared:
        return None
    degree = dict.fromkeys(congruence, 0)
    for pair in shared:
        for key in pair:
            degree[key] += 1
    ordered = sorted((key for key in degree if degree[key]), key=lambda key: (-degree[key], key))
    drawn = ordered[:MOST_ACTORS]
    camps = _camps(congruence, drawn)
    names = {key: str(congruence.nodes[key]["name"]) for key in ordered}
    keys = {key: str(congruence.nodes[key]["id"] or f"name:{names[key]}") for key in ordered}
    around = sorted(drawn, key=lambda key: (camps[key], names[key], key))
    gaps = camps[around[-1]] + 1 if camps[around[-1]] else 0
    nodes = [
        _placed(keys[key], names[key], min(camps[key], _MOST_CAMPS - 1), at + camps[key], len(around) + gaps)
        for at, key in enumerate(around)
    ]
    pairs = [Pair(keys[one], keys[other], *both) for (one, other), both in sorted(shared.items())]
    pairs.sort(key=lambda pair: -len(pair.agree) - len(pair.differ))
    by_key = {keys[key]: names[key] for key in ordered}
    return Agreement(nodes, pairs, by_key, len(ordered) - len(drawn))


def drawing(found: Agreement, origin: str) -> str:
    """The circle as a drawing (SVG) that stands by itself, on a light ground, and says where it comes from."""
    return render("network.svg", agreement=found, size=SIZE, origin=origin)


def _camps(congruence: object, drawn: Sequence[str]) -> dict[str, int]:
    """The number of each actor's camp; the largest camp is 0, and who agrees with nobody is alone."""
    import networkx  # noqa: PLC0415 - takes a while to load, and is asked for seldom
    from networkx.algorithms import community  # noqa: PLC0415

    assert isinstance(congruence, networkx.Graph)  # noqa: S101
    graph = congruence.subgraph(sorted(drawn))
    if graph.number_of_edges():
        found = [sorted(camp) for camp in community.greedy_modularity_communities(graph, weight="weight")]
    else:
        found = [[key] for key in sorted(drawn)]
    found.sort(key=lambda camp: (-len(camp), camp))
    return {key: number for number, camp in enumerate(found) for key in camp}


def _placed(key: str, name: str, camp: int, at: int, count: int) -> Node:
    angle = 2 * math.pi * at / count - math.pi / 2
    x = round(SIZE / 2 + _RADIUS * math.cos(angle))
    y = round(SIZE / 2 + _RADIUS * math.sin(angle))
    is_left = math.cos(angle) < -1e-9
    turn = round(math.degrees(angle))
    return Node(key, name, camp, x, y, turn + 180 if is_left else turn, is_left)
