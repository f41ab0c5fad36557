"""Figures that take up, or go on with, what was told before them."""

import pytest
from tallystick.model import Commitment, Delivery

from readings import claims, commitments, ids


def given(text, kind=Delivery):
    found = [c for c in claims(text) if isinstance(c, kind)]
    return [
        (ids(c.actors), ids(c.recipients), [(i.quantity, i.unit) for i in c.items], c.negated) for c in found
    ]


def test_more_of_the_same_whose_noun_is_left_out():
    text = "Norway has sent Kenya 300 tents from its stocks and 60 from new orders."
    assert given(text) == [(["NOR"], ["KEN"], [(300, "tent"), (60, "tent")], False)]


def test_the_evidence_reaches_to_the_last_of_them():
    (sent,) = [
        c for c in claims("Norway sent 300 tents by road, and only 60 by air.") if isinstance(c, Delivery)
    ]
    assert sent.evidence.text.endswith("60")


def test_more_of_the_same_for_somebody_else():
    assert given("Norway sent 300 tents to Kenya and 60 to Chad.") == [
        (["NOR"], ["KEN"], [(300, "tent")], False),
        (["NOR"], ["TCD"], [(60, "tent")], False),
    ]


def test_more_of_the_same_from_somebody_else():
    assert given("Kenya received 300 tents from Norway and 60 from Peru.") == [
        (["NOR"], ["KEN"], [(300, "tent")], False),
        (["PER"], ["KEN"], [(60, "tent")], False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Peru joined the plan.",
        "Peru signed up to the plan.",
    ],
)
def test_who_joins_a_promise_does_not_promise_its_figure(text):
    promised, joined = commitments(f"Norway promised Kenya 40 trucks. {text}")
    assert (ids(promised.actors), ids(joined.actors)) == (["NOR"], ["PER"])
    assert [(i.quantity, i.category) for i in joined.items] == [(None, "vehicles")]


@pytest.mark.parametrize(
    "text",
    [
        "Norway pledged Kenya 500 trucks.",  # the parser takes the name for a part of the goods
        "Norway pledged Kenya 500 trucks by May.",  # and here for a second object
    ],
)
def test_who_receives_stands_right_behind_the_verb(text):
    assert given(text, Commitment) == [(["NOR"], ["KEN"], [(500, "truck")], False)]


@pytest.mark.parametrize(
    ("told", "items"),
    [
        ("It never reached the million.", [(1e6, "dose")]),
        (
            '"It is clear that we did not have this million," Prime Minister Ola Berg of Norway said.',
            [(1e6, "dose")],
        ),
        ('"We did not have these 900 trucks," Prime Minister Ola Berg of Norway said.', [(900, "truck")]),
    ],
)
def test_a_promised_figure_that_was_never_there(told, items):
    text = f"Norway pledged Kenya 1 million doses. {told}"
    assert given(text) == [(["NOR"], ["KEN"], items, True)]


def test_we_are_those_who_promised_the_figure():
    text = 'The EU pledged Kenya 500 trucks. "We did not have these 500 trucks," French President Emmanuel Macron said.'
    assert [actors for actors, *_ in given(text)] == [["EU"]]


@pytest.mark.parametrize(
    "text",
    ["Norway has 400 trucks.", "Norway did not have these problems.", "Norway reached the 400 villages."],
)
def test_having_is_no_giving(text):
    assert given(text) == []


def test_a_consensus_reached_is_a_promise_and_no_delivery():
    text = "Norway has reached a consensus to send Kenya 40 trucks."
    assert given(text) == []
    assert given(text, Commitment) == [(["NOR"], ["KEN"], [(40, "truck")], False)]


def test_a_goal_reached_is_a_delivery():
    assert given("Norway has reached its goal to send Kenya 40 trucks.") == [
        (["NOR"], ["KEN"], [(40, "truck")], False)
    ]


def test_how_many_it_is_told_by_a_pronoun():
    text = "The first batch of masks has arrived in Kenya from Norway. It is about 50,000 masks."
    assert given(text)[1][2] == [(50_000, "mask")]


