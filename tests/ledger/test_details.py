"""What is asked of single claims and reports is the same, whether it is looked up or everything is read."""

import pytest
from tallystick.errors import SettingError
from tallystick.ledger import Ledger, opened

from factories import commitment, delivery, item, reading, statement

DAYS = (None, "2024-02-01", "2024-02-15", "2024-06")
WIRE = (
    "The harbour ministers of nine coastal states met in Lisbon on Thursday and agreed on a common "
    "register of lighthouses, which a small office in Porto will keep up to date from September. "
)


@pytest.fixture(autouse=True, params=[0, 10**9], ids=["indexed", "plain"])
def _start(request, monkeypatch):
    """From how many entries on a ledger is asked through its index."""
    monkeypatch.setattr(opened, "INDEXED_FROM", request.param)


@pytest.fixture
def ledger(place):
    buses = item("vehicles", quantity=40, unit="bus")
    told = commitment("DEU", "MDA", buses, deadline="2024-06", words="forty buses")
    arrived = delivery("DEU", "MDA", item("vehicles", quantity=10, unit="bus"), words="ten buses")
    with Ledger(place) as made:
        made.append(reading("first", told, published="2024-01-10", publisher="X"))
        made.append(reading("wire", statement(), published="2024-01-20", text=WIRE * 3, agency="REUTERS"))
        made.append(reading("again", statement(), published="2024-02-10", text=WIRE * 3, publisher="Y"))
        made.append(reading("later", arrived, published="2024-05-02", publisher="Z"))
        made.append(reading("nothing", published="2024-05-03"))
        yield made


def ids(ledger):
    return {
        document.id: [c.id for c in ledger.reading(document.id).claims] for document in ledger.documents()
    }


def test_a_reading_is_found_by_its_document(ledger):
    by_id = {r.document.id: r for r in ledger.readings()}
    assert {name: ledger.reading(name) for name in by_id} == by_id
    assert ledger.reading("first", "2024-01-09") is None
    assert ledger.reading("first", "2024-01") == by_id["first"]
    assert ledger.reading("no such") is None


def test_the_version_of_a_day_is_found(ledger):
    ledger.append(reading("first", statement(), published="2024-03-01"))
    assert ledger.reading("first").document.published == "2024-03-01"
    assert ledger.reading("first", "2024-02").document.published == "2024-01-10"


def test_evidence_is_a_claim_with_its_document(ledger):
    known = ids(ledger)
    (told,), (arrived,) = known["first"], known["later"]
    found = ledger.evidence([told, arrived, "no such"])
    assert {key: document.id for key, (document, _) in found.items()} == {told: "first", arrived: "later"}
    assert {key: claim.id for key, (_, claim) in found.items()} == {told: told, arrived: arrived}
    assert set(ledger.evidence([told, arrived], "2024-05-01")) == {told}


def test_evidence_is_as_people_corrected_it(ledger):
    ((told,), (arrived,)) = (ids(ledger)[name] for name in ("first", "later"))
    ledger.judge("correct", told, user="ida", slot="deadline", value="2024-12")
    ledger.judge("reject", arrived, user="ida")
    for day in (None, "2024-06"):
        found = ledger.evidence([told, arrived], day)
        assert found[told][1].deadline == "2024-12"
        assert found[arrived] == (ledger.document("later"), ledger.claim(arrived))


def test_the_promise_of_a_claim(ledger):
    ((told,), (arrived,)) = (ids(ledger)[name] for name in ("first", "later"))
    (promise,) = ledger.promises()
    assert ledger.promise_of(told) == ledger.promise_of(arrived) == promise
    (sooner,) = ledger.promises("2024-02-01")
    assert ledger.promise_of(told, "2024-02-01") == sooner
    assert ledger.promise_of(arrived, "2024-02-01") is None
    assert ledger.promise_of(told, "2024-01-09") is None
    assert ledger.promise_of(ids(ledger)["wire"][0]) is None
    assert ledger.promise_of("no such") is None


