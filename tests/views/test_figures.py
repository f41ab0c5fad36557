import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.model import Item, Span
from tallystick.model.figures import count_text, money_text
from tallystick.views.figures import bar_cells, item_figure, range_text, share_text

PHRASE = Span(0, 3, "any")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1_000_000, "1,000,000"),
        (2.5, "2.5"),
        (0, "0"),
        (14.0, "14"),
        (174_666.67, "174,667"),
        (2 / 3, "0.67"),
    ],
)
def test_count(count, text):
    assert count_text(count) == text


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (1_400_000_000, "EUR", "EUR 1.4bn"),
        (500_000_000, "USD", "USD 500m"),
        (2e12, "JPY", "JPY 2tn"),
        (12_350_000, "GBP", "GBP 12.35m"),
        (1_234_567, "EUR", "EUR 1,234,567"),
        (900, None, "900"),
    ],
)
def test_money_is_shortened_only_where_no_digit_is_lost(amount, currency, text):
    assert money_text(amount, currency) == text


@pytest.mark.parametrize(("share", "text"), [(0.3, "30%"), (0.125, "12.5%"), (1.2, "120%"), (0.07, "7%")])
def test_share(share, text):
    assert share_text(share) == text


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (Item(PHRASE, quantity=200, unit="pump"), "200 pumps"),
        (Item(PHRASE, quantity=10, quantity_max=12, unit="boat", approximate=True), "~10–12 boats"),
        (Item(PHRASE, quantity=7), "7"),
        (Item(PHRASE, amount=5e8, currency="EUR"), "EUR 500m"),
        (Item(PHRASE, share=0.3, share_of=1_000_000, unit="pump"), "30% of 1,000,000 pumps"),
        (Item(PHRASE, share=0.3, share_of=100, quantity=30, unit="pump"), "30% of 100, 30 pumps"),
        (Item(PHRASE, share=0.3, share_of=12e6, currency="USD"), "30% of USD 12m"),
        (Item(PHRASE, share_of=500, quantity=210, unit="pump"), "210 pumps of 500"),
        (Item(PHRASE, share_of=1e10, amount=3.2e9, currency="USD"), "USD 3.2bn of 10bn"),
        (Item(PHRASE, share=0.5), "50%"),
        (Item(PHRASE, share=0.5, approximate=True, bound="at_most"), "≤50%"),
        (Item(PHRASE, share=0.3, share_max=0.4), "30–40%"),
        (Item(PHRASE, amount=4e8, amount_max=6e8, currency="EUR"), "EUR 400m–600m"),
        (Item(PHRASE, quantity=40, unit="boat", bound="at_least"), "≥40 boats"),
        (Item(PHRASE, unit="pump"), None),
    ],
)
def test_figure_of_an_item(item, text):
    assert item_figure(item) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(0.3, 0.52, "30–52%"), (0.3, 0.3, "30%"), (0.3, None, "≥30%"), (None, 0.5, "≤50%"), (None, None, "")],
)
def test_range(low, high, text):
    assert range_text(low, high) == text


@pytest.mark.parametrize(
    ("low", "high", "cells"),
    [
        (0.3, 0.52, (3, 2, 5)),
        (0.0, 0.0, (0, 0, 10)),
        (0.001, None, (1, 0, 9)),
        (0.999, 0.999, (9, 0, 1)),
        (1.0, 1.0, (10, 0, 0)),
        (1.7, 2.0, (10, 0, 0)),
        (None, 0.4, (0, 4, 6)),
    ],
)
def test_bar(low, high, cells):
    assert bar_cells(low, high, 10) == cells


@given(st.floats(0, 3), st.floats(0, 3), st.integers(2, 40))
def test_bar_is_always_as_wide_as_asked_for(low, high, width):
    cells = bar_cells(low, high, width)
    assert sum(cells) == width
    assert min(cells) >= 0
