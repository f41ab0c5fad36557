"""``tally judge`` from the command line, and what ``tally show`` says of it."""

import json

import pytest
from tallystick.cli import app
from tallystick.cli.judging import value_of
from tallystick.ledger import Ledger
from typer.testing import CliRunner

from factories import commitment, delivery, item, reading


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.setenv("TALLY_USER", "ada")
    promised = commitment(
        "NOR", "KEN", item("vehicles", quantity=40, unit="truck"), words="Norway promised Kenya 40 trucks"
    )
    sent = delivery(
        "NOR", "KEN", item("vehicles", quantity=10, unit="truck"), words="Norway has sent 10 trucks"
    )
    path = tmp_path / "a.tally"
    with Ledger(path) as opened:
        opened.append(reading("a", promised, sent, published="2024-01-01"))
    return path


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="tally")


def sent_in(ledger):
    with Ledger(ledger) as opened:
        return next(c.id for c in opened.claims() if c.kind == "delivery")


def promise(ledger):
    return json.loads(run("promises", "--ledger", ledger).stdout)


def test_judging_a_claim_changes_the_tally(ledger):
    sent = sent_in(ledger)
    assert promise(ledger)["fulfilled"]["low"] == 10
    given = json.loads(run("judge", "reject", sent[:8], "--ledger", ledger, "--reason", "a slip").stdout)
    assert (given["verdict"], given["user"], given["reason"], given["subject"]) == (
        "reject",
        "ada",
        "a slip",
        sent,
    )
    assert promise(ledger)["fulfilled"] is None
    assert promise(ledger)["removed"] == [sent]
    run("judge", "withdraw", given["id"], "--ledger", ledger, "--user", "bo")
    run("judge", "correct", sent, "items.0.quantity", "20", "--ledger", ledger)
    assert promise(ledger)["fulfilled"]["low"] == 20
    listed = [json.loads(line) for line in run("judge", "list", "--ledger", ledger).stdout.splitlines()]
    assert [(j["verdict"], j["user"]) for j in listed] == [
        ("reject", "ada"),
        ("withdraw", "bo"),
        ("correct", "ada"),
    ]
    about = run("judge", "list", given["id"][:6], "--ledger", ledger).stdout.splitlines()
    assert len(about) == 2


def on_terminal(monkeypatch, *arguments):
    monkeypatch.setattr("tallystick.cli.judging.wants_json", lambda **_: False)
    monkeypatch.setattr("tallystick.cli.promises.wants_json", lambda **_: False)
    return run(*arguments).stdout


def test_a_terminal_shows_who_decided_what(ledger, monkeypatch):
    sent = sent_in(ledger)
    shown = on_terminal(monkeypatch, "judge", "reject", sent, "--ledger", ledger, "--reason", "a slip")
    assert shown.strip() == f"claim {sent[:8]} is rejected  ada: a slip"
    on_terminal(monkeypatch, "judge", "correct", sent, "date", "null", "--ledger", ledger)
    listed = on_terminal(monkeypatch, "judge", "list", "--ledger", ledger)
    assert "date should be null" in listed
    assert "2 judgements, 2 in force" in listed
    assert "overruled" not in listed
    with Ledger(ledger) as opened:
        [found] = opened.promises()
    shown = on_terminal(monkeypatch, "show", found.id, "--ledger", ledger)
    assert "DECIDED" in shown
    assert f"claim {sent[:8]} is rejected  ada: a slip" in shown
    assert "left out" in shown
    assert "Norway has sent 10 trucks" in shown


def test_what_had_been_decided_by_a_day(ledger):
    given = json.loads(run("judge", "reject", sent_in(ledger), "--ledger", ledger).stdout)
    assert run("judge", "list", "--ledger", ledger, "--decided-by", "2020").stdout == ""
    assert (
        len(run("judge", "list", "--ledger", ledger, "--decided-by", given["at"][:10]).stdout.splitlines())
        == 1
    )
    before = json.loads(run("promises", "--ledger", ledger, "--decided-by", "2020").stdout)
    assert (before["fulfilled"]["low"], before["removed"]) == (10, [])
    done = run("judge", "accept", sent_in(ledger), "--ledger", ledger, "--decided-by", "2020")
    assert (done.exit_code, "--decided-by goes with: tally judge list" in done.stderr) == (2, True)
    assert run("promises", "--ledger", ledger, "--decided-by", "soon").exit_code == 2


def test_nothing_decided_yet(ledger, monkeypatch):
    assert "Nobody has decided anything yet" in on_terminal(monkeypatch, "judge", "list", "--ledger", ledger)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["accept"], "tally judge accept takes ID; it was given nothing"),
        (["correct", "x", "date"], "tally judge correct takes ID SLOT VALUE; it was given x date"),
        (["same", "x"], "takes ID ID"),
        (["praise", "x"], "No verdict 'praise'"),
    ],
)
def test_faulty_use(ledger, arguments, message):
    done = run("judge", *arguments, "--ledger", ledger)
    assert done.exit_code == 2
    assert message in done.stderr


@pytest.mark.parametrize(
    ("typed", "value"),
    [("2024", "2024"), ("500000", 500000), ("0.3", 0.3), ("null", None), ("true", True), ('["UKR"]', ["UKR"]),
     ("2024-03", "2024-03"), ("pledge", "pledge"), ('"2024"', "2024")],
)  # fmt: skip
def test_values_as_they_are_typed(typed, value):
    assert value_of(typed) == value


def test_a_later_decision_overrules_an_earlier_one_about_the_same(ledger, monkeypatch):
    sent = sent_in(ledger)
    decisions = (
        ("reject",),
        ("accept",),
        ("correct", "items.0.quantity", 8),
        ("correct", "items.0.quantity", 9),
    )
    for verdict, *rest in decisions:
        run("judge", verdict, sent, *rest, "--ledger", ledger)
    listed = on_terminal(monkeypatch, "judge", "list", "--ledger", ledger)
    assert [line.split()[2] for line in listed.splitlines() if "overruled" in line] == ["reject", "correct"]
    assert "4 judgements, 2 in force" in listed
