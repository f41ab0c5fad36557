"""``tally search``."""

import json
import re

import pytest
from tallystick.cli import app
from tallystick.ledger import Ledger
from typer.testing import CliRunner

from factories import reading, statement

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
TEXT = "The boats are late. The minister promised more boats by the summer."


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Ledger("a.tally") as opened:
        told = reading(
            "boats", statement("promised more boats"), text=TEXT, published="2024-03-01", title="Boats"
        )
        opened.append(told)
    return "a.tally"


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="tally")


def test_sentences_come_as_json_lines_with_their_words_and_claims(ledger):
    (found,) = map(json.loads, run("search", "minister", "BOATS", "--ledger", ledger).stdout.splitlines())
    assert (found["document"], found["title"], found["published"]) == ("boats", "Boats", "2024-03-01")
    late, promised = found["passages"]
    assert late["text"] == "The boats are late."
    assert [TEXT[start:end] for start, end in promised["marks"]] == ["minister", "boats"]
    assert len(promised["claims"]) == 1
    assert late["claims"] == []


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["more boats"], 1),
        (["boats more"], 0),
        (["boats", "more"], 1),
        (["boa*"], 1),
        (["boats", "--as-of", "2024-02"], 0),
        (["planes"], 0),
    ],
)
def test_an_argument_of_several_words_is_a_phrase(ledger, arguments, count):
    assert len(run("search", *arguments, "--ledger", ledger).stdout.splitlines()) == count


def test_a_terminal_shows_sentences(terminal, ledger):
    code, sent = terminal("search", "minister", "--ledger", ledger)
    shown = ESCAPES.sub("", sent)
    assert code == 0
    assert "Boats  2024-03-01 · boats" in shown
    assert "The minister promised more boats by the summer." in shown
    _, sent = terminal("search", "planes", "--ledger", ledger)
    assert "No report holds planes." in ESCAPES.sub("", sent)


def test_no_word_is_faulty_use(ledger):
    done = run("search", "&", "--ledger", ledger)
    assert done.exit_code == 2
    assert done.stderr.startswith("tally: No word to look for in '&'")
