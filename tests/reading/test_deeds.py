"""What was promised to be done to something counted, whatever the verb, and whether it was done."""

import pytest

from readings import commitments, deliveries


def figures(found):
    return [(c.negated, [i.quantity for i in c.items]) for c in found]


@pytest.mark.parametrize(
    ("text", "stage", "deadline"),
    [
        ("Ghana promised to inspect 300 bridges by 2026.", "pledge", "2026"),
        ("Ghana agreed to repaint 300 bridges.", "commitment", None),
        ("Ghana asked Togo to inspect 300 bridges by May 2026.", "request", "2026-05"),
        ("Ghana promised in March 2024 to inspect 300 bridges within two years.", "pledge", "2026-03"),
    ],
)
def test_any_deed_may_be_promised(text, stage, deadline):
    [promise] = commitments(text)
    assert (promise.stage, promise.deadline, promise.items[0].quantity) == (stage, deadline, 300)
    assert promise.items[0].unit == "bridge"


@pytest.mark.parametrize(
    "text",
    [
        "Ghana promised to inspect procedures.",
        "Ghana planned to reopen the schools.",
        "Ghana vowed to fight corruption.",
        "Ghana did not promise to reopen the schools.",
    ],
)
def test_what_is_neither_counted_nor_vowed_is_no_promise(text):
    assert [c for c in commitments(text) if not c.negated] == []


@pytest.mark.parametrize(
    ("text", "goods", "deadline"),
    [
        ("Ghana vowed to reopen the schools.", "the schools", None),
        ("Ghana promised to phase out diesel by 2035.", "diesel", "2035"),
        ("Ghana kept its promise to abolish tuition fees by 2027.", "tuition fees", "2027"),
    ],
)
def test_what_is_vowed_to_things_or_by_a_day_is_a_promise(text, goods, deadline):
    [promise] = commitments(text)
    assert (promise.stage, promise.items[0].span.text, promise.deadline) == ("pledge", goods, deadline)


def test_the_deed_of_a_broken_promise_is_told_with_the_promise():
    text = "Ghana broke its promise to inspect 300 bridges."
    assert figures(deliveries(text)) == [(True, [300])]
    assert figures(commitments(text)) == [(False, [300])]


def test_those_promised_are_counted_by_a_pronoun():
    text = "Ghana promised to hire 300 teachers. It has hired 120 of them."
    [hired] = deliveries(text)
    assert [(i.quantity, i.unit) for i in hired.items] == [(120, "teacher")]


@pytest.mark.parametrize(
    ("done", "found"),
    [
        ("It has inspected 120 of the 300 bridges.", [(False, [120])]),
        ("On Monday 120 bridges were inspected.", [(False, [120])]),
        ("The ministry failed to inspect 20 bridges.", [(True, [20])]),
        ("It has not inspected 20 bridges.", [(True, [20])]),
        (
            "On Monday it inspected three schools and 12 bridges.",
            [(False, [12])],
        ),  # schools were not promised
        ("On Monday it inspected 12 schools.", []),
        ("On Monday it counted 12 bridges.", []),
        ("It wants to inspect 12 bridges.", []),
    ],
)
def test_the_deed_done_keeps_the_promise(done, found):
    assert figures(deliveries(f"Ghana promised to inspect 300 bridges. {done}")) == found


def test_a_deed_that_nobody_promised_is_none():
    assert deliveries("On Monday 120 bridges were inspected.") == []


def test_a_deed_to_come_is_promised():
    text = "Ghana promised to inspect 300 bridges. Next year 40 bridges will be inspected."
    assert [c.items[0].quantity for c in commitments(text)] == [300, 40]


@pytest.mark.parametrize(
    ("text", "stage", "figure"),
    [
        ("Ghana's plan to inspect 300 bridges by 2026 is late.", "proposal", 300),
        ("Ghana's goal is to repaint 300 bridges by 2026.", "pledge", 300),
        ("Ghana's pledge was that 300 buses would be electric by 2026.", "pledge", 300),
    ],
)
def test_plans_and_pledges_of_any_deed(text, stage, figure):
    [promise] = commitments(text)
    assert (promise.stage, promise.items[0].quantity, promise.deadline) == (stage, figure, "2026")
    assert [a.id for a in promise.actors] == ["GHA"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Japan has sent half of the 60 million doses it said it would send.", [60e6]),
        ("Norway sent 40 trucks, and it said it would send 60 tents.", [60]),
        ("Norway sent 40 trucks. Later it said it would send more.", []),
    ],
)
def test_what_somebody_said_they_would_give_stands_before(text, figures):
    assert [c.items[0].quantity for c in commitments(text) if c.items[0].quantity] == figures
