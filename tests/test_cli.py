"""The command line as a whole: help, versions, and how it ends."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import tallystick
from tallystick.cli import app
from tallystick.cli.guard import one_line
from tallystick.ledger import Ledger
from typer.testing import CliRunner

from factories import commitment, item, reading

HEAVY = {"spacy", "sqlalchemy", "trafilatura", "babel", "rich", "dateparser", "pycountry", "lxml", "numpy"}
ROOT = Path(__file__).parent.parent


def run(*arguments):
    return CliRunner().invoke(app, list(arguments), prog_name="tally")


def loaded_by(code):
    probe = f"{code}\nimport sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["read", "--help"], ["promises", "--help"], ["demo", "--help"]]
)
def test_help_loads_nothing_heavy(arguments):
    code = f"import tallystick.cli\ntry: tallystick.cli.app({arguments!r})\nexcept SystemExit: pass"
    assert not loaded_by(code) & HEAVY


def test_importing_the_package_loads_nothing_heavy():
    assert not loaded_by("import tallystick") & (HEAVY | {"typer"})


def test_help_teaches_by_example():
    shown = run("--help").output
    assert "tally read reports/ --ledger pledges.tally\n" in shown
    assert all(f"\n  {name} " in shown for name in ("read", "promises", "show", "demo"))


@pytest.mark.parametrize("command", ["read", "promises", "show", "demo"])
def test_the_help_of_every_command_has_examples_line_by_line(command):
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert f"\n      tally {command}" in shown.output


def test_version():
    assert run("--version").output == f"tallystick {tallystick.__version__}\n"


def test_the_page_of_commands_is_current():
    spec = spec_from_file_location("build_commands", ROOT / "docs" / "build_commands.py")
    builder = module_from_spec(spec)
    spec.loader.exec_module(builder)
    assert builder.PAGE.read_text(encoding="utf-8") == builder.page()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["promises", "--ledger", "none.tally"], "No ledger none.tally"),
        (["show", "3f2a", "--ledger", "none.tally"], "No ledger none.tally"),
        (["demo", "nowhere"], "No folder nowhere"),
        (["read", "a.txt", "--published", "soon"], "'soon'"),
        (["read", "a.txt", "--language", "?"], "'?'"),
        (["read", "a.txt", "--input-format", "scroll"], "'scroll'"),
        (["read", "--nonsense"], "No such option: --nonsense; see tally read --help"),
        (["--nonsense"], "No such option: --nonsense; see tally --help"),
        (["nonsense"], "No such command 'nonsense'; see tally --help"),
        (["watch", "a.opml", "--ledger", "a.tally", "--every", "-1"], "'--every'"),
        (["promises", "--as-of", "2024-06-30"], "Missing option '--ledger'; see tally promises --help"),
    ],
)
def test_faulty_use_is_one_line_and_exit_code_2(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("tally: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_command_with_nothing_is_answered_by_its_help():
    done = run("show")
    assert done.exit_code == 2
    assert done.stderr == run("show", "--help").stdout


NO_FILE = "No such file or directory; check the path"
CODEBOOK = ["positions", "--ledger", "a.tally", "--codebook"]
COLUMN_MAP = ["import", "table", "a.csv", "--ledger", "a.tally", "--map"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([*CODEBOOK, "none.toml"], f"Cannot read the codebook none.toml: {NO_FILE} and its permissions"),
        (
            [*CODEBOOK, "latin.toml"],
            "Cannot read the codebook latin.toml: byte 3 is no UTF-8; save it as UTF-8",
        ),
        (
            [*COLUMN_MAP, "none.toml"],
            "No column map none.toml (No such file or directory); name the file with --map",
        ),
        (
            [*COLUMN_MAP, "latin.toml"],
            "Cannot read the column map latin.toml: byte 3 is no UTF-8; save it as UTF-8",
        ),
        (["load", "none.jsonl", "--ledger", "b.tally"], f"none.jsonl: {NO_FILE} and that its folders exist"),
        (
            ["dump", "--ledger", "a.tally", "--to", "no/x"],
            f"no/x: {NO_FILE} and that its folders exist",
        ),
        (["read", "a.csv", "--to", "no/x"], f"no/x: {NO_FILE} and that its folders exist"),
        (
            ["dump", "--ledger", "a.tally", "--to", "."],
            ".: Is a directory; name a file in it",
        ),
        (
            ["show", "", "--ledger", "a.tally"],
            "An empty id names no promise; tally promises lists those there are",
        ),
        (
            ["why", "", "--ledger", "a.tally"],
            "An empty id names no promise; tally promises lists those there are",
        ),
        (
            ["judge", "accept", "", "--ledger", "a.tally"],
            "An empty id names no claim; tally show and tally read --json show ids",
        ),
    ],
)
def test_a_file_or_id_that_will_not_do_is_told_in_words(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    (tmp_path / "a.csv").write_text("A,B\n1,2\n", encoding="utf-8")
    with Ledger("a.tally") as ledger:
        ledger.append(reading("a", commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"))))
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"tally: {said}\n"
    assert not (tmp_path / "b.tally").exists()


def test_messages_are_one_line_without_terminal_controls():
    assert one_line("No file\n 'a\x1b[31m'") == "tally: No file 'a\N{REPLACEMENT CHARACTER}[31m'"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_a_full_disk_is_one_line(tally, arguments):
    with Path("/dev/full").open("wb") as full:
        done = tally(*arguments, stdout=full)
    assert done.returncode == 2
    assert done.stderr == b"tally: the output: No space left on device; make room and run the same again\n"
