from pathlib import Path

import pytest
import tallystick.ledger
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger
from tallystick.ledger.checksums import CHECKSUM
from tallystick.ledger.schema import REVISION, entries, metadata
from tallystick.ledger.versions import downgrade

from behind import DATABASE_ERRORS, behind, file_opened
from factories import commitment, reading, statement

MIGRATIONS = Path(tallystick.ledger.__file__).parent / "migrations"
REVISIONS = [f"{number:04}" for number in range(1, int(REVISION) + 1)]


def execute(path, *statements):
    with file_opened(path) as connection:
        for statement in statements:
            connection.execute(statement)


def test_an_empty_file_becomes_a_ledger(tmp_path):
    path = tmp_path / "empty.tally"
    path.touch()
    with Ledger(path) as ledger:
        assert ledger.append(reading("a", statement())).claims == 1


def test_a_database_that_holds_nothing_yet_becomes_a_ledger(tmp_path):
    path = tmp_path / "empty.tally"
    execute(path, "CREATE TABLE passing (x)", "DROP TABLE passing")
    with Ledger(path) as ledger:
        assert ledger.readings() == []


def test_the_migrations_make_the_schema_that_the_program_knows(place):
    with Ledger(place) as ledger, ledger._access.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION


def _entries(ledger):
    with ledger._access.reading() as connection:
        names = ", ".join(column.name for column in entries.columns if column.name != CHECKSUM)
        return connection.execute(text(f"SELECT {names} FROM entries ORDER BY seq")).all()


@pytest.mark.parametrize("revision", REVISIONS)
def test_going_back_and_forth_leaves_every_entry_as_it_was(place, revision):
    with Ledger(place) as ledger:
        ledger.append(reading("a", statement(), commitment("DEU", "MDA")))
        before = _entries(ledger)
        with ledger._access.writing() as connection:
            downgrade(connection, revision)
        assert _entries(ledger) == before
    with Ledger(place) as again:
        assert _entries(again) == before
        assert again.verify() == []
        assert len(again.promises()) == 1
        again.append(reading("b", statement()))
    with pytest.raises(DATABASE_ERRORS, match="a ledger only grows"):
        behind(place, "DELETE FROM entries", guarded=True)


def _hash_of_the_last_entry_twice(place):
    """Add an entry with the hash of the one before it."""
    columns = "seq, kind, key, subject, payload, previous, hash, recorded_at"
    changed = "seq + 1, kind, 'x', subject, payload, previous, hash, recorded_at"
    last = "seq = (SELECT max(seq) FROM entries)"
    behind(place, f"INSERT INTO entries ({columns}) SELECT {changed} FROM entries WHERE {last}")


def test_a_ledger_of_today_has_no_index_of_hashes_and_one_from_before_lets_it_go(place):
    with Ledger(place) as ledger:
        ledger.append_all(reading(name, statement()) for name in map(str, range(200)))
        before = _entries(ledger)
        with ledger._access.writing() as connection:
            downgrade(connection, "0004")
    with pytest.raises(DATABASE_ERRORS, match=r"entries\.hash|entries_hash_key"):
        _hash_of_the_last_entry_twice(place)
    with Ledger(place) as ledger:
        assert _entries(ledger) == before
        assert ledger.verify() == []
        with ledger._access.reading() as connection:
            indexes = inspect(connection).get_indexes("entries")
            assert "entries_by_subject" in [index["name"] for index in indexes]
            assert not [index for index in indexes if "hash" in index["column_names"]]
            unique = inspect(connection).get_unique_constraints("entries")
            assert [found["column_names"] for found in unique] == [["key"]]
    _hash_of_the_last_entry_twice(place)
    with Ledger(place) as ledger:
        assert [broken.seq for broken in ledger.verify()] == [len(before) + 1]


def test_a_file_that_lost_and_regained_the_index_of_hashes_says_the_same_of_itself(tmp_path):
    path = tmp_path / "some.tally"
    told = []
    for _ in range(2):
        with Ledger(path) as ledger, ledger._access.writing() as connection:
            downgrade(connection, "0004")
        with file_opened(path) as connection:
            told.append(connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall())
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert told[0] == told[1]
    assert ("sqlite_autoindex_entries_2", None) in told[0]


def test_going_back_to_the_base_removes_all_that_migrations_made(place):
    with Ledger(place) as ledger:
        ledger.append(reading("a", statement()))
        with ledger._access.writing() as connection:
            downgrade(connection, "base")
        with ledger._access.reading() as connection:
            assert inspect(connection).get_table_names() == ["alembic_version"]


def test_the_newest_migration_is_the_one_the_program_asks_for():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    revisions = [s.revision for s in ScriptDirectory.from_config(config).walk_revisions()]
    assert revisions[0] == REVISION
    assert revisions == sorted(revisions, reverse=True)
    assert all(len(r) == len(REVISION) and r.isdigit() for r in revisions)


def test_a_ledger_of_a_newer_version_is_left_alone(place):
    Ledger(place).close()
    behind(place, "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(
        LedgerError, match=rf" has version 0999 and this program knows {REVISION}; update tallystick"
    ):
        Ledger(place)


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE recipes (name)"],
        ["CREATE TABLE entries (name)"],
        ["CREATE TABLE entries (name)", "CREATE TABLE alembic_version (version_num)"],
        ["CREATE TABLE entries (name)", "CREATE TABLE alembic_version (version_num)",
         "INSERT INTO alembic_version VALUES ('ae1027a6acf')"],
    ],
)  # fmt: skip
def test_the_database_of_another_program_is_left_alone(place, statements):
    behind(
        place,
        *(s.replace("(name", "(name text").replace("(version_num", "(version_num text") for s in statements),
    )
    with pytest.raises(LedgerError, match=r" is a database but not a ledger; name another one"):
        Ledger(place)


def test_a_ledger_keeps_a_log_beside_it_while_it_is_written(tmp_path):
    path = tmp_path / "new.tally"
    Ledger(path).close()
    with file_opened(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
