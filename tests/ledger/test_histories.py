"""What the index says of a day that is past is what folding all that was known then says."""

from datetime import UTC, datetime, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.errors import SettingError
from tallystick.ledger import Ledger, PromiseQuery, index_histories, index_then, opened, store
from tallystick.ledger.whole import Whole
from tallystick.reconcile.histories import FIRST
from tallystick.reconcile.homes import part_of

from factories import commitment, delivery, item, reading, statement
from stories import DAYS, named_steps, steps, take, whole

PLACES = count()
ASKED = sorted({*DAYS, "2023-12-31", "2024-01-02", "2024-02-28", "2024-07-01", "2024-12-31", "2026-01-01"})


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    monkeypatch.setattr(opened, "TOLD_FROM", 0)


@given(steps)
@settings(max_examples=12, deadline=None)
def test_promises_of_every_day_are_those_that_the_fold_of_everything_gives(tmp_path_factory, story):
    with Ledger(tmp_path_factory.mktemp("then") / f"{next(PLACES)}.tally") as ledger:
        for step in story:
            take(ledger, step)
        for day in ASKED:
            expected = whole(ledger, day)
            assert ledger.promises(day) == expected
            assert [ledger.promise(p.id, day) for p in expected] == expected
        agrees_on_every_day(ledger)


@given(named_steps)
@settings(max_examples=12, deadline=None)
def test_what_is_followed_on_for_some_alone_is_what_the_fold_of_everything_gives(tmp_path_factory, story):
    with Ledger(tmp_path_factory.mktemp("then") / f"{next(PLACES)}.tally") as ledger:
        for step in story:
            take(ledger, step)
            ledger.promises("2024-06-30")
        assert ledger.promises() == whole(ledger)
        agrees_on_every_day(ledger)


def in_time():
    """Times at which something is decided, a month and a half apart."""
    day = datetime(2024, 1, 5, 12, tzinfo=UTC)
    return (day + timedelta(days=45 * number) for number in count())


