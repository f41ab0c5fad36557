import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import tallystick.ledger
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger
from tallystick.ledger.schema import REVISION, metadata
from tallystick.ledger.sqlite import open_engine

from factories import reading, statement

MIGRATIONS = Path(tallystick.ledger.__file__).parent / "migrations"


def execute(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


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


def test_the_migrations_make_the_schema_that_the_program_knows(tmp_path):
    path = tmp_path / "new.tally"
    Ledger(path).close()
    with open_engine(path, writable=False).connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION


def test_the_newest_migration_is_the_one_the_program_asks_for():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    revisions = [s.revision for s in ScriptDirectory.from_config(config).walk_revisions()]
    assert revisions[0] == REVISION
    assert revisions == sorted(revisions, reverse=True)
    assert all(len(r) == len(REVISION) and r.isdigit() for r in revisions)


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path):
    path = tmp_path / "newer.tally"
    Ledger(path).close()
    execute(path, "UPDATE alembic_version SET version_num = '0999'")
    before = path.read_bytes()
    with pytest.raises(
        LedgerError, match=rf"{path} has version 0999 and this program knows {REVISION}; update tallystick"
    ):
        Ledger(path)
    assert path.read_bytes() == before


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
def test_the_database_of_another_program_is_left_alone(tmp_path, statements):
    path = tmp_path / "other.db"
    execute(path, *statements)
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=rf"{path} is a database but not a ledger; name another file"):
        Ledger(path)
    assert path.read_bytes() == before


def test_a_ledger_keeps_a_log_beside_it_while_it_is_written(tmp_path):
    path = tmp_path / "new.tally"
    Ledger(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
