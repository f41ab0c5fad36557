"""People who are let in: so many refugees taken in are a delivery, a guest is none, and neither is said."""

import pytest

from readings import claims, commitments, deliveries, ids, promise, statements


@pytest.mark.parametrize("verb", ["took in", "admitted", "accepted", "welcomed", "hosted"])
def test_so_many_people_let_in_are_a_delivery(verb):
    (found,) = deliveries(f"Peru {verb} 5,000 refugees.")
    assert [(i.quantity, i.unit) for i in found.items] == [(5000, "refugee")]
    assert statements(f"Peru {verb} 5,000 refugees.") == []


def test_who_will_be_let_in_is_promised():
    assert promise("Peru will take in 5,000 refugees.").items[0].quantity == 5000


@pytest.mark.parametrize(
    "text",
    [
        "Peru welcomed three ministers.",
        "Peru welcomed the president of Chad.",
        "Peru accepted the offer.",
        "Peru hosted 40 matches.",
    ],
)
def test_guests_and_things_are_none(text):
    assert deliveries(text) + commitments(text) == []


def test_what_is_admitted_to_have_been_done_lets_nobody_in():
    assert [c.kind for c in claims("Peru admitted having sent 40 trucks to Chad.")] == [
        "statement",
        "delivery",
    ]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Canada has admitted 8,580 of the 40,000 Afghans it pledged to welcome.", 8580),
        ("Canada took in 8,580 Afghans.", 8580),
    ],
)
def test_people_of_a_state_are_let_in(text, quantity):
    (item,) = deliveries(text)[0].items
    assert (item.quantity, item.unit) == (quantity, "afghan")


def test_people_are_let_in_whatever_stands_between_them_and_their_number():
    (claim,) = deliveries("Canada took in 40,000 Afghan refugees.")
    assert (claim.items[0].quantity, claim.items[0].unit) == (40000, "refugee")
    assert [c.kind for c in claims("Canada took in 40,000 Syrians.")] == ["delivery"]


@pytest.mark.parametrize(
    ("text", "receivers", "figure"),
    [
        ("Kenya sent 750 of the 1,000 officers it promised to Haiti.", ["HTI"], 750),
        ("400 Kenyan police officers arrived in Haiti on Tuesday.", ["HTI"], 400),
    ],
)
def test_those_who_are_sent_as_a_force_are_counted(text, receivers, figure):
    (found,) = deliveries(text)
    assert (ids(found.actors), ids(found.recipients)) == (["KEN"], receivers)
    assert [(i.quantity, i.unit, i.category) for i in found.items] == [(figure, "officer", "troops")]


@pytest.mark.parametrize(
    "text",
    [
        "Two generals arrived in Paris for talks.",
        "300 refugees arrived in Greece.",
        "Officers arrived in Haiti.",
    ],
)
def test_who_comes_by_themselves_is_no_delivery(text):
    assert deliveries(text) == []
