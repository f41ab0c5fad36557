"""``tally verify``, ``tally index``, ``tally dump`` and ``tally load``."""

import json
import re

import pytest
from sqlalchemy import select
from tallystick.cli import app
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger, PromiseQuery
from tallystick.ledger.index_tables import histories, promises
from typer.testing import CliRunner

from behind import behind, file_opened
from factories import commitment, item, reading, statement

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Ledger("a.tally") as opened:
        opened.append(reading("a", commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"))))
        opened.append(reading("b", statement("We keep our word")))
    return "a.tally"


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, [*map(str, arguments)], input=stdin, prog_name="tally")


def damage(ledger):
    behind(ledger, "UPDATE entries SET payload = replace(payload, '40', '41') WHERE seq = 2")


def test_a_sound_ledger_is_said_to_be_so(ledger):
    done = run("verify", "--ledger", ledger)
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"ledger": "a.tally", "entries": 6, "broken": []})


def test_a_broken_ledger_names_its_entries_and_ends_with_one(ledger):
    damage(ledger)
    done = run("verify", "--ledger", ledger)
    assert done.exit_code == 1
    (broken,) = json.loads(done.stdout)["broken"]
    assert broken == {"seq": 2, "part": "entry", "reason": "its content is not what its hash was made of"}


def test_a_terminal_shows_a_check_in_words(terminal, ledger):
    code, sent = terminal("verify", "--ledger", ledger)
    assert code == 0
    assert "✓ a.tally: 6 entries, each as it was written" in ESCAPES.sub("", sent)
    damage(ledger)
    code, sent = terminal("verify", "--ledger", ledger)
    shown = ESCAPES.sub("", sent)
    assert code == 1
    assert "✗ a.tally: 1 of 6 entries broken" in shown
    assert "entry 2  its content is not what its hash was made of" in shown
    assert "Restore it from a copy. Without one, " in shown
    assert f"tally dump --ledger {ledger} | tally load - --ledger NEW" in " ".join(shown.split())


def test_verifying_a_missing_ledger_makes_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("verify", "--ledger", "b.tally")
    assert (done.exit_code, done.stderr) == (
        2,
        "tally: No ledger b.tally; make one with: tally read PATH --ledger b.tally\n",
    )
    assert not (tmp_path / "b.tally").exists()


def test_a_dump_is_loaded_into_the_same_ledger(ledger):
    assert run("dump", "--ledger", ledger, "--to", "a.jsonl").exit_code == 0
    done = run("load", "a.jsonl", "--ledger", "b.tally")
    assert (done.exit_code, done.stderr) == (0, "tally: 6 entries loaded into b.tally\n")
    assert run("dump", "--ledger", "b.tally").stdout == run("dump", "--ledger", ledger).stdout


def test_a_dump_goes_through_a_pipe(ledger):
    dumped = run("dump", "--ledger", ledger).stdout
    assert run("load", "-", "--ledger", "b.tally", stdin=dumped).exit_code == 0
    assert run("verify", "--ledger", "b.tally").exit_code == 0


def test_a_broken_line_ends_a_load_with_its_number(ledger):
    lines = run("dump", "--ledger", ledger).stdout.splitlines(keepends=True)
    done = run("load", "-", "--ledger", "b.tally", stdin="".join([*lines[:3], lines[3][:40], *lines[4:]]))
    assert done.exit_code == 2
    assert done.stderr.startswith("tally: standard input line 4: no JSON object")


def test_bytes_that_are_no_utf_8_are_found(ledger, tmp_path):
    run("dump", "--ledger", ledger, "--to", "a.jsonl")
    dumped = (tmp_path / "a.jsonl").read_bytes()
    (tmp_path / "a.jsonl").write_bytes(dumped.replace(b"Germany", b"Germ\xffny", 1))
    done = run("load", "a.jsonl", "--ledger", "b.tally")
    assert done.stderr.startswith(
        "tally: a.jsonl line 2: entry 1 is broken: its content is not what its hash"
    )


def test_a_terminal_shows_how_far_it_is(terminal, ledger):
    code, _ = terminal("dump", "--ledger", ledger, "--to", "a.jsonl")
    assert code == 0
    code, sent = terminal("load", "a.jsonl", "--ledger", "b.tally")
    assert code == 0
    assert "entries loaded" in ESCAPES.sub("", sent)


def test_readings_are_kept_together_and_the_last_ones_too(tmp_path):
    from tallystick.cli.read import Count, Keeper

    with Ledger(tmp_path / "a.tally") as ledger:
        count = Count()
        keeper = Keeper(ledger, count, batch=3)
        for number in range(4):
            keeper(reading(f"r{number}", statement()))
        assert (len(ledger.documents()), count.documents) == (3, 3)
        keeper(reading("r0", statement()))
        keeper.flush()
        keeper.flush()
        assert (len(ledger.documents()), count.added, count.known, count.documents) == (4, 4, 1, 5)


def test_a_reading_does_not_wait_for_long(tmp_path, monkeypatch):
    from tallystick.cli.read import Count, Keeper

    monkeypatch.setattr("tallystick.cli.read.LONGEST_WAIT_SECONDS", -1)
    with Ledger(tmp_path / "a.tally") as ledger:
        Keeper(ledger, Count(), batch=100)(reading("a", statement()))
        assert len(ledger.documents()) == 1


def change_the_index(ledger):
    """Change a record in the index behind the ledger's back: its checksum stays what it was."""
    with file_opened(ledger) as connection:
        (checksum,) = connection.execute("SELECT checksum FROM index_promises").fetchone()
        connection.create_function("tally_crc32", 1, lambda _: checksum, deterministic=True)
        connection.execute("UPDATE index_promises SET record = replace(record, '40', '41')")


def test_an_index_is_made_ahead(ledger):
    done = run("index", "--ledger", ledger, "--days")
    assert (done.exit_code, done.stderr) == (0, "tally: The index of a.tally holds all its 6 entries\n")
    with Ledger(ledger) as opened, opened._access.reading() as connection:
        assert len(connection.execute(select(promises)).all()) == 1
        assert len(connection.execute(select(histories)).all()) == 1


def test_an_index_is_made_without_days_that_are_past(ledger):
    run("index", "--ledger", ledger)
    with Ledger(ledger) as opened, opened._access.reading() as connection:
        assert connection.execute(select(histories)).all() == []


def test_a_damaged_index_is_named_and_made_anew(ledger, terminal):
    run("index", "--ledger", ledger)
    change_the_index(ledger)
    done = run("verify", "--ledger", ledger)
    (broken,) = json.loads(done.stdout)["broken"]
    assert (done.exit_code, broken["part"]) == (1, "index")
    _, sent = terminal("verify", "--ledger", ledger)
    shown = ESCAPES.sub("", sent).replace("\r", "")
    assert (
        "✗ a.tally: 0 of 6 entries broken\n  the index is damaged beside the entries: row of index_promises: "
        in shown
    )
    assert "Its entries are sound: make its index anew. tally index --rebuild --ledger a.tally" in shown
    with Ledger(ledger) as opened, pytest.raises(LedgerError, match="its index is damaged"):
        opened.page(PromiseQuery())
    assert run("index", "--ledger", ledger, "--rebuild").exit_code == 0
    assert run("verify", "--ledger", ledger).exit_code == 0
    with Ledger(ledger) as opened:
        assert opened.page(PromiseQuery()).total == 1