@given(steps, st.sampled_from(list(pairwise([*ASKED, None]))), st.sampled_from([*ASKED, None]))
@settings(max_examples=20, deadline=None)
def test_what_differs_between_two_days_is_what_two_folds_differ_in(tmp_path_factory, story, near, far):
    pairs = [near, (near[0], far) if far is None or near[0] <= far else (far, near[0])]
    times = in_time()
    with (
        Ledger(tmp_path_factory.mktemp("then") / f"{next(PLACES)}.tally") as ledger,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(store, "now", lambda: next(times).isoformat(timespec="microseconds"))
        for step in story:
            take(ledger, step)
        found = [(ledger.difference(*pair), ledger.differences(*pair, limit=2)) for pair in pairs]
        patched.setattr(opened, "INDEXED_FROM", 10**9)
        assert found == [(ledger.difference(*pair), ledger.differences(*pair, limit=2)) for pair in pairs]


def test_from_a_day_behind_the_last_report_what_days_alone_change_is_told(place, monkeypatch):
    with Ledger(place) as ledger:
        told = commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"), deadline="2024-06")
        ledger.append(reading("a", told, published="2024-01-10"))
        found = ledger.differences("2026-01-01")
        assert [c.after for one in found.shown for c in one.changes] == ["open"]
        monkeypatch.setattr(opened, "INDEXED_FROM", 10**9)
        assert found == ledger.differences("2026-01-01")


WIRE = (
    "The harbour ministers of nine coastal states met in Lisbon on Thursday and agreed on a common "
    "register of lighthouses, which a small office in Porto will keep up to date from September. "
)


def buses(by, to, number, words, **slots):
    return commitment(by, to, item("vehicles", quantity=number, unit="bus"), words=words, **slots)


@pytest.fixture
def ledger(place):
    with Ledger(place) as made:
        made.append(
            reading("a", buses("DEU", "MDA", 40, "forty", deadline="2024-06"), published="2024-01-10")
        )
        made.append(reading("b", buses("DEU", "UKR", 7, "seven"), published="2024-02-10", publisher="X"))
        arrived = delivery(
            "DEU", "MDA", item("vehicles", quantity=10, unit="bus"), words="ten", date="2024-05-01"
        )
        made.append(reading("c", arrived, published="2024-05-02", publisher="Y"))
        made.append(reading("d", buses("FRA", "MDA", 3, "three"), published="2024-05-03"))
        yield made


def test_a_past_day_is_looked_up_in_every_store(ledger, looked_up):
    expected = {day: whole(ledger, day) for day in (*ASKED, "2024-05-02", "2024-06-30")}
    (promise, *_) = expected["2024-05-02"]
    resting = {day: next((p for p in told if p.id == promise.id), None) for day, told in expected.items()}
    looked_up()
    assert {day: ledger.promises(day) for day in expected} == expected
    assert {day: ledger.promise_of(promise.claims[0], day) for day in expected} == {
        day: one if one and promise.claims[0] in one.claims else None for day, one in resting.items()
    }
    for day in expected:
        assert ledger.promises_beginning(promise.id[:5], day) == [p for p in [resting[day]] if p]
    page = ledger.page(PromiseQuery(recipient="MDA", sort="deadline"), "2024-05-03")
    assert next((p.id, p.status) for p in page.promises) == (promise.id, "partly")
    assert page.total == 2
    assert ledger.page(PromiseQuery(recipient="MDA"), "2024-05-02").total == 1
    assert ledger.page(PromiseQuery(statuses=("overdue",)), "2024-06-30").total == 0
    (overdue,) = ledger.page(PromiseQuery(statuses=("overdue",)), "2024-07-09").promises
    assert (overdue.id, overdue.days_late) == (promise.id, 9)


def test_for_one_promise_no_histories_are_made(ledger, monkeypatch, looked_up):
    (expected, *_) = whole(ledger, "2024-05-02")
    looked_up()
    monkeypatch.setattr(index_histories, "history_of", None)
    assert ledger.promise(expected.id, "2024-05-02") == expected
    assert ledger.promise_of(expected.claims[0], "2024-05-02") == expected
    assert ledger.promises_beginning(expected.id, "2024-05-02") == [expected]


def test_what_differs_is_looked_up(ledger, looked_up):
    ledger.promises("2024-05-02")
    looked_up()
    (changed,) = ledger.difference("2024-05-01", "2024-05-02")
    assert (changed.kind, [c.field for c in changed.changes]) == ("changed", ["fulfilled", "status"])
    assert changed.documents == ("c",)
    assert [d.kind for d in ledger.difference("2024-01-31", "2024-05-03")] == ["changed", "new", "new"]
    assert [d.kind for d in ledger.difference("2024-05-02")] == ["new"]
    assert ledger.difference("2024-05-03", "2024-05-20") == ()


def test_no_more_of_what_differs_is_read_than_is_asked_for(ledger, monkeypatch):
    (changed, *_) = ledger.difference("2024-01-31", "2024-05-03")
    read = []
    records_of = index_then.records_of
    monkeypatch.setattr(
        index_then, "records_of", lambda connection, n, day: read.extend(n) or records_of(connection, n, day)
    )
    found = ledger.differences("2024-01-31", "2024-05-03", 1)
    assert (found.shown, found.counts, found.total) == ((changed,), {"changed": 1, "new": 2}, 3)
    assert len(read) == 2  # the one that changed, as it was on each day


def test_what_was_decided_since_is_what_changed(ledger, monkeypatch, looked_up):
    monkeypatch.setattr(store, "now", lambda: "2024-06-05T08:00:00.000000+00:00")
    (arrived,), (told,) = (ledger.reading(name).claims for name in ("c", "b"))
    ledger.judge("reject", arrived.id, user="ida")
    ledger.judge("correct", told.id, user="ida", slot="deadline", value="2024-12")
    monkeypatch.setattr(opened, "INDEXED_FROM", 10**9)
    pairs = [("2024-06-04", None), ("2024-06-04", "2024-06-05"), ("2024-05-01", "2024-07-01")]
    expected = [ledger.difference(*pair) for pair in pairs]
    assert [[c.reason for c in one.changes] for one in expected[0]] == [["judgements"] * 2, ["judgements"]]
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    ledger.promises("2024-06-04")
    looked_up()
    assert [ledger.difference(*pair) for pair in pairs] == expected


def test_decisions_hold_for_every_day(ledger, looked_up):
    ledger.promises("2024-05-02")
    (arrived,) = ledger.reading("c").claims
    ledger.judge("reject", arrived.id, user="ida")
    expected = {day: whole(ledger, day) for day in ("2024-05-01", "2024-05-02")}
    looked_up()
    assert {day: ledger.promises(day) for day in expected} == expected
    assert [p.removed for p in expected["2024-05-02"]] == [(arrived.id,), ()]


def told_anew(ledger, monkeypatch):
    """Ask for a day that is past; what was followed for it: cells, for whom if not for all, and from when on."""
    followed = []
    history_of, part_history_of = index_histories.history_of, index_histories.part_history_of

    def whole(cell, shelf, said, since):
        followed.append((cell, since))
        return history_of(cell, shelf, said, since)

    def of_some(cell, part, shelf, said, since):
        followed.append((cell, part, since))
        return part_history_of(cell, part, shelf, said, since)

    with monkeypatch.context() as patched:
        patched.setattr(index_histories, "history_of", whole)
        patched.setattr(index_histories, "part_history_of", of_some)
        agrees_on_every_day(ledger)
    return followed


def agrees_on_every_day(ledger):
    """What is looked up of past days is what folding everything gives, and so is what they can be chosen by."""
    for day in ASKED:
        expected = whole(ledger, day)
        assert ledger.promises(day) == expected
        with ledger.glance_at(day) as then:
            if then is not None:
                readings, copies = ledger.known(day), ledger.copies(day)
                assert then.choices() == Whole(readings, ledger.judgements(), copies, day).choices()


GERMAN, FRENCH = (f'["who","vehicles",["{by}"]]' for by in ("DEU", "FRA"))
TO_MOLDOVA, TO_UKRAINE = (part_of((to,)) for to in ("MDA", "UKR"))


def test_only_what_changed_is_followed_and_only_from_the_day_it_became_known(ledger, monkeypatch):
    assert told_anew(ledger, monkeypatch) == [(GERMAN, FIRST), (FRENCH, FIRST)]
    assert told_anew(ledger, monkeypatch) == []
    ledger.append(reading("e", buses("FRA", "MDA", 3, "again"), published="2024-05-20"))
    assert told_anew(ledger, monkeypatch) == [(FRENCH, TO_MOLDOVA, "2024-05-20")]
    ledger.append(reading("f", statement(), published="2024-06-20"))
    assert told_anew(ledger, monkeypatch) == []
    ledger.append(reading("g", buses("DEU", "UKR", 9, "nine"), published="2024-03-01"))
    ledger.append(reading("h", buses("DEU", "UKR", 8, "eight"), published="2024-02-20"))
    assert told_anew(ledger, monkeypatch) == [(GERMAN, TO_UKRAINE, "2024-02-20")]
    ledger.judge("reject", ledger.reading("a").claims[0].id, user="ida")
    assert told_anew(ledger, monkeypatch) == [(GERMAN, FIRST)]


def test_where_what_is_promised_to_some_depends_on_others_all_is_followed_anew(ledger, monkeypatch):
    told_anew(ledger, monkeypatch)
    ledger.append(reading("e", buses("DEU", (), 40, "forty again"), published="2024-03-20"))
    assert told_anew(ledger, monkeypatch) == [(GERMAN, "2024-03-20")]
    ledger.append(reading("f", buses("DEU", "UKR", 9, "nine"), published="2024-04-01"))
    assert told_anew(ledger, monkeypatch) == [(GERMAN, "2024-04-01")]
    ledger.append(reading("e", buses("DEU", "MDA", 40, "forty again"), published="2024-03-21"))
    told_anew(ledger, monkeypatch)


def test_what_leaves_open_who_gives_is_met_by_what_is_followed_alone(ledger, monkeypatch):
    ledger.append(reading("e", buses("DEU", "UKR", 500, "many"), published="2024-03-01"))
    told_anew(ledger, monkeypatch)
    ledger.append(reading("f", buses((), "UKR", 500, "as many"), published="2024-04-01"))
    assert (GERMAN, TO_UKRAINE, "2024-04-01") in told_anew(ledger, monkeypatch)
    ledger.append(reading("g", buses((), (), 500, "anybody"), published="2024-04-10"))
    told_anew(ledger, monkeypatch)


def test_a_copy_counts_from_the_day_it_came_out(ledger, monkeypatch):
    told = buses("DEU", "MDA", 40, "forty", deadline="2024-06")
    ledger.append(reading("w", told, published="2024-03-01", text=WIRE * 3, agency="REUTERS"))
    told_anew(ledger, monkeypatch)
    ledger.append(reading("x", told, published="2024-03-05", text=WIRE * 3, publisher="Z"))
    assert told_anew(ledger, monkeypatch) == [(GERMAN, TO_MOLDOVA, "2024-03-05")]
    ledger.append(reading("v", statement(), published="2024-02-20", text=WIRE * 3, publisher="V"))
    told_anew(ledger, monkeypatch)
    for day in ("2024-03-01", "2024-03-04", "2024-03-05"):
        assert ledger.promises(day) == whole(ledger, day)


def test_a_day_on_which_a_text_counted_that_was_replaced_is_folded(ledger, looked_up):
    ledger.append(reading("d", buses("FRA", "MDA", 5, "five"), published="2024-06-03"))
    for day in ("2024-05-02", "2024-05-03", "2024-06-02", "2024-06-03"):
        assert ledger.promises(day) == whole(ledger, day)
    expected = whole(ledger, "2024-06-03")
    looked_up()
    assert ledger.promises("2024-06-03") == expected
    with pytest.raises(AssertionError, match="the whole ledger"):
        ledger.promises("2024-05-03")
    german = next(p for p in expected if "a" in p.documents)
    assert ledger.promise(german.id, "2024-05-03").documents == ("a", "c")
    assert ledger.promise_of(german.claims[0], "2024-05-03").documents == ("a", "c")


def test_after_a_text_was_replaced_days_are_looked_up_again_also_where_a_report_was_refuted(
    ledger, looked_up
):
    ledger.append(reading("d", buses("FRA", "MDA", 5, "five"), published="2024-06-03"))
    ledger.judge("reject", "b", user="ida")
    expected = {day: whole(ledger, day) for day in ("2024-02-11", "2024-06-04")}
    ledger.promises("2024-06-04")
    looked_up()
    assert {day: ledger.promises(day) for day in expected} == expected
    with ledger.glance_at("2024-06-04") as then:
        claims = [claim for promise in expected["2024-06-04"] for claim in promise.claims]
        assert set(then.evidence(claims)) == set(claims)
        assert all(then.why(promise) for promise in expected["2024-06-04"])
        assert {d for voice in then.voices(claims) for d in voice.documents} == {"a", "c", "d"}
        assert then.claims_of(ledger.reading("b"))[1] == {claim.id for claim in ledger.reading("b").claims}


def test_a_ledger_that_may_only_be_read_is_folded_for_a_past_day(ledger, monkeypatch):
    ledger.promises()
    monkeypatch.setattr(ledger._access, "is_writable", False)
    assert ledger.promises("2024-05-02") == whole(ledger, "2024-05-02")
    assert ledger.page(PromiseQuery(), "2024-05-02").total == 2
    with ledger.glance_at("2024-05-02") as then:
        assert then is None


def test_a_day_that_is_none_is_refused(ledger):
    for asked in (lambda: ledger.page(PromiseQuery(), "noon"), lambda: ledger.promises("noon")):
        with pytest.raises(SettingError, match="noon"):
            asked()
