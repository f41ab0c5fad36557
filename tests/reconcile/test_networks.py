"""Congruence and conflict networks of actors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.model.positions import ConceptRecord, Position, Stand
from tallystick.model.records import Party
from tallystick.reconcile.networks import conflict_network, congruence_network, modularity


def stand(name, stance, number=1):
    told = tuple(Position(stance, "2024-02-01", "", (f"{name}{i}",), ("d",)) for i in range(number))
    return Stand(Party(f"person:{name}", name.title()), "NOR", told[-1], {}, told)


def record(concept, **sides):
    """A concept with who stands where; a number behind the side says how often it was told."""
    stands = tuple(stand(name, *([s] if isinstance(s, str) else s)) for name, s in sides.items())
    return ConceptRecord(
        concept=concept, label=concept, means="", meaning_of_for="", stands=stands, months=(), shifts=()
    )


WAGES = record("wages", ida="for", jonas=("for", 3), anna="against", olaf="open", kari="reports")
RAIL = record("rail", ida="against", jonas=("against", 2), anna="against")


def test_who_stands_on_one_side_is_joined_and_weighted():
    graph = congruence_network([WAGES, RAIL])
    assert graph.edges["person:ida", "person:jonas"] == {
        "weight": 2, "normalised": 1.0, "statements": 2, "concepts": ["rail", "wages"],
    }  # fmt: skip
    assert graph.edges["person:anna", "person:ida"] == {
        "weight": 1, "normalised": 0.5, "statements": 1, "concepts": ["rail"],
    }  # fmt: skip
    assert graph.number_of_edges() == 3


def test_who_stands_on_opposite_sides_is_in_conflict():
    edges = conflict_network([WAGES, RAIL]).edges(data="concepts")
    assert list(edges) == [
        ("person:anna", "person:ida", ["wages"]), ("person:anna", "person:jonas", ["wages"]),
    ]  # fmt: skip


def test_as_many_statements_count_as_the_less_talkative_made():
    graph = congruence_network([record("wages", ida=("for", 2), jonas=("for", 5))])
    assert graph.edges["person:ida", "person:jonas"]["statements"] == 2


def test_who_leaves_it_open_is_there_and_takes_no_side_and_who_reports_is_not():
    nodes = dict(congruence_network([WAGES, RAIL]).nodes(data=True))
    assert nodes["person:olaf"] == {"name": "Olaf", "id": "person:olaf", "of": "NOR", "concepts": 0}
    assert nodes["person:ida"]["concepts"] == 2
    assert "person:kari" not in nodes


def test_camps_show_in_the_modularity():
    camps = [record("wages", ida="for", jonas="for", anna="against", olaf="against")]
    assert modularity(congruence_network(camps)) == 0.5
    assert modularity(congruence_network([record("wages", ida="for", jonas="for")])) == 0.0
    assert modularity(congruence_network([record("wages", ida="for")])) is None


sides = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["for", "against", "open", "denies"]))


@given(st.dictionaries(st.sampled_from(["wages", "rail", "fund"]), sides), st.randoms())
def test_order_changes_nothing_and_nobody_is_in_conflict_and_congruent_on_one_concept(by_concept, random):
    records = [record(concept, **stands) for concept, stands in by_concept.items()]
    shuffled = random.sample(records, len(records))
    for made in (congruence_network, conflict_network):
        assert list(made(records).nodes(data=True)) == list(made(shuffled).nodes(data=True))
        assert list(made(records).edges(data=True)) == list(made(shuffled).edges(data=True))
    conflict = conflict_network(records)
    for one, other, facts in congruence_network(records).edges(data=True):
        assert 0 < facts["normalised"] <= 1
        if conflict.has_edge(one, other):
            assert not set(facts["concepts"]) & set(conflict.edges[one, other]["concepts"])


def test_an_actor_without_id_goes_by_name():
    told = Position("for", None, "", ("c",), ("d",))
    nameless = Stand(Party(None, "several mayors"), None, told, {}, (told,))
    graph = congruence_network(
        [
            ConceptRecord(
                concept="rail",
                label="",
                means="",
                meaning_of_for="",
                stands=(nameless,),
                months=(),
                shifts=(),
            )
        ]
    )
    assert list(graph) == ["several mayors"]


@pytest.mark.parametrize("made", [congruence_network, conflict_network])
def test_nobody_makes_an_empty_network(made):
    assert made([]).number_of_nodes() == 0
