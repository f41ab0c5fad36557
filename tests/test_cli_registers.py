"""``tally import`` and ``tally compare`` from the command line."""

import json
from pathlib import Path

import pytest
from tallystick.cli import app
from tallystick.ledger import Ledger
from typer.testing import CliRunner

from factories import commitment, delivery, item, reading

SAMPLES = Path(__file__).parents[1] / "examples" / "registers"


@pytest.fixture
def ledger(tmp_path):
    shells = item(quantity=1_000_000, unit="shell")
    told = reading("report", commitment("EU", "UKR", shells, deadline="2024-03"), published="2023-03-21")
    arrived = delivery("EU", "UKR", item(quantity=980_000, unit="shell"), cumulative=True)
    with Ledger(tmp_path / "a.tally") as opened:
        opened.append_all([told, reading("later", arrived, published="2024-11-11")])
    return tmp_path / "a.tally"


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="tally")


def test_importing_says_what_came_of_the_rows_and_adds_nothing_twice(ledger):
    done = run("import", "kiel", SAMPLES / "kiel.csv", "--ledger", ledger)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert (
        "kiel.csv line 7: Column 'Monetary Value as Given by Source' holds 'about two million'" in done.stderr
    )
    assert done.stderr.endswith("tally: 6 rows, 1 without a figure, 1 unread; 6 claims added\n")
    assert run("import", "kiel", SAMPLES / "kiel.csv", "--ledger", ledger).stderr.endswith(
        "; 0 claims added\n"
    )
    with Ledger(ledger) as opened:
        assert opened.verify() == []
        assert "kiel:SAMPLE-NO-1" in [d.id for d in opened.documents()]


def test_every_row_read_is_code_zero(ledger):
    done = run("import", "sipri", SAMPLES / "sipri.csv", SAMPLES / "sipri-newer.csv", "--ledger", ledger)
    assert (done.exit_code, done.stderr) == (0, "tally: 5 rows, 0 unread; 7 claims added\n")


def test_one_row_is_one_row(ledger, tmp_path):
    lines = (SAMPLES / "aid.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "x.csv").write_text("".join([*lines[:2], lines[3]]), encoding="utf-8")
    done = run("import", "table", tmp_path / "x.csv", "--map", SAMPLES / "aid.toml", "--ledger", ledger)
    assert done.stderr == "tally: 1 row, 0 unread; 1 claim added\n"


def test_a_table_with_its_map(ledger):
    done = run("import", "table", SAMPLES / "aid.csv", "--map", SAMPLES / "aid.toml", "--ledger", ledger)
    assert done.stderr.endswith("tally: 5 rows, 3 unread; 3 claims added\n")


def test_what_else_is_wrong_with_a_row_without_a_figure_is_of_no_account(ledger, tmp_path):
    table = (SAMPLES / "kiel.csv").read_text(encoding="utf-8").replace("2024-03-05", "some day")
    (tmp_path / "x.csv").write_text(table, encoding="utf-8")
    done = run("import", "kiel", tmp_path / "x.csv", "--ledger", ledger)
    assert "some day" not in done.stderr
    assert "6 rows, 1 without a figure, 1 unread" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nasa", "x.csv"], "No register 'nasa'; the registers are: fts, iati, kiel, sipri, table"),
        (["table", "x.csv"], "tally import table needs --map FILE"),
        (["kiel", "x.csv", "--map", "x.toml"], "The columns of kiel are known; --map goes with"),
    ],
)
def test_faulty_use_makes_no_ledger(tmp_path, arguments, message):
    done = run("import", *arguments, "--ledger", tmp_path / "new.tally")
    assert done.exit_code == 2
    assert message in done.stderr
    assert not (tmp_path / "new.tally").exists()


def test_a_file_with_other_columns_is_told(ledger):
    done = run("import", "kiel", SAMPLES / "fts.csv", "--ledger", ledger)
    assert done.exit_code == 2
    assert "No column 'ID' or 'Allocation ID' in" in done.stderr
    assert "line 1; columns are: date, budgetYear, description" in done.stderr


def test_comparing_gives_a_line_a_promise(ledger):
    run("import", "kiel", SAMPLES / "kiel.csv", "--ledger", ledger)
    lines = [json.loads(line) for line in run("compare", "--ledger", ledger).stdout.splitlines()]
    assert [line["found"] for line in lines] == ["both"] + ["register_only"] * 3
    [both, *_] = lines
    assert {"field": "fulfilled.low", "register": 900000, "reports": 980000} in both["differences"]
    assert "Commitment 2023-03-20: 1,000,000 artillery shells" in both["register_says"][0]["text"]
    earlier = run("compare", "--ledger", ledger, "--as-of", "2023-02-01", "--register", "kiel")
    assert "SAMPLE-DE-1" in earlier.stdout
    assert "SAMPLE-EU-1" not in earlier.stdout


def test_a_terminal_shows_both_sides(ledger, monkeypatch):
    run("import", "kiel", SAMPLES / "kiel.csv", "--ledger", ledger)
    monkeypatch.setattr("tallystick.cli.registers.wants_json", lambda **_: False)
    shown = run("compare", "--ledger", ledger).stdout
    assert "IN BOTH 1" in shown
    assert "IN THE REGISTER ONLY 3" in shown
    assert "fulfilled.low 900,000" in shown
    assert "fulfilled.low 980,000" in shown
    assert "EU in both" in shown
    assert "kiel:SAMPLE-EU-1" in shown


def test_nothing_to_compare_with(ledger):
    done = run("compare", "--ledger", ledger)
    assert done.exit_code == 2
    assert "No register in" in done.stderr
    run("import", "sipri", SAMPLES / "sipri.csv", "--ledger", ledger)
    done = run("compare", "--ledger", ledger, "--register", "kiel")
    assert "No register 'kiel' in" in done.stderr
    assert "it has sipri" in done.stderr
