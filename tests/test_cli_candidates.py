"""``tally candidates``, in a pipe and on a terminal."""

import json
import re

import pytest
from tallystick.cli import app
from tallystick.ledger import Ledger
from typer.testing import CliRunner

from factories import commitment, item, reading

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="tally")


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "a.tally"
    trucks = item("vehicles", quantity=40, unit="truck")
    with Ledger(path) as opened:
        for words, sure in (("Norway may give forty trucks", 0.5), ("Norway gives forty trucks", 0.8)):
            told = commitment("NOR", "KEN", trucks, words=words, confidence=sure)
            opened.append(reading(f"r{sure}", told, published="2024-01-01"))
    return path


def listed(ledger, *options):
    done = run("candidates", "--ledger", ledger, *options)
    assert done.exit_code == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_what_changes_most_stands_in_front(ledger):
    first, second = listed(ledger)
    assert [(d["kind"], round(d["weight"], 2), d["because"]) for d in (first, second)] == [
        ("claim", 0.5, []),
        ("claim", 0.2, []),
    ]
    assert listed(ledger, "--limit", "1") == [first]
    run("judge", "accept", first["key"], "--ledger", ledger, "--user", "ida")
    assert listed(ledger) == [second]


def test_a_terminal_shows_the_sentences(ledger, terminal):
    code, sent = terminal("candidates", "--ledger", ledger)
    shown = ESCAPES.sub("", sent)
    assert code == 0
    assert "Read right?" in shown
    assert "Norway may give forty trucks" in shown
    assert listed(ledger)[0]["key"][:8] in shown
    for doubt in listed(ledger):
        run("judge", "accept", doubt["key"], "--ledger", ledger, "--user", "ida")
    assert "Nothing waits for a decision." in terminal("candidates", "--ledger", ledger)[1]
