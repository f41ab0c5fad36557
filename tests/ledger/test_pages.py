"""A checksum on every page: what a disk changed is refused, wherever it lies, and nothing is missing from an answer."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from benchmarks.flips import answers, flip, make
from tallystick.cli import app
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger, PromiseQuery, opened, sqlite_driver
from tallystick.ledger.sqlite import SQLiteFile
from tallystick.ledger.sqlite_driver import Connection
from tallystick.ledger.versions import downgrade
from typer.testing import CliRunner

import postgres
from behind import file_opened
from factories import commitment, reading, statement

PAGE = 4096

LEAF = 13
"""What the page of a table begins with that holds rows."""

NUMBER_OF_ROWS = 4
"""The second byte of how many."""

CHECKSUMS = 20
"""The byte of a file that says how much of each page is set apart (https://sqlite.org/fileformat.html)."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A ledger with an index, and what it answers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened, "INDEXED_FROM", 0)
        patch.setattr(opened, "TOLD_FROM", 0)
        path = tmp_path_factory.mktemp("pages") / "sound.tally"
        make(path)
        yield path, answers(path)


def pages_of(path, tree):
    """The offsets at which the pages of a table or an index begin."""
    with file_opened(path) as connection:
        return [
            start for (start,) in connection.execute("SELECT pgoffset FROM dbstat WHERE name = ?", [tree])
        ]


@pytest.mark.parametrize(
    ("tree", "question"),
    [
        ("entries", "readings"),
        ("entries_by_subject", "judgements"),
        ("index_promises_by_rank", "pages"),
        ("index_parties", "a glance"),
        ("index_members", "the promise of a claim"),
        ("index_history_records", "promises of a day"),
        ("index_words_data", "search"),
        ("index_words_idx", "search"),
    ],
)
def test_a_bit_of_any_page_is_told(sound, tmp_path, tree, question):
    path, expected = sound
    pages = pages_of(path, tree)
    flipped = flip(path, tmp_path / "damaged.tally", pages[-1] + 3000, 2, expected)
    assert flipped.outcome in ("refused", "unharmed"), flipped.questions
    assert not flipped.is_verified
    flipped = flip(path, tmp_path / "damaged.tally", pages[0] + 8, 1, expected)
    assert flipped.outcome == "refused"
    assert question in flipped.questions
    assert not flipped.is_verified


def test_what_is_damaged_is_named_with_what_to_do(sound, tmp_path):
    damaged = shutil.copy(sound[0], tmp_path / "damaged.tally")
    start = pages_of(damaged, "index_promises_by_rank")[-1]
    content = bytearray(Path(damaged).read_bytes())
    content[start + 3000] ^= 1
    Path(damaged).write_bytes(content)
    with Ledger(damaged) as ledger:
        with pytest.raises(LedgerError) as told:
            ledger.page(PromiseQuery())
        assert str(told.value) == (
            f"Ledger {damaged} is damaged; restore it from a copy, or make a new one of what its chain shows to be "
            "sound: tally dump, then tally load"
        )
        (broken,) = ledger.verify()
        assert (broken.part, broken.reason) == (
            "database",
            "the database is damaged beside the entries: the checksum of a page is wrong",
        )
        lines = list(ledger.export_lines())
    with Ledger(tmp_path / "new.tally") as again:
        again.import_lines(lines)
        assert again.verify() == []
        assert again.page(PromiseQuery()).total > 0


def test_a_page_of_entries_that_cannot_be_read_is_told_at_its_first_entry(sound, tmp_path):
    damaged = shutil.copy(sound[0], tmp_path / "damaged.tally")
    content = bytearray(Path(damaged).read_bytes())
    content[pages_of(damaged, "entries")[-1] + 3000] ^= 1
    Path(damaged).write_bytes(content)
    with Ledger(damaged) as ledger:
        (broken,) = ledger.verify()
        assert broken.part == "entry"
        assert broken.seq > 1
        assert broken.reason == "the database cannot read on from here: the checksum of a page is wrong"


def tally(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("tree", ["sqlite_schema", "alembic_version", "entries", "entries_by_subject"])
def test_a_dump_takes_out_entries_that_are_sound_on_pages_that_are_not(sound, tmp_path, tree):
    damaged, dump, new = (tmp_path / name for name in ("damaged.tally", "dump.jsonl", "new.tally"))
    shutil.copy(sound[0], damaged)
    content = bytearray(damaged.read_bytes())
    content[pages_of(damaged, tree)[0] + PAGE - 1] ^= 1  # of the checksum itself
    damaged.write_bytes(content)
    assert tally("verify", "--ledger", damaged).exit_code != 0
    assert tally("dump", "--ledger", damaged, "--to", dump).exit_code == 0
    assert tally("load", dump, "--ledger", new).exit_code == 0
    with Ledger(new) as again, Ledger(sound[0]) as before:
        assert again.verify() == []
        assert list(again.export_lines()) == list(before.export_lines())


def test_a_dump_of_which_the_end_is_missing_is_refused(sound, tmp_path):
    damaged = Path(shutil.copy(sound[0], tmp_path / "damaged.tally"))
    with Ledger(damaged) as ledger:
        for user in ("ida", "jon", "kim"):  # small entries, so that several lie on the last page
            ledger.judge("reject", ledger.claims()[0].id, user=user)
        number = ledger.head().seq
    content = bytearray(damaged.read_bytes())
    last = next(start for start in reversed(pages_of(damaged, "entries")) if content[start] == LEAF)
    content[last + NUMBER_OF_ROWS] -= 1
    damaged.write_bytes(content)
    done = tally("dump", "--ledger", damaged, "--to", tmp_path / "dump.jsonl")
    assert done.exit_code == 2
    told = f"is damaged: it has {number} entries, the last of which is {number - 1}; restore it from a copy"
    assert done.stderr == f"tally: Ledger {damaged} {told}\n"
    assert not (tmp_path / "dump.jsonl").exists()


def _without_checksums(path):
    """A ledger from before pages had any."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "give_checksums", lambda _, __: None)
        Ledger(path).close()
    with Ledger(path) as ledger:
        ledger.append(reading("a", statement(), commitment("DEU", "MDA")))
        ledger.append(reading("long", text="words " * 100_000))
        with ledger._access.writing() as connection:
            downgrade(connection, "0003")
    return path


def test_a_ledger_from_before_pages_had_checksums_gets_them(tmp_path):
    path = _without_checksums(tmp_path / "old.tally")
    assert path.read_bytes()[CHECKSUMS] == 0
    with Ledger(path) as ledger:
        assert len(ledger.promises()) == 1
        assert ledger.append(reading("b", statement())).claims == 1
    assert path.read_bytes()[CHECKSUMS] == 8
    with file_opened(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        content = path.read_bytes()
        pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
        assert all(connection.execute("SELECT verify_checksum(?)", [page]).get == 1 for page in pages)


def test_how_many_pages_of_an_old_ledger_are_read_to_get_checksums_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_driver, "_STEPS_BETWEEN", 100)
    path = _without_checksums(tmp_path / "old.tally")
    told = []
    Ledger(path, progress=lambda *far: told.append(far)).close()
    pages = path.stat().st_size // PAGE
    assert {(step, of) for step, _, of in told} == {("pages read to be given checksums", told[0][2])}
    read = [done for _, done, _ in told]
    assert read == sorted(read)
    assert 0 < read[0] < read[-2] < read[-1] == told[0][2]
    assert abs(read[-1] - pages) < pages / 10
    told.clear()
    Ledger(path, progress=lambda *far: told.append(far)).close()
    assert told == []


def test_a_file_leaves_nothing_unguarded(tmp_path):
    with Ledger(tmp_path / "new.tally") as ledger:
        assert ledger.unguarded() == ()


def test_what_a_server_does_not_check_is_told(server):
    database = server.new_database()
    with Ledger(server.url(database)) as ledger:
        checksums, indexes = ledger.unguarded()
        assert checksums.startswith("The server keeps no checksums of pages: ")
        assert checksums.endswith("stop it and run pg_checksums --enable")
        assert indexes.startswith("Indexes were not looked into: ")
        server.run(database, "CREATE EXTENSION amcheck")
        assert ledger.unguarded() == [checksums]
    done = CliRunner().invoke(app, ["verify", "--ledger", server.url(database)])
    assert (done.exit_code, done.stderr) == (0, f"tally: {checksums}\n")


def test_a_server_that_keeps_checksums_of_pages_has_nothing_to_be_told():
    with postgres.running("--data-checksums") as server:
        database = server.new_database()
        server.run(database, "CREATE EXTENSION amcheck")
        with Ledger(server.url(database)) as ledger:
            assert ledger.unguarded() == []


def test_a_row_that_an_index_of_a_server_lacks_is_found(server):
    database = server.new_database()
    server.run(database, "CREATE EXTENSION amcheck")
    with Ledger(server.url(database)) as ledger:
        ledger.append(reading("a", statement()))
        asleep = "UPDATE pg_index SET indisready = {} WHERE indexrelid = 'entries_by_subject'::regclass"
        server.run(database, asleep.format("false"))
        ledger.append(reading("b", statement()))
        server.run(database, asleep.format("true"))
        (broken,) = ledger.verify()
        assert broken.part == "database"
        assert broken.reason.startswith(
            "the database is damaged beside the entries: entries_by_subject: heap tuple "
        )


def test_who_makes_a_ledger_beside_others_checks_pages_from_the_first_question_on(tmp_path, monkeypatch):
    path = tmp_path / "new.tally"
    prepare = SQLiteFile.prepare
    with ExitStack() as stack:

        def prepared_by_several(database, progress):
            prepare(database, progress)
            other = stack.enter_context(file_opened(path))  # from now on the first page is read from the log
            other.execute("CREATE TABLE passing (x)")
            other.execute("DROP TABLE passing")

        monkeypatch.setattr(SQLiteFile, "prepare", prepared_by_several)
        with Ledger(path) as ledger, ledger._access.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA checksum_verification").scalar() == "1"
