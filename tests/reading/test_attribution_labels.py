"""Speakers that the layout names: labels before a colon, names behind a dash, transcripts."""

import pytest

from readings import statements

STORY = "\n\nEmmanuel Macron opened the bridge on Monday. Thousands of people came to see it.\n"


def told(text):
    return [(s.source.name, s.cue.text, s.content.text) for s in statements(text) if s.source and s.cue]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Emmanuel Macron: The bridge will hold for a century",
         ("Emmanuel Macron", ":", "The bridge will hold for a century")),
        ("Macron: The bridge will hold for a century", ("Emmanuel Macron", ":", "The bridge will hold for a century")),
        ("Report: The bridge will hold for a century", ("Report", ":", "The bridge will hold for a century")),
        ("The bridge will hold for a century – Macron", ("Emmanuel Macron", "–", "The bridge will hold for a century")),
    ],
)  # fmt: skip
def test_a_headline_names_its_speaker(headline, expected):
    assert told(headline + STORY) == [expected]


@pytest.mark.parametrize(
    "headline",
    ["The Latest: Bridge opens in May", "Source: Harbour News", "A bridge for a century – at last"],
)
def test_other_labels_name_nobody(headline):
    assert told(headline + STORY) == []


def test_a_transcript_names_its_speakers_in_capitals():
    text = (
        "The interview went like this.\n\nREPORTER: Will the bridge hold for long?\n\n"
        "DIALLO: It will hold. We have tested it.\n\nREPORTER: Who has paid for it?\n\nDIALLO: The town has.\n"
    )
    assert [s[2] for s in told(text) if s[0] == "Diallo"] == [
        "It will hold. We have tested it",
        "The town has",
    ]
    assert [s[2] for s in told(text) if s[0].lower() == "reporter"] == [
        "Will the bridge hold for long?",
        "Who has paid for it?",
    ]


def test_a_lone_word_in_capitals_is_no_speaker():
    assert told("The bridge opened.\n\nWATCH: The bridge opens with a parade through the town.\n") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Source: Harbour News, citing Awa Diallo on her website", [("Awa Diallo", "Source")]),
        ("Source: Awa Diallo on her website", [("Awa Diallo", "Source")]),
        ("Source: Reuters", []),
        ("Photo: Awa Diallo", []),
    ],
)
def test_a_credit_names_who_said_the_sentence_above(line, expected):
    text = f"The harvest has failed. It was the third time.\n\n{line}\n\nThousands of people have left the north.\n"
    assert told(text) == [(*who, "The harvest has failed") for who in expected]
