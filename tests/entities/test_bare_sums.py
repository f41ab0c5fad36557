"""Sums that leave their currency to the one before."""

from dataclasses import replace

import pytest
from tallystick.entities.quantities import find_quantities
from tallystick.languages import load_language

WORDS = load_language("en").quantities


def sums(text, words=WORDS):
    return [(m.amount, m.currency) for m in find_quantities(text, words).money]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("It gave 145 million ISK: the Red Cross - 45 million, UNICEF – 50 million.", [45e6, 50e6]),
        ("It gave 4 million kroner to Kenya and 6 million to Ghana.", [6e6]),
        ("It gave 4 million kroner for schools and 6 million for clinics.", [6e6]),
    ],
)
def test_lists_name_their_currency_once(text, bare):
    first, *others = sums(text)
    assert others == [(amount, first[1]) for amount in bare]


@pytest.mark.parametrize(
    "text",
    [
        "It paid €4 billion and vaccinated 30 million.",  # no list
        "It paid €4 billion for doses, 30 million people got one.",  # counts what is named
        "It paid €4 billion for 2,000 buses and 6 million for clinics.",  # something else was counted since
        "It paid €4 billion, 300 for each child.",  # no great number
        "It paid €4 billion, half a million or 30%, for schools."[:22] + ", 30%, for schools.",  # a share
        "The fleet counts 6 million, 2 million for towns.",  # no sum before
    ],
)
def test_what_counts_something_else_is_no_sum(text):
    assert len(sums(text)) == text.count("€")


@pytest.mark.parametrize(
    ("part", "word", "text"),
    [
        ("bare_before", "and", "It gave 4 million kroner to Kenya and 6 million to Ghana."),
        ("bare_behind", "to", "It gave 4 million kroner to Kenya and 6 million to Ghana."),
        ("bare_behind", "for", "It gave 4 million kroner for schools and 6 million for clinics."),
    ],
)
def test_no_word_is_idle(part, word, text):
    fewer = tuple(w for w in getattr(WORDS.money, part) if w != word)
    without = replace(WORDS, money=replace(WORDS.money, **{part: fewer}))
    assert len(sums(text)) == 2
    assert len(sums(text, without)) == 1
