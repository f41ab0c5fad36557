"""The gate lets through what may hold a claim, by its words alone."""

import pytest
from tallystick.languages import load_language
from tallystick.model import Block
from tallystick.reading.gate import Gate
from tallystick.reading.quotations import Quotation, find_quotations

GATE = Gate(load_language("en"))


def passes(text, quotations=()):
    return GATE.passes(text, 0, len(text), quotations)


@pytest.mark.parametrize(
    "text",
    [
        "Norway delivered tents.",
        "Norway is SENDING tents.",  # an inflection in capitals
        "Norway shipped tents.",  # a doubled consonant
        "Norway sent tents.",  # an irregular form
        "It was handed over.",  # the first word of a verb with its particle
        "A new package.",  # a noun
        "He said nothing.",  # a cue
        "The attack came at night.",  # an event
    ],
)
def test_a_form_of_a_known_word_passes(text):
    assert passes(text)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("22 ballistic vests", True),  # goods with a figure
        ("Ballistic vests", False),
        ("22 readers", False),
        ("22 vests " + "and so on " * 9, False),  # too long for a line
    ],
)
def test_lines_of_lists_pass(text, does):
    assert passes(text) is does


@pytest.mark.parametrize("text", ["", "12:30", "The old tree near the lake was blue.", "...", "Oslo, 5 May"])
def test_what_holds_no_known_word_does_not(text):
    assert not passes(text)


def test_a_sentence_that_touches_a_quotation_passes():
    text = "The lake “was blue. The house” was old. It stood there."
    quotations = find_quotations(text, [Block(kind="paragraph", start=0, end=len(text))])
    assert all(isinstance(q, Quotation) for q in quotations)
    assert quotations
    first, second, third = (0, 19), (20, 39), (40, 55)
    assert [GATE.passes(text, *at, quotations) for at in (first, second, third)] == [True, True, False]
    assert not GATE.passes(text, *first, [])


def test_only_the_sentence_itself_is_looked_at():
    text = "Norway delivered tents. The lake was blue."
    assert not GATE.passes(text, 24, len(text), [])
