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


def test_what_is_not_counted_is_no_promise():
    assert commitments("Ghana promised to inspect bridges.") == []


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
