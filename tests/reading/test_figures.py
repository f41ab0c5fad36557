"""Sums and counted goods of a sentence."""

import pytest
from tallystick.reading.figures import beside, figures_in

from readings import parse_all


def figures(text):
    (parsed,) = parse_all([text])
    return figures_in(parsed, parsed.sentences[0])


def found(text):
    return [(f.item.span.text, f.item.quantity, f.item.unit, f.item.amount) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya has 40 trucks.", [("40 trucks", 40, "truck", None)]),
        ("Kenya has 40 tracked transport vehicles.", [("40 tracked transport vehicles", 40, "vehicle", None)]),
        ("Kenya has 20 pairs of gloves.", [("20 pairs of gloves", 20, "pair", None)]),
        ("Kenya has €5 million.", [("€5 million", None, None, 5e6)]),
        # the same sum in another currency
        ("Kenya has €5 million ($6 million).", [("€5 million", None, None, 5e6)]),
        ("Kenya has €5 million and €6 million.", [("€5 million", None, None, 5e6), ("€6 million", None, None, 6e6)]),
        # a number that names, tells a property, or counts no goods
        ("The Type 92 trucks are in Kenya.", []),
        ("Kenya has drums with a capacity of 200 litres.", []),
        ("Kenya has a total of 18 tankers.", [("18 tankers", 18, "tanker", None)]),
        ("Kenya has 40 readers.", []),
        ("Kenya has 30% of the trucks.", []),
    ],
)  # fmt: skip
def test_figures(text, expected):
    assert found(text) == expected


def test_about_belongs_to_the_figure_and_not_to_the_item():
    (figure,) = figures("Kenya has about 40 trucks.")
    assert (figure.start, figure.item.span.text, figure.item.approximate) == (10, "40 trucks", True)


def test_figures_that_no_item_holds():
    first, second = figures("Kenya has 40 trucks and 30 tents.")
    assert beside([first, second], [first.item]) == [second]
    assert beside([first, second], []) == [first, second]
