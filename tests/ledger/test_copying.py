"""What a ledger remembers of copies; every test runs over a file and over a server."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from tallystick.ledger import Ledger, copying
from tallystick.ledger.schema import copy_comparisons, copy_fingerprints
from tallystick.reconcile import find_copies
from tallystick.reconcile.copies import fingerprint

from behind import behind
from factories import delivery, item, reading

BUSES = item("vehicles", quantity=10, unit="bus")
WORDS = "Ten buses from Germany reached Moldova on Friday, the ministry in Chisinau said; thirty more are due by June."


def told(name, text, day):
    made = reading(name, delivery("DEU", "MDA", BUSES), text=text, published=f"2024-01-0{day}")
    return replace(made, document=replace(made.document, blocks=()))


@pytest.fixture
def kept(place):
    with Ledger(place) as ledger:
        ledger.append(told("a", WORDS, 1))
        ledger.append(told("b", f"{WORDS} This is all.", 2))
        ledger.append(told("c", "Ten buses came to town.", 3))
        yield ledger


def rows(ledger, table):
    with ledger._access.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


def refuse(*_):
    raise AssertionError("worked out again")


def test_copies_are_those_of_all_documents(kept):
    assert kept.copies() == find_copies(kept.documents())
    assert [group.documents for group in kept.copies()] == [("a", "b")]


def test_the_next_program_need_not_work_it_out_again(kept, place, monkeypatch):
    found = kept.copies()
    assert (rows(kept, copy_fingerprints), rows(kept, copy_comparisons)) == (3, 1)
    monkeypatch.setattr(copying, "fingerprint", refuse)
    monkeypatch.setattr(copying, "compare", refuse)
    with Ledger(place) as again:
        assert again.copies() == kept.copies() == found


def test_only_what_is_new_is_worked_out(kept, place, monkeypatch):
    earlier = kept.copies()
    made = []
    monkeypatch.setattr(copying, "fingerprint", lambda d: made.append(d.id) or fingerprint(d))
    with Ledger(place) as again:
        again.append(told("d", f"So it was. {WORDS}", 4))
        assert [group.documents for group in again.copies()] == [("a", "b", "d")]
        assert again.copies("2024-01-03") == earlier
    assert made == ["d"]


def test_another_method_works_it_out_again(kept, place, monkeypatch):
    kept.copies()
    monkeypatch.setattr(copying, "method", lambda: "0" * 64)
    with Ledger(place) as again:
        assert again.copies() == kept.copies()
    assert rows(kept, copy_fingerprints) == 6


def test_two_programs_may_remember_the_same(kept, place):
    with Ledger(place) as one, Ledger(place) as other:
        one._copies._load()
        other._copies._load()
        assert one.copies() == other.copies()
    assert rows(kept, copy_fingerprints) == 3


def test_what_is_remembered_may_be_forgotten(kept, place):
    found = kept.copies()
    behind(place, "DELETE FROM copy_fingerprints", "DELETE FROM copy_comparisons")
    with Ledger(place) as again:
        assert again.copies() == found


def test_it_is_no_part_of_what_the_ledger_knows(kept):
    before = kept.head(), kept.verify(), list(kept.export_lines())
    kept.copies()
    assert (kept.head(), kept.verify(), list(kept.export_lines())) == before


def test_where_it_cannot_be_kept_it_is_worked_out(kept, monkeypatch):
    monkeypatch.setattr(kept._access, "is_writable", False)
    assert [group.documents for group in kept.copies()] == [("a", "b")]
    assert rows(kept, copy_fingerprints) == 0
