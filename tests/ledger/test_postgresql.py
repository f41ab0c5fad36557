"""What is particular to PostgreSQL: its URL, who may log in, and what its errors mean."""

import os
import subprocess
import sys

import psycopg
import pytest
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger
from tallystick.ledger.databases import database_at

from behind import behind
from factories import commitment, item, reading

PROMISE = commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"))


@pytest.fixture
def database(server):
    """A database with a ledger in it."""
    name = server.new_database()
    with Ledger(server.url(name)) as ledger:
        ledger.append(reading("a", PROMISE))
    return name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://ida:secret@db.example/pledges", "postgresql+psycopg://ida:***@db.example/pledges"),
        ("postgresql+psycopg://db.example/pledges?password=secret&sslmode=require",
         "postgresql+psycopg://db.example/pledges?sslmode=require"),
    ],
)  # fmt: skip
def test_a_ledger_is_called_by_its_url_without_the_password(url, name):
    assert database_at(url).name == name


def test_a_place_of_another_kind_is_refused():
    with pytest.raises(
        LedgerError, match=r"No ledger can be kept in mysql://ida:\*\*\*@db/x; name a file, or"
    ):
        Ledger("mysql://ida:secret@db/x")


def test_a_url_that_is_none_is_refused_without_repeating_it():
    with pytest.raises(LedgerError, match="URL cannot be read; write it like postgresql") as caught:
        Ledger("://ida:secret@db:port/x")
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_told(tmp_path):
    with pytest.raises(LedgerError, match="cannot be reached; check the address and that the server runs"):
        Ledger(f"postgresql+psycopg://ida@/x?host={tmp_path}")


def test_a_database_that_is_not_there_is_told(server):
    with pytest.raises(LedgerError, match=r"cannot be reached; .*does not exist"):
        Ledger(server.url("nowhere"))


def test_a_wrong_password_is_told_and_not_shown(server):
    server.run("postgres", "DROP ROLE IF EXISTS locked", "CREATE ROLE locked LOGIN PASSWORD 'right'")
    with pytest.raises(LedgerError, match=r"locked:\*\*\*@") as caught:
        Ledger(server.url("postgres", user="locked", password="wrong-secret"))  # noqa: S106
    assert "password" in str(caught.value)
    assert "wrong-secret" not in str(caught.value)


def test_who_may_only_read_can_ask(server, database):
    server.run("postgres", "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    server.run(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    with Ledger(server.url(database, user="guest")) as ledger:
        assert [p.quantity for p in ledger.promises()] == [40]
        assert ledger.verify() == []
        with pytest.raises(LedgerError, match="may not be written; change its permissions or copy it"):
            ledger.append(reading("b"))
    server.run(database, "DROP OWNED BY guest")


def test_a_right_taken_away_while_it_is_open_is_told(server, database):
    server.run("postgres", "DROP ROLE IF EXISTS clerk", "CREATE ROLE clerk LOGIN")
    server.run(database, "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO clerk")
    with Ledger(server.url(database, user="clerk")) as ledger:
        assert ledger.append(reading("b")).documents == 1
        server.run(database, "REVOKE INSERT ON entries FROM clerk")
        with pytest.raises(LedgerError, match="may not be written by this user; GRANT it the rights"):
            ledger.append(reading("c"))
        assert len(ledger.documents()) == 2
    server.run(database, "DROP OWNED BY clerk")


def test_a_writer_that_never_ends_is_waited_for_and_then_named(server, database, monkeypatch):
    monkeypatch.setattr("tallystick.ledger.postgresql.PATIENCE_SECONDS", "0.05")
    with Ledger(server.url(database)) as ledger, Ledger(server.url(database)) as other:
        with (
            other._access.writing(),
            pytest.raises(LedgerError, match="was busy for 60 seconds; wait for the other program"),
        ):
            ledger.append(reading("b"))
        assert ledger.append(reading("b")).documents == 1


def _break_off_in_the_middle(ledger, server):
    with ledger._access.writing() as connection:
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        server.run("postgres", f"SELECT pg_terminate_backend({process})")
        connection.exec_driver_sql("SELECT 1")


def test_a_connection_that_breaks_off_loses_nothing(server, database):
    with Ledger(server.url(database)) as ledger:
        with pytest.raises(LedgerError, match="run the same again, nothing is lost"):
            _break_off_in_the_middle(ledger, server)
        assert ledger.append(reading("b")).documents == 1
        assert ledger.verify() == []


def test_an_error_of_no_known_kind_is_passed_on(server, database):
    with Ledger(server.url(database)) as ledger:
        server.run(database, "ALTER TABLE entries RENAME TO other")
        with pytest.raises(LedgerError, match='failed: relation "entries" does not exist'):
            ledger.readings()


def test_a_reader_sees_one_state_from_its_first_question_to_its_last(server, database):
    with Ledger(server.url(database)) as ledger, Ledger(server.url(database)) as other:
        with ledger._access.reading() as connection:
            count = "SELECT count(*) FROM entries"
            before = connection.exec_driver_sql(count).scalar()
            other.append(reading("b"))
            assert connection.exec_driver_sql(count).scalar() == before
        assert len(ledger.documents()) == 2


def test_ledgers_in_two_schemas_of_one_database_are_two(server, database):
    server.run(database, "CREATE SCHEMA second")
    with Ledger(f"{server.url(database)}&options=-csearch_path%3Dsecond") as second:
        assert second.documents() == []
        second.append(reading("b"))
        assert [d.id for d in second.documents()] == ["b"]
    with Ledger(server.url(database)) as first:
        assert [d.id for d in first.documents()] == ["a"]


def test_the_driver_is_asked_for_where_it_is_missing(tmp_path):
    (tmp_path / "psycopg.py").write_text("raise ModuleNotFoundError('psycopg')", encoding="utf-8")
    code = "from tallystick.ledger import Ledger; Ledger('postgresql://ida:secret@db/x')"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
    )
    assert "needs the driver psycopg; install it: pip install 'tallystick[postgres]'" in run.stderr
    assert "secret" not in run.stderr.rsplit("LedgerError", 1)[1]


def test_changes_past_the_program_need_the_guards_put_to_sleep(server, database):
    with pytest.raises(psycopg.Error, match="a ledger only grows: DELETE refused"):
        behind(server.url(database), "DELETE FROM entries", guarded=True)
