"""Items with what the document said of them before, and shares with what they are shares of."""

from __future__ import annotations

import pytest

from readings import commitments, deliveries, delivery, ids, promise


def test_a_pledge_taken_up_has_the_figures_it_was_told_with() -> None:
    text = "Italy promised to build 300 schools in Mali. Italy has now broken this promise."
    failed = delivery(text)
    assert failed.negated
    assert failed.items[0].quantity == 300
    assert failed.items[0].span.text == "this promise"


def test_a_bare_number_counts_what_was_counted_before() -> None:
    text = "Peru pledged 900 tents to Chile. Peru has delivered 480 so far."
    (item,) = delivery(text).items
    assert (item.quantity, item.unit, item.category) == (480, "tent", "food-shelter")


def test_a_share_takes_its_whole_from_a_phrase_before_the_verb() -> None:
    (item,) = delivery("Of the 900 tents, only 30 percent arrived in Chile.").items
    assert (item.share, item.share_of) == (0.3, 900)


@pytest.mark.parametrize(
    "text",
    [
        "Peru promised 900 tents to Chile. It has sent 450 tents (50 percent of its pledge).",
        "Peru promised 900 tents to Chile. Peru has sent 450 tents, which is 50 percent of its pledge.",
    ],
)
def test_a_share_behind_its_figure_belongs_to_it(text: str) -> None:
    (item,) = deliveries(text)[0].items
    assert (item.quantity, item.share) == (450, 0.5)


def test_a_share_and_the_figure_that_says_the_same_are_one_item() -> None:
    text = "Peru promised 900 tents to Chile. Peru has sent 600 tents, two thirds of the 900."
    (item,) = delivery(text).items
    assert (item.quantity, item.share, item.share_of) == (600, 0.667, 900)


def test_what_is_denied_and_what_is_so_are_two_deliveries() -> None:
    text = "Of the 900 tents that Peru promised, not 60 percent arrived, but 40 percent."
    found = {(d.items[0].share, d.negated) for d in deliveries(text)}
    assert found == {(0.6, True), (0.4, False)}


def test_shares_of_two_owners_are_two_deliveries() -> None:
    text = "Only 30 percent of Canada's 500 tents and 40 percent of Peru's 900 tents have been delivered."
    found = {(d.actors[0].id, d.items[0].share) for d in deliveries(text)}
    assert found == {("CAN", 0.3), ("PER", 0.4)}


def test_an_announced_thing_is_promised_with_what_it_is_for() -> None:
    found = promise("Norway unveiled the creation of an initiative to send missiles to Chad.")
    assert [i.category for i in found.items] == ["political", "missiles"]


@pytest.mark.parametrize(
    ("text", "category", "recipients"),
    [
        ("Norway announced a coalition for training and supply of missiles to Chad.", "missiles", ["TCD"]),
        ("Norway announced a coalition for the supply of missiles to Chad.", "missiles", ["TCD"]),
        ("Norway announced a coalition for the supply and upkeep of missiles.", "missiles", []),
    ],
)
def test_nouns_of_giving_share_what_is_given(text: str, category: str, recipients: list[str]) -> None:
    found = promise(text)
    assert ([i.category for i in found.items], ids(found.recipients)) == ([category], recipients)


def test_all_of_a_sum_is_a_share() -> None:
    (item,) = delivery("Qatar has paid all of the $277 million to Gaza.").items
    assert (item.share, item.share_of, item.amount) == (1.0, 277_000_000, None)


def test_a_name_is_no_item() -> None:
    found = commitments("Germany pledged €200 million and Qatar $75 million.")
    assert all("Qatar" not in i.span.text for c in found for i in c.items)


def test_an_increment_and_the_total_it_brings_are_told_apart() -> None:
    text = "Italy sent another 50 buses to Malta, bringing the total to 200."
    increment, total = deliveries(text)
    assert (increment.items[0].quantity, increment.cumulative) == (50, False)
    assert (total.items[0].quantity, total.items[0].unit, total.cumulative) == (200, "bus", True)
    assert total.reader.rule == "delivery.total"


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("Italy has delivered 50 buses to Malta.", True),
        ("Italy has delivered another 50 buses to Malta.", False),
        ("Italy delivered 50 buses to Malta.", False),
        ("Italy delivered 50 buses to Malta so far.", True),
        ("Italy had delivered 50 buses to Malta by February.", True),
        ("By February 50 buses had been delivered to Malta.", True),
        ("Italy had delivered 50 buses to Malta in February.", False),
        ("By then 50 buses were delivered to Malta.", True),
        ("Italy delivered 30 percent of the 50 buses to Malta.", True),
    ],
)
def test_a_running_total(text: str, *, cumulative: bool) -> None:
    assert delivery(text).cumulative is cumulative


def test_a_bare_number_behind_a_sum_is_a_sum() -> None:
    paid = delivery("Denmark promised 30 million kroner to Peru. Only 20 million were paid.")
    assert (paid.items[0].amount, paid.items[0].currency, paid.items[0].quantity) == (20_000_000, "DKK", None)


def test_an_event_is_no_goods() -> None:
    assert deliveries("The minister opened a summit in Rome and cut ties with Chad.") == []


def test_what_unnamed_money_is_for_is_not_delivered_with_it() -> None:
    (found,) = deliveries("The money for all 800 tents has been collected.")
    assert [i.quantity for i in found.items] == [None]


def test_who_gave_stands_behind_from_at_the_goods() -> None:
    text = "Ghana said it had received 900 tents from Peru, half of what the alliance promised."
    assert [a.id for a in deliveries(text)[0].actors] == ["PER"]


def test_what_comes_is_delivered_only_where_it_is_counted() -> None:
    counted = deliveries("Out of the 900 tents promised to Ghana by Peru, not 50% came, but 30%.")
    assert [(i.share, i.share_of) for d in counted for i in d.items] == [(0.5, 900), (0.3, 900)]
    assert deliveries("The news comes as Peru votes, and the pledge came on Monday.") == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Norway doubled its pledge to 1,000 tents.", (1000, None, "food-shelter")),
        ("Norway increased its promise from 500 to 1,000 tents.", (1000, None, "food-shelter")),
        ("Norway raised its pledge from 100 million to 150 million euros.", (None, 150e6, "money")),
        ("Norway has cut its pledge to 40 trucks.", (40, None, "vehicles")),
    ],
)
def test_a_promise_that_is_changed_is_one_of_what_it_is_changed_to(text, figures):
    assert deliveries(text) == []
    (promised,) = (c for c in commitments(text) if c.reader.rule != "commitment.before")
    (changed,) = promised.items
    assert (changed.quantity, changed.amount, changed.category) == figures
    assert (changed.quantity_max, changed.amount_max) == (None, None)


def test_what_is_no_promise_is_not_promised_by_being_cut():
    assert commitments("Norway cut its aid to 40 million dollars.") == []
    assert deliveries("Norway cut its aid to 40 million dollars.") == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("The first of six ferries was handed over to Fiji on Thursday.", 1),
        ("The last of the five clinics was opened in May.", 1),
        ("The first of 300,000 doses arrived in Peru.", None),
    ],
)
def test_the_first_of_several_is_one(text, quantity):
    (claim,) = deliveries(text)
    assert claim.items[0].quantity == quantity


def test_a_shipment_that_is_received_is_one_delivery():
    (claim,) = deliveries("South Africa received its first shipment of 1 million doses from India.")
    assert ([a.id for a in claim.actors], [a.id for a in claim.recipients]) == (["IND"], ["ZAF"])
