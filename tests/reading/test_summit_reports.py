"""Who gives, who gets and who only speaks in reports that tell of many people's words and promises at once."""

import pytest

from readings import claims, commitments, deliveries, events, ids, promise, statements


def test_nobody_gives_to_themselves():
    text = "Norway joined the fund and promised 100 million kroner for it. It paid 20 million kroner into it."
    assert all(
        ids(c.actors) != ids(c.recipients) for c in claims(text) if c.kind in ("commitment", "delivery")
    )


def test_who_received_before_does_not_receive_from_themselves():
    pledged, built = commitments("Norway promised Kenya 40 trucks. Kenya promised to build 14 clinics.")
    assert (ids(pledged.recipients), ids(built.actors), ids(built.recipients)) == (["KEN"], ["KEN"], [])


def test_a_group_stands_behind_they():
    text = "Ida Lund criticised rich countries for having sent only 40% of the 500 trucks they had promised."
    pledged = next(c for c in commitments(text) if c.stage == "pledge")
    assert [a.name for a in pledged.actors] == ["rich countries"]


def test_what_is_given_goes_to_whom_it_was_promised():
    text = "Norway has sent only 40% of the 500 trucks that it had promised to Kenya."
    (sent,) = deliveries(text)
    assert ids(sent.recipients) == ["KEN"]


def test_what_was_suspended_was_for_somebody():
    (suspended,) = deliveries("Norway suspended food aid to Kenya on Monday.")
    assert (suspended.negated, ids(suspended.recipients)) == (True, ["KEN"])


def test_who_gave_is_not_guessed_where_somebody_only_received():
    text = "Cindy McCain said WFP had received only 15 per cent of $20 million. Norway pledged £89 million in aid."
    (received,) = deliveries(text)
    assert (ids(received.actors), ids(received.recipients)) == ([], ["WFP"])


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Ida Lund proposed that the World Bank lend $20 million to Kenya.", "proposal"),
        ("Kenya demanded that the World Bank lend $20 million to Chad.", "request"),
    ],
)
def test_what_others_are_to_do_is_no_promise_of_theirs(text, stage):
    found = promise(text)
    assert (found.stage, ids(found.actors)) == (stage, ["WB"])


def test_who_is_to_act_stands_behind_for_whatever_the_parser_makes_of_it():
    found = promise(
        "Several donors, including Norway and Japan, backed a plan by India for Covax to purchase doses."
    )
    assert (ids(found.actors), found.source.id) == (["COVAX"], "IND")


@pytest.mark.parametrize(
    "text",
    [
        "The World Food Programme warned that rations would be cut by half in June.",
        "Norway feared that Kenya would send 40 trucks to Chad.",
    ],
)
def test_what_somebody_warns_of_is_nobodys_promise(text):
    assert commitments(text) == []


def test_what_somebody_warns_that_they_will_do_is_theirs():
    assert ids(promise("Norway warned that it would send 40 trucks to Chad.").actors) == ["NOR"]


@pytest.mark.parametrize("compared", ["twice as much as last year", "more than last year"])
def test_when_something_is_compared_is_not_when_it_was_promised(compared):
    assert promise(f"Norway announced £89 million in aid for Kenya, {compared}.").date is None


def test_a_suspension_that_was_reversed_is_no_failure():
    text = "The EU reversed its decision to suspend food aid to Kenya and will deliver 50 tonnes of grain."
    assert deliveries(text) == []
    assert [i.span.text for i in promise(text).items] == ["50 tonnes of grain"]


def test_a_decision_reversed_is_refused():
    found = promise("Norway reversed its decision to send 40 trucks to Kenya.")
    assert (found.stage, ids(found.actors), ids(found.recipients)) == ("refusal", ["NOR"], ["KEN"])


def test_an_offer_that_others_reject_has_not_the_figures_of_a_promise_told_before():
    text = "Norway promised 30 million kroner for Kenya. The Chadian army rejected the offer."
    rejected = next(c for c in commitments(text) if c.stage == "refusal")
    assert (ids(rejected.actors), rejected.items[0].amount) == (["TCD"], None)


def test_a_person_who_concedes_that_something_is_so_only_says_it():
    text = "The Kenyan minister Ida Lund conceded that there was no treaty."
    assert [e.type for e in events(text)] == []
    assert [s.cue.text for s in statements(text)] == ["conceded"]


def test_those_who_send_delegates_take_part():
    text = (
        "Most were African, with the exception of Norway and Japan, which also sent ministers to the summit."
    )
    (meeting,) = events(text)
    assert (meeting.type, ids(meeting.actors)) == ("CONSULT", ["NOR", "JPN"])
