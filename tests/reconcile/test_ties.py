"""The closest ties are those of the whole networks."""

from hypothesis import given
from hypothesis import strategies as st
from tallystick.ledger.standings import WholeStandings
from tallystick.model.positions import STANCES, ConceptRecord, Position, Stand
from tallystick.model.records import Party
from tallystick.reconcile.networks import conflict_network, congruence_network
from tallystick.reconcile.ties import closest_ties

actors = st.sampled_from(
    [Party(None, name) for name in "ABCDEFGH"] + [Party("NOR", "Norway"), Party("NOR", "A")]
)
sides = st.lists(
    st.tuples(actors, st.sampled_from(STANCES)), max_size=9, unique_by=lambda told: told[0].id or told[0].name
)


def record(concept, taken):
    stands = [
        Stand(actor, None, (said := Position(stance, None, "", ("c",), ("d",))), {}, (said,))
        for actor, stance in taken
    ]
    return ConceptRecord(
        concept=concept, label="", means="", meaning_of_for="", stands=tuple(stands), months=(), shifts=()
    )


@given(st.lists(sides, max_size=4), st.integers(0, 6))
def test_the_closest_ties_are_those_of_the_networks(taken, most):
    records = [record(f"c{number}", some) for number, some in enumerate(taken)]
    for network, same_side in ((congruence_network, True), (conflict_network, False)):
        graph = network(records)
        edges = [(min(e[:2]), max(e[:2]), e[2]) for e in graph.edges(data=True)]
        edges.sort(key=lambda e: (-e[2]["weight"], -e[2]["normalised"], e[0], e[1]))
        found = closest_ties(WholeStandings(records).sides(), most, same_side=same_side)
        assert found.total == len(edges)
        assert [(tie.one, tie.other, list(tie.concepts)) for tie in found.closest] == [
            (graph.nodes[one]["name"], graph.nodes[other]["name"], facts["concepts"])
            for one, other, facts in edges[:most]
        ]
