"""A checksum beside every row that is worked out: whatever changes in one, it is found and never given out."""

import shutil

import psycopg
import pytest
from benchmarks.generated import Generator
from sqlalchemy import insert, make_url, select, update
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger, opened
from tallystick.ledger.checksums import damaged_rows
from tallystick.ledger.copying import CopyMemory
from tallystick.ledger.index_position_tables import books
from tallystick.ledger.index_tables import cells
from tallystick.ledger.schema import copy_comparisons, copy_fingerprints
from tallystick.reconcile.codebook import parse_codebook

from behind import file_opened

BOOK = parse_codebook("""
[concept.bridges]
label = "Money for bridges"
words.en = ["bridges"]
""")

TABLES = [*books.metadata.sorted_tables, copy_fingerprints, copy_comparisons]

MADE_UP = {
    **dict.fromkeys(("book", "cell", "actor", "speaker", "number", "before", "after"), 7),
    **dict.fromkeys(("concept", "part", "day", "since", "name", "kind", "began"), "something"),
}
"""Rows of tables that are empty between two questions, or hold what only few tell."""


def fill(place):
    """A ledger with rows in every table that is worked out from its entries."""
    with pytest.MonkeyPatch.context() as patch, Ledger(place) as ledger:
        patch.setattr(opened, "INDEXED_FROM", 0)
        ledger.append_all(Generator(150, seed=5).readings())
        ledger.make_index()
        ledger.make_histories()
        ledger.positions(None, BOOK)
        CopyMemory(ledger._access).groups(ledger.documents())
        with ledger._access.writing() as connection:
            for table in TABLES:
                if not connection.execute(select(table).limit(1)).all():
                    connection.execute(
                        insert(table), [{name: MADE_UP[name] for name in MADE_UP if name in table.c}]
                    )
    return place


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return fill(str(tmp_path_factory.mktemp("filled") / "pledges.tally"))


@pytest.fixture(scope="module")
def filled_on_a_server(server):
    return fill(server.new_url())


@pytest.fixture
def copied(filled, tmp_path):
    return shutil.copy(filled, tmp_path / "damaged.tally")


def change_in_a_file(path, table, column):
    """Change a value in one row behind the ledger's back: its checksum stays what it was."""
    words = f'SELECT checksum, "{column}" FROM {table} ORDER BY checksum'
    with file_opened(path) as connection:
        checksum, value = connection.execute(words).fetchone()
        connection.create_function("tally_crc32", 1, lambda _: checksum, deterministic=True)
        connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE checksum = ?', (other(value), checksum))


def other(value):
    if value is None:
        return 0
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value ^ 2**20
    if isinstance(value, float):
        return value + 1
    return (b"!" if isinstance(value, bytes) else "!") + value[1:]


def change_on_a_server(url, table, column):
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"ALTER TABLE {table} ALTER COLUMN checksum DROP EXPRESSION")
        words = f'SELECT checksum, "{column}" FROM {table} ORDER BY checksum'
        checksum, value = connection.execute(words).fetchone()
        connection.execute(
            f'UPDATE {table} SET "{column}" = %s WHERE checksum = %s', (other(value), checksum)
        )


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_change_in_any_column_is_found_and_its_row_not_given_out(filled, tmp_path, table):
    for number, column in enumerate(table.columns):
        if column.computed is not None:
            continue
        path = shutil.copy(filled, tmp_path / f"{number}.tally")
        change_in_a_file(path, table.name, column.name)
        with Ledger(path) as ledger:
            with ledger._access.reading() as connection:
                assert len(damaged_rows(connection, table, 5)) == 1, column
            with (
                pytest.raises(LedgerError, match=rf"index is damaged \(row of {table.name}: "),
                ledger._access.reading() as connection,
            ):
                connection.execute(select(table)).all()


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_change_on_a_server_is_found_and_its_row_not_given_out(filled_on_a_server, table):
    column = [column.name for column in table.columns if column.computed is None][-1]
    change_on_a_server(filled_on_a_server, table.name, column)
    with Ledger(filled_on_a_server) as ledger:
        found = [b for b in ledger.verify() if f"row of {table.name}: " in b.reason]
        assert [b.part for b in found] == ["index"]
        with (
            pytest.raises(LedgerError, match=rf"index is damaged \(row of {table.name}: "),
            ledger._access.reading() as connection,
        ):
            connection.execute(select(table)).all()


def test_the_place_and_the_remedy_are_named(copied, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    change_in_a_file(copied, "index_promises", "record")
    with Ledger(copied) as ledger:
        (broken,) = ledger.verify()
        assert broken.part == "index"
        assert broken.reason.startswith("the index is damaged beside the entries: row of index_promises: ")
        with pytest.raises(LedgerError) as told:
            ledger.promises()
    place = broken.reason.removeprefix("the index is damaged beside the entries: ")
    assert str(told.value) == (
        f"Ledger {copied}: its index is damaged ({place}), its entries may be sound; see tally verify, then make the "
        f"index anew: tally index --rebuild --ledger {copied}"
    )


def test_an_index_made_anew_answers_again(copied, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    for table, column in (
        ("index_promises", "record"),
        ("index_state", "value"),
        ("copy_fingerprints", "payload"),
    ):
        change_in_a_file(copied, table, column)
    with Ledger(copied) as ledger:
        ledger.make_index(anew=True)
        assert ledger.verify() == []
        assert ledger.promises() == list(ledger.reconciled().promises)


def test_a_damaged_row_stays_so_when_others_are_changed(copied):
    change_in_a_file(copied, "index_cells", "name")
    with Ledger(copied) as ledger:
        with ledger._access.writing() as connection:
            connection.execute(update(cells).values(is_stale=True))
        assert [b.reason for b in ledger.verify() if "row of index_cells: " in b.reason] != []


def test_rows_that_are_joined_to_others_are_looked_at_too(copied, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    with Ledger(copied) as ledger:
        told = {promise.id: promise.claims[0] for promise in ledger.promises()}
        change_in_a_file(copied, "index_promises", "told")
        (broken,) = ledger.verify()
        with pytest.raises(LedgerError, match=r"its index is damaged \(row of index_promises: "):
            ledger.promise_of(told[broken.reason.split()[-1]])
