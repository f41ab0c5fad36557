"""Which figures make the range, which are left out, and what is said of them."""

import pytest
from hypothesis import given
from tallystick.model.records import SIDES
from tallystick.reconcile.accounts import accounts
from tallystick.reconcile.contradictions import contradictions
from tallystick.reconcile.fulfilment import reckon
from tallystick.reconcile.standing import stand

from reconcile.figures import WHOLE, told, total
from reconcile.test_accounts import records


def sorted_out(*deliveries):
    """The values that stand, and the faults of those that do not."""
    standing = stand(accounts(deliveries, WHOLE, None), deliveries, WHOLE)
    return [a.low[-1].value for a in standing.accounts], [
        (one.account.low[-1].value, one.fault) for one in standing.left_out
    ]


def said(*deliveries):
    found = accounts(deliveries, WHOLE, None)
    return [c.what for c in contradictions(found, stand(found, deliveries, WHOLE), WHOLE)]


def press(quantity, as_of="2024-03-01", by="Delta Institute", **fields):
    return total(quantity, as_of, "third_party", by=by, **fields)


GIVER, RECIPIENT = total(400, "2024-03-01"), total(300, "2024-03-02", "recipient")


@pytest.mark.parametrize(
    ("deliveries", "stands", "left_out"),
    [
        # Both halves of the tally, and a third party between them.
        ([GIVER, RECIPIENT, press(390)], [400, 300, 390], []),
        # Pieces within a total.
        ([GIVER, told(90, "2024-05-01", "third_party")], [400], [(90, "pieces")]),
        ([GIVER, told(90, "2024-05-01", "recipient")], [400], [(90, "pieces")]),
        ([GIVER, told(500, "2024-03-05", "third_party")], [400, 500], []),
        ([told(9, "2024-03-01"), told(8, "2024-03-01", "recipient")], [9, 8], []),
        # Overtaken: older than sixty days, and lower.
        ([GIVER, total(300, "2024-01-01", "recipient")], [400, 300], []),
        ([GIVER, total(300, "2023-12-31", "recipient")], [400], [(300, "overtaken")]),
        ([GIVER, press(300, "2023-12-31")], [400], [(300, "overtaken")]),
        ([GIVER, total(300, None, "recipient")], [400, 300], []),
        ([GIVER, press(300, None)], [400], [(300, "overtaken")]),  # nothing dates it: it may be as old
        ([GIVER, press(500, None)], [400, 500], []),
        # Old: a third party's only.
        ([GIVER, press(500, "2023-12-31")], [400], [(500, "old")]),
        ([GIVER, total(500, "2023-12-31", "recipient")], [400, 500], []),
        # Outliers: contradicted by several others from one side.
        ([GIVER, RECIPIENT, press(600)], [400, 300], [(600, "outlier")]),
        ([GIVER, RECIPIENT, press(200)], [400, 300], [(200, "outlier")]),
        ([GIVER, press(600)], [400, 600], []),
        ([GIVER, RECIPIENT, press(350)], [400, 300, 350], []),
        ([GIVER, RECIPIENT, press(410)], [400, 300, 410], []),
        (
            [GIVER, RECIPIENT, press(600), press(610, by="B"), press(620, by="C")],
            [400, 300, 610, 620, 600],
            [],
        ),
        # Denied by a party to the promise.
        ([GIVER, press(600), told(600, "2024-03-03", "recipient", negated=True)], [400], [(600, "denied")]),
        ([GIVER, press(600), told(600, "2024-02-03", "recipient", negated=True)], [400, 600], []),
        ([GIVER, press(600), told(600, "2024-03-03", "third_party", negated=True)], [400, 600], []),
        ([GIVER, told(400, "2024-03-03", "recipient", negated=True)], [400], []),  # the giver's half stays
        ([press(600), told(600, "2024-03-03", "recipient", negated=True)], [600], []),  # never all of them
    ],
)
def test_what_stands(deliveries, stands, left_out):
    assert sorted_out(*deliveries) == (stands, left_out)


SHRANK = "giver said {} as of {}, then 400 as of 2024-03-01: what had arrived cannot shrink, the later figure is taken"
BOTH = "giver says 400, recipient says 300"


@pytest.mark.parametrize(
    ("deliveries", "conflicts"),
    [
        ([GIVER], []),
        ([GIVER, RECIPIENT], [BOTH]),
        ([GIVER, press(390)], []),
        ([press(600), press(500, by="B")], ["B says 500, Delta Institute says 600"]),
        ([total(10, "2024-01"), total(20, "2024-01")], ["giver says 10 and 20"]),
        (
            [GIVER, press(500, "2023-12-31")],
            ["Delta Institute says 500, left out: older, and giver says 400"],
        ),
        (
            [GIVER, RECIPIENT, press(600)],
            [BOTH, "Delta Institute says 600, left out: recipient says 300, giver says 400"],
        ),
        (
            [GIVER, press(600), told(600, "2024-03-03", "recipient", negated=True, by="Jan Ozols")],
            ["Delta Institute says 600, left out: Jan Ozols denies it"],
        ),
        ([GIVER, total(300, "2023-12-31", "recipient")], []),
        ([GIVER, told(90, "2024-05-01", "recipient")], []),
        ([total(500, "2024-01-01"), GIVER], [SHRANK.format(500, "2024-01-01")]),
        ([total(410, "2024-01-01"), GIVER], []),
        ([told(600, "2024-02-01"), GIVER], [SHRANK.format(600, "2024-02-01")]),
        ([GIVER, told(600, "2024-03-01")], ["giver says 600 came, and 400 in all"]),
        (
            [GIVER, total(600, "2024-03-01"), told(600, "2024-03-01", negated=True)],
            ["giver says 600 and denies it"],
        ),
        (
            [told(400, "2024-03-01", bound="at_most"), told(400, "2024-03-01", negated=True)],
            [],
        ),  # "less than"
    ],
)
def test_what_contradicts_what(deliveries, conflicts):
    assert said(*deliveries) == conflicts


def test_the_widest_range_keeps_what_is_left_out():
    kept = reckon([GIVER, RECIPIENT, press(600)], WHOLE, None, None)
    assert (kept.fulfilled.low, kept.fulfilled.high, kept.fulfilled.widest) == (300, 400, (300, 600))
    assert kept.fulfilled.by_side == {"giver": 400, "recipient": 300, "third_party": 600}


def test_a_recipient_that_said_less_long_ago_does_not_keep_a_promise_open():
    kept = reckon([total(1000, "2024-11-18"), total(300, "2024-02-26", "recipient")], WHOLE, "2024-03", None)
    assert (kept.status, kept.days_late) == ("fulfilled_late", 232)
    assert kept.fulfilled.by_side["recipient"] == 300


@given(records)
def test_somebody_always_stands_and_nobody_is_lost(deliveries):
    found = accounts(deliveries, WHOLE, None)
    standing = stand(found, deliveries, WHOLE)
    assert bool(standing.accounts) == bool(found)
    left = [one.account for one in standing.left_out]
    assert sorted(map(repr, [*standing.accounts, *left])) == sorted(map(repr, found))
    parties = [one for one in standing.left_out if one.account.side != "third_party"]
    assert {one.fault for one in parties} <= {"pieces", "overtaken"}


@given(records)
def test_the_range_lies_within_the_widest(deliveries):
    fulfilled = reckon(deliveries, WHOLE, None, None).fulfilled
    if fulfilled is not None:
        least, most = fulfilled.widest
        assert least <= fulfilled.low <= fulfilled.high <= most
        assert all(fulfilled.by_side[side] is None or least <= fulfilled.by_side[side] for side in SIDES)
