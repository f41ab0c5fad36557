"""When the pace of the deliveries would bring the whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.model.records import Projection
from tallystick.reconcile.accounts import Target, accounts
from tallystick.reconcile.projection import MOST_TOTALS, best_documented, pace_of, paces, project, quantile

from reconcile.figures import WHOLE, account, told, total


def projected(*deliveries, target=WHOLE, day=None):
    return project(accounts(deliveries, target, None), target, day)


def test_two_totals_give_one_pace_and_one_day():
    assert projected(total(100, "2024-01-01"), total(200, "2024-01-11")) == Projection(
        "2024-03-31", "2024-03-31"
    )


def test_the_slowest_and_the_quickest_of_few_slopes_give_the_range():
    # 10, 20 and 15 a day; 700 are left on 21 January
    assert projected(
        total(0, "2024-01-01"), total(100, "2024-01-11"), total(300, "2024-01-21")
    ) == Projection("2024-02-25", "2024-03-31")


def test_one_wrong_total_does_not_bend_the_middle_half():
    days = [f"2024-01-{day:02}" for day in range(1, 10)]
    steady = [total(10 * n, day) for n, day in enumerate(days, start=1)]
    found = paces(
        [(date.fromisoformat(d.as_of), d.quantity if n != 4 else 400) for n, d in enumerate(steady)]
    )
    assert found[1] == 10


@pytest.mark.parametrize(
    "deliveries",
    [
        [],
        [total(100, "2024-01-01")],
        [total(100, "2024-01-01"), total(200)],
        [total(100, "2024-01-01"), total(200, "2024-01-01")],
        [total(200, "2024-01-01"), total(100, "2024-02-01")],  # shrank
        [total(100, "2024-01-01"), total(100, "2024-02-01")],  # stands still
        [total(100, "2024-01-01"), total(100.001, "2024-02-01")],  # not in a century
        [total(100, "2024-01-01"), total(200, "2024-02-01", "recipient")],  # two accounts of one figure each
    ],
)
def test_without_a_pace_there_is_no_projection(deliveries):
    assert projected(*deliveries) is None


def test_without_a_target_there_is_no_projection():
    deliveries = [total(100, "2024-01-01"), total(200, "2024-02-01")]
    assert projected(*deliveries, target=Target(None, "quantity")) is None


def test_increments_make_a_pace_too():
    assert projected(told(100, "2024-01-01"), told(150, "2024-01-11")) == Projection(
        "2024-03-01", "2024-03-01"
    )


def test_a_pace_that_may_be_none_leaves_the_latest_day_open():
    totals = [total(100, "2024-01-01"), total(300, "2024-02-01"), total(300, "2024-03-01")]
    assert projected(*totals).date_high is None


def test_what_has_not_come_by_the_day_asked_for_comes_no_earlier():
    totals = [total(0, "2024-01-01"), total(100, "2024-01-11"), total(300, "2024-01-21")]
    assert projected(*totals, day=date(2024, 3, 1)) == Projection("2024-03-01", "2024-03-31")
    assert projected(*totals, day=date(2024, 4, 1)) is None  # the pace has not held


def test_the_givers_account_goes_before_a_longer_one():
    giver = [total(100, "2024-01-01"), total(200, "2024-02-01")]
    others = [total(10 * n, f"2024-0{n}-01", "recipient") for n in range(1, 5)]
    assert best_documented(accounts([*giver, *others], WHOLE, None)).side == "giver"
    assert best_documented(accounts([giver[0], *others], WHOLE, None)).side == "recipient"
    assert best_documented([]) is None


def test_only_the_last_totals_count():
    totals = [total(n, f"2024-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(MOST_TOTALS + 9)]
    assert len(pace_of(account(*totals)).levels) == MOST_TOTALS


def test_a_date_at_the_end_of_time_is_never():
    assert projected(total(100, "9998"), total(200, "9999"), target=Target(1e5, "quantity")) is None


@pytest.mark.parametrize(("part", "value"), [(0, 1), (0.25, 1.75), (0.5, 2.5), (1, 4)])
def test_quantiles_lie_between_values_by_proportion(part, value):
    assert quantile([1, 2, 3, 4], part) == value


@given(
    st.lists(
        st.tuples(st.dates(date(2020, 1, 1), date(2024, 1, 1)), st.integers(0, 999)), min_size=2, max_size=9
    )
)
def test_the_quicker_pace_is_never_later(points):
    totals = [total(value, day.isoformat()) for day, value in points]
    found = projected(*totals)
    if found is not None and found.date_high is not None:
        assert max(day for day, _ in points).isoformat() <= found.date_low <= found.date_high
