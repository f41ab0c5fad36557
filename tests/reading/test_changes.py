"""What a promise is raised or cut to, and what it was before."""

import pytest

from readings import commitments


def told(text):
    return [
        (i.quantity or i.amount, i.unit or i.currency, c.date) for c in commitments(text) for i in c.items
    ]


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ("cut its pledge from $60 million to $45 million", (60e6, "USD"), (45e6, "USD")),
        ("cut its pledge to $45 million from $60 million", (60e6, "USD"), (45e6, "USD")),
        ("cut its pledge from 60 million to 45 million francs", (60e6, "CHF"), (45e6, "CHF")),
        ("raised its pledge from 45 million to 60 million francs", (45e6, "CHF"), (60e6, "CHF")),
        ("cut its pledge from 600 to 400 tents", (600, "tent"), (400, "tent")),
        ("raised its pledge from 400 tents to 600", (400, "tent"), (600, "tent")),
        ("raised its pledge from 400 to 600 tents", (400, "tent"), (600, "tent")),
    ],
)
def test_both_figures_are_promises_and_only_the_new_one_has_the_day(change, before, after):
    found = told(f"Switzerland {change} on Monday.")
    assert sorted(found, key=str) == sorted([(*before, None), (*after, "2024-02-26")], key=str)


def test_the_earlier_promise_is_told_by_its_rule_and_ends_with_its_figure():
    earlier, later = commitments(
        "Switzerland cut its pledge to Malawi from 600 tents to 400 tents on Monday."
    )
    assert (earlier.reader.rule, earlier.evidence.text) == (
        "commitment.before",
        "Switzerland cut its pledge to Malawi from 600 tents",
    )
    assert [a.id for a in earlier.recipients] == [a.id for a in later.recipients] == ["MWI"]


@pytest.mark.parametrize(
    "text",
    [
        "Switzerland doubled its pledge to 600 tents.",
        "Switzerland raised its pledge by 200 tents.",
        "Switzerland cut emissions from 600 to 400 tonnes.",
    ],
)
def test_where_one_figure_is_missing_or_no_promise_is_changed_nothing_is_told_before(text):
    assert [c for c in commitments(text) if c.reader.rule == "commitment.before"] == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("India's pledge of 1,000 tents was reduced to 600.", [(1000, "tent", None), (600, "tent", None)]),
        ("India reduced its pledge of 1,000 tents to 600.", [(1000, "tent", None), (600, "tent", None)]),
        ("India's pledge of 1,000 tents was cut by a quarter.", [(1000, "tent", None)]),
        (
            "India promised 1,000 tents but later cut the number to 600.",
            [(1000, "tent", None), (600, "tent", None)],
        ),
    ],
)
def test_what_a_promise_was_stands_with_its_noun(text, figures):
    assert told(text) == figures


def test_what_is_delivered_is_not_cut_with_the_number():
    (found,) = commitments("India promised 1,000 tents. It sent 400 tents and cut the number to 300.")
    assert [i.quantity for i in found.items] == [1000]
