"""Whether something is promised, proposed, asked for, refused or delivered, and how surely: one sentence a rule."""

import pytest
from tallystick.model import Commitment, Delivery

from readings import commitments, parse_all, proposals

# What the sentence's one promise or delivery is: rule, stage (none for a delivery), negated, factuality.
RULES = {
    # by the verb's own tense and modality
    "Norway sent 40 trucks to Kenya.": ("delivery.past", None, False, "certain"),
    "Norway has not sent 40 trucks to Kenya.": ("delivery.past", None, True, "certain"),
    "The 40 trucks are delivered.": ("delivery.present", None, False, "certain"),
    "Norway will send 40 trucks to Kenya.": ("commitment.will", "pledge", False, "certain"),
    "Norway will not send 40 trucks to Kenya.": ("commitment.will_not", "refusal", False, "certain"),
    "Norway is sending 40 trucks to Kenya.": ("commitment.present_progressive", "pledge", False, "certain"),
    "Norway sends 40 trucks to Kenya.": ("commitment.present", "commitment", False, "certain"),
    "Norway could send 40 trucks to Kenya.": ("commitment.could", "proposal", False, "possible"),
    "Norway could not send 40 trucks to Kenya.": ("delivery.unable", None, True, "possible"),
    "Norway should send 40 trucks to Kenya.": ("commitment.should", "request", False, "certain"),
    "Norway would have sent 40 trucks to Kenya.": ("delivery.would_have", None, False, "possible"),
    "Norway is to send 40 trucks to Kenya.": ("commitment.is_to", "pledge", False, "certain"),
    "The 40 trucks sent to Kenya are old.": ("delivery.participle", None, False, "certain"),
    "Kenya thanked Norway for having sent 40 trucks.": ("delivery.gerund", None, False, "certain"),
    "The talks failed unless Norway sends 40 trucks.": (
        "commitment.condition", "proposal", False, "conditional",
    ),
    # by what governs it
    "Norway pledged 40 trucks to Kenya.": ("commitment.verb.pledge", "pledge", False, "certain"),
    "Norway pledged to send 40 trucks to Kenya.": ("commitment.verb.pledge", "pledge", False, "certain"),
    "Norway did not pledge 40 trucks.": ("commitment.verb.pledge", "pledge", True, "certain"),
    "Norway decided to send 40 trucks to Kenya.": ("commitment.verb.decide", "commitment", False, "certain"),
    "Norway announced 40 trucks for Kenya.": ("commitment.verb.announce", "pledge", False, "certain"),
    "Norway proposed to send 40 trucks to Kenya.": ("commitment.verb.propose", "proposal", False, "possible"),
    "Norway hoped to send 40 trucks to Kenya.": ("commitment.verb.expect", "pledge", False, "possible"),
    "Norway is expected to send 40 trucks to Kenya.": (
        "commitment.verb.foreseen", "proposal", False, "possible",
    ),
    "Kenya asked Norway to send 40 trucks.": ("commitment.verb.ask", "request", False, "certain"),
    "Norway refused to send 40 trucks.": ("commitment.verb.refuse", "refusal", False, "certain"),
    "Norway did not rule out sending 40 trucks.": (
        "commitment.verb.not_refused", "proposal", False, "possible",
    ),
    "Norway refused to rule out sending 40 trucks.": (
        "commitment.verb.not_refused", "proposal", False, "possible",
    ),
    "Norway failed to send 40 trucks.": ("delivery.verb.fail", None, True, "certain"),
    "Norway did not fail to send 40 trucks.": ("delivery.verb.fail", None, False, "certain"),
    "Norway managed to send 40 trucks.": ("delivery.past", None, False, "certain"),
    "Norway may pledge to send 40 trucks.": ("commitment.verb.pledge", "proposal", False, "possible"),
    "Norway should pledge to send 40 trucks.": ("commitment.verb.pledge", "request", False, "certain"),
    "Norway will decide to send 40 trucks.": ("commitment.verb.decide", "pledge", False, "certain"),
    "Norway will not decide to send 40 trucks.": ("commitment.verb.decide", "refusal", False, "certain"),
    "Norway refused to pledge 40 trucks.": ("commitment.verb.refuse", "refusal", False, "certain"),
    # nouns
    "The pledge to send 40 trucks is old.": ("commitment.noun.pledge", "pledge", False, "certain"),
    "The decision to send 40 trucks is old.": ("commitment.noun.decide", "commitment", False, "certain"),
    "The plan to send 40 trucks is old.": ("commitment.noun.propose", "proposal", False, "possible"),
    "The call to send 40 trucks is old.": ("commitment.noun.ask", "request", False, "certain"),
    "The refusal to send 40 trucks is old.": ("commitment.noun.refuse", "refusal", False, "certain"),
    "The failure to send 40 trucks is old.": ("delivery.noun.fail", None, True, "certain"),
    "Norway announced the delivery of 40 trucks.": ("commitment.verb.announce", "pledge", False, "certain"),
    "Norway delayed the delivery of 40 trucks.": ("delivery.verb.fail", None, True, "certain"),
    "Norway accelerated the delivery of 40 trucks.": ("delivery.past", None, False, "certain"),
    # adjectives and participles
    "Norway is ready to send 40 trucks.": ("commitment.adjective.propose", "proposal", False, "possible"),
    "Spain is determined to send 40 trucks to Libya.": ("commitment.adjective.pledge", "pledge", False, "certain"),
    "Norway is unwilling to send 40 trucks.": ("commitment.adjective.refuse", "refusal", False, "certain"),
    "Norway is unable to send 40 trucks.": ("delivery.adjective.fail", None, True, "certain"),
    "Norway is set to send 40 trucks.": ("commitment.adjective.expect", "pledge", False, "possible"),
    "Kenya lacks the promised 40 trucks.": ("commitment.verb.pledge", "pledge", False, "certain"),
    # what somebody foresees
    "Kenya predicts that Norway will send 40 trucks.": (
        "commitment.foreseen", "proposal", False, "possible",
    ),
}  # fmt: skip


