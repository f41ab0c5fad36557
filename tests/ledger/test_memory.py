"""What was read once is kept for who asks next, and no more than there is room for."""

from types import SimpleNamespace

from sqlalchemy import event
from tallystick.ledger import Ledger, opened, sqlite
from tallystick.ledger.shelf import Memory, Shelf

from factories import commitment, item, reading


def row(version, last):
    return SimpleNamespace(version=version, last=last)


def test_that_asked_for_longest_ago_is_let_go_first():
    memory = Memory(most=2).readings
    memory.keep({(1, 1): "a", (2, 2): "b"})
    memory.known([row(1, 1)])
    memory.keep({(3, 3): "c"})
    assert memory.known([row(1, 1), row(2, 2), row(3, 3)]) == {(1, 1): "a", (3, 3): "c"}


def test_a_report_that_was_read_again_is_another():
    memory = Memory().readings
    memory.keep({(1, 1): "first"})
    assert memory.known([row(1, 5)]) == {}


def test_a_report_is_read_once_for_two_questions(tmp_path, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    asked = []
    read = Shelf._entries
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append(reading("a", commitment("NOR", "UKR", item("vehicles", quantity=40, unit="bus"))))
        [claim] = ledger.known()[0].claims
        ledger.promises()
        monkeypatch.setattr(
            Shelf, "_entries", lambda shelf, of, values: asked.extend(values) or read(shelf, of, values)
        )
        told = [_told(ledger, claim.id), _told(ledger, claim.id)]
    assert told == [claim, claim]
    assert len(asked) == len(set(asked)) > 0


def _told(ledger, claim):
    with ledger.glance() as glance:
        return glance.evidence([claim])[claim][1]


def test_a_report_is_read_once_for_two_questions_on_a_day_that_is_past(tmp_path, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    monkeypatch.setattr(opened, "TOLD_FROM", 0)
    asked = []
    read = Shelf._read
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append(reading("a", commitment("NOR", "UKR", item("vehicles", quantity=40, unit="bus"))))
        [claim] = ledger.known()[0].claims
        ledger.promises("2024-06-30")
        monkeypatch.setattr(Shelf, "_read", lambda shelf, rows: asked.extend(rows) or read(shelf, rows))
        for _ in range(2):
            with ledger.glance_at("2024-06-30") as then:
                assert then.evidence([claim.id])[claim.id][1] == claim
                assert then.readings(["a"])[0].claims == (claim,)
    assert len(asked) == len({(row.version, row.last) for row in asked}) > 0


def test_a_reader_keeps_less_of_the_file_than_a_writer(tmp_path):
    def kept(transaction):
        with transaction as connection:
            return -connection.exec_driver_sql("PRAGMA cache_size").scalar()

    with Ledger(tmp_path / "a.tally") as ledger:
        access = ledger._access
        assert [kept(access.reading()), kept(access.writing()), kept(access.reading())] == [
            sqlite.READING_CACHE_KIB,
            sqlite.CACHE_KIB,
            sqlite.READING_CACHE_KIB,
        ]


def test_how_large_a_ledger_is_is_asked_until_it_is_large(tmp_path, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 2)
    asked = []
    with Ledger(tmp_path / "a.tally") as ledger:
        assert not ledger.is_large()
        ledger.append(reading("a", commitment("NOR", "UKR", item("vehicles", quantity=5, unit="truck"))))
        assert ledger.is_large()
        event.listen(ledger._access._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        assert ledger.is_large()
    assert asked == []


def test_who_asks_gets_the_connection_that_was_let_go_last(tmp_path):
    def behind(connection):
        return connection.connection.driver_connection

    with Ledger(tmp_path / "a.tally") as ledger, ledger._access.reading() as first:
        with ledger._access.reading() as second:
            assert behind(second) is not behind(first)
            last = behind(second)
            with ledger._access.reading() as third:
                assert behind(third) not in (last, behind(first))
        with ledger._access.reading() as again:
            assert behind(again) is last
