"""What a promise depends on is kept with it, in the words of the text."""

import pytest

from readings import claims, commitments


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Norway will send 40 trucks if parliament agrees.", "if parliament agrees"),
        ("Norway will send 40 trucks once parliament agrees.", "once parliament agrees"),
        ("Norway will send 40 trucks provided that parliament agrees.", "provided that parliament agrees"),
        (
            "On condition that parliament agrees, Norway will send 40 trucks.",
            "On condition that parliament agrees",
        ),
        (
            "Norway will send 40 trucks as long as the port stays open, it said.",
            "as long as the port stays open",
        ),
        ("Should parliament agree, Norway will send 40 trucks to Kenya.", "Should parliament agree"),
        ("Norway will send 40 trucks to Kenya, subject to a vote.", "subject to a vote"),
    ],
)
def test_a_promise_under_a_condition(text, condition):
    promise = commitments(text)[0]
    assert promise.factuality == "conditional"
    assert promise.condition.text == condition


@pytest.mark.parametrize(
    "text",
    [
        "Norway will send 40 trucks to Kenya.",
        "Norway should send 40 trucks to Kenya.",  # an auxiliary behind its subject asks
        "Subject to that.",
    ],
)
def test_no_condition(text):
    assert all(promise.condition is None for promise in commitments(text))


@pytest.mark.parametrize(("verb", "negated"), [("denied", True), ("admitted", False)])
def test_a_gerund_behind_a_verb_of_speech_tells_what_was_done(verb, negated):
    [sent] = [c for c in claims(f"Norway {verb} having sent 40 trucks to Kenya.") if c.kind == "delivery"]
    assert sent.negated == negated
    assert [i.quantity for i in sent.items] == [40]
