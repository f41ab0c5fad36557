"""What a share is a share of."""

import pytest

from readings import deliveries


def told(text):
    return [
        (c.negated, round(i.share, 3), i.share_of, i.unit or i.category)
        for c in deliveries(text)
        for i in c.items
        if i.share is not None
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway promised Sudan $12 million. Of the $12 million, two thirds have been paid.",
        "Norway promised Sudan $12 million. Two thirds of the money have been paid.",
        "Norway has paid two thirds of the $12 million for schools.",
        "Norway has paid all of the $12 million for schools.",
    ],
)
def test_a_share_of_a_sum_has_its_currency(text):
    (item,) = (i for c in deliveries(text) for i in c.items)
    assert (item.share_of, item.currency, item.unit, item.amount) == (12e6, "USD", None, None)


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Two in three of the 900 tents have arrived.", [(False, 0.667, 900, "tent")]),
        ("Of the 900 tents, one in three has arrived.", [(False, 0.333, 900, "tent")]),
        ("Japan promised Peru 400 ambulances. Half of it has arrived.", [(False, 0.5, 400, "ambulance")]),
        ("Japan promised Peru 400 ambulances. It has sent half of them.", [(False, 0.5, 400, "ambulance")]),
        (
            "Japan promised Peru 400 ambulances. A third of the ambulances have arrived.",
            [(False, 0.333, 400, "ambulance")],
        ),
        ("The EU promised Malta €40 million. It has paid half of it.", [(False, 0.5, 40e6, "money")]),
        ("The EU promised Malta €40 million. Half of the money has arrived.", [(False, 0.5, 40e6, "money")]),
        # of something else
        ("Japan promised Peru 400 ambulances. Half of the tents have arrived.", [(False, 0.5, None, "tent")]),
        (
            "Japan promised Peru 400 ambulances. Half of all ambulances have arrived.",
            [(False, 0.5, None, "ambulance")],
        ),
        # what is so instead
        (
            "Ghana has built not half but a third of the 900 schools.",
            [(False, 0.333, 900, "school"), (True, 0.5, 900, "school")],
        ),
        (
            "Peru sent 900 tents. Only one in three reached Chad.",
            [(False, 0.333, None, "tent")],
        ),
    ],
)
def test_a_share_knows_its_whole(text, shares):
    assert sorted(told(text)) == sorted(shares)


@pytest.mark.parametrize("behind", ["by 2030", "since 2010", "compared with 2010"])
def test_a_third_is_a_share_before_a_date(behind):
    assert (False, 0.333, None, "other") in told(f"Ghana has cut emissions by a third {behind}.")


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Japan promised Peru $40 million, but only a third was paid.", [(False, 0.333, 40e6, "money")]),
        ("Japan promised Peru 400 tents. Less than a tenth has arrived.", [(False, 0.1, 400, "tent")]),
        (
            "Japan promised Peru 400 tents. Half of the visitors have arrived.",
            [(False, 0.5, None, "visitor")],
        ),
        ("Japan promised Peru 400 tents. All of the tents have arrived.", [(False, 1.0, 400, "tent")]),
        ("Japan promised Peru $4 million. All the money was paid.", [(False, 1.0, 4e6, "money")]),
        ("Japan promised Peru 400 tents. All tents at the port were sold.", []),
        ("Japan promised Peru 400 tents. All of the trucks have arrived.", []),
        ("A tenth of the $10 billion pledged has come.", [(False, 0.1, 10e9, "money")]),
    ],
)
def test_a_share_alone_is_one_of_what_was_promised_before(text, shares):
    assert told(text) == shares
