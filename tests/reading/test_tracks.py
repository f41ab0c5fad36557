"""The numbered parts of a plan in one sentence."""

import pytest
from tallystick.model import Commitment

from readings import claims, ids


def tracks(text):
    found = [c for c in claims(text) if isinstance(c, Commitment) and c.reader.rule == "commitment.track"]
    return [(c.evidence.text, [i.amount for i in c.items]) for c in found]


@pytest.mark.parametrize(
    "text",
    [
        "The plan has three parts: 1) €5 million for tents, 2) €2 million for clinics, and 3) a bridge.",
        "The plan has three parts: (a) €5 million for tents, (b) €2 million for clinics, and (c) a bridge.",
    ],
)
def test_each_numbered_sum_is_a_promise(text):
    assert tracks(text) == [("€5 million for tents", [5e6]), ("€2 million for clinics", [2e6])]


def test_they_are_made_by_whoever_made_the_promise_before_them():
    text = "Norway agreed to send Kenya 40 trucks. It has two tracks: 1) €5 million at once, 2) €2 million later."
    found = [c for c in claims(text) if c.reader.rule == "commitment.track"]
    assert [(ids(c.actors), ids(c.recipients), c.stage) for c in found] == [
        (["NOR"], ["KEN"], "commitment")
    ] * 2


def test_they_are_told_by_whoever_speaks():
    text = '"There are two tracks: 1) €5 million at once, 2) €2 million later," Norwegian minister Ida Lund said.'
    assert [c.source.name for c in claims(text) if c.reader.rule == "commitment.track"] == ["Ida Lund"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Norway pledged €5 million (see 1) €2 million.",  # nothing is counted up
        "The plan has two parts: 2) €5 million for tents, 3) €2 million for clinics.",  # the middle of a list
        "There are two points: 1) the harbour in the south needs €5 million, 2) rain.",  # a part that only names a sum
    ],
)
def test_what_is_no_list_of_tracks(text):
    assert tracks(text) == []


def test_a_sum_that_a_promise_holds_is_not_promised_again():
    text = "The plan has two parts: 1) €5 million given to Kenya by Norway, 2) rain."
    assert sum(5e6 in [i.amount for i in c.items] for c in claims(text) if c.kind != "statement") == 1
