"""What a promise depends on is kept with it, in the words of the text."""

import pytest

from readings import claims, commitments, deliveries, events, promise


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


@pytest.mark.parametrize(
    "text",
    [
        "Norway will send Kenya 40 trucks, provided that the rebels withdraw from Lamu.",
        "Provided that the rebels withdraw from Lamu, Norway will send Kenya 40 trucks.",
        "Norway will send 40 trucks to Kenya so long as the rebels withdraw from Lamu.",
        "Norway will send 40 trucks to Kenya, provided the rebels withdraw from Lamu.",
        "The minister said Norway would send 40 trucks once the rebels withdraw from Lamu.",
    ],
)
def test_what_a_condition_says_has_not_happened(text):
    """Whatever words open it, and whatever the parser takes them for."""
    assert events(text) == []
    assert promise(text).factuality == "conditional"
    assert "withdraw from Lamu" in promise(text).condition.text


def test_a_promise_in_a_condition_is_only_supposed():
    supposed, made = commitments(
        "Provided that parliament approves $5 million, Norway will send 40 trucks to Kenya."
    )
    assert (supposed.stage, supposed.factuality, supposed.condition) == ("proposal", "conditional", None)
    assert (made.stage, made.condition.text) == ("pledge", "Provided that parliament approves $5 million")


def test_what_is_given_ends_before_its_condition():
    found = promise("Ida Lund said that Norway would pay Kenya $40 million provided that parliament agrees.")
    assert [i.span.text for i in found.items] == ["$40 million"]


def test_goods_that_were_provided_open_no_condition():
    (found,) = deliveries("The 40 tents that Norway provided were sent to Kenya.")
    assert found.factuality == "certain"
