"""``tally promises``, ``tally show`` and ``tally demo``, and what a terminal shows."""

import json
import re

import pytest
from tallystick.cli import app
from tallystick.cli.promises import find_promise
from tallystick.errors import SettingError
from tallystick.ledger import Ledger
from typer.testing import CliRunner

from behind import behind

PROMISED = "Norway promised 200 ambulances to Ukraine by the end of 2024."
ARRIVED = "Norway has delivered 60 ambulances to Ukraine so far, Norwegian Prime Minister Jonas Lind said."
UNREAD = ("--language", "eo")
"""A language that no rules are there for: documents pass through without a parser being loaded."""

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Every test works in an empty folder of its own, with two reports in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    lines = [
        {"id": "promise", "text": PROMISED, "published": "2024-03-01"},
        {"id": "arrival", "text": ARRIVED, "published": "2024-09-01"},
    ]
    (tmp_path / "reports" / "all.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return tmp_path


@pytest.fixture
def ledger(folder):
    run("read", "reports", "--ledger", "a.tally", "--to", "claims.jsonl")
    return folder / "a.tally"


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="tally")


def test_promises_are_json_lines_in_a_pipe(ledger):
    (promise,) = map(json.loads, run("promises", "--ledger", ledger).stdout.splitlines())
    assert promise["format"] == "tally-promise/1"
    assert (promise["quantity"], promise["unit"]) == (200, "ambulance")
    assert promise["fulfilled"]["share_high"] == pytest.approx(0.3)


def test_as_of_leaves_out_what_was_not_known_yet(ledger):
    listed = run("promises", "--ledger", ledger, "--as-of", "2024-06-30").stdout
    (promise,) = map(json.loads, listed.splitlines())
    assert promise["fulfilled"] is None
    assert promise["status"] == "open"


def test_as_of_must_be_a_date(ledger):
    done = run("promises", "--ledger", ledger, "--as-of", "someday")
    assert done.exit_code == 2
    assert "'someday'" in done.stderr


def test_one_promise_is_shown_by_the_start_of_its_id(ledger):
    (promise,) = map(json.loads, run("promises", "--ledger", ledger).stdout.splitlines())
    assert json.loads(run("show", promise["id"][:4], "--ledger", ledger).stdout) == promise


def test_an_id_that_is_none_is_told(ledger):
    done = run("show", "zzz", "--ledger", ledger)
    assert done.exit_code == 2
    assert done.stderr == "tally: No promise 'zzz' in this ledger; tally promises lists those it has\n"


def test_an_ambiguous_id_names_the_candidates(ledger):
    with Ledger(ledger) as opened:
        (promise,) = opened.promises()
    start = promise.id[:3]
    with pytest.raises(SettingError, match=rf"2 promises begin with '{start}', .*{promise.id} \(.*\)"):
        find_promise([promise, promise], start)
    with pytest.raises(SettingError, match=r"and 4 more$"):
        find_promise([promise] * 9, start)


def test_a_ledger_of_a_newer_version_is_one_line(ledger):
    behind(str(ledger), "UPDATE alembic_version SET version_num = '9999'")
    for arguments in (["promises"], ["show", "a"], ["read", "reports"]):
        done = run(*arguments, "--ledger", ledger)
        assert done.exit_code == 2
        assert "newer" in done.stderr
        assert done.stderr.count("\n") == 1


def test_a_file_that_is_no_ledger_is_one_line(folder):
    (folder / "notes.tally").write_text("Not a ledger at all, but some notes.", encoding="utf-8")
    done = run("promises", "--ledger", "notes.tally")
    assert done.exit_code == 2
    assert "notes.tally" in done.stderr


def test_the_demo_shows_the_promises_of_a_folder(folder):
    done = run("demo", "reports")
    assert done.exit_code == 0
    assert "Norway → Ukraine" in done.stdout
    assert "200 ambulances" in done.stdout
    assert "— 2024-09-01 · en · arrival" in done.stdout
    assert done.stderr.startswith("tally: 2 documents, ")
    assert sorted(path.name for path in folder.iterdir()) == ["reports"]


def test_the_demo_shows_who_is_for_what_the_codebooks_of_a_folder_name(folder):
    (folder / "reports" / "more").mkdir()
    (folder / "reports" / "more" / "codebook.toml").write_text(
        '[concept.ambulances]\nlabel = "Ambulances for all"\nwords.en = ["ambulance"]\ndefault = "for"'
    )
    done = run("demo", "reports")
    assert done.exit_code == 0
    assert "Ambulances for all" in done.stdout


def test_a_terminal_shows_claims_with_their_sentences(terminal):
    code, sent = terminal("read", "reports")
    shown = ESCAPES.sub("", sent)
    assert code == 0
    assert "PROMISED 1 ─" in shown
    assert "Norway → Ukraine  200 ambulances" in shown
    assert "by the end of 2024." in shown
    assert '{"format"' not in shown


