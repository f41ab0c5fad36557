"""Sums in euros at the rate of the day, or a word why not."""

import pytest
from tallystick.model.records import Value
from tallystick.reconcile import fold
from tallystick.reconcile.valuation import value_of

from factories import commitment, item, reading


@pytest.mark.parametrize(
    ("amount", "currency", "day", "rate", "rate_date"),
    [
        (866e6, "CZK", "2024-06-27", 24.933, "2024-06-27"),
        (1e6, "USD", "2024-03-31", 1.0811, "2024-03-28"),  # Easter: the Thursday before
        (1e6, "GBP", "1999-01-04", 0.7111, "1999-01-04"),  # the first day there is
    ],
)
def test_a_sum_at_the_rate_of_its_day(amount, currency, day, rate, rate_date):
    value, why_not = value_of(amount, currency, day)
    assert why_not is None
    assert value == Value(round(amount / rate, 2), "EUR", rate, rate_date)


def test_euros_need_no_rate_and_no_day():
    assert value_of(5e8, "EUR") == (Value(5e8, "EUR", 1.0, None), None)


@pytest.mark.parametrize(
    ("currency", "dates", "why_not"),
    [
        (None, ["2024-06-27"], "currency unknown"),
        ("UAH", ["2024-06-27"], "the European Central Bank gives no rate of UAH"),
        ("USD", [None, "2024-06"], "no day known to take the rate of USD from"),
        ("USD", ["1998-12-31"], "rates of USD reach from 1999-01-04 to"),
        ("USD", ["2999-01-01"], "not to 2999-01-01"),
        ("RUB", ["2023-01-01"], "rates of RUB reach from 2005-04-01 to 2022-03-01, not to 2023-01-01"),
        ("ISK", ["2012-05-03"], "no rate of ISK on 2012-05-03 or in the week before"),
    ],
)
def test_without_a_rate_there_is_no_value_and_a_word_why(currency, dates, why_not):
    value, told = value_of(1e6, currency, *dates)
    assert value is None
    assert why_not in told


def test_the_first_exact_day_is_taken():
    assert value_of(1.0, "USD", "2024", "2024-06-27", "2020-01-02")[0].rate_date == "2024-06-27"


def test_a_promise_is_valued_on_the_day_it_was_made_else_on_that_it_became_known():
    money = item("money", amount=1e6, currency="USD")
    made = commitment("USA", "UKR", money, date="2024-06-26")
    (promise,) = fold([reading("a", made, published="2024-06-27")]).promises
    assert promise.value.rate_date == "2024-06-26"
    (promise,) = fold([reading("a", commitment("USA", "UKR", money), published="2024-06-27")]).promises
    assert promise.value.rate_date == "2024-06-27"
    (promise,) = fold([reading("a", commitment("USA", "UKR", money))]).promises
    assert (promise.value, promise.unvalued) == (None, "no day known to take the rate of USD from")


def test_goods_have_no_value():
    (promise,) = fold([reading("a", commitment("USA", "UKR", item("vehicles", quantity=5)))]).promises
    assert (promise.value, promise.unvalued) == (None, None)
