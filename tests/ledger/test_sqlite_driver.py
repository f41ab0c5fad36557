"""APSW's connections and cursors as SQLAlchemy expects them."""

import apsw
import pytest
from apsw import sqlite_extra
from tallystick.errors import LedgerError
from tallystick.ledger import sqlite_driver
from tallystick.ledger.sqlite_driver import Connection


@pytest.fixture
def connection(tmp_path):
    opened = Connection((tmp_path / "some.db").as_uri(), patience_seconds=0)
    opened.execute("CREATE TABLE words (number INTEGER PRIMARY KEY, word TEXT)")
    opened.cursor().executemany("INSERT INTO words (word) VALUES (?)", [("one",), ("two",), ("three",)])
    yield opened
    opened.close()


@pytest.mark.parametrize("condition", ["1", "0"])
def test_the_columns_are_told_whether_there_are_rows_or_not(connection, condition):
    cursor = connection.cursor()
    cursor.execute(f"SELECT number, word AS said FROM words WHERE {condition}")
    cursor.fetchall()
    assert [name for name, *_ in cursor.description] == ["number", "said"]


def test_what_gives_no_rows_has_no_columns(connection):
    cursor = connection.cursor()
    cursor.execute("SELECT 1")
    cursor.execute("UPDATE words SET word = 'some' WHERE number > 1")
    assert (cursor.description, cursor.rowcount) == (None, 2)
    cursor.execute("INSERT INTO words (word) VALUES ('four')")
    assert cursor.lastrowid == 4
    cursor.execute("SELECT 1")
    cursor.executemany("INSERT INTO words (word) VALUES (?)", [("five",)])
    assert cursor.description is None


def test_rows_come_one_by_one_in_portions_and_all_at_once(connection):
    cursor = connection.cursor()
    cursor.execute("SELECT word FROM words ORDER BY number")
    assert cursor.fetchone() == ("one",)
    assert cursor.fetchmany(1) == [("two",)]
    assert cursor.fetchmany(5) == [("three",)]
    assert cursor.fetchone() is None
    assert cursor.fetchall() == []


@pytest.mark.parametrize("fetch", ["fetchone", "fetchmany", "fetchall"])
def test_a_text_that_is_none_is_damage(connection, fetch):
    cursor = connection.cursor()
    cursor.execute("SELECT CAST(x'66FF' AS TEXT)")
    with pytest.raises(apsw.CorruptError):
        getattr(cursor, fetch)()


def test_what_is_not_kept_is_undone(connection):
    connection.rollback()
    connection.commit()  # nothing was begun
    connection.execute("BEGIN")
    connection.execute("DELETE FROM words")
    connection.rollback()
    connection.execute("BEGIN")
    connection.execute("DELETE FROM words WHERE number = 1")
    connection.commit()
    assert connection.execute("SELECT count(*) FROM words").fetchall() == [(2,)]


def test_a_package_without_checksums_of_pages_is_told(tmp_path, monkeypatch):
    def refuse(*_):
        raise sqlite_extra.NotAvailable

    monkeypatch.setattr(sqlite_extra, "load", refuse)
    sqlite_driver._load_checksums.cache_clear()
    with pytest.raises(
        LedgerError, match=r"The package apsw [\d.]+ came without SQLite's checksums of pages; install"
    ):
        Connection((tmp_path / "a.db").as_uri(), patience_seconds=0)
