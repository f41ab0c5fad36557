"""What ``verify`` finds beyond the chain, and that nothing damaged is served."""

import json

import pytest
from sqlalchemy import select
from tallystick.errors import LedgerError
from tallystick.ledger import BrokenEntry, Ledger
from tallystick.ledger.entries import Draft, chained
from tallystick.ledger.schema import entries
from tallystick.model.canonical import canonical_json, content_hash

from behind import behind
from factories import commitment, delivery, item, reading, statement

PROMISE = commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"), words="will hand over")


@pytest.fixture
def filled(place):
    """Entries 1 to 4 are a document, its two claims and its reading; 5 to 7 another report."""
    with Ledger(place) as ledger:
        ledger.append(reading("a", PROMISE, delivery("DEU", "MDA")))
        ledger.append(reading("b", statement("We keep our word")))
    return place


def rows(place):
    with Ledger(place) as ledger:
        return [json.loads(line) for line in list(ledger.export_lines())[1:]]


def rewrite(place, change):
    """Write the whole chain anew with changed payloads, as a forger with patience would."""
    previous, statements = "0" * 64, []
    entries = rows(place)
    for entry in entries:
        change(entry)
        payload = canonical_json(entry["payload"])
        digest = chained(previous, Draft(entry["kind"], entry["key"], entry["subject"], payload))
        values = {
            "payload": payload,
            "key": entry["key"],
            "subject": entry["subject"],
            "previous": previous,
            "hash": digest,
        }
        sets = ", ".join(f"{name} = '{value}'" for name, value in values.items())
        statements.append(f"UPDATE entries SET {sets}, checksum = NULL WHERE seq = {entry['seq']}")
        previous = digest
    behind(place, *statements)


def test_a_sound_ledger_has_no_faults(filled):
    with Ledger(filled) as ledger:
        assert ledger.verify() == []


def test_an_empty_ledger_has_no_faults(place):
    with Ledger(place) as ledger:
        assert ledger.verify() == []


def test_a_span_that_the_document_does_not_hold_is_found(filled):
    def change(entry):
        if entry["seq"] == 2:
            entry["payload"]["claim"]["evidence"]["text"] = "will sell"

    rewrite(filled, change)
    with Ledger(filled) as ledger:
        (broken,) = ledger.verify()
    assert broken.seq == 2
    assert broken.reason.startswith("its document does not hold 'will sell' from ")


@pytest.mark.parametrize("slot", ["actors", "recipients", "items"])
def test_every_span_of_a_claim_is_compared(filled, slot):
    def change(entry):
        if entry["seq"] == 2:
            entry["payload"]["claim"][slot][0]["start"] += 1

    rewrite(filled, change)
    with Ledger(filled) as ledger:
        assert [b.seq for b in ledger.verify()] == [2]


def test_a_claim_of_a_document_that_is_not_there_is_found(filled):
    def change(entry):
        if entry["kind"] == "claim" and entry["seq"] == 2:
            entry["payload"]["document"] = "f" * 64
            entry["key"] = content_hash(["claim", "f" * 64, entry["subject"]])

    rewrite(filled, change)
    with Ledger(filled) as ledger:
        assert ledger.verify()[0] == BrokenEntry(2, "its document is not in the ledger")


def test_a_reading_of_a_claim_that_is_not_there_is_found(filled):
    def change(entry):
        if entry["seq"] == 7:
            entry["payload"]["claims"].append("0123456789abcdef")
            entry["key"] = content_hash(["reading", entry["payload"]])

    rewrite(filled, change)
    with Ledger(filled) as ledger:
        assert ledger.verify() == [BrokenEntry(7, "its claim 0123456789abcdef is not in the ledger")]


def test_a_document_without_its_text_is_found(filled):
    def change(entry):
        if entry["seq"] == 5:
            del entry["payload"]["text"]
            entry["key"] = content_hash(entry["payload"])

    rewrite(filled, change)
    with Ledger(filled) as ledger:
        assert BrokenEntry(5, "its payload lacks what such an entry holds") in ledger.verify()


def test_claims_told_long_after_their_document_are_compared_too(place, monkeypatch):
    monkeypatch.setattr("tallystick.ledger.verification._REMEMBERED", 1)
    with Ledger(place) as ledger:
        first = reading("a", PROMISE, text="Germany will hand over 40 buses to Moldova. 40.0 bus 40 bus")
        ledger.append(reading("a", text=first.document.text))
        ledger.append_all(reading(f"r{n}", statement(f"Sentence {n}")) for n in range(5))
        ledger.append(first)
        assert ledger.verify() == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda ledger, _: ledger.document("a"),
        lambda ledger, claim: ledger.document_of(claim),
        lambda ledger, _: ledger.readings(),
        lambda ledger, _: ledger.promises(),
        lambda ledger, _: list(ledger.export_lines()),
    ],
)
def test_a_changed_text_is_not_served(filled, ask):
    claim = rows(filled)[1]["subject"]
    behind(filled, "UPDATE entries SET payload = replace(payload, 'Report a', 'Report x') WHERE seq = 1")
    with Ledger(filled) as ledger, pytest.raises(LedgerError, match=r"restore it from a copy"):
        ask(ledger, claim)


def test_a_changed_claim_is_not_served(filled):
    claim = rows(filled)[1]["subject"]
    behind(filled, "UPDATE entries SET payload = replace(payload, '40', '41') WHERE seq = 2")
    with (
        Ledger(filled) as ledger,
        pytest.raises(LedgerError, match=r"holds entries that were changed \(entry 2\); restore it"),
    ):
        ledger.claim(claim)


def test_when_an_entry_was_recorded_is_covered_too(filled):
    behind(filled, "UPDATE entries SET recorded_at = '2031' WHERE seq = 3")
    with Ledger(filled) as ledger:
        assert ledger.verify() == [BrokenEntry(3, "what stands beside its content is not what was written")]
        with pytest.raises(LedgerError, match="is damaged at entry 3: what stands beside its content"):
            list(ledger.export_lines())
        with pytest.raises(LedgerError, match=r"holds entries that were changed \(entry 3\); restore it"):
            ledger.readings()


def test_entries_of_an_older_program_have_no_checksum_and_are_read(filled):
    behind(filled, "UPDATE entries SET checksum = NULL")
    with Ledger(filled) as ledger:
        assert ledger.verify() == []
        assert len(ledger.readings()) == 2


def test_every_new_entry_has_a_checksum(filled):
    with Ledger(filled) as ledger, ledger._access.reading() as connection:
        assert None not in connection.execute(select(entries.c.checksum)).scalars().all()


def test_entries_of_which_one_is_missing_are_not_served(filled):
    behind(filled, "DELETE FROM entries WHERE seq = 3")
    with Ledger(filled) as ledger, pytest.raises(LedgerError, match=r"were changed \(entry 4\); restore it"):
        ledger.readings()
