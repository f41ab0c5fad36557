"""Where sentences end: at full stops that are none of an abbreviation, an initial or a number."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.languages import load_language
from tallystick.model import Block
from tallystick.reading.sentences import READABLE, split_sentences

GRAMMAR = load_language("en").grammar


def split(text, kind="paragraph", grammar=GRAMMAR):
    block = Block(kind=kind, start=0, end=len(text))
    return [text[a:b] for a, b in split_sentences(text, block, grammar)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. Norway sent tents.", ["It rained.", "Norway sent tents."]),
        ("Did it rain? Yes! It did…  Then it stopped", ["Did it rain?", "Yes!", "It did…", "Then it stopped"]),
        ("“It rained.” Norway agreed.", ["“It rained.”", "Norway agreed."]),
        ("It rained. “Norway sent tents,” he said.", ["It rained.", "“Norway sent tents,” he said."]),
        ("(It rained.) Norway sent tents.", ["(It rained.)", "Norway sent tents."]),
        ("“Really?” he asked.", ["“Really?” he asked."]),
        ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
        ("Norway sent 40. 30 arrived.", ["Norway sent 40.", "30 arrived."]),
        ("Gen. Berg spoke to Mr. Dahl vs. Mrs. Lund.", ["Gen. Berg spoke to Mr. Dahl vs. Mrs. Lund."]),
        ("He is J. R. Berg. She is Lund.", ["He is J. R. Berg.", "She is Lund."]),
        ("U.S. President Berg came.", ["U.S. President Berg came."]),
        ("He went to the U.S. The tents followed.", ["He went to the U.S.", "The tents followed."]),
        ("He lives in Mass. Norway is far.", ["He lives in Mass. Norway is far."]),
        ("They went to mass. Norway is far.", ["They went to mass.", "Norway is far."]),
        ("He said no. Norway said yes.", ["He said no.", "Norway said yes."]),
        ("See No. 5 of the list.", ["See No. 5 of the list."]),
        ("Norway sent\ntents to\nKenya. It rained.", ["Norway sent\ntents to\nKenya.", "It rained."]),
        ("40 tents;\n60 trucks;\n5 radars", ["40 tents;", "60 trucks;", "5 radars"]),
        ("tents; trucks", ["tents; trucks"]),
        ("  It rained.  ", ["It rained."]),
        ("", []),
        (" \n ", []),
    ],
)  # fmt: skip
def test_sentences(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize("word", sorted(GRAMMAR.abbreviations))
def test_each_abbreviation_keeps_its_full_stop(word):
    text = f"Norway met {word}. The Berg family left."
    without = replace(GRAMMAR, abbreviations=GRAMMAR.abbreviations - {word})
    assert split(text) == [text]
    assert split(text, grammar=without) == [f"Norway met {word}.", "The Berg family left."]


@pytest.mark.parametrize("word", sorted(GRAMMAR.openers))
def test_each_opener_opens_a_sentence_behind_initials(word):
    text = f"He went to the U.N. {word.capitalize()} tents followed."
    without = replace(GRAMMAR, openers=GRAMMAR.openers - {word})
    assert len(split(text)) == 2
    assert split(text, grammar=without) == [text]


def test_only_what_is_meant_to_be_read_is_split():
    kinds = ("headline", "subheading", "paragraph", "item", "caption", "dateline", "credit", "furniture")
    assert {kind for kind in kinds if split("It rained.", kind)} == READABLE


def test_a_block_is_split_inside_its_bounds():
    text = "Storm\n\nIt rained. Norway sent tents. Later"
    block = Block(kind="paragraph", start=7, end=37)
    assert [text[a:b] for a, b in split_sentences(text, block, GRAMMAR)] == [
        "It rained.",
        "Norway sent tents.",
    ]


def test_a_heading_does_not_stick_to_what_follows():
    from readings import document

    page = document("Storm hits the coast\n\nNorway sent 40 tents. It rained.\n")
    found = [s for b in page.blocks for s in split_sentences(page.text, b, GRAMMAR)]
    assert [page.text[a:b] for a, b in found] == [
        "Storm hits the coast",
        "Norway sent 40 tents.",
        "It rained.",
    ]


def test_what_is_too_long_for_a_sentence_is_cut_at_a_blank():
    text = "rain " * 1000
    pieces = split(text)
    assert all(len(piece) <= 1500 and not piece.startswith("ain") for piece in pieces)
    assert " ".join(pieces) == text.strip()
    assert [len(piece) for piece in split("x" * 3200)] == [1500, 1500, 200]


FRAGMENTS = st.sampled_from(
    [
        "Norway",
        "sent",
        "U.S.",
        "Mr.",
        "J.",
        "40",
        ".",
        "?!",
        "…",
        "“",
        "”",
        "'",
        "(",
        ")",
        ";",
        " ",
        "\n",
        "\t",
        "é",
        "😀",
        "no",
    ]
)


@given(st.lists(FRAGMENTS, max_size=40).map("".join), st.integers(0, 5), st.integers(0, 5))
def test_sentences_are_in_order_inside_the_block_and_cover_every_letter(text, before, after):
    whole = "x" * before + text + "y" * after
    block = Block(kind="paragraph", start=before, end=before + len(text))
    found = list(split_sentences(whole, block, GRAMMAR))
    assert all(start < end for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    assert all(before <= start and end <= before + len(text) for start, end in found)
    assert "".join("".join(whole[a:b].split()) for a, b in found) == "".join(text.split())
