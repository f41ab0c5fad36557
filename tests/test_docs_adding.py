"""The page "To add something" is followed to the letter, each part of it in a copy of the project.

A block with a title is a file: where one is there that begins with the same table, the lines are put into that table,
else it is written. Commands are run in order, and what they print has to be what the page shows.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
PARTS = {part.partition("\n")[0]: part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]}
BLOCK = re.compile(
    r'^```(?P<kind>\w+)(?: title="(?P<file>[^"]+)")?\n(?P<text>.*?)^```$', re.DOTALL | re.MULTILINE
)
STEP = re.compile(r"^\$ (?P<command>.*)\n(?P<printed>(?:(?!\$ ).*\n)*)", re.MULTILINE)
NEEDED = ("tallystick", "tests", "docs", "examples", "benchmarks", "README.md", "CHANGELOG.md", "Makefile",
          "mkdocs.yml", "pyproject.toml")  # fmt: skip
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "screens", ".*")


@pytest.fixture
def copy(tmp_path):
    """The project, to be changed at will."""
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=LEFT_BEHIND)
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_who_does_what_the_page_says_gets_what_it_shows(part, copy):
    blocks = list(BLOCK.finditer(part))
    assert blocks
    for block in blocks:
        if block["file"]:
            put(copy / block["file"], block["text"])
        else:
            assert block["kind"] == "console"
            for step in STEP.finditer(block["text"]):
                run(step["command"], step["printed"], copy)


def put(path, text):
    head, _, lines = text.partition("\n")
    if path.exists() and head.startswith("["):
        there = path.read_text(encoding="utf-8")
        assert there.count(f"\n{head}\n") == 1
        text = there.replace(f"\n{head}\n", f"\n{head}\n{lines}")
    path.write_text(text, encoding="utf-8")


def run(command, printed, folder):
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(folder),
        "PYTEST_ADDOPTS": "-p no:randomly -p no:cacheprovider",
    }
    done = subprocess.run(
        ["bash", "-ec", f"set -o pipefail; {command}"], cwd=folder, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    # 1: a report that could not be read, such as the French one of the samples.
    assert done.returncode in ({0, 1} if "tally read" in command else {0}), f"{command}\n{done.stderr}"
    if "pytest" in command:
        assert re.search(r"^\d+ passed", done.stdout.splitlines()[-1])
    elif printed:
        assert done.stdout == printed, f"{command}\n{done.stderr}"


def test_every_part_of_the_table_is_there():
    listed = re.findall(r"^\| \[.+?\]\(#([\w-]+)\)", PAGE, re.MULTILINE)
    assert listed == [name.lower().replace(" ", "-") for name in PARTS]
