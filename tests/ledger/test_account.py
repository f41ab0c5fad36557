"""All that a ledger says, taken along at once."""

import pytest
from tallystick.ledger import Ledger, opened

from factories import actor, commitment, delivery, item, reading, statement


@pytest.fixture
def ledger(tmp_path):
    shells = item(quantity=1_000_000.0, unit="shell")
    said = statement("No troops", actor("DEU"), concept="send-troops", stance="against")
    with Ledger(tmp_path / "a.tally") as made:
        made.append(reading("a", commitment("EU", "UKR", shells), said, published="2023-03-20"))
        made.append(reading("b", delivery("EU", "UKR", shells, date="2024-04-01"), published="2024-04-02"))
        made.judge("accept", made.claims()[0].id, user="Ana")
        yield made


@pytest.mark.parametrize("indexed_from", [0, 1_000_000])
@pytest.mark.parametrize("as_of", [None, "2023-12-31"])
def test_an_account_is_what_the_single_questions_answer(as_of, indexed_from, ledger, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", indexed_from)
    told = ledger.account(as_of)
    assert list(told.readings) == ledger.known(as_of)
    assert list(told.promises) == ledger.promises(as_of)
    assert told.concepts == ledger.positions(as_of=as_of)
    assert told.copies == ledger.copies(as_of)
    assert list(told.judgements) == ledger.judgements()
    assert told.promises
    assert told.concepts


def test_an_account_reads_the_entries_once(ledger, monkeypatch):
    times = []
    whole = opened.all_readings
    monkeypatch.setattr(opened, "all_readings", lambda *given: times.append(1) or whole(*given))
    ledger.account()
    assert len(times) == 1
