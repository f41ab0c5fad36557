"""What has been reached in all, beside what was added."""

import pytest

from readings import claims


def told(text):
    return [
        (c.kind, c.cumulative, [i.quantity or i.amount for i in c.items])
        for c in claims(text)
        if c.kind in ("commitment", "delivery")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Another 50 trucks reached Kenya, bringing the total to 200.",
            [("delivery", False, [50]), ("delivery", True, [200])],
        ),
        (
            "Norway pledged another $50 million, bringing its total contribution to $200 million.",
            [("commitment", False, [50e6]), ("commitment", True, [200e6])],
        ),
        # no total
        (
            "Norway pledged another $50 million, bringing hope to 200 villages.",
            [("commitment", False, [50e6])],
        ),
        (
            "Norway will raise its aid for Kenya by €2 million, to €6 million.",
            [("commitment", False, [2e6]), ("commitment", True, [6e6])],
        ),
    ],
)
def test_a_total_is_a_claim_beside_the_increment(text, found):
    assert sorted(told(text)) == sorted(found)


def test_a_total_is_in_the_currency_of_what_was_added():
    _, total = [
        c
        for c in claims("Japan gave another $20 million, bringing its total to 100 million.")
        if c.kind == "delivery"
    ]
    (item,) = total.items
    assert (item.category, item.amount, item.currency, item.quantity, item.unit) == (
        "money",
        1e8,
        "USD",
        None,
        None,
    )
    assert total.cumulative
