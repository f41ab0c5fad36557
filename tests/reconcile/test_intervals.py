from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.errors import SettingError
from tallystick.reconcile.intervals import Interval, dates_agree, interval, last_day_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-27", date(2024, 2, 27), date(2024, 2, 27)),
        ("2024-02-27T18:30:00Z", date(2024, 2, 27), date(2024, 2, 27)),
    ],
)
def test_a_date_means_all_its_days(text, first, last):
    assert interval(text) == Interval(first, last)


@pytest.mark.parametrize(
    "text", [None, "", "spring", "2024-13", "2024-02-30", "0000", "27.02.2024", "2024-2-7"]
)
def test_what_is_no_date_means_no_days(text):
    assert interval(text) is None


@given(st.text(max_size=12))
def test_no_text_breaks_it(text):
    days = interval(text)
    assert days is None or days.first <= days.last


def test_the_last_day_asked_for():
    assert last_day_of("2024-02") == date(2024, 2, 29)
    with pytest.raises(SettingError, match=r"No date 'soon'; write YYYY-MM-DD.*such as 2024-02-27"):
        last_day_of("soon")


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2024-03", "2024-03", True),
        ("2024-03", "2024", True),
        ("2024", "2024-03-31", True),
        ("2024-03", None, True),
        ("2024-03", "2024-12", False),
        ("2024-03", "2023", False),
    ],
)
def test_dates_agree_where_one_lies_inside_the_other(one, other, agree):
    assert dates_agree(one, other) is agree
    assert dates_agree(other, one) is agree


def test_after_means_every_day_behind_every_day():
    march, tenth, april = interval("2024-03"), interval("2024-03-10"), interval("2024-04")
    assert april.is_after(march)
    assert not tenth.is_after(march)
    assert not march.is_after(tenth)
