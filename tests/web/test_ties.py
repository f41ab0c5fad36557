"""Ties counted by sets come to what the networks have pair by pair."""

from hypothesis import given
from hypothesis import strategies as st
from tallystick.ledger.standings import WholeStandings
from tallystick.model.positions import STANCES, ConceptRecord, Position, Stand
from tallystick.model.records import Party
from tallystick.reconcile.networks import conflict_network, congruence_network
from tallystick.web import agreement as drawn
from tallystick.web.agreement import Arc, Pair, agreement
from tallystick.web.ties import counted, most_in_common, sides_of

CONCEPTS = ("aid", "bridges", "clinics", "dams")


def stand(name, stance, times=1):
    told = tuple(Position(stance, "2024-02-01", "", (f"{name}{n}",), ("d",)) for n in range(times))
    identity = None if name.startswith("un") else f"person:{name}"
    return Stand(Party(identity, name), None, told[-1], {}, told)


def record(concept, sides, times=1):
    return ConceptRecord(
        concept=concept, label=concept.upper(), means="", meaning_of_for="",
        stands=tuple(stand(name, side, times) for name, side in sides.items()), months=(), shifts=(),
    )  # fmt: skip


names = st.sampled_from([*"abcdefgh", "unknown", "unnamed"])
ledgers = st.lists(st.dictionaries(names, st.sampled_from(STANCES)), max_size=len(CONCEPTS)).map(
    lambda found: [record(CONCEPTS[place], sides) for place, sides in enumerate(found)]
)


def edges(records):
    """Every pair with what it agrees and differs on, from the networks."""
    found = {}
    for place, graph in enumerate((congruence_network(records), conflict_network(records))):
        for one, other, concepts in graph.edges(data="concepts"):
            found.setdefault((min(one, other), max(one, other)), [(), ()])[place] = tuple(concepts)
    return {pair: tuple(both) for pair, both in sorted(found.items())}


@given(ledgers)
def test_the_sides_of_two_share_what_the_networks_join_them_by(records):
    sides = sides_of(WholeStandings(records).sides())
    for (one, other), both in edges(records).items():
        assert sides[one].shared(sides[other]) == both


@given(ledgers)
def test_each_has_as_many_ties_as_the_networks_have_edges(records):
    ends = [node for pair in edges(records) for node in pair]
    ties = counted(sides_of(WholeStandings(records).sides()))
    assert {node: count for node, count in ties.items() if count} == {n: ends.count(n) for n in set(ends)}


@given(ledgers, st.integers(1, 50))
def test_the_pairs_that_share_most_come_first(records, most):
    shared = {pair: len(agree) + len(differ) for pair, (agree, differ) in edges(records).items()}
    ordered = sorted(shared, key=lambda pair: (-shared[pair], pair))
    assert most_in_common(sides_of(WholeStandings(records).sides()), most) == ordered[:most]


@given(ledgers)
def test_a_small_ledger_shows_every_pair_and_arc(records):
    found, every = agreement(WholeStandings(records)), edges(records)
    if not every:
        assert found is None
        return
    sides = sides_of(WholeStandings(records).sides())
    pairs = [
        Pair(sides[one].key, sides[other].key, *(tuple(c.upper() for c in some) for some in both))
        for (one, other), both in every.items()
    ]
    assert sorted(found.pairs, key=lambda pair: (pair.one, pair.other)) == sorted(
        pairs, key=lambda pair: (pair.one, pair.other)
    )
    assert found.pairs_in_all == len(every) == len(found.arcs)
    assert {node.key for node in found.nodes} == {key for p in pairs for key in (p.one, p.other)}
    assert found.left_out == 0


def test_of_many_those_who_said_most_are_drawn_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(drawn, "MOST_ACTORS", 2)
    monkeypatch.setattr(drawn, "MOST_PAIRS", 2)
    records = [
        record("aid", dict.fromkeys("abc", "for")),
        record("dams", {"c": "open", "b": "open"}, times=5),
    ]
    found = agreement(WholeStandings(records))
    assert {node.key for node in found.nodes} == {"person:b", "person:c"}  # all have two ties
    assert found.left_out == 1
    assert [(arc.agree, arc.differ) for arc in found.arcs] == [(1, 0)]
    assert isinstance(found.arcs[0], Arc)
    assert [(pair.one, pair.other) for pair in found.pairs] == [
        ("person:a", "person:b"),
        ("person:a", "person:c"),
    ]
    assert found.pairs_in_all == 3


def test_of_many_arcs_the_clearest_are_drawn_each_as_what_outweighs(monkeypatch):
    monkeypatch.setattr(drawn, "MOST_ARCS", 2)
    records = [
        record("aid", {"a": "for", "b": "for", "c": "against"}),
        record("dams", {"a": "for", "b": "for", "c": "against"}),
        record("rails", {"a": "for", "b": "against", "c": "against"}),
    ]
    found = agreement(WholeStandings(records))
    assert [(arc.agree, arc.differ) for arc in found.arcs] == [(0, 3), (1, 0)]
    assert found.ties == 3
