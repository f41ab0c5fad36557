"""``tally read``: what comes out, where it goes, and what faulty input does."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tallystick.cli import app
from tallystick.ledger import Ledger
from typer.testing import CliRunner

REPORT = (
    "Norway promised 200 ambulances to Ukraine. "
    "“We will keep our word,” said Norwegian Prime Minister Jonas Lind.\n"
)

UNREAD = ("--language", "eo")
"""A language that no rules are there for: documents pass through without a parser being loaded."""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Every test works in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def report(folder):
    path = folder / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, ["read", *map(str, arguments)], prog_name="tally", input=stdin)


def documents(output):
    return [json.loads(line) for line in output.splitlines()]


def test_a_report_becomes_one_line_of_json(report):
    done = run(report, "--published", "2024-02-27")
    (document,) = documents(done.stdout)
    assert (document["format"], document["id"], document["published"]) == (
        "tally-claims/1",
        "report",
        "2024-02-27",
    )
    assert {claim["kind"] for claim in document["claims"]} >= {"commitment", "statement"}
    assert (done.exit_code, done.stderr) == (0, "")


def test_equal_input_gives_equal_bytes_in_another_process(report, tally):
    assert tally("read", report).stdout == run(report).stdout_bytes != b""


def test_standard_input_is_read():
    (document,) = documents(run("-", stdin=REPORT).stdout)
    assert document["text"].startswith("Norway promised")


def test_output_is_utf8_whatever_the_locale(report, tally, monkeypatch):
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert "“We will keep our word,”" in tally("read", report, *UNREAD).stdout.decode("utf-8")


def test_to_writes_a_file_and_nothing_else(report, folder):
    done = run(report, "--to", "claims.jsonl")
    assert (done.stdout, done.stderr) == ("", "")
    assert documents((folder / "claims.jsonl").read_text(encoding="utf-8"))[0]["id"] == "report"


def test_to_dash_is_standard_output(report):
    assert documents(run(report, "--to", "-").stdout)[0]["id"] == "report"


def test_to_never_overwrites_an_input(report):
    done = run(report, "--to", "./report.txt")
    assert done.exit_code == 2
    assert done.stderr == "tally: --to ./report.txt would overwrite an input; name another file\n"
    assert report.read_text(encoding="utf-8") == REPORT


def test_a_ledger_keeps_each_claim_once(report):
    first, second = (run(report, "--ledger", "a.tally") for _ in range(2))
    count = len(documents(first.stdout)[0]["claims"])
    assert count > 1
    assert first.stderr == f"tally: 1 document, {count} claims added (0 already known)\n"
    assert second.stderr == f"tally: 1 document, 0 claims added ({count} already known)\n"


def test_an_unreadable_input_does_not_stop_the_others(report):
    done = run("missing.txt", report)
    assert done.exit_code == 1
    assert [document["id"] for document in documents(done.stdout)] == ["report"]
    assert done.stderr.startswith("tally: There is no file or folder 'missing.txt'")
    assert done.stderr.count("\n") == 1


def test_problems_are_on_standard_error_and_in_the_document(folder):
    (folder / "cp.txt").write_bytes("“Our word holds,” said the mayor of Bergen.".encode("cp1252"))
    done = run("cp.txt")
    (document,) = documents(done.stdout)
    assert done.exit_code == 0
    assert document["problems"]
    assert all(problem["message"] in done.stderr for problem in document["problems"])
    assert all(line.startswith("tally: ") for line in done.stderr.splitlines())


ARTICLE = f"<html><body><article><h1>Aid</h1><p>{REPORT}</p></article></body></html>".encode()
LINE = json.dumps({"text": REPORT}).encode()
BAD_INPUTS = {
    "empty.txt": (b"", 1),
    "blank.txt": (b" \n\t\n", 1),
    "scan.txt": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 9, 1),
    "wide.txt": (REPORT.encode("utf-16"), 0),
    "western.txt": (REPORT.encode("cp1252"), 0),
    "nul.txt": (REPORT.encode().replace(b"200", b"2\x0000"), 1),
    "long.txt": (b"pumps and " * 2_000_000, 1),
    "menu.html": (b"<html><body><nav><a href=x>Home</a></nav></body></html>", 1),
    "article.html": (ARTICLE, 0),
    "broken.html": (b"<html><p>" + REPORT.encode() + b"<div <<<", 0),
    "lines.jsonl": (LINE + b"\n{broken\n[]\n" + LINE + b"\n", 1),
    "deep.jsonl": (b"[" * 100_000, 1),
}


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_faulty_input_never_ends_in_a_traceback(name, folder):
    content, exit_code = BAD_INPUTS[name]
    (folder / name).write_bytes(content)
    done = run(name)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.exit_code == exit_code, done.stderr
    assert done.exit_code == 0 or (done.stderr.startswith("tally: ") and name in done.stderr)
    assert all(json.loads(line)["format"] == "tally-claims/1" for line in done.stdout.splitlines())


def test_good_lines_between_broken_ones_are_read(folder):
    (folder / "lines.jsonl").write_bytes(BAD_INPUTS["lines.jsonl"][0])
    done = run("lines.jsonl")
    assert len(documents(done.stdout)) == 2
    assert "lines.jsonl:2" in done.stderr
    assert "lines.jsonl:3" in done.stderr


def test_a_folder_without_readable_files_is_a_problem(folder):
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.png").write_bytes(b"\x89PNG")
    done = run("pictures")
    assert done.exit_code == 1
    assert "pictures" in done.stderr


def test_a_full_disk_is_one_line(tally, report):
    with Path("/dev/full").open("wb") as full:
        done = tally("read", report, *UNREAD, stdout=full)
    assert done.returncode == 2
    assert (
        done.stderr.splitlines()[-1]
        == b"tally: the output: No space left on device; make room and run the same again"
    )
    assert b"Traceback" not in done.stderr


def test_a_file_that_cannot_be_written_is_one_line(report):
    done = run(report, "--to", "nowhere/claims.jsonl")
    assert done.exit_code == 2
    assert done.stderr.startswith("tally: nowhere/claims.jsonl: No such file or directory; check the path ")


def test_a_ledger_that_cannot_be_written_is_one_line(report):
    # Nobody, not even the system's owner, may make a file there.
    done = run(report, "--ledger", "/proc/self/a.tally")
    assert done.exit_code == 2
    assert done.stderr.startswith("tally: ")
    assert "/proc/self/a.tally" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_pipe_that_is_closed_early_is_quiet(folder):
    (folder / "many.jsonl").write_bytes((LINE + b"\n") * 500)  # more than a pipe holds
    with start("read", "many.jsonl", "--to", "-", *UNREAD, stderr=subprocess.DEVNULL) as process:
        process.stdout.readline()
        process.stdout.close()
    assert process.returncode == 141


def start(*arguments, stderr=subprocess.PIPE):
    command = [sys.executable, "-m", "tallystick", *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr)


def test_an_interrupt_keeps_what_was_read(report):
    with start("read", report, "-", "--ledger", "a.tally", *UNREAD) as process:
        process.stdout.readline()  # the first document is done, the second waits for standard input
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 130
    assert said.endswith(b"tally: interrupted; 1 document, 0 claims added (0 already known)\n")
    with Ledger("a.tally", create=False) as ledger:
        assert [document.id for document in ledger.documents()] == ["report"]


def test_two_programs_may_write_one_ledger(folder):
    for name in ("north", "south"):
        lines = [json.dumps({"id": f"{name}-{n}", "text": REPORT}) for n in range(8)]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    both = [start("read", f"{name}.jsonl", "--ledger", "a.tally", *UNREAD) for name in ("north", "south")]
    results = [(*process.communicate(timeout=120), process.returncode) for process in both]
    assert [code for _, _, code in results] == [0, 0], results
    with Ledger("a.tally", create=False) as ledger:
        assert len(ledger.documents()) == 16
        assert ledger.verify() == []


@pytest.mark.parametrize(
    ("start_of_id", "said"), [("", "An empty id names no claim;"), ("zz", "No claim 'zz'")]
)
def test_explain_names_what_it_cannot_find(report, start_of_id, said):
    done = run(report, "--explain", start_of_id)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"tally: {said}")


def test_explain_tells_what_cannot_be_read():
    done = run("missing.txt", "--explain", "zz")
    assert [line[:28] for line in done.stderr.splitlines()] == [
        "tally: There is no file or f",
        "tally: No claim 'zz' in what",
    ]


def test_explain_tells_the_rule_and_its_parts(report):
    claim = documents(run(report).stdout)[0]["claims"][0]
    done = run(report, "--explain", claim["id"][:8])
    assert done.exit_code == 0
    assert claim["reader"]["rule"] in done.stdout
    assert claim["evidence"]["text"] in done.stdout
