"""``tally why`` and ``tally diff``, in a pipe and on a terminal."""

import json
import re

import pytest
from tallystick.cli import app
from tallystick.ledger import Ledger, answers
from typer.testing import CliRunner

PROMISED = "Norway promised 200 ambulances to Ukraine by the end of 2024."
ARRIVED = "Norway has delivered 60 ambulances to Ukraine so far, Norwegian Prime Minister Jonas Lind said."
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="tally")


@pytest.fixture
def ledger(tmp_path):
    lines = [
        {"id": "promise", "text": PROMISED, "published": "2024-03-01"},
        {"id": "arrival", "text": ARRIVED, "published": "2024-09-01"},
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    path = tmp_path / "a.tally"
    run("read", tmp_path / "all.jsonl", "--ledger", path, "--to", tmp_path / "claims.jsonl")
    return path


@pytest.fixture
def promise(ledger):
    with Ledger(ledger) as opened:
        (found,) = opened.promises()
    return found.id


def test_why_writes_a_line_a_field(ledger, promise):
    lines = [*map(json.loads, run("why", promise[:6], "fulfilled", "--ledger", ledger).stdout.splitlines())]
    assert [(line["label"], line["value"]) for line in lines] == [
        ("low", 60), ("high", 60), ("share_low", 0.3), ("share_high", 0.3),
    ]  # fmt: skip
    quoted = lines[0]["parts"][0]["parts"][0]["quoted"][0]
    assert (quoted["document"], quoted["said_by"]) == ("arrival", "Jonas Lind")
    assert ARRIVED[quoted["evidence"]["start"] : quoted["evidence"]["end"]] == quoted["evidence"]["text"]


def test_why_folds_the_ledger_once(ledger, promise, monkeypatch):
    folded = []
    fold = answers.fold
    monkeypatch.setattr(answers, "fold", lambda *given, **more: folded.append(1) or fold(*given, **more))
    assert run("why", promise[:6], "low", "--ledger", ledger).exit_code == 0
    assert folded == [1]


def test_why_as_of_a_day_before_there_was_anything_to_explain(ledger, promise):
    done = run("why", promise, "low", "--ledger", ledger, "--as-of", "2024-06-30")
    assert done.exit_code == 2
    assert done.stderr == f"tally: low of {promise} has no value, so there is nothing to explain\n"


def test_why_of_no_field_names_those_there_are(ledger, promise):
    done = run("why", promise, "colour", "--ledger", ledger)
    assert done.exit_code == 2
    assert "No field 'colour' to explain; fields are: fulfilled, by_side, projection," in done.stderr


def test_why_is_a_tree_on_a_terminal(ledger, promise, terminal):
    code, sent = terminal("why", promise, "low", "--ledger", str(ledger))
    shown = ESCAPES.sub("", sent)
    assert code == 0
    assert "60  low" in shown
    assert "└── 60  giver, as of 2024-09-01 · in all, says Jonas Lind, 2024-09-01" in shown
    assert "Norway has delivered 60 ambulances to Ukraine so far" in shown


def test_diff_writes_a_line_a_promise(ledger, promise):
    done = run("diff", "--from", "2024-06-30", "--to", "2024-12-31", "--ledger", ledger)
    (line,) = map(json.loads, done.stdout.splitlines())
    assert (line["kind"], line["promise"], line["documents"]) == ("changed", promise, ["arrival"])
    assert [(c["field"], c["before"], c["after"]) for c in line["changes"]] == [
        ("fulfilled", None, [60, 60]),
        ("status", "open", "partly"),
    ]


def test_diff_to_everything_when_no_later_day_is_named(ledger):
    done = run("diff", "--from", "2024-01-01", "--ledger", ledger)
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["new"]


def test_diff_writes_no_more_than_asked_for(ledger):
    assert run("diff", "--from", "2020", "--limit", "1", "--ledger", ledger).stdout.count("\n") == 1
    every = run("diff", "--from", "2020", "--limit", "0", "--ledger", ledger)
    assert every.stdout == run("diff", "--from", "2020", "--ledger", ledger).stdout


def test_diff_refuses_days_in_the_wrong_order(ledger):
    done = run("diff", "--from", "2024-06-30", "--to", "2024-01-01", "--ledger", ledger)
    assert done.exit_code == 2
    assert done.stderr == "tally: 2024-01-01 lies before 2024-06-30; name the earlier day first\n"


def test_diff_shows_before_and_after_with_the_sentence_on_a_terminal(ledger, terminal):
    code, sent = terminal("diff", "--from", "2024-06-30", "--ledger", str(ledger))
    shown = ESCAPES.sub("", sent)
    assert code == 0
    assert re.search(r"changed +Norway → Ukraine: 200 ambulances", shown)
    assert re.search(r"fulfilled +nothing known +→ +60", shown)
    assert "Norway has delivered 60 ambulances" in shown
    assert "1 changed from 2024-06-30 to now" in shown
