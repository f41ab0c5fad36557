"""Runs the commands that the pages show, and writes below each what it prints.

A block of the kind ``console`` holds commands behind ``$ `` and their output; where the output ends in ``…``, only as
many lines as stand there are kept. The ids in ``tally show ID``, ``tally why ID`` and ``--explain ID`` are taken from
the output of the last command above that has no id itself. With pages as arguments only those are rebuilt.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", DOCS / "reading.md", *sorted((DOCS / "guides").glob("*.md")))
WIDTH = 100

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_STEP = re.compile(r"^\$ (?P<command>.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_ID = re.compile(r"\b[0-9a-f]{8}$", re.MULTILINE)
_FIRST_ID = re.compile(r"(?:(?<=tally show )|(?<=tally why ))[0-9a-f]+")
_LAST_ID = re.compile(r"(?<=--explain )[0-9a-f]+")


def rebuilt(page: str) -> str:
    """``page`` with the present output of all its commands, run in order in one empty folder with the examples."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        above = ""

        def step(match: re.Match[str]) -> str:
            nonlocal above
            command = _with_ids(match["command"], above)
            printed = run_on_terminal(command, Path(folder))
            if not (_FIRST_ID.search(command) or _LAST_ID.search(command)):
                above = printed
            return f"$ {command}\n{_cut(printed, match['output'])}"

        return _BLOCK.sub(lambda block: _STEP.sub(step, block[0]), page)


def _with_ids(command: str, above: str) -> str:
    ids = _ID.findall(above)
    if ids:
        command = _LAST_ID.sub(ids[-1], _FIRST_ID.sub(ids[0], command))
    return command


def _cut(printed: str, shown: str) -> str:
    if not shown.endswith("…\n"):
        return printed
    lines = printed.splitlines(keepends=True)
    return "".join([*lines[: shown.count("\n") - 1], "…\n"])


def run_on_terminal(command: str, folder: Path) -> str:
    """What ``command`` prints in ``folder`` on a terminal without colours, then what it says on standard error.

    Raises:
        RuntimeError: It ended with another exit code than 0, or 1 for an input that could not be read.
    """
    ours, its = pty.openpty()
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": str(WIDTH),
        "LINES": "40",
        "NO_COLOR": "1",
    }
    with subprocess.Popen(
        ["bash", "-c", command], cwd=folder, env=environment, stdin=its, stdout=its, stderr=subprocess.PIPE
    ) as process:
        os.close(its)
        sent = b"".join(iter(lambda: _read(ours), b"")).decode()
        said = process.stderr.read().decode() if process.stderr else ""
    os.close(ours)
    if process.returncode not in {0, 1}:
        raise RuntimeError(f"{command} ended with {process.returncode}: {said}")
    lines = _CONTROL.sub("", sent).replace("\r\n", "\n").splitlines() + said.splitlines()
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return text and text + "\n"


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what a terminal answers when its last writer is gone
        return b""


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or PAGES:
        path.write_text(rebuilt(path.read_text(encoding="utf-8")), encoding="utf-8")
