"""Short threads of reports on other promises, from their words to the account."""

from functools import cache

from tallystick import read
from tallystick.reconcile import fold


@cache
def thread(*reports):
    return fold([read(text=text, published=day) for day, text in reports])


def accounts(found):
    """For each promise its figure, its day, in how many reports it is told, and what arrived."""
    return [
        (p.quantity or p.amount, p.deadline, len(p.documents), [d.quantity or d.amount for d in p.deliveries])
        for p in found.promises
    ]


def links(found, kind):
    return [link.because[0].feature for link in found.links if link.kind == kind]


def test_trees_promised_recalled_and_cut():
    found = thread(
        ("2021-06-01", "Canada promised in 2019 to plant two billion trees by 2031."),
        ("2022-06-01", "Canada has planted 29 million of the two billion trees it promised."),
        (
            "2025-03-01",
            "Canada now aims to plant one billion trees by 2031, instead of the two billion it had promised.",
        ),
    )
    assert accounts(found) == [(2e9, "2031", 3, [29e6]), (1e9, "2031", 1, [])]
    assert links(found, "revises") == ["told_beside"]
    assert [line.is_again for line in found.promises[0].history] == [False, True, True]


def test_aid_told_again_and_new_aid_of_the_same_sum():
    found = thread(
        ("2023-05-05", "Germany will give Kenya €500 million for clean water by 2025, the chancellor said."),
        (
            "2023-09-01",
            "Germany, which already pledged €500 million for Kenya, has so far paid €120 million to Kenya.",
        ),
        ("2024-03-01", "Germany has pledged an additional €500 million for Kenya, the chancellor said."),
        ("2024-03-03", "Berlin will provide Kenya with another 500 million euros."),
    )
    assert accounts(found) == [(5e8, "2025", 2, [1.2e8]), (5e8, None, 2, [])]
    assert [c.because[-1].feature for c in found.candidates] == ["new_money"]


def test_what_two_promise_together_either_may_give():
    found = thread(
        ("2024-01-10", "Norway and Denmark will jointly send 100 ambulances to Sudan by May."),
        ("2024-02-10", "Norway has delivered 30 ambulances to Sudan."),
        ("2024-03-10", "Norway and Denmark have delivered 60 of the 100 ambulances to Sudan."),
    )
    assert accounts(found) == [(100, "2024-05", 3, [30, 60])]


def test_a_member_gives_for_the_union_only_where_it_is_said():
    found = thread(
        (
            "2024-01-10",
            (
                "The EU promised Moldova 1,000 buses by June 2024. "
                "Germany has delivered 40 buses to Moldova as part of the promise."
            ),
        ),
        ("2024-02-10", "Germany has delivered 60 buses to Moldova."),
    )
    assert accounts(found) == [(1000, "2024-06", 1, [40])]
    assert [d.items[0].quantity for d in found.unattached] == [60]
