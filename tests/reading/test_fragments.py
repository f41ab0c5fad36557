"""Headings, bullets and sentences without a verb that give."""

import pytest

from readings import commitments, ids, promise


def items(text):
    return [[(i.quantity, i.unit, i.amount) for i in c.items] for c in commitments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donation of four helicopters to Kenya.", [(4, "helicopter", None)]),
        ("Donation worth 3 million euros to the city of Nairobi.", [(None, None, 3e6)]),
        ("Grant of €5 million for schools in Kenya.", [(None, None, 5e6)]),
        ("A €5 million loan to Kenya.", [(None, None, 5e6)]),
        ("Tents and blankets for Kenya for a total of €5 million.", [(None, None, 5e6)]),
        ("€5 million for the Nairobi office to respond to the flood.", [(None, None, 5e6)]),
        ("SALE of tents, estimated at the cost of €5 million.", [(None, None, None), (None, None, 5e6)]),
        ("22 tents worth €5 million and announced on Monday.", [(22, "tent", 5e6)]),
        # a line of a list needs no word for giving
        ("22 tents", [(22, "tent", None)]),
        ("€5 million for schools in Kenya", [(None, None, 5e6)]),
        ("Military items, including five radars.", [(5, "radar", None)]),
        # what it is worth says enough
        ("Blankets and stoves for a total of 4 million CZK.", [(None, None, 4e6)]),
        ("Blankets, with an estimated cost of $4 million.", [(None, None, 4e6)]),
        ("$4 million for the ministry to respond to the flood in Kenya.", [(None, None, 4e6)]),
    ],
)
def test_lines_that_give(text, expected):
    (found,) = commitments(text)
    assert found.reader.rule == "commitment.fragment"
    assert [(i.quantity, i.unit, i.amount) for i in found.items] == expected
    assert not text.removeprefix(found.evidence.text).strip(".")


@pytest.mark.parametrize(
    "text",
    [
        "Kenya celebrates. 22 tents have burned.",  # a sentence
        "Norway met Kenya on Monday. €5 million for schools in Kenya",  # nothing around it gives
        "Norway sent aid to Kenya. Don't forget the $6,000 for your tickets.",  # an imperative
        "Norway sent aid to Kenya. A matter of $6,000 a year",  # for nobody
        "Norway sent aid to Kenya. 31 readers on love",  # no goods
        "Grant, Lee and Sherman",  # no figure and no goods
    ],
)
def test_lines_that_do_not(text):
    assert all(c.reader.rule != "commitment.fragment" for c in commitments(text))


def test_a_line_among_sentences_that_give():
    text = "Norway donated aid to Kenya.\n\n22 tents for the north"
    assert items(text) == [[(22, "tent", None)]]


def test_who_gives_and_receives():
    found = promise("Transfer of 40 trucks from Norway to Kenya.")
    assert (ids(found.actors), ids(found.recipients)) == (["NOR"], ["KEN"])


def test_a_line_before_a_relative_clause_is_read_for_itself():
    first, second = commitments("Grant amounting to €5 million, which can be used to pay for 40 trucks.")
    assert (first.reader.rule, first.items[0].amount) == ("commitment.fragment", 5e6)
    assert second.items[0].quantity == 40


def test_what_opens_a_part_is_no_fragment():
    text = "Norway will give Kenya aid. Among these: a €2 million grant for schools."
    assert [c.reader.rule for c in commitments(text)] == ["commitment.will", "commitment.part"]