def test_the_worth_of_a_plan_beside_its_name():
    text = "Norway agreed to send Kenya 500 trucks. The plan, worth €2 million, will be met from stocks."
    (_, worth) = [c for c in claims(text) if isinstance(c, Commitment)]
    assert (ids(worth.actors), worth.items[0].amount, worth.evidence.text[:15]) == (
        ["NOR"],
        2e6,
        "The plan, worth",
    )


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Norway proposed sending nurses to Kenya. Some members are considering the initiative.", "medical"),
        (
            "There is no accord on sending nurses to Kenya. Some members are considering this initiative.",
            "medical",
        ),
        (
            "Norway proposed sending nurses to Kenya. Some members are considering the peace initiative.",
            "political",
        ),
        ("Norway proposed sending nurses to Kenya. Some members are considering an initiative.", "political"),
        ("Some members are considering the initiative.", "political"),
    ],
)
def test_a_word_that_points_back_is_of_the_goods_spoken_of_last(text, category):
    found = [c for c in commitments(text) if "considering" in c.evidence.text]
    assert [[i.category for i in c.items] for c in found] == [[category]]


@pytest.mark.parametrize(
    "text",
    [
        "Peru promised Chad 300 homes, but none has been built.",
        "Peru promised Chad 300 homes. None have arrived.",
    ],
)
def test_none_is_none_of_what_was_promised(text):
    assert given(text) == [(["PER"], ["TCD"], [(300, "home")], True)]


def test_none_of_nothing_is_no_delivery():
    assert given("None have arrived.") == []


def test_its_own_target_is_not_what_another_one_promised():
    text = "Peru promised 300 homes. Chad doubled its target in May."
    assert [(ids(c.actors), [i.quantity for i in c.items]) for c in commitments(text)] == [
        (["PER"], [300]),
        (["TCD"], [None]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway promised Kenya 14 trucks, and all of them have arrived.",
        "Norway promised Kenya 14 trucks. All have arrived.",
        "Norway promised Kenya 14 trucks and delivered everything.",
    ],
)
def test_all_of_it_is_what_was_promised(text):
    assert given(text) == [(["NOR"], ["KEN"], [(14, "truck")], False)]


@pytest.mark.parametrize("text", ["All of them have arrived.", "Norway delivered everything."])
def test_all_of_nothing_promised_is_nothing(text):
    assert given(text) == []


def test_all_with_a_figure_of_its_own():
    (found,) = [
        c for c in claims("Norway has sent all of its pledged $277 million.") if isinstance(c, Delivery)
    ]
    assert [(i.share, i.share_of) for i in found.items] == [(1.0, 277e6)]


@pytest.mark.parametrize(
    ("text", "figure", "unit"),
    [
        ("12 of the 22 million doses have arrived.", 12e6, "dose"),
        ("So far 40 of the pledged 120 million doses have been shipped.", 40e6, "dose"),
        ("Two of the five million doses have been delivered.", 2e6, "dose"),
        ("Norway sent 12 of 22,000 trucks.", 12, "truck"),
        ("Norway sent 12 of the 22 trucks.", 12, "truck"),
        ("Only one of the five trucks has arrived.", 1, "truck"),
    ],
)
def test_a_part_leaves_its_million_to_the_whole(text, figure, unit):
    assert [items for _, _, items, _ in given(text)] == [[(figure, unit)]]


def test_a_sum_out_of_a_promised_sum():
    (found,) = [
        c for c in claims("Only 3 of the promised 10 billion euros was paid out.") if isinstance(c, Delivery)
    ]
    assert [(i.amount, i.currency) for i in found.items] == [(3e9, "EUR")]


def test_of_a_part_of_what_was_promised_the_whole_is_the_promise():
    text = "Norway delivered the final 12 of 48 howitzers it had agreed to send to Poland."
    (found,) = commitments(text)
    assert [(i.quantity, i.unit) for i in found.items] == [(48, "howitzer")]


def test_what_is_cut_by_a_share_is_told_by_the_share_alone():
    (found,) = [
        c for c in claims("The company has cut emissions by 12% since 2019.") if isinstance(c, Delivery)
    ]
    assert [(i.share, i.span.text) for i in found.items] == [(0.12, "12%")]
