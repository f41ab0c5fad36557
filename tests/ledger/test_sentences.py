"""Sentences as they are shown: whole, with their closing marks, and none of what is printed is left out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.ledger import sentences as found_sentences
from tallystick.ledger.sentences import sentences
from tallystick.model import Document

WRAPPED = (
    "The lines of this text are broken where a typewriter would have had no more\n"
    "room for the next word, and the sentence goes on for two lines and one more\nuntil it ends."
)


def told(some, language="en"):
    document = Document(id="a", text=some, sha256="0" * 64, language=language)
    return [some[start:end] for start, end in sentences(document)]


@pytest.mark.parametrize(
    ("some", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ('She said: "We go." He left.', ['She said: "We go."', "He left."]),
        ("The U.S. President met Gen. Mills. They ate.", ["The U.S. President met Gen. Mills.", "They ate."]),
        (f"A title\n\n{WRAPPED}", ["A title", WRAPPED]),
        (
            "ROME, 1 May 2024 (ENA) - Rain fell. It stopped.",
            ["ROME, 1 May 2024 (ENA) - Rain fell.", "It stopped."],
        ),
        ("ROME, 1 May 2024 (ENA) -", ["ROME, 1 May 2024 (ENA) -"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_are_whole(some, expected):
    assert told(some) == expected


def test_a_report_in_a_language_that_is_not_read_has_sentences_too():
    assert told("Il pleut. Il neige.", "fr") == ["Il pleut.", "Il neige."]


@pytest.mark.parametrize("sign", ["[", ".", "long ", ".” "])
def test_endless_texts_are_cut_in_a_moment(sign):
    found = told(sign * 100_000)
    assert max(map(len, found)) <= 1_500


@given(st.text(st.sampled_from("aB .!?\n-–(”1")))
def test_all_that_is_printed_stands_in_one_sentence(some):
    document = Document(id="a", text=some, sha256="0" * 64, language="en")
    bounds = list(sentences(document))
    assert bounds == sorted(bounds)
    assert all(end <= start for (_, end), (start, _) in pairwise(bounds))
    inside = {at for start, end in bounds for at in range(start, end)}
    assert not [sign for at, sign in enumerate(some) if at not in inside and sign.isalnum()]


def test_sentences_of_a_report_are_found_once(monkeypatch):
    laid_out, layout = [], found_sentences.layout
    monkeypatch.setattr(found_sentences, "layout", lambda some: laid_out.append(some) or layout(some))
    assert told("They came once. They went.") == told("They came once. They went.")
    assert laid_out == ["They came once. They went."]
