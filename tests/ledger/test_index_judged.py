"""What people decided is laid over what is looked up, as it is over everything."""

import pytest
from tallystick.ledger import Ledger, opened

from factories import commitment, delivery, item, reading, statement

DAYS = (None, "2024-01-15", "2024-02-01", "2024-02-20", "2024-06")
WIRE = (
    "The minister promised forty buses for the schools of the north, which are to arrive before the summer, and "
    "thanked the drivers who will take them across two borders and a long mountain road in the coming weeks. "
)


@pytest.fixture
def ledger(place, monkeypatch):
    """A ledger that is asked through its index; ``whole`` asks the same without."""
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    buses = item("vehicles", quantity=40, unit="bus")
    told = commitment("DEU", "MDA", buses, deadline="2024-06", words="forty buses")
    again = commitment("DEU", "MDA", buses, deadline="2024-06", words="the forty buses")
    other = commitment("DEU", "MDA", item("vehicles", quantity=75, unit="bus"), words="seventy-five")
    arrived = delivery("DEU", "MDA", item("vehicles", quantity=10, unit="bus"), words="ten buses")
    french = commitment("FRA", "MDA", item("vehicles", quantity=3, unit="truck"), words="three trucks")
    with Ledger(place) as made:
        made.append(reading("first", told, published="2024-01-10", publisher="X"))
        made.append(reading("wire", again, published="2024-01-20", text=WIRE * 3, agency="REUTERS"))
        made.append(reading("copy", again, published="2024-02-10", text=WIRE * 3, publisher="Y"))
        made.append(reading("other", other, published="2024-02-15", publisher="Z"))
        made.append(reading("later", arrived, published="2024-05-02", publisher="Z"))
        made.append(reading("french", french, statement(), published="2024-05-03"))
        yield made


def claim(ledger, document):
    return ledger.reading(document).claims[0].id


def corrected(ledger):
    ledger.judge("correct", claim(ledger, "first"), user="ida", slot="deadline", value="2024-12")


def rejected(ledger):
    ledger.judge("reject", claim(ledger, "later"), user="ida")
    ledger.judge("reject", claim(ledger, "french"), user="ida")


def rejected_first(ledger):
    ledger.judge("reject", claim(ledger, "first"), user="ida")


def refuted(ledger):
    ledger.judge("reject", "wire", user="ida")


def accepted_after(ledger):
    refuted(ledger)
    ledger.judge("accept", claim(ledger, "copy"), user="ben")


def held_together(ledger):
    ledger.judge("same", claim(ledger, "first"), other=claim(ledger, "other"), user="ida")


def kept_apart(ledger):
    ledger.judge("different", claim(ledger, "first"), other=claim(ledger, "wire"), user="ida")


def taken_back(ledger):
    rejected(ledger)
    refuted(ledger)
    for judgement in ledger.judgements()[1:]:
        ledger.judge("withdraw", judgement.id, user="ida")


DECISIONS = (
    corrected, rejected, rejected_first, refuted, accepted_after, held_together, kept_apart, taken_back,
)  # fmt: skip


@pytest.fixture(params=DECISIONS, ids=lambda decide: decide.__name__)
def decided(request, ledger):
    request.param(ledger)
    return ledger


@pytest.fixture
def claims(decided):
    return sorted(c.id for r in decided.readings() for c in r.claims)


def answers(ledger, claims, promises, day):
    return {
        "evidence": dict(ledger.evidence(claims, day)),
        "voices": ledger.voices(claims, day),
        "promises": [ledger.promise(p.id, day) for p in promises],
        "why": [ledger.why(p, None, day) for p in promises],
        "resting": {c: ledger.promise_of(c, day) for c in claims},
    }


def test_what_is_looked_up_is_what_the_whole_says(decided, claims, monkeypatch):
    told = {day: decided.promises(day) for day in DAYS}
    found = {day: answers(decided, claims, promises, day) for day, promises in told.items()}
    monkeypatch.setattr(opened, "INDEXED_FROM", 10**9)
    for day, promises in told.items():
        assert found[day] == answers(decided, claims, promises, day)
        assert found[day]["promises"] == promises
        assert all(found[day]["why"])


def test_nothing_else_is_read(decided, claims, looked_up):
    told = {day: decided.promises(day) for day in DAYS}
    looked_up()
    for day, promises in told.items():
        decided.evidence(claims, day)
        decided.voices(claims, day)
        assert all(decided.why(promise, None, day) for promise in promises)


def test_a_promise_of_a_day_is_looked_up(ledger, looked_up):
    corrected(ledger)
    rejected(ledger)
    (promise,) = ledger.promises("2024-01-15")
    first, later, french = (claim(ledger, name) for name in ("first", "later", "french"))
    looked_up()
    assert ledger.promise(promise.id, "2024-01-15") == ledger.promise_of(first, "2024-01-15") == promise
    assert ledger.promise_of(french, "2024-06") is None
    assert ledger.promise_of(later, "2024-06") is None


def test_the_promise_that_a_claim_rested_on_in_another_cell_is_looked_up(ledger, looked_up):
    trains = item("vehicles", quantity=900, unit="train")
    unnamed = commitment((), "MDA", trains, words="nine hundred")
    ledger.append(reading("open", unnamed, published="2024-03-01"))
    ledger.append(reading("named", commitment("FRA", "MDA", trains, words="900"), published="2024-04-01"))
    days = ("2024-03-15", "2024-04-15")
    found = [next(p for p in ledger.reconciled(day).promises if "open" in p.documents) for day in days]
    assert [[actor.key for actor in p.actors] for p in found] == [[], ["FRA"]]
    told = claim(ledger, "open")
    ledger.promises()
    looked_up()
    assert [ledger.promise_of(told, day) for day in days] == found


def test_a_replaced_text_may_have_been_a_copy_of_what_was_refuted(ledger):
    refuted(ledger)
    copied = claim(ledger, "copy")
    ledger.append(reading("copy", statement(), published="2024-03-01", text="Quite another text."))
    assert ledger.promise_of(copied, "2024-02-20") is None
    assert all(copied not in p.claims for p in ledger.promises("2024-02-20"))
    assert set(ledger.evidence([copied], "2024-02-20")) == {copied}
