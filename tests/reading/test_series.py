"""Figures told one by one with their dates: a claim for each pair."""

import pytest

from readings import commitments, deliveries


def told(text):
    return [
        (claim.date, [(i.quantity or i.amount, i.unit or i.currency) for i in claim.items])
        for claim in deliveries(text)
    ]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Norway distributed 40,000 tents in 2022, 55,000 in 2023.",
            [("2022", [(40_000, "tent")]), ("2023", [(55_000, "tent")])],
        ),
        (
            "Peru vaccinated 2,000 children in March, 3,000 in April and 1,000 in May.",
            [
                ("2023-03", [(2_000, "child")]),
                ("2023-04", [(3_000, "child")]),
                ("2023-05", [(1_000, "child")]),
            ],
        ),
        (
            "The fund paid out $40 million in January and $25 million in February.",
            [("2024-01", [(40e6, "USD")]), ("2024-02", [(25e6, "USD")])],
        ),
        (
            "In 2022 Canada resettled 46,500 refugees and in 2023 51,000.",
            [("2022", [(46_500, "refugee")]), ("2023", [(51_000, "refugee")])],
        ),
        (
            "Norway gave 40 tents in 2022 and 55 stoves in 2023.",
            [("2022", [(40, "tent")]), ("2023", [(55, "stove")])],
        ),
        # one date for all, or a figure of something else
        ("Norway gave 40 tents and 55 stoves in 2023.", [("2023", [(40, "tent"), (55, "stove")])]),
        ("Norway sent 40 trucks in 2022 and 12 people died in 2023.", [("2022", [(40, "truck")])]),
        ("Norway sent 40 trucks in 2022, and a third in 2023.", [("2022", [(40, "truck")])]),
    ],
)
def test_each_pair_of_figure_and_date_is_a_delivery(text, pairs):
    assert told(text) == pairs


def test_a_promise_for_each_year():
    text = "Norway will pay Kenya $4m in 2025, $5m in 2026 and $6m in 2027."
    assert [(c.deadline, c.items[0].amount) for c in commitments(text)] == [
        ("2025", 4e6),
        ("2026", 5e6),
        ("2027", 6e6),
    ]


def test_each_stands_on_its_own_words():
    first, second = deliveries("Norway distributed 40,000 tents in 2022, 55,000 in 2023.")
    assert first.evidence.text == "Norway distributed 40,000 tents in 2022"
    assert second.evidence.text == "55,000 in 2023"
