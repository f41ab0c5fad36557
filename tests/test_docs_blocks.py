"""Every block of the pages is run: shell commands one by one on a ledger of sample reports, files by their loaders.

Blocks of the kinds ``console`` and ``pycon`` are run and compared in ``test_docs``, those of the page on adding
something, each in its place, in ``test_docs_adding``.
"""

import gzip
import json
import re
import shlex
import shutil
import subprocess
from contextlib import chdir
from pathlib import Path

import pytest
from tallystick import Ledger, read_all
from tallystick.cli import app
from tallystick.languages.lexicon import load_predicates
from tallystick.reconcile.codebook import parse_codebook
from tallystick.registers import read_register
from tallystick.registers.column_map import load_map
from typer.testing import CliRunner

from sources import archives

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
PAGES = [ROOT / "README.md", EXAMPLES / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DONE_ELSEWHERE = ROOT / "docs" / "adding.md"
BLOCK = re.compile(r"^ *```(\S*)(?: title=\S+)?\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
KINDS = {"console", "pycon", "python", "sh", "text", "toml"}
REPORTS = ("2024-01-31-half-by-march.html", "2024-02-26-paris-wire.txt", "2023-03-20-ministers-agree.html")

NOT_RUN = {
    r"tally (serve|demo --serve)": "serves until it is interrupted",
    r"tally watch": "asks a server that is not there",
    r"tally read https:": "asks a server that is not there",
    r"tally (user|.*\| tally user)": "asks for a password",
    r"pass show": "somebody's store of passwords",
    r"tally .*postgresql": "a server of somebody's own",
    r"tally --install-completion": "changes the settings of a shell",
    r"tally demo": "reads all samples; make demo",
    r"make ": "runs everything",
    r"source |pip install": "changes the environment of a shell",
    r"(\.venv/bin/)?python -m benchmarks\.": "runs for minutes",
    r"xmllint": "needs the standard's schema",
}
"""Commands that no test runs, and why. What of them can be checked without running them, is."""


def blocks(*kinds):
    for page in (page for page in PAGES if page != DONE_ELSEWHERE):
        for kind, block in BLOCK.findall(page.read_text(encoding="utf-8")):
            if kind in kinds:
                yield page.relative_to(ROOT).as_posix(), block


def commands():
    """Every command in the blocks of the shell, each once, without what is said about it."""
    found = {}
    for page, block in blocks("sh"):
        for line in block.splitlines():
            command = re.sub(r"(^|\s+)#\s.*$", "", line).strip()
            if command:
                found.setdefault(command, page)
    return found


COMMANDS = commands()
RUN = [command for command in COMMANDS if not any(re.match(start, command) for start in NOT_RUN)]
SHOWN = [command for command in COMMANDS if command not in RUN]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What the pages suppose: reports, registers, ledgers, codebooks, under the names that the pages use."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(EXAMPLES, folder / "examples")
    for name in ("reports", "my-reports"):
        (folder / name).mkdir()
        for report in REPORTS:
            shutil.copy(EXAMPLES / "million-shells" / report, folder / name)
    (folder / "articles.jsonl").write_text(json.dumps({"text": "Norway promised Kenya 40 trucks."}) + "\n")
    with Ledger(folder / "pledges.tally") as ledger:
        ledger.append_all(o.reading for o in read_all([str(folder / "reports")]) if o.reading is not None)
        promised = [claim.id for claim in ledger.claims() if claim.kind == "commitment" and claim.items]
        late = next(p.id for p in ledger.promises("2024-06-30") if p.days_late and p.fulfilled)
        taken_back = ledger.judge("accept", promised[0], user="ida")
        ledger.append_all(
            o.reading
            for o in read_register("kiel", EXAMPLES / "registers" / "kiel.csv")
            if o.reading is not None
        )
    ids = {"promise": late, "claim": promised[0], "other": promised[1], "judgement": taken_back.id}
    for name in ("shells.tally", "doses.tally", "FILE"):
        shutil.copy(folder / "pledges.tally", folder / name)
    for name in ("codebook.toml", "troops.toml"):
        shutil.copy(EXAMPLES / "million-shells" / "codebook.toml", folder / name)
    shutil.copy(EXAMPLES / "million-shells" / REPORTS[0], folder / "report.html")
    shutil.copy(EXAMPLES / "million-shells" / REPORTS[1], folder / "notes.txt")
    for name, register in (
        ("main-data.csv", "kiel.csv"), ("activities.xml", "iati.xml"), ("flows.json", "fts.json"),
        ("aid.csv", "aid.csv"), ("aid.toml", "aid.toml"),
    ):  # fmt: skip
        shutil.copy(EXAMPLES / "registers" / register, folder / name)
    (folder / "release.pdf").write_bytes(archives.pdf(archives.column(72, 700, *[archives.SENTENCE] * 4)))
    (folder / "mail.eml").write_text(f"From: press@example.org\nSubject: Ferries\n\n{archives.SENTENCE}\n")
    answer = (
        "https://example.org/a",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html",
        archives.page(*[archives.SENTENCE] * 4).encode(),
    )
    (folder / "archive.warc.gz").write_bytes(gzip.compress(b"".join(archives.warc(answer))))
    (folder / "all.zip").write_bytes(archives.zipped(**{"notes.txt": archives.SENTENCE}))
    [outcome] = read_all([str(folder / "report.html")])
    ids["read"] = outcome.reading.claims[0].id
    return folder, ids


@pytest.fixture
def workplace(folder, tmp_path):
    """A copy of the folder for one command, which may change it."""
    made, ids = folder
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    with chdir(tmp_path):
        CliRunner().invoke(app, ["dump", "--ledger", "pledges.tally", "--to", "pledges.jsonl"])
        yield ids


def with_ids(command, ids):
    """The command with ids of the ledger at hand in place of those that the page made up."""
    sort = "promise" if re.match(r"tally (show|why)", command) else "claim"
    meant = {"3f2a91bc": "read", "3f2a": sort, "ad94": "promise", "91bc": "other", "77d0": "judgement"}
    for made_up, kind in meant.items():
        command = re.sub(rf"(?<=\s){made_up}\b", ids[kind], command)
    command = re.sub(r"(?<=--promise )\S+", ids["promise"], command)
    return command.replace("2024-03-01-wire", "2024-02-26-paris-wire")


@pytest.mark.parametrize("command", RUN)
def test_a_command_of_the_pages_runs(command, workplace):
    fed = None
    for words, target in steps(with_ids(command, workplace)):
        if words[0] == "tally":
            done = CliRunner().invoke(app, words[1:], input=fed, prog_name="tally")
            # The sample registers have faulty rows on purpose.
            assert done.exit_code == 0 or (words[1] == "import" and done.exit_code == 1), done.stderr
            fed = done.stdout_bytes
        else:
            done = subprocess.run(words, input=fed, capture_output=True, check=False)
            assert done.returncode == 0, done.stderr
            fed = done.stdout
        if target:
            Path(target).write_bytes(fed)


def steps(command):
    """The programs of a pipe, each with its words and the file that it writes to."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|>")
    lexer.whitespace_split = True
    found = [([], None)]
    words = iter(lexer)
    for word in words:
        if word == "|":
            found.append(([], None))
        elif word == ">":
            found[-1] = (found[-1][0], next(words))
        else:
            found[-1][0].append(word)
    return found


@pytest.mark.parametrize("command", SHOWN)
def test_a_command_that_is_not_run_is_at_least_one_that_the_program_takes(command):
    if found := re.search(r"python -m benchmarks\.(\w+)(.*)", command):
        module = ROOT / "benchmarks" / f"{found[1]}.py"
        package = ROOT / "benchmarks" / found[1]
        source = "".join(
            path.read_text(encoding="utf-8")
            for path in ([module] if module.exists() else package.rglob("*.py"))
        )
        assert [o for o in re.findall(r"--[a-z-]+", found[2]) if f'"{o}"' not in source] == []
    elif command.startswith("make "):
        assert re.search(
            rf"^{command.split()[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
        )
    elif "tally " in command:
        name, *words = shlex.split(command.split("tally ", 1)[1].split(" | ")[0])
        shown = CliRunner().invoke(app, [name, "--help"], prog_name="tally").output
        assert [w for w in words if w.startswith("--") and w not in shown] == []


def test_nothing_is_excused_that_the_pages_do_not_have():
    assert [start for start in NOT_RUN if not any(re.match(start, command) for command in COMMANDS)] == []


@pytest.mark.parametrize(("page", "block"), list(blocks("toml")))
def test_a_file_of_the_pages_is_read_by_its_loader(page, block, tmp_path):
    file = tmp_path / "block.toml"
    file.write_text(block, encoding="utf-8")
    if "[concept." in block:
        assert parse_codebook(block, page).concepts
    elif "[[act]]" in block:
        assert load_map(file).acts
    else:
        assert load_predicates(file)


@pytest.mark.parametrize(("page", "block"), list(blocks("python")))
@pytest.mark.usefixtures("workplace")
def test_a_program_of_the_pages_runs(page, block):
    exec(compile(block, page, "exec"), {})  # noqa: S102 (the page's own words)


def test_every_block_is_of_a_kind_that_is_run():
    found = {
        f"{page.name}: {kind or 'none'}"
        for page in PAGES
        if page != DONE_ELSEWHERE
        for kind, _ in BLOCK.findall(page.read_text(encoding="utf-8"))
        if kind not in KINDS
    }
    assert found == set()


def test_no_block_is_left_open():
    for page in PAGES:
        assert page.read_text(encoding="utf-8").count("```") == 2 * len(
            BLOCK.findall(page.read_text("utf-8"))
        )