def test_promises_are_found_by_the_start_of_their_id(ledger):
    (promise,) = ledger.promises()
    for start in ("", promise.id[:6], promise.id):
        assert ledger.promises_beginning(start) == [promise]
        assert ledger.promises_beginning(start, "2024-02-01") == ledger.promises("2024-02-01")
        assert ledger.promises_beginning(start, "2024-01-09") == []
    assert ledger.promises_beginning("no such") == ledger.promises_beginning("z") == []


def test_why_takes_a_promise_that_is_at_hand(ledger):
    for day in (None, "2024-02-01"):
        (promise,) = ledger.promises(day)
        assert ledger.why(promise, "quantity", day) == ledger.why(promise.id, "quantity", day) != ()
    assert ledger.why("no such") == ()


def test_the_promise_of_a_claim_that_people_took_out(ledger):
    (told,) = ids(ledger)["first"]
    ledger.judge("reject", told, user="ida")
    assert ledger.promise_of(told) is None
    assert ledger.promise_of(told, "2024-02-01") is None


@pytest.mark.parametrize("day", DAYS)
def test_copies_of_a_document_are_those_of_the_whole(ledger, day):
    groups = ledger.copies(day)
    assert [group.documents for group in groups] == ([] if day == "2024-02-01" else [("wire", "again")])
    for name in ("wire", "again"):
        assert ledger.copies_of(name, day) == (groups[0] if groups else None)
    assert ledger.copies_of("first", day) is None
    assert ledger.copies_of("no such", day) is None


def test_copies_of_a_text_that_was_replaced(ledger):
    ledger.append(reading("again", statement(), published="2024-03-01", text="Quite another text."))
    assert ledger.copies() == ()
    assert [group.documents for group in ledger.copies("2024-02-15")] == [("wire", "again")]


@pytest.mark.parametrize("day", DAYS)
def test_voices_are_those_that_were_heard(ledger, day):
    every = [claim for some in ids(ledger).values() for claim in some]
    found = ledger.voices(every, day)
    known = {"first", "wire", "again", "later"} if day in (None, "2024-06") else {"first", "wire"}
    known |= {"again"} if day == "2024-02-15" else set()
    assert {name for voice in found for name in voice.documents} == known
    assert all("again" not in voice.originals for voice in found)


def test_a_day_that_is_none_is_refused(ledger):
    (told,) = ids(ledger)["first"]
    for asked in (
        lambda: ledger.reading("first", "noon"),
        lambda: ledger.evidence([told], "noon"),
        lambda: ledger.promise_of(told, "noon"),
        lambda: ledger.copies("noon"),
        lambda: ledger.voices([told], "noon"),
    ):
        with pytest.raises(SettingError, match="noon"):
            asked()


def test_doubts_are_what_nobody_decided(ledger):
    unsure = commitment(
        "FRA", "MDA", item("vehicles", quantity=3, unit="bus"), words="perhaps three", confidence=0.5
    )
    told = reading("unsure", unsure, published="2024-05-09")
    ledger.append(told)
    (unsure,) = told.claims
    (doubt,) = [d for d in ledger.doubts() if d.claims == (unsure.id,)]
    assert (doubt.kind, doubt.weight) == ("claim", 0.5)
    assert ledger.doubts(limit=0) == []
    ledger.judge("accept", unsure.id, user="ida")
    assert [d for d in ledger.doubts() if unsure.id in d.claims] == []
    ledger.judge("withdraw", ledger.judgements()[0].id, user="ida")
    assert doubt in ledger.doubts()


def test_what_was_read_after_an_entry_is_told_the_last_first(ledger):
    before = ledger.head().seq
    for name in ("late/1", "late/2", "late/3"):
        ledger.append(reading(name, statement(f"{name} speaks")))
    assert ledger.read_after(before, 10) == ["late/3", "late/2", "late/1"]
    assert ledger.read_after(before, 2) == ["late/3", "late/2"]
    assert ledger.read_after(ledger.head().seq, 10) == []
