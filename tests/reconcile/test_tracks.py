"""Two equal figures in one report: told twice, or two promises."""

from dataclasses import replace

import pytest
from tallystick.model import Block, Commitment
from tallystick.reconcile import fold
from tallystick.reconcile.mentions import mentions_of
from tallystick.reconcile.tracks import told_apart

from factories import commitment, item, reading

LIST = "Norway has two tracks: $10m for school meals, and 10 million dollars for wells, it said."


def pledge(words, figure, by="NOR"):
    return commitment(by, "MWI", item("money", figure, amount=1e7, currency="USD"), words=words)


def told(text, *pieces, **fields):
    return reading("a", *(pledge(*piece) for piece in pieces), text=text, **fields)


def count(*readings):
    return len(fold(readings).promises)


def test_two_purposes_of_one_sentence_are_two_promises():
    meals, wells = ("$10m for school meals", "$10m"), ("10 million dollars for wells", "10 million dollars")
    assert count(told(LIST, meals, wells)) == 2
    assert count(told(LIST, ("$10m", "$10m"), wells)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Norway gives $10m for school meals. The 10 million dollars for wells come later.",
        "Norway gives $10m for school meals, 10 million dollars for the meals of schools.",
    ],
)
def test_another_sentence_or_the_same_purpose_tells_one_promise_again(text):
    meals = ("$10m for school meals", "$10m")
    other = next(
        w
        for w in ("10 million dollars for wells", "10 million dollars for the meals of schools")
        if w in text
    )
    assert count(told(text, meals, (other, "10 million dollars"))) == 1


@pytest.mark.parametrize(
    ("first", "then", "promises"),
    [
        ("promised $10m", "will add another 10 million dollars", 2),
        ("promised $10m", "had promised another 10 million dollars", 1),  # known before
        ("promised $10m", "will add the 10 million dollars", 1),
        ("promised another $10m", "will add another 10 million dollars", 1),
        ("will add another $10m", "promised 10 million dollars", 1),
    ],
)
def test_what_is_said_to_come_on_top_of_an_equal_figure_is_another_promise(first, then, promises):
    def piece(words):
        return words, words[words.index("another" if "another" in words else "$" if "$" in words else "10") :]

    text = f"Malawi.\nNorway {first} today. Norway {then}."
    assert count(told(text, piece(first), piece(then))) == promises


def test_what_is_a_headline_is_told_by_the_documents_blocks():
    text = "It promised $10m today. It will add another 10 million dollars."
    pieces = ("promised $10m", "$10m"), ("add another 10 million dollars", "another 10 million dollars")
    body = (Block("paragraph", 0, len(text)),)
    lines = (Block("headline", 0, 23), Block("paragraph", 24, len(text)))
    assert (count(told(text, *pieces, blocks=body)), count(told(text, *pieces, blocks=lines))) == (2, 1)


def test_other_reports_join_one_of_the_two():
    meals, wells = ("$10m for school meals", "$10m"), ("10 million dollars for wells", "10 million dollars")
    again = replace(told("Norway gives $10m.", ("gives $10m", "$10m")))
    again = replace(again, document=replace(again.document, id="b"))
    assert count(told(LIST, meals, wells), again) == 2


def test_only_equal_tellings_of_the_same_promisors_are_compared():
    meals, wells = (
        ("$10m for school meals", "$10m"),
        ("10 million dollars for wells", "10 million dollars", "SWE"),
    )
    assert told_apart(mentions_of([told(LIST, meals, wells)], Commitment, None)) == []