def told(parsed):
    """Rule, stage, negation and factuality of each promise and delivery."""
    return [
        (p.rule, getattr(p.claim, "stage", None), p.claim.negated, p.claim.factuality)
        for p in proposals(parsed)
        if isinstance(p.claim, Commitment | Delivery)
    ]


@pytest.fixture(scope="module")
def found():
    return dict(zip(RULES, parse_all(list(RULES)), strict=True))


@pytest.mark.parametrize("text", RULES)
def test_rules(found, text):
    assert told(found[text]) == [RULES[text]]


SEVERAL = {
    "Norway broke its promise to send 40 trucks.": [
        ("delivery.verb.fail", None, True, "certain"),
        ("commitment.noun.pledge", "pledge", False, "certain"),
    ],
    "Norway kept its promise to send 40 trucks.": [
        ("delivery.past", None, False, "certain"),
        ("commitment.noun.pledge", "pledge", False, "certain"),
    ],
    "Norway will send 40 trucks if Italy sends 60 tents.": [
        ("commitment.will", "pledge", False, "conditional"),
        ("commitment.condition", "proposal", False, "conditional"),
    ],
}


def test_a_sentence_may_tell_of_several():
    for text, parsed in zip(SEVERAL, parse_all(list(SEVERAL)), strict=True):
        assert (text, sorted(told(parsed), key=str)) == (text, sorted(SEVERAL[text], key=str))


NOTHING = [
    "Norway received thirty leaders.",
    "The minister arrived in Oslo.",
    "Norway should not send 40 trucks.",
    "Norway did not ask Kenya to send 40 trucks.",
    "Norway agreed.",
    "The lake was blue.",
]


def test_what_promises_and_delivers_nothing():
    assert [told(parsed) for parsed in parse_all(NOTHING)] == [[]] * len(NOTHING)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The minister said that Norway would send no more tanks.", "refusal"),
        ("The minister said that Norway would send no tanks to Kenya.", "refusal"),
        ("The minister said that Norway would send no more than 40 tanks.", "pledge"),
        ("The minister said that Norway would send no fewer than 40 tanks.", "pledge"),
    ],
)
def test_who_sends_no_more_refuses(text: str, stage: str) -> None:
    assert [c.stage for c in commitments(text)] == [stage]
