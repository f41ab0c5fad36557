"""Where quotations begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.model import Block
from tallystick.reading.quotations import find_quotations


def inside(text):
    """The words inside the marks; paragraphs are parted by empty lines."""
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block("paragraph", at, at + len(paragraph)))
        at += len(paragraph) + 2
    return [text[q.start : q.end] for q in find_quotations(text, blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “one two” and “three”.", ["one two", "three"]),
        ('He said "one two" and "three".', ["one two", "three"]),
        ("He said «one two» and «three».", ["one two", "three"]),
        ("He said „one two“ and left.", ["one two"]),
        ("He said ``one two'' and left.", ["one two"]),
        ("He said ''one two'' and left.", ["one two"]),
        ("He said “one ‘two’ three”.", ["one ‘two’ three"]),
        ('A 12" pipe and a 14" pipe.', []),
        ('He said "one 12" pipe" and left.', ["one 12"]),
        ("He said “one two and left.", []),
        ("He said “” and left.", []),
        ("“One.\n\n“Two.\n\n“Three.”\n\nFour.", ["One.", "Two.", "Three."]),
        ("“One.\n\n\"Two.”\n\nThree.", ["One.", "Two."]),
        ("He said: “One.\n\n“Two.\n\n“Three.", ["One.", "Two.", "Three."]),
        ("“One.\n\nTwo.", []),
    ],
)  # fmt: skip
def test_marks_open_and_close(text, expected):
    assert inside(text) == expected


def test_a_mark_that_closes_too_late_was_never_closed():
    assert inside("He said “" + "one two " * 1000 + "” and “three”.") == ["three"]


@given(st.text(alphabet="ab .,'\"“”„«»`\n", max_size=80))
def test_quotations_are_in_order_hold_words_and_lie_in_the_text(text):
    found = find_quotations(text, [Block("paragraph", 0, len(text))] if text else [])
    assert all(q.outer_start < q.start < q.end <= q.outer_end <= len(text) for q in found)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))
