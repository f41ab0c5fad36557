"""Judgements in a ledger: kept in the chain, found again in their order, checked before they are."""

import threading

import pytest
from tallystick.errors import SettingError
from tallystick.ledger import Decision, Ledger

from factories import commitment, delivery, item, reading

PROMISE = reading(
    "wire/1", commitment("EU", "UKR", item(quantity=1000, unit="shell")), published="2024-01-01"
)
SENT = reading(
    "wire/2", delivery("EU", "UKR", item(quantity=400, unit="shell"), cumulative=True), published="2024-02-01"
)
[PROMISED], [ARRIVED] = ([c.id for c in r.claims] for r in (PROMISE, SENT))


@pytest.fixture
def ledger(place):
    with Ledger(place) as opened:
        for one in (PROMISE, SENT):
            opened.append(one)
        yield opened


def test_a_judgement_is_kept_in_the_chain(ledger, place):
    given = ledger.judge("reject", ARRIVED[:8], user="ada", reason="a slip")
    assert (given.subject, given.on, given.user, given.reason) == (ARRIVED, "claim", "ada", "a slip")
    with Ledger(place) as again:
        assert again.judgements() == [given]
        assert again.promises()[0].fulfilled is None
        assert again.verify() == []
        assert again.readings() == [PROMISE, SENT]


def test_judgements_keep_their_order_and_none_is_lost(ledger):
    given = [
        ledger.judge(v, ARRIVED, user=u) for v, u in [("reject", "ada"), ("accept", "bo"), ("reject", "cy")]
    ]
    assert ledger.judgements() == given
    back = ledger.judge("withdraw", given[-1].id[:6], user="ada")
    assert (back.on, back.subject) == ("judgement", given[-1].id)
    assert ledger.promises()[0].fulfilled.low == 400


def test_a_document_is_judged_by_its_id_or_its_start(ledger):
    assert ledger.judge("reject", "wire/2", user="ada").on == "document"
    assert ledger.promises()[0].fulfilled is None
    ledger.judge("accept", "wire/2", user="ada")
    assert ledger.promises()[0].fulfilled.low == 400


def test_pairs_are_kept_whole(ledger):
    given = ledger.judge("different", PROMISED[:6], other=ARRIVED[:6], user="ada")
    assert (given.subject, given.other) == (PROMISED, ARRIVED)


def test_only_what_was_decided_by_a_day(ledger):
    given = ledger.judge("reject", ARRIVED, user="ada")
    assert ledger.judgements(until=given.at[:10]) == [given]
    assert ledger.judgements(until="2020") == []
    assert ledger.reconciled(decided_by="2020").promises[0].fulfilled.low == 400
    with pytest.raises(SettingError):
        ledger.judgements(until="someday")


def test_what_is_decided_in_one_go_is_kept_whole_or_not_at_all(ledger):
    put_right = [
        Decision(verdict="correct", subject=ARRIVED, slot="date", value="2024-01"),
        Decision(verdict="correct", subject=ARRIVED, slot="items.0.quantity", value=50),
    ]
    given = ledger.judge_all(put_right, user="ada", reason="see page 3")
    assert ledger.judgements() == given
    assert [(j.slot, j.at, j.reason) for j in given] == [
        ("date", given[0].at, "see page 3"),
        ("items.0.quantity", given[0].at, "see page 3"),
    ]
    with pytest.raises(SettingError):
        ledger.judge_all([*put_right, Decision(verdict="accept", subject="zz")], user="ada")
    assert ledger.judgements() == given


def test_two_people_decide_at_once(ledger, place):
    def decide(user):
        with Ledger(place) as own:
            for _ in range(5):
                own.judge("accept", ARRIVED, user=user)

    threads = [threading.Thread(target=decide, args=(user,)) for user in ("ada", "bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(j.user for j in ledger.judgements()) == ["ada"] * 5 + ["bo"] * 5
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("praise", ARRIVED, {}), "No verdict 'praise'; the verdicts are: accept"),
        (("accept", "zz", {}), "No claim or document 'zz' in this ledger"),
        (("accept", "wire", {}), "Several ids begin with 'wire', write more: wire/1, wire/2"),
        (("accept", "", {}), "An empty id names no claim"),
        (("correct", "wire/1", {"slot": "date", "value": "2024"}), "No claim 'wire/1'"),
        (("withdraw", ARRIVED, {}), "No judgement"),
        (("same", ARRIVED, {}), "same is about two claims; name both"),
        (("same", ARRIVED, {"other": ARRIVED[:9]}), "was named twice"),
        (("same", ARRIVED, {"other": "zz"}), "No claim 'zz'"),
        (("accept", ARRIVED, {"other": PROMISED}), "accept is about one thing"),
        (("accept", ARRIVED, {"slot": "date"}), "Only correct takes a slot"),
        (("correct", ARRIVED, {}), "correct takes a claim, a slot and a value"),
        (("correct", ARRIVED, {"slot": "stage", "value": "pledge"}), "No slot 'stage' in a delivery"),
        (
            ("correct", ARRIVED, {"slot": "items.0.currency", "value": "XQQ"}),
            "items.0.currency cannot be 'XQQ'; no currency has that ISO 4217 code",
        ),
        (("accept", ARRIVED, {"user": " "}), "needs the name of who decides"),
        (("accept", "\udcff", {}), r"holds '\\udcff', which is no sign of a text"),
        (("accept", ARRIVED, {"reason": "so\0"}), r"holds '\\x00', which is no sign of a text"),
        (
            (
                "correct",
                ARRIVED,
                {"slot": "actors", "value": [{"id": "DEU", "text": "EU", "start": -2, "end": -1}]},
            ),
            "actors cannot rest on 'EU' from -2 to -1: the document does not hold it there",
        ),
    ],
)
def test_what_makes_no_sense_is_not_kept(ledger, arguments, message):
    verdict, subject, fields = arguments
    with pytest.raises(SettingError, match=message):
        ledger.judge(verdict, subject, **{"user": "ada", **fields})
    assert ledger.judgements() == []
