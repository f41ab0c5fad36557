"""What a noun phrase says is given, with its figures."""

import pytest

from readings import claims, commitments, deliveries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway sent 40 trucks to Kenya.", [("40 trucks", "vehicles", 40, "truck", None)]),
        ("Norway sent Kenya 40 trucks and tents.",
         [("40 trucks", "vehicles", 40, "truck", None), ("tents", "food-shelter", None, None, None)]),
        # goods and their worth in one phrase
        ("Norway sent Kenya 40 trucks worth $5 million.",
         [("40 trucks worth $5 million", "vehicles", 40, "truck", 5e6)]),
        # a number behind its noun is a name
        ("Norway sent Package 16 to Kenya.", [("Package 16", "other", None, None, None)]),
        # what is measured goes with its measure
        ("50 tons of flour given to Kenya by Norway arrived.", [("50 tons of flour", "food-shelter", 50, "ton", None)]),
        # a list of help is help, whatever its head
        ("Norway sent Kenya a list of humanitarian goods.",
         [("a list of humanitarian goods", "other", None, None, None)]),
    ],
)  # fmt: skip
def test_items(text, expected):
    found = deliveries(text)[0]
    assert [(i.span.text, i.category, i.quantity, i.unit, i.amount) for i in found.items] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya received 40 tonnes of the maize that Brazil promised.", (None, None)),
        ("Kenya received 40 tonnes of the 300 tonnes of maize that Brazil promised.", (300, None)),
        ("Japan has paid 3.2 billion dollars of the $10 billion that it promised.", (None, 10e9)),
        ("Kenya received 40 tonnes of maize that Brazil promised.", (40, None)),
    ],
)
def test_what_was_promised_is_not_the_measure_of_what_came_of_it(text, expected):
    (promise,) = commitments(text)
    assert [(i.quantity, i.amount) for i in promise.items] == [expected]


@pytest.mark.parametrize("text", ["Norway sent a list of readers.", "Norway gave an answer to Kenya."])
def test_what_is_no_goods(text):
    assert deliveries(text) == []


def test_the_figures_of_an_object_that_the_parser_lost():
    text = "Norway will contribute up to €70 million to the newly set up Aid for Kenya Fund."
    (found,) = claims(text)
    assert [i.amount for i in getattr(found, "items", ())] == [70e6]


@pytest.mark.parametrize(
    ("text", "figure", "whole"),
    [
        ("Kenya has received only 210 of the 500 patrol boats.", (210, None), 500),
        ("Kenya has received 40 tonnes of its 300 tonnes of maize.", (40, None), 300),
        ("Norway has paid 3.2 billion dollars of the 10 billion.", (None, 3.2e9), 10e9),
        ("Norway has paid 3.2 billion dollars of the $10 billion.", (None, 3.2e9), 10e9),
        ("Norway has paid Kenya 300 million of its 450 million kroner.", (None, 3e8), 4.5e8),
        ("Norway has sent 750 of the 1,000 officers to Kenya.", (750, None), 1000),
        ("Norway has paid 5 million of the 20,000 kroner.", (None, 5e6), None),  # the whole is no less
        ("Norway has sent 40 trucks to Kenya with 3 of the drivers.", (40, None), None),
    ],
)
def test_a_figure_told_as_one_out_of_a_whole_keeps_the_whole(text, figure, whole):
    (item,) = deliveries(text)[0].items
    assert ((item.quantity, item.amount), item.share_of, item.share) == (figure, whole, None)


def test_instalments_are_nothing_that_is_promised_beside_the_money():
    (promise,) = commitments("China will lend Kenya another $1.3 billion in three instalments.")
    assert [(i.quantity, i.amount) for i in promise.items] == [(None, 1.3e9)]


def test_a_stretch_of_time_is_nothing_that_is_counted():
    text = (
        "The minister announced on Monday that Norway would buy 500 million tents and donate them to Kenya: "
        "200 million this year and 300 million in the first half of 2025."
    )
    counted = {i.quantity: (i.category, i.unit) for c in commitments(text) for i in c.items}
    assert counted == dict.fromkeys((2e8, 3e8, 5e8), ("food-shelter", "tent"))


def test_what_a_larger_package_is_worth_is_not_what_the_goods_are_worth():
    (claim,) = commitments("Norway will send Kenya 40 trucks, as part of a package worth $5 million.")
    assert [(i.quantity, i.amount) for i in claim.items] == [(40, None), (None, 5e6)]
    (alone,) = commitments("Norway will send Kenya 40 trucks worth $5 million.")
    assert [(i.quantity, i.amount) for i in alone.items] == [(40, 5e6)]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("Norway has paid Kenya 25 million euros of its 100 million.", 25e6, "EUR"),
        ("Norway has paid Kenya 300 million of its 450 million euros.", 3e8, "EUR"),
        ("Norway has paid Kenya $2 million of the $8 million.", 2e6, "USD"),
        ("Norway has paid two of the 5 million dollars.", 2e6, "USD"),
        ("Norway has paid 3 of the 40 billion kroner.", 3e9, "NOK"),
    ],
)
def test_of_a_sum_out_of_another_the_first_is_given(text, amount, currency):
    (item,) = deliveries(text)[0].items
    assert (item.category, item.quantity, item.unit) == ("money", None, None)
    assert (item.amount, item.currency) == (amount, currency)


def test_what_costs_a_sum_is_no_part_of_it():
    (item,) = deliveries("Norway bought two of the $5 million ships for Kenya.")[0].items
    assert (item.category, item.quantity, item.amount) == ("vehicles", 2, 5e6)


def test_what_is_counted_out_of_a_whole_named_before_it():
    (item,) = deliveries("Of the 40 trucks, 12 have arrived.")[0].items
    assert (item.quantity, item.unit) == (12, "truck")
