"""A day given once holds for what its speaker says further on, and for what they promise in it."""

import pytest

from readings import claims, commitments


def days(text):
    return [c.date for c in claims(text) if c.kind == "statement"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On 5 February Kenya's Musalia Mudavadi said the dam is full. He added that the canal is dry.",
            ["2024-02-05", "2024-02-05"],
        ),
        # another speaker, another day
        (
            "On 5 February Kenya's Musalia Mudavadi said the dam is full. Peru said that the canal is dry.",
            ["2024-02-05", None],
        ),
        (
            "On 5 February Kenya said the dam is full. On 6 February it said the canal is dry.",
            ["2024-02-05", "2024-02-06"],
        ),
        ("Kenya said the dam is full. On 6 February it said the canal is dry.", [None, "2024-02-06"]),
    ],
)
def test_the_day_of_a_speech(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Kenya would send 40 tents to Chad", "2024-02-05"),
        ("Kenya hopes to send 40 tents to Chad", "2024-02-05"),
        ("Kenya promised 40 tents to Chad", None),  # some day before
        ("Kenya has promised 40 tents to Chad", None),
    ],
)
def test_a_promise_is_made_when_it_is_told(said, expected):
    text = f"On 5 February Kenya's Musalia Mudavadi said the dam is full. He said that {said}."
    [promise] = commitments(text)
    assert promise.date == expected
