"""Who agrees with whom: congruence and conflict networks of actors, as in discourse network analysis.

Two actors are congruent where both are for a concept or both against it, and in conflict where one is for it and the
other against; who is open takes no side. Networks and normalisation follow P. Leifeld, "Discourse network analysis:
policy debates as dynamic networks", in The Oxford Handbook of Political Networks (2017) 301-326.

An edge has the attributes ``concepts`` (their keys, sorted), ``weight`` (their number), ``statements`` (on each
concept as many as the less talkative of the two made, summed) and ``normalised``: the weight divided by the mean number
of concepts that the two take sides on ("average activity"), so that who speaks on everything does not agree with
everybody. A node is an actor's id, or the name of who has none; its attributes are ``name``, ``id``, ``of`` and
``concepts``, the number of those the actor takes sides on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any

from tallystick.model import Stance
from tallystick.model.positions import ConceptRecord

if TYPE_CHECKING:
    import networkx

CAMPS: tuple[Stance, ...] = ("for", "against")
"""The sides on which actors agree or disagree."""

DIGITS = 3
"""To so many digits figures of networks are rounded."""


def congruence_network(records: Iterable[ConceptRecord]) -> networkx.Graph:
    """The actors of ``records``, joined where they stand on the same side; see the module's head."""
    return _network(records, same_side=True)


def conflict_network(records: Iterable[ConceptRecord]) -> networkx.Graph:
    """The actors of ``records``, joined where they stand on opposite sides; see the module's head."""
    return _network(records, same_side=False)


def modularity(graph: networkx.Graph) -> float | None:
    """How far a congruence network falls apart into camps: the modularity of the best camps found, -0.5 to 1.

    Camps are found by greedy maximisation (A. Clauset, M. E. J. Newman and C. Moore, "Finding community structure in
    very large networks", Physical Review E 70 (2004) 066111).

    Returns:
        ``None`` for a network without edges.
    """
    from networkx.algorithms import community  # noqa: PLC0415 - takes a while to load, and is asked for seldom

    if not graph.number_of_edges():
        return None
    camps = community.greedy_modularity_communities(graph, weight="weight")
    return round(float(community.modularity(graph, camps, weight="weight")), DIGITS)


def _network(records: Iterable[ConceptRecord], *, same_side: bool) -> networkx.Graph:
    import networkx  # noqa: PLC0415 - takes a while to load, and is asked for seldom

    by_concept = sorted(records, key=lambda record: record.concept)
    nodes: dict[str, dict[str, Any]] = {}
    edges: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for record in by_concept:
        sides: dict[str, tuple[Stance, int]] = {}
        for stand in record.stands:
            if stand.side is None:
                continue
            key = stand.actor.id or stand.actor.name
            node = nodes.setdefault(
                key, {"name": stand.actor.name, "id": stand.actor.id, "of": stand.of, "concepts": 0}
            )
            if stand.side in CAMPS:
                node["concepts"] += 1
                sides[key] = stand.side, sum(len(p.claims) for p in stand.positions if p.stance == stand.side)
        for one, other in combinations(sorted(sides), 2):
            if (sides[one][0] == sides[other][0]) is same_side:
                edges[one, other].append((record.concept, min(sides[one][1], sides[other][1])))
    graph = networkx.Graph()
    graph.add_nodes_from((key, nodes[key]) for key in sorted(nodes))
    for one, other in sorted(edges):
        shared = edges.pop((one, other))  # many actors have very many ties; none is held twice
        activity = (nodes[one]["concepts"] + nodes[other]["concepts"]) / 2
        graph.add_edge(
            one,
            other,
            weight=len(shared),
            normalised=round(len(shared) / activity, DIGITS),
            statements=sum(number for _, number in shared),
            concepts=[concept for concept, _ in shared],
        )
    return graph
