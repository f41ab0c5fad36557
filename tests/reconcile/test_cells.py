"""The fold of a whole is the union of the folds of its cells, each from the readings it asks for alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.reconcile import fold
from tallystick.reconcile.cells import fold_cell, fold_one, touched
from tallystick.reconcile.fold import merged, question_of
from tallystick.reconcile.homes import giver_cell_of, joint_cell_of
from tallystick.reconcile.intervals import last_day_of
from tallystick.reconcile.memory import Memory
from tallystick.reconcile.spreading import affected

from factories import actor, commitment, delivery, item, reading

DAYS = [(date(2024, 1, 1) + timedelta(days=i)).isoformat() for i in range(0, 360, 60)]
ALLIES = (actor(None, "the allies"),)

days = st.none() | st.sampled_from(DAYS)
JOINT = (actor("DEU"), actor("FRA"))
parties = st.sampled_from(["EU", "DEU", (), ALLIES, JOINT])
figures = st.sampled_from([None, 5, 500, 1000, 1001])
units = st.sampled_from(["bus", "bus", None])


def _buses(quantity, unit, **slots):
    return item("vehicles", quantity=quantity, unit=unit, **slots)


commitments = st.builds(
    lambda by, quantity, unit, **slots: commitment(by, "UKR", _buses(quantity, unit), **slots),
    parties,
    figures,
    units,
    stage=st.sampled_from(["request", "proposal", "commitment", "refusal"]),
    deadline=st.sampled_from([None, "2024", "2024-06", "2024-12"]),
    negated=st.sampled_from([False, False, True]),
    date=days,
)
deliveries = st.builds(
    lambda by, quantity, share, **slots: delivery(
        by, "UKR", _buses(None if share else quantity, "bus", share=share and 0.3, share_of=share), **slots
    ),
    parties,
    figures,
    st.sampled_from([None, None, 500, 1000]),
    source=st.sampled_from([None, actor("UKR")]),
    date=days,
)
texts = st.sampled_from([None, "European Union and Germany. They will send 5 bus, 500 bus and 1000 bus."])
reports = st.lists(
    st.tuples(st.lists(commitments | deliveries, max_size=3), days, texts), min_size=1, max_size=6
).map(
    lambda told: [
        reading(f"d{i}", *claims, published=day, text=text) for i, (claims, day, text) in enumerate(told)
    ]
)


class Asked:
    """Readings by cell that refuse to tell of any cell but those allowed, and remember what was asked."""

    def __init__(self, readings):
        self._memory = Memory(readings)
        self.cells = set()

    def touching(self, cell):
        self.cells.add(cell)
        return self._memory.touching(cell)

    def telling(self, claim):
        return self._memory.telling(claim)


def _question(readings, as_of=None):
    return question_of([r.document for r in readings], last_day_of(as_of) if as_of else None)


@settings(max_examples=80, deadline=None)
@given(reports, days)
def test_the_whole_is_the_union_of_its_cells(readings, as_of):
    question = _question(readings, as_of)
    cells = {cell for r in readings for cell in touched(r)}
    assert merged(fold_cell(c, Memory(readings), question) for c in sorted(cells)) == fold(readings, as_of)


@settings(max_examples=60, deadline=None)
@given(reports, days)
def test_one_promise_is_that_of_its_cell(readings, as_of):
    question = _question(readings, as_of)
    for cell in sorted({cell for r in readings for cell in touched(r)}):
        told = [folded.promise for folded in fold_cell(cell, Memory(readings), question).promises]
        assert [fold_one(cell, p.id, Memory(readings), question) for p in told] == told
        assert fold_one(cell, "another", Memory(readings), question) is None


@settings(max_examples=80, deadline=None)
@given(reports)
def test_a_cell_needs_no_reading_beyond_one_hop(readings):
    question = _question(readings)
    for cell in {cell for r in readings for cell in touched(r)}:
        asked = Asked(readings)
        whole = fold_cell(cell, asked, question)
        near = [r for r in readings if touched(r) & asked.cells]
        assert fold_cell(cell, Memory(near), question) == whole
        hop = {cell} | {c for r in readings if cell in touched(r) for c in touched(r)}
        by_name = {joint_cell_of(c) for c in hop} | {giver_cell_of(c) for c in hop}
        assert asked.cells <= hop | by_name | {joint_cell_of(c) for c in by_name if c}


@settings(max_examples=80, deadline=None)
@given(reports)
def test_what_a_new_reading_leaves_alone_folds_as_before(readings):
    *before, new = readings
    question = _question(readings)
    changed = affected(touched(new), Memory(readings))
    for cell in {cell for r in before for cell in touched(r)} - changed:
        assert fold_cell(cell, Memory(before), question) == fold_cell(cell, Memory(readings), question)


def test_a_cell_is_told_by_one_reading_alone():
    told = reading(
        "a", commitment("EU", "UKR", _buses(1000, "bus")), delivery("DEU", "UKR", _buses(5, "bus"))
    )
    assert touched(told) == {
        '["who","vehicles",["EU"]]',
        '["who","vehicles",["DEU"]]',
        '["figure","vehicles",null,349]',
    }


@pytest.mark.parametrize(
    ("claim", "cell"),
    [
        (commitment((), "UKR", _buses(1000, "bus")), '["figure","vehicles",null,349]'),
        (commitment((), "UKR", item("money", amount=1000, currency="EUR")), '["figure","money","EUR",349]'),
        (commitment((), "UKR", _buses(5, "bus")), '["document","a"]'),
        (commitment(ALLIES, "UKR", _buses(5, "bus")), '["who","vehicles",["name:allies"]]'),
        (
            delivery((), "UKR", _buses(None, "bus", share=0.5, share_of=1000)),
            '["figure","vehicles",null,349]',
        ),
    ],
)
def test_who_names_no_actor_lives_by_figure_or_in_the_document(claim, cell):
    assert touched(reading("a", claim)) == {cell}


def test_a_share_of_what_was_promised_is_no_figure_that_others_are_told_by():
    half = commitment("EU", "UKR", _buses(None, "bus", share=0.5, share_of=1000))
    assert touched(reading("a", half)) == {'["who","vehicles",["EU"]]'}


@pytest.mark.parametrize("open_actors", [(), ALLIES])
def test_an_open_promise_belongs_with_the_one_its_document_tells(open_actors):
    told = reading(
        "a",
        commitment("EU", "UKR", _buses(1000, "bus")),
        commitment(open_actors, "UKR", _buses(None, "bus")),
    )
    assert len(fold([told]).promises) == 1


def test_between_two_promisors_of_its_document_an_open_promise_stays_alone():
    told = reading(
        "a",
        commitment("EU", "UKR", _buses(1000, "bus")),
        commitment("DEU", "UKR", _buses(5, "bus")),
        commitment((), "UKR", _buses(None, "bus")),
    )
    assert len(fold([told]).promises) == 3


def test_a_named_company_is_no_open_actor():
    told = reading(
        "a",
        commitment("EU", "UKR", _buses(1000, "bus")),
        commitment((actor(None, "Acme Motors"),), "UKR", _buses(None, "bus")),
    )
    assert len(fold([told]).promises) == 2


def test_a_figure_that_only_one_promises_tells_whose_it_is():
    named = reading("a", commitment("EU", "UKR", _buses(1000, "bus")), published="2024-01-01")
    unnamed = reading(
        "b",
        commitment((), "UKR", _buses(1000, "bus")),
        delivery((), "UKR", _buses(None, "bus", share=0.3, share_of=1000)),
        published="2024-02-01",
    )
    (promise,) = fold([named, unnamed]).promises
    assert promise.documents == ("a", "b")
    assert promise.deliveries[0].quantity == 300
    rival = reading("c", commitment("DEU", "UKR", _buses(1000, "bus")), published="2024-01-02")
    assert len(fold([named, unnamed, rival]).promises) == 3


def test_who_promises_the_same_later_decides_nothing_anew():
    named = reading("a", commitment("EU", "UKR", _buses(1000, "bus")), published="2024-01-01")
    unnamed = reading("b", commitment((), "UKR", _buses(1000, "bus")), published="2024-02-01")
    rival = reading("c", commitment("DEU", "UKR", _buses(1000, "bus")), published="2024-03-01")
    assert [p.documents for p in fold([named, unnamed, rival]).promises] == [("a", "b"), ("c",)]


def test_who_is_carried_on_from_another_sentence_gives_way_to_who_is_named_with_the_figure():
    text = "Germany has paid. They will send 1000 bus next."
    carried = commitment("DEU", "UKR", _buses(1000, "bus", words="1000 bus"), words="They will send 1000 bus")
    told = reading("a", carried, text=text, published="2024-02-01")
    named = reading("b", commitment("EU", "UKR", _buses(1000, "bus")), published="2024-01-01")
    assert [p.actors[0].id for p in fold([told]).promises] == ["DEU"]
    (promise,) = fold([told, named]).promises
    assert promise.documents == ("a", "b")
    beside = reading("c", commitment("DEU", "UKR", _buses(1000, "bus")), published="2024-01-01")
    assert [p.documents for p in fold([told, named, beside]).promises] in (
        [("b",), ("a", "c")],
        [("a", "c"), ("b",)],
    )


def test_a_member_that_tells_its_unions_figure_tells_its_unions_promise():
    union = commitment("EU", "UKR", _buses(1000, "bus"))
    (promise,) = fold([reading("a", union, commitment("DEU", "UKR", _buses(1000, "bus")))]).promises
    assert [p.id for p in promise.actors] == ["EU"]
    for own in (_buses(500, "bus"), _buses(None, "bus"), _buses(5, "bus")):
        assert len(fold([reading("a", union, commitment("DEU", "UKR", own))]).promises) == 2
    other = commitment("USA", "UKR", _buses(1000, "bus"))
    assert len(fold([reading("a", union, other)]).promises) == 2
    elsewhere = reading("b", commitment("DEU", "UKR", _buses(1000, "bus")))
    assert len(fold([reading("a", union), elsewhere]).promises) == 2


def test_what_one_of_several_gives_counts_for_what_they_promised_together():
    together = reading("a", commitment(JOINT, "UKR", _buses(1000, "bus")))
    sent = reading("b", delivery("DEU", "UKR", _buses(5, "bus")))
    (promise,) = fold([together, sent]).promises
    assert promise.documents == ("a", "b")
    own = reading("c", commitment("DEU", "UKR", _buses(40, "bus")))
    assert [p.documents for p in fold([together, sent, own]).promises if p.deliveries] == [("b", "c")]
    other = reading("b", delivery("POL", "UKR", _buses(5, "bus")))
    assert fold([together, other]).unattached


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Germany sent 5 bus as part of the promise.", True),
        ("Germany sent 5 bus.", False),
        ("Germany sent 5 bus. As part of a plan it rained.", False),
    ],
)
def test_a_member_gives_for_its_union_only_where_its_report_says_so(text, counts):
    union = commitment("EU", "UKR", _buses(1000, "bus"), words="The EU will send 1000 bus")
    sent = delivery("DEU", "UKR", _buses(5, "bus", words="5 bus"), words="Germany sent 5 bus")
    told = reading("a", union, sent, text=f"The EU will send 1000 bus. {text}")
    assert (fold([told]).unattached == ()) is counts
    own = commitment("DEU", "UKR", _buses(40, "bus"), words="Germany will send 40 bus")
    beside = reading(
        "a", union, sent, own, text=f"The EU will send 1000 bus. {text} Germany will send 40 bus."
    )
    assert [p.quantity for p in fold([beside]).promises if p.deliveries] == [40]
    assert fold([reading("a", union), reading("b", sent, text=text)]).unattached