def test_a_terminal_gets_json_on_request(terminal):
    code, sent = terminal("read", "reports", "--json", *UNREAD)
    lines = [line for line in sent.splitlines() if line.startswith("{")]
    assert code == 0
    assert [json.loads(line)["id"] for line in lines] == ["promise", "arrival"]


def test_a_terminal_shows_promises_and_one_of_them(terminal, ledger):
    _, listed = terminal("promises", "--ledger", ledger)
    assert "▓▓" in listed
    assert "2 sources" in ESCAPES.sub("", listed)
    (promise,) = map(json.loads, run("promises", "--ledger", ledger).stdout.splitlines())
    _, shown = terminal("show", promise["id"][:5], "--ledger", ledger)
    assert "60 ambulances" in ESCAPES.sub("", shown)
    assert "— 2024-09-01 · en · arrival" in ESCAPES.sub("", shown)


def test_a_terminal_says_what_a_ledger_has_gained(terminal, folder):
    (folder / "[").mkdir()
    (folder / "[" / "bold].txt").write_text(PROMISED, encoding="utf-8")
    code, sent = terminal("read", "reports", "[/bold].txt", "missing.txt", "--ledger", "a.tally", *UNREAD)
    shown = ESCAPES.sub("", sent)
    assert code == 1
    assert shown.splitlines()[-1].endswith("tally: 3 documents, 0 claims added (0 already known)")
    assert "There is no file or folder 'missing.txt'" in shown
    assert "promise · " not in shown


WIRE = "Norway sent 60 ambulances to Ukraine on Friday, the ministry in Oslo said; another 140 are due by autumn."


def test_copies_are_json_lines_in_a_pipe_and_a_table_on_a_terminal(folder, monkeypatch):
    papers = [{"id": n, "text": f"{n}. {WIRE}", "published": "2024-09-01"} for n in ("One", "Two")]
    (folder / "wire.jsonl").write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    run("read", "wire.jsonl", "reports", "--ledger", "b.tally", "--to", "claims.jsonl", *UNREAD)
    (line,) = run("copies", "--ledger", "b.tally").stdout.splitlines()
    group = json.loads(line)
    assert list(group) == ["documents", "kind", "agency", "score", "because"]
    assert (group["documents"], group["kind"]) == (["One", "Two"], "copy")
    assert run("copies", "--ledger", "b.tally", "--as-of", "2024-08-31").stdout == ""
    monkeypatch.setattr("tallystick.cli.copies.wants_json", lambda json: json)
    assert run("copies", "--ledger", "b.tally").stdout.startswith("2 documents, 1 text ")
    assert run("copies", "--ledger", "b.tally", "--json").stdout == f"{line}\n"


@pytest.fixture
def many(folder):
    texts = {
        "a.txt": "Norway promised on Monday to send Ukraine 40 buses by June 2024.",
        "b.txt": "Germany promised on Monday to send Moldova 30 trucks by June 2034.",
        "c.txt": "France promised on Monday to send Moldova 20 pumps by March 2024.",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    run("read", *texts, "--published", "2024-01-02", "--ledger", "m.tally")
    run("read", "a.txt", "--published", "2024-05-02", "--ledger", "m.tally")
    return folder / "m.tally"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["DEU", "FRA", "NOR"]),
        (["--limit", "0"], ["DEU", "FRA", "NOR"]),
        (["--actor", "DEU"], ["DEU"]),
        (["--recipient", "MDA"], ["DEU", "FRA"]),
        (["--status", "overdue"], ["FRA"]),
        (["--status", "overdue", "--status", "open", "--recipient", "MDA"], ["DEU", "FRA"]),
        (["--actor", "DEU", "--status", "overdue"], []),
    ],
)
def test_promises_are_narrowed(many, options, expected):
    assert sorted(actors_of("--ledger", many, *options)) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--limit", "1"], ["FRA"]),
        (["--limit", "2"], ["FRA", "DEU"]),
        (["--limit", "1", "--decided-by", "2020"], ["FRA"]),
    ],
)
def test_of_more_promises_the_most_urgent_come_first(many, options, expected):
    assert actors_of("--ledger", many, *options) == expected


def actors_of(*options):
    return [json.loads(line)["actors"][0]["id"] for line in run("promises", *options).stdout.splitlines()]


def test_a_terminal_says_how_many_more_there_are(many, monkeypatch):
    monkeypatch.setattr("tallystick.cli.promises.wants_json", lambda **_: False)
    monkeypatch.setattr("tallystick.cli.choosing.SHOWN", 2)
    shown = run("promises", "--ledger", many).stdout
    assert shown.rstrip().endswith("2 of 3 promises, the most urgent first; --limit 0 shows all")
    assert shown.index("France") < shown.index("Germany")
    assert "Norway" not in shown
    assert run("promises", "--ledger", many, "--limit", "0").stdout.rstrip().endswith("\n3 promises")


def test_a_status_that_is_none_is_told_with_those_there_are(many):
    done = run("promises", "--ledger", many, "--status", "late")
    assert done.exit_code == 2
    assert "No status 'late'; there are: open, overdue, fulfilled," in done.stderr
