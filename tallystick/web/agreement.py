"""Who agrees with whom, drawn as a circle: actors of one camp stand side by side, chords join them.

A gap parts two camps. A circle, since its labels never cover each other and it looks the same wherever it is drawn;
a drawing that pushes nodes about does neither. The table beside it says the same in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tallystick.model.positions import ConceptRecord
from tallystick.web.rendering import render
from tallystick.web.ties import Sides, counted, most_in_common, sides_of

MOST_ACTORS = 32
"""So many, those with ties to most others, are drawn; of those with as many who said most."""
MOST_CHORDS = 120
"""Of more chords so many, the clearest, are drawn, each as what outweighs: all of them would cover one another."""
MOST_PAIRS = 60
"""So many, those with most in common, stand in the table."""

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
class Chord:
    """What joins two actors of the drawing.

    Attributes:
        path: The line, bent towards the centre, in the words of SVG.
        agree: On how many concepts they agree.
        differ: On how many they differ.
    """

    path: str
    agree: int
    differ: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The drawing, and the pairs beside it.

    Attributes:
        nodes: The actors of the drawing, around the circle.
        chords: Between them, those that have most in common first; of many the clearest.
        ties: How many of the actors of the drawing have anything in common, two by two.
        pairs: Of all actors, those that have most in common first, as many as a table shows.
        pairs_in_all: How many pairs agree or differ on anything.
        names: What the actors of ``pairs`` are called, by key.
        left_out: How many actors with ties are not drawn.
    """

    nodes: Sequence[Node]
    chords: Sequence[Chord]
    ties: int
    pairs: Sequence[Pair]
    pairs_in_all: int
    names: Mapping[str, str]
    left_out: int


def agreement(records: Iterable[ConceptRecord]) -> Agreement | None:
    """How the actors of ``records`` stand to each other; ``None`` where no two take sides on anything."""
    given = list(records)
    labels = {record.concept: record.label for record in given}
    sides = sides_of(given)
    ties = {node: count for node, count in counted(sides).items() if count}
    if not ties:
        return None
    drawn = sorted(ties, key=lambda node: (-ties[node], -sides[node].said, node))[:MOST_ACTORS]
    around = _around({node: sides[node] for node in sorted(drawn)})
    chords = _chords(sides, around)
    pairs = [_pair(sides[one], sides[other], labels) for one, other in most_in_common(sides, MOST_PAIRS)]
    return Agreement(
        nodes=list(around.values()),
        chords=chords if len(chords) <= MOST_CHORDS else _clearest(chords),
        ties=len(chords),
        pairs=pairs,
        pairs_in_all=sum(ties.values()) // 2,
        names={sides[node].key: sides[node].name for node in ties},
        left_out=len(ties) - len(drawn),
    )


def _pair(one: Sides, other: Sides, labels: Mapping[str, str]) -> Pair:
    agree, differ = (tuple(labels[concept] for concept in some) for some in one.shared(other))
    return Pair(one.key, other.key, agree, differ)


def _chords(sides: Mapping[str, Sides], nodes: Mapping[str, Node]) -> list[Chord]:
    """The chords between the actors of the drawing that have a tie, those that have most in common first."""
    centre = SIZE // 2
    found = []
    for one, other in combinations(sorted(nodes), 2):
        agree, differ = sides[one].shared(sides[other])
        if agree or differ:
            start, end = nodes[one], nodes[other]
            path = f"M{start.x} {start.y}Q{centre} {centre} {end.x} {end.y}"
            found.append(Chord(path, len(agree), len(differ)))
    return sorted(found, key=lambda chord: -chord.agree - chord.differ)


def drawing(found: Agreement, origin: str) -> str:
    """The circle as a drawing (SVG) that stands by itself, on a light ground, and says where it comes from."""
    return render("network.svg", agreement=found, size=SIZE, origin=origin)


def _clearest(chords: Sequence[Chord]) -> list[Chord]:
    """The chords in which agreement outweighs difference most, or difference agreement, without the lesser of both."""
    clear = sorted(chords, key=lambda chord: -abs(chord.agree - chord.differ))[:MOST_CHORDS]
    net = [(chord.path, chord.agree - chord.differ) for chord in clear]
    return [Chord(path, max(weight, 0), max(-weight, 0)) for path, weight in net if weight]


def _around(drawn: Mapping[str, Sides]) -> dict[str, Node]:
    """Where actors stand on the circle, by camp, then by name."""
    camps = _camps(drawn)
    order = sorted(drawn, key=lambda node: (camps[node], drawn[node].name, node))
    gaps = camps[order[-1]] + 1 if camps[order[-1]] else 0
    return {node: _placed(drawn[node], camps[node], at, len(order) + gaps) for at, node in enumerate(order)}


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


def _placed(actor: Sides, camp: int, place: int, count: int) -> Node:
    angle = 2 * math.pi * (place + camp) / count - math.pi / 2
    x = round(SIZE / 2 + _RADIUS * math.cos(angle))
    y = round(SIZE / 2 + _RADIUS * math.sin(angle))
    is_left = math.cos(angle) < -1e-9
    turn = round(math.degrees(angle))
    shade = min(camp, _MOST_CAMPS - 1)
    return Node(actor.key, actor.name, shade, x, y, turn + 180 if is_left else turn, is_left)
