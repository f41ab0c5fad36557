"""What share of a promise a figure is, told in the sentence behind it."""

import pytest

from readings import deliveries

PROMISED = "Norway promised Chad 800 wells. It has drilled 200."


def shares(text):
    return [(i.quantity or i.amount, i.share, i.share_of) for c in deliveries(text) for i in c.items]


@pytest.mark.parametrize(
    ("text", "share", "whole"),
    [
        (f"{PROMISED} That is a quarter of the 800 it promised.", 0.25, 800),
        (f"{PROMISED} This amounts to 25% of what it promised.", 0.25, 800),
        (f"{PROMISED} It is a quarter of its pledge.", 0.25, 800),
        (
            "Peru has drilled 390 wells. That is little more than a third of the 1,100 it promised.",
            0.333,
            1100,
        ),
    ],
)
def test_a_figure_gets_the_share_that_the_sentence_behind_tells(text, share, whole):
    (found,) = shares(text)
    assert found[1:] == (share, whole)


def test_a_sum_gets_the_share_of_the_sum_promised():
    text = "Norway promised Chad $80 million. It has paid $20 million. That is a quarter of its pledge."
    assert shares(text) == [(20_000_000, 0.25, 80_000_000)]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROMISED} That is half of the 400 villages.",  # counts something else
        f"{PROMISED} That is half of the 800 it promised.",  # comes to another figure
        f"{PROMISED} That is a quarter of the cost.",  # of nothing that was promised
        f"{PROMISED} That is not a quarter of the 800 it promised.",
        f"{PROMISED} Rain fell. That is a quarter of the 800 it promised.",  # stands too far behind
        f"{PROMISED} The delay is a quarter of the 800 days it promised.",
    ],
)
def test_what_tells_no_share_of_the_figure(text):
    assert shares(text) == [(200, None, None)]
