"""What people decided wins over every score, whatever the order of reports and decisions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.model import Commitment
from tallystick.reconcile.cells import fold_cell, fold_cells, touched
from tallystick.reconcile.constraints import Constraints
from tallystick.reconcile.fold import merged, question_of
from tallystick.reconcile.grouping import group
from tallystick.reconcile.memory import Memory
from tallystick.reconcile.mentions import mentions_of
from tallystick.reconcile.spreading import affected

from factories import commitment, delivery, item, reading


def buses(by="DEU", quantity=40, **slots):
    return commitment(by, "UKR", item("vehicles", quantity=quantity, unit="bus"), **slots)


def sent(by="DEU", quantity=5):
    return delivery(by, "UKR", item("vehicles", quantity=quantity, unit="bus"))


claims = st.builds(
    buses,
    st.sampled_from(["DEU", "EU", ()]),
    st.sampled_from([None, 40, 500]),
    stage=st.sampled_from(["pledge", "pledge", "request"]),
    deadline=st.sampled_from([None, "2024", "2025"]),
) | st.builds(sent, st.sampled_from(["DEU", "EU", ()]), st.sampled_from([5, 40]))
reports = st.lists(
    st.tuples(claims, st.none() | st.sampled_from(["2024-01-01", "2024-06-01"])), min_size=2
).map(lambda told: [reading(f"d{i}", claim, published=day) for i, (claim, day) in enumerate(told)])


@st.composite
def judged(draw):
    readings = draw(reports)
    ids = sorted({r.claims[0].id for r in readings})
    pairs = st.frozensets(st.sampled_from(ids), min_size=2, max_size=2)
    same = draw(st.frozensets(pairs, max_size=3)) if len(ids) > 1 else frozenset()
    different = draw(st.frozensets(pairs, max_size=3)) if len(ids) > 1 else frozenset()
    return readings, Constraints(same, different)


def whole(readings, constraints):
    memory = Memory(readings)
    question = question_of([r.document for r in readings], None, constraints)
    return merged(fold_cells(memory.cells, memory, question))


def told_by(promise, readings):
    """Ids of the commitments behind a promise."""
    told = {c.id for r in readings for c in r.claims if isinstance(c, Commitment)}
    return {c for c in promise.claims if c in told}


@settings(max_examples=80, deadline=None)
@given(judged(), st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(told, random):
    readings, constraints = told
    shuffled = random.sample(readings, len(readings))
    assert whole(shuffled, constraints) == whole(readings, constraints)


@settings(max_examples=80, deadline=None)
@given(judged())
def test_what_is_different_is_never_in_one_promise(told):
    readings, constraints = told
    for promise in whole(readings, constraints).promises:
        assert not any(pair <= told_by(promise, readings) for pair in constraints.different)


@settings(max_examples=80, deadline=None)
@given(judged())
def test_what_is_the_same_and_of_one_kind_is_in_one_promise(told):
    readings, constraints = told
    of = {c.id: c for r in readings for c in r.claims}
    if constraints.different:
        constraints = Constraints(constraints.same)
    homes = [told_by(p, readings) for p in whole(readings, constraints).promises]
    for pair in constraints.same:
        one, other = (of[claim] for claim in sorted(pair))
        kinds = {getattr(c, "stage", None) for c in (one, other)}
        if isinstance(one, Commitment) and isinstance(other, Commitment) and len(kinds) == 1:
            assert any(pair <= home for home in homes)


@settings(max_examples=80, deadline=None)
@given(judged())
def test_cells_that_a_judgement_ties_are_folded_as_the_whole_is(told):
    readings, constraints = told
    question = question_of([r.document for r in readings], None, constraints)
    cells = sorted({cell for r in readings for cell in touched(r)})
    folds = [fold_cell(cell, Memory(readings), question) for cell in cells]
    assert merged(folds) == whole(readings, constraints)


@settings(max_examples=80, deadline=None)
@given(judged())
def test_what_a_new_reading_leaves_alone_folds_as_before(told):
    (*before, new), constraints = told
    question = question_of([r.document for r in (*before, new)], None, constraints)
    changed = affected(touched(new), Memory([*before, new]), constraints)
    for cell in {cell for r in before for cell in touched(r)} - changed:
        assert fold_cell(cell, Memory(before), question) == fold_cell(cell, Memory([*before, new]), question)


def pairs(*claims):
    return frozenset([frozenset(claims)])


def test_two_that_are_the_same_bring_their_promises_together():
    one, again = reading("a", buses()), reading("b", buses())
    other, more = reading("c", buses("EU", 500)), reading("d", buses("EU", 500))
    (promise,) = whole(
        [one, again, other, more], Constraints(pairs(one.claims[0].id, more.claims[0].id))
    ).promises
    assert promise.documents == ("a", "b", "c", "d")


def test_deliveries_follow_the_promise_that_a_judgement_made_one():
    one, other = reading("a", buses(quantity=500)), reading("b", buses("EU", 500))
    arrived = reading("c", sent("EU"))
    same = Constraints(pairs(one.claims[0].id, other.claims[0].id))
    (promise,) = whole([one, other, arrived], same).promises
    assert promise.documents == ("a", "b", "c")


def test_a_delivery_counts_towards_the_promise_that_people_say():
    promised, arrived = reading("a", buses()), reading("b", sent("FRA"))
    assert whole([promised, arrived], Constraints()).unattached
    same = Constraints(pairs(promised.claims[0].id, arrived.claims[0].id))
    (promise,) = whole([promised, arrived], same).promises
    assert promise.documents == ("a", "b")


def test_a_delivery_does_not_count_towards_a_promise_that_it_is_different_from():
    promised, arrived = reading("a", buses()), reading("b", sent())
    different = Constraints(different=pairs(promised.claims[0].id, arrived.claims[0].id))
    assert whole([promised, arrived], different).unattached == arrived.claims


def test_two_that_are_different_stay_apart_though_all_agrees():
    told = [reading(name, buses()) for name in "abc"]
    different = Constraints(different=pairs(told[0].claims[0].id, told[1].claims[0].id))
    found = group(mentions_of(told, Commitment, None), different)
    assert sorted(len(g.mentions) for g in found) == [1, 2]


def test_apart_wins_over_the_same_where_both_cannot_be():
    a, b, c = (reading(name, buses(quantity=q)) for name, q in (("a", 40), ("b", 90), ("c", 200)))
    ids = [r.claims[0].id for r in (a, b, c)]
    decided = Constraints(
        frozenset([frozenset(ids[:2]), frozenset(ids[1:])]), frozenset([frozenset([ids[0], ids[2]])])
    )
    assert sorted(len(p.documents) for p in whole([a, b, c], decided).promises) == [1, 2]


@pytest.mark.parametrize("category", ["vehicles", "aircraft"])
def test_of_a_package_the_item_that_is_most_alike_is_the_same(category):
    package = reading(
        "a",
        commitment("DEU", "UKR", item("vehicles", quantity=40, unit="bus"), item("aircraft", quantity=2)),
    )
    other = reading("b", commitment("EU", "UKR", item(category, quantity=7)))
    same = Constraints(pairs(package.claims[0].id, other.claims[0].id))
    found = whole([package, other], same).promises
    assert [p.category for p in found if p.documents == ("a", "b")] == [category]
