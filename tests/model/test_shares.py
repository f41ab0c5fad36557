"""Shares of a whole, and what they come to."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.model import Item, Span
from tallystick.model.shares import as_written, fraction_text, part_of, shares_in_full


def told(words, share, share_max=None):
    return Item(Span(0, len(words), words), share=share, share_max=share_max)


@pytest.mark.parametrize(
    ("words", "share", "in_full"),
    [
        ("a third of the money", 0.333, Fraction(1, 3)),
        ("two thirds of the 900 tents", 0.667, Fraction(2, 3)),
        ("a sixth", 0.167, Fraction(1, 6)),
        ("five in seven", 0.714, Fraction(5, 7)),
        ("33.3% of the money", 0.333, Fraction(333, 1000)),
        ("33,3 Prozent", 0.333, Fraction(333, 1000)),
        ("half of it", 0.5, Fraction(1, 2)),
        ("12.5 percent", 0.125, Fraction(1, 8)),
    ],
)
def test_a_fraction_without_an_end_is_meant_in_full(words, share, in_full):
    assert shares_in_full(told(words, share)) == (float(in_full), float(in_full))


def test_of_a_range_both_ends_are():
    assert shares_in_full(told("a third to a half", 0.333, 0.5)) == (1 / 3, 0.5)
    assert shares_in_full(told("the tents", None)) is None


@pytest.mark.parametrize(
    ("share", "whole", "part"),
    [(1 / 3, 12e6, 4e6), (2 / 3, 1e6, 666_667), (0.07, 1e6, 70_000), (1 / 3, 2, 0.666667), (0.3, 1.5, 0.45)],
)
def test_what_a_share_comes_to(share, whole, part):
    assert part_of(share, whole) == part


@pytest.mark.parametrize(
    ("share", "text"), [(1 / 3, "1/3"), (5 / 7, "5/7"), (0.333, None), (0.25, None), (0.123456, None)]
)
def test_how_a_fraction_is_written(share, text):
    assert fraction_text(share) == text


@given(st.integers(1, 12), st.integers(1, 12))
def test_a_fraction_kept_to_three_decimals_comes_back(above, below):
    share = above / below
    found = shares_in_full(told("so many in so many", as_written(share)))
    assert found is not None
    assert abs(found[0] - share) < 1e-12
