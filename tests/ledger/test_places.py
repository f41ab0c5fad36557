"""Places where a ledger cannot lie, and files that are none."""

import importlib
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger

from behind import file_opened
from factories import commitment, item, reading, statement

NOBODY = 65534
PROMISE = commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "pledges.tally"
    with Ledger(path) as ledger:
        ledger.append(reading("a", PROMISE))
        ledger.promises()  # loads what an unprivileged process might not find
    return path


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(LedgerError, match=f"Ledger {tmp_path} is a folder; name a file in it"):
        Ledger(tmp_path)


def test_the_folder_has_to_be_there(tmp_path):
    with pytest.raises(LedgerError, match=f"No folder {tmp_path}/lost for the ledger .*; make it first"):
        Ledger(tmp_path / "lost" / "pledges.tally")


@pytest.mark.parametrize("content", ["# My notes\n" * 100, "x"])
def test_a_text_is_no_ledger(tmp_path, content):
    path = tmp_path / "notes.md"
    path.write_text(content)
    with pytest.raises(LedgerError, match=f"{path} is not a ledger; name another file"):
        Ledger(path)
    assert path.read_text() == content


def test_a_damaged_ledger_is_said_to_be_damaged(path):
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with (
        pytest.raises(LedgerError, match=f"Ledger {path} is damaged; restore it from a copy"),
        Ledger(path) as ledger,
    ):
        ledger.readings()


def test_a_full_disk_is_said_and_loses_nothing(path):
    with Ledger(path) as ledger:
        with ledger._access.reading() as connection:  # the one connection that the pool keeps
            connection.exec_driver_sql("PRAGMA max_page_count = 20")
        with pytest.raises(LedgerError, match=f"Ledger {path} cannot grow: the disk is full; make room"):
            ledger.append(
                reading("big", *(statement(f"A sentence to fill the disk, number {n}") for n in range(400)))
            )
        assert [d.id for d in ledger.documents()] == ["a"]
        assert ledger.verify() == []
        assert ledger.append(reading("b")).documents == 1


def test_a_writer_that_never_ends_is_waited_for_and_then_named(path, monkeypatch):
    monkeypatch.setattr("tallystick.ledger.sqlite.PATIENCE_SECONDS", 0)
    with Ledger(path) as ledger, file_opened(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(
            LedgerError, match=f"Ledger {path} was busy for 60 seconds; wait for the other program"
        ):
            ledger.append(reading("b"))
        assert [d.id for d in ledger.documents()] == ["a"]  # readers need not wait
        other.execute("ROLLBACK")
        assert ledger.append(reading("b")).documents == 1


def test_an_error_of_no_known_kind_is_passed_on(path):
    with Ledger(path) as ledger:
        with file_opened(path) as connection:
            connection.execute("DROP TABLE entries")
        with pytest.raises(LedgerError, match=f"Ledger {path} failed: no such table: entries"):
            ledger.readings()


@contextmanager
def unprivileged():
    """Act as somebody whom permissions bind, where the tests run as root, whom they do not."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        importlib.invalidate_caches()  # of folders that could not be looked into


@pytest.fixture
def common(path):
    """The ledger in a folder that everybody may enter and nobody may write to."""
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, folder))
        copy.chmod(0o444)
        copy.parent.chmod(0o555)
        yield copy
        copy.parent.chmod(0o755)


def test_a_ledger_that_may_only_be_read_answers(common):
    with unprivileged(), Ledger(common) as ledger:
        assert [p.quantity for p in ledger.promises()] == [40]
        assert ledger.verify() == []
        with pytest.raises(
            LedgerError, match=f"Ledger {common} may not be written; change its permissions or copy"
        ):
            ledger.append(reading("b"))


def test_a_file_that_may_only_be_read_in_an_open_folder_answers(common):
    common.parent.chmod(0o777)
    with unprivileged(), Ledger(common) as ledger:
        assert [p.quantity for p in ledger.promises()] == [40]


def test_a_log_left_beside_a_ledger_that_may_only_be_read_is_not_passed_over(common, path):
    with Ledger(path) as ledger:
        ledger.append(reading("late"))
        shutil.copy(path.with_name(path.name + "-wal"), common.parent)
    with unprivileged(), pytest.raises(LedgerError, match=f"Ledger {common} "):
        Ledger(common)


def test_a_ledger_in_a_folder_that_may_only_be_read_cannot_be_made(common):
    new = common.with_name("new.tally")
    with (
        unprivileged(),
        pytest.raises(LedgerError, match=f"The ledger {new} cannot be made: its folder may not be"),
    ):
        Ledger(new)


def test_an_old_ledger_that_may_only_be_read_cannot_be_brought_up_to_date(common):
    old = common.with_name("old.tally")
    old.touch(mode=0o444)
    with (
        unprivileged(),
        pytest.raises(LedgerError, match=f"{old} has to be brought up to date but may not be written"),
    ):
        Ledger(old)


def test_a_file_that_may_not_be_read_is_said_to_be_so(common):
    common.chmod(0o200)
    with (
        unprivileged(),
        pytest.raises(LedgerError, match=f"Ledger {common} may not be read; change its permissions"),
    ):
        Ledger(common)


def test_a_text_that_is_none_any_more_is_said_to_be_damaged(path):
    with file_opened(path) as connection:
        connection.execute("CREATE TABLE kept (words TEXT)")
        connection.execute("INSERT INTO kept VALUES (CAST(x'66FF' AS TEXT))")
    with (
        Ledger(path) as ledger,
        pytest.raises(LedgerError, match=f"Ledger {path} is damaged; restore it from a copy"),
        ledger._access.reading() as connection,
    ):
        connection.exec_driver_sql("SELECT words FROM kept").all()


def test_a_table_that_lost_a_column_is_said_to_be_damaged(path):
    with file_opened(path) as connection:
        connection.execute("ALTER TABLE entries RENAME COLUMN subject TO sub2ect")
    with (
        Ledger(path) as ledger,
        pytest.raises(LedgerError, match=r"failed: no such column: .*; it may be damaged, see tally verify"),
    ):
        ledger.readings()


def test_what_was_kept_is_brought_to_its_place_after_several_batches(path):
    words = "words " * 2_000_000
    with Ledger(path) as ledger:
        ledger.append(reading("a", text=words))
        assert path.stat().st_size < len(words) < path.with_name(path.name + "-wal").stat().st_size
        with Ledger(path) as other:
            assert [found.document.text for found in other.readings()] == [words]
    assert path.stat().st_size > len(words)
    assert not path.with_name(path.name + "-wal").exists()
