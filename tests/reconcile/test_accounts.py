"""Increments add up, running totals replace, and each voice keeps its own account."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.reconcile.accounts import Target, accounts, behind, target_of

from reconcile.figures import WHOLE, account, told, total


def levels(*deliveries, high=False):
    found = account(*deliveries)
    return [level.value for level in (found.high if high else found.low)]


@pytest.mark.parametrize(
    ("deliveries", "expected"),
    [
        ([told(10, "2024-01"), told(20, "2024-02")], [10, 30]),
        ([told(10, "2024-01"), total(25, "2024-02"), told(5, "2024-03")], [10, 25, 30]),
        ([total(25, "2024-02-05"), told(5, "2024-02-05")], [25]),  # of one day, the total has it
        ([total(25, "2024-02-01"), told(5, "2024-02")], [25]),  # may lie before the total
        ([told(5, "2024-01"), told(5, "2024-01-07")], [5]),  # one told twice
        ([told(5, "2024-01-07"), told(5, "2024-01-08")], [5, 10]),
        ([told(5, "2024"), told(5)], [5]),
        ([told(1000, "2024-01"), told(10, "2024-02")], [1000, 1010]),
        ([total(900, "2024-01"), told(1000, "2024-02")], [900, 1000]),  # as much as promised is the whole
        ([total(900, "2024-01"), told(985, "2024-02")], [900, 985]),  # nearly as much, too
        ([total(900, "2024-01"), told(970, "2024-02")], [900, 1870]),
    ],
)
def test_levels_of_one_account(deliveries, expected):
    assert levels(*deliveries) == expected
    assert levels(*reversed(deliveries)) == expected


def test_rival_totals_of_a_day_end_low_in_one_order_and_high_in_the_other():
    rivals = [total(10, "2024-01"), total(20, "2024-01")]
    assert levels(*rivals) == [20, 10]
    assert levels(*rivals, high=True) == [10, 20]


def test_a_coarse_date_ends_with_the_day_it_was_reported():
    year, day = total(10, "2024", reported="2024-02-01"), total(20, "2024-03-01", reported="2024-03-01")
    assert levels(year, day) == [10, 20]
    assert account(year).last_days.last == date(2024, 2, 1)
    assert account(total(10, "2024", reported="2025-02-01")).last_days.last == date(2024, 12, 31)


def test_a_coarse_date_ends_with_the_day_asked_for():
    (found,) = accounts([total(10, "2024")], WHOLE, date(2024, 3, 1))
    assert (found.last_days.first, found.last_days.last) == (date(2024, 1, 1), date(2024, 3, 1))


def test_giver_and_recipient_keep_one_account_whoever_speaks():
    found = accounts(
        [total(1, "2024-01", by="Ann"), total(2, "2024-02", by="Bob"), total(3, "2024-02", "recipient")],
        WHOLE,
        None,
    )
    assert [(a.side, a.voice, a.low[-1].value) for a in found] == [
        ("giver", "giver", 2),
        ("recipient", "recipient", 3),
    ]


def test_each_third_party_with_a_total_keeps_its_own_and_pieces_are_the_reports():
    found = accounts(
        [
            total(10, "2024-01", "third_party", by="Delta Institute"),
            told(3, "2024-02", "third_party", by="Delta Institute"),
            total(20, "2024-01", "third_party", by="Northern Press"),
            told(5, "2024-02", "third_party", by="a driver"),
            told(6, "2024-03", "third_party"),
        ],
        WHOLE,
        None,
    )
    assert [(a.voice, a.low[-1].value, a.is_piecemeal) for a in found] == [
        (None, 11, True),
        ("Delta Institute", 13, False),
        ("Northern Press", 20, False),
    ]


@pytest.mark.parametrize(
    ("speakers", "voice"), [(["a driver"] * 2, "a driver"), (["a driver", "a clerk"], None)]
)
def test_pieces_bear_the_name_of_the_only_one_who_tells_them(speakers, voice):
    assert (
        account(*(told(5 + i, "2024-02", "third_party", by=by) for i, by in enumerate(speakers))).voice
        == voice
    )


def test_what_a_level_rests_on_is_its_total_and_the_increments_since():
    deliveries = [told(1, "2024-01"), total(5, "2024-02"), told(2, "2024-03"), told(3, "2024-04")]
    low = account(*deliveries).low
    assert behind(low) == tuple(deliveries[1:])
    assert behind(low, 0) == tuple(deliveries[:1])


@pytest.mark.parametrize(
    ("denial", "expected"),
    [
        (told(50, "2024-02", negated=True), [30]),
        (told(50, "2024-01", negated=True), [30, 50]),  # about an earlier day
        (told(51, "2024-02", negated=True), [30]),  # as good as the same figure
        (told(60, "2024-02", negated=True), [30, 50]),
        (told(50, "2024-02", "recipient", negated=True), [30, 50]),  # not its own side
        (told(50, "2024-02", negated=True, factuality="possible"), [30, 50]),
        (told(50, negated=True, reported="2024-02-20"), [30]),
    ],
)
def test_a_figure_that_its_own_side_denies_does_not_count(denial, expected):
    assert levels(total(30, "2024-01"), total(50, "2024-02"), denial) == expected


def test_that_not_all_came_is_about_the_deadline_and_denies_nothing_later():
    assert levels(total(1000, "2024-11"), told(1000, negated=True, reported="2024-12-01")) == [1000]
    assert accounts([total(1000, "2024-11"), told(1000, "2024-12", negated=True)], WHOLE, None) == []


def test_only_what_is_certain_and_past_counts():
    forecast = told(10, "2024-01", factuality="possible")
    assert accounts([forecast, told(None, "2024-01"), told(10, "2024-03")], WHOLE, date(2024, 2, 1)) == []


@pytest.mark.parametrize(
    ("quantity", "amount", "deliveries", "target"),
    [
        ((5, 5), (7, 7), [], Target(5, "quantity")),
        ((5, 6), None, [], Target(5, "quantity", 6)),
        (None, (7, 7), [told(5)], Target(7, "amount")),
        (None, None, [told(None, amount=3.0), told(5)], Target(None, "quantity")),
        (None, None, [told(None, amount=3.0)], Target(None, "amount")),
        (None, None, [told(None, share=0.5)], Target(1.0, "share")),
    ],
)
def test_what_deliveries_are_counted_in(quantity, amount, deliveries, target):
    assert target_of(quantity, amount, deliveries) == target


dates = st.sampled_from([None, "2024", "2024-01", "2024-01-05", "2024-02", "2024-02-10"])
records = st.lists(
    st.builds(
        lambda quantity, day, side, is_total, negated: told(
            quantity, day, side, total=is_total, negated=negated
        ),
        st.sampled_from([5, 10, 100, 1000]),
        dates,
        st.sampled_from(["giver", "recipient", "third_party"]),
        st.booleans(),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=8,
)


@given(records, st.randoms(use_true_random=False))
def test_the_order_of_figures_changes_nothing(deliveries, random):
    shuffled = random.sample(deliveries, len(deliveries))
    assert accounts(shuffled, WHOLE, None) == accounts(deliveries, WHOLE, None)


@given(records)
def test_every_level_is_the_sum_of_what_it_rests_on(deliveries):
    for found in accounts(deliveries, WHOLE, None):
        for side in (found.low, found.high):
            for index, level in enumerate(side):
                assert level.value == sum(d.quantity for d in behind(side, index))
                assert all(not one.is_total for one in side[level.start + 1 : index + 1])
