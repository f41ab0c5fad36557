"""Score the account that many reports come to: the same promise, what counts towards it, how far it is kept.

    python -m benchmarks.thread [--check] [--show] [--keep FOLDER] [--raise] [--lower FIGURE --reason TEXT]

The labelled thread is other people's and no part of the project; see ``benchmarks.exams`` for where it is
looked for. Figures are given over all documents, and over those alone whose language can be read.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tallystick.languages import installed_languages
from tallystick.model import CopyGroup, Reading
from tallystick.model.claims_format import reading_to_line
from tallystick.model.records_format import copy_group_to_line, promise_to_json
from tallystick.reading import read_document
from tallystick.reconcile import find_copies, fold
from tallystick.sources import find_inputs, read_inputs

from benchmarks.exam_readings import json_lines
from benchmarks.floors import Floors
from benchmarks.pages import table
from benchmarks.short import publish

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
TARGETS = HERE / "targets.toml"
PATTERNS = {
    "anchors": r"anchors .*\(([\d.]+)\)",
    "grouping": r"grouping .*F1 ([\d.]+)",
    "towards": r"towards .*\(([\d.]+)\)",
    "copies": r"copies .*F1 ([\d.]+)",
}
"""Where the script prints each figure."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the exam; 1 where a figure fell below its floor."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if (asked.lower is None) != (asked.reason is None):
        parser.error("--lower FIGURE and --reason TEXT go together")
    folder = Path(os.environ.get("TALLY_EXAMS") or HERE.parents[1] / "shared" / "exams")
    if not (folder / "thread" / "thread.yaml").is_file():
        print(
            f"No labelled thread in {folder}: nothing to score (set TALLY_EXAMS to the folder that holds it)"
        )
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(asked.keep or scratch).resolve()
        output.mkdir(parents=True, exist_ok=True)
        figures = _sit(folder, output, show=asked.show)
    floors = Floors.load(FLOORS)
    if asked.lower is not None:
        floors = floors.lower(asked.lower, figures[asked.lower], asked.reason)
    if asked.lift:
        floors = floors.lifted(figures)
    section = _table(figures, floors)
    print(section)
    if asked.lift or asked.lower is not None:
        floors.write(FLOORS)
    if not asked.check:
        publish({"thread": section})
    failures = floors.broken(figures)
    print(*failures, sep="\n", file=sys.stderr, end="\n" if failures else "")
    return 1 if failures else 0


def _sit(folder: Path, output: Path, *, show: bool) -> dict[str, float]:
    """Read, fold and score; the figures as ``thread.figure`` and, of what can be read, ``thread.read.figure``."""
    documents, claims = folder / "thread" / "docs.jsonl", output / "thread-claims.jsonl"
    readings = _read(documents)
    claims.write_text("".join(reading_to_line(r) + "\n" for r in readings), encoding="utf-8")
    copies = find_copies(reading.document for reading in readings)
    groups = output / "thread-copies.jsonl"
    groups.write_text("".join(copy_group_to_line(group) + "\n" for group in copies), encoding="utf-8")
    promises = _fold(readings, copies, None, output)
    days = [(day, _fold(readings, copies, day, output)) for day in _days(folder)]
    readable = output / "thread-readable.jsonl"
    read = {r.document.id for r in readings if r.document.language in installed_languages()}
    lines = (d for d in json_lines(documents) if d["id"] in read)
    readable.write_text("".join(json.dumps(d) + "\n" for d in lines), encoding="utf-8")
    figures: dict[str, float] = {}
    for name, texts in (("thread", documents), ("thread.read", readable)):
        arguments: list[object] = [folder / "thread" / "thread.yaml", texts, claims, promises]
        for day, file in days:
            arguments += ["--as-of", day, file]
        if name == "thread":  # copies are found in every language
            arguments += ["--copies", groups]
        said = _score(folder, [*arguments, *(["--show"] if show else [])])
        if show:
            print(f"{name}\n{said}")
        figures |= {f"{name}.{figure}": value for figure, value in _figures(said)}
    return figures


def _read(documents: Path) -> list[Reading]:
    """A document in a language that cannot be read is a reading without claims."""
    sourced = read_inputs(find_inputs([str(documents)]))
    return [read_document(s.document) for s in sourced if s.document is not None]


def _fold(readings: Iterable[Reading], copies: Sequence[CopyGroup], day: str | None, output: Path) -> Path:
    file = output / f"thread-promises-{day or 'all'}.jsonl"
    promises = fold(readings, day, copies=copies).promises
    file.write_text("".join(json.dumps(promise_to_json(p)) + "\n" for p in promises), encoding="utf-8")
    return file


def _days(folder: Path) -> list[str]:
    """The days that the labels tell the state of; the script would need a library to read them."""
    text = (folder / "thread" / "thread.yaml").read_text(encoding="utf-8")
    return re.findall(r"^- as_of: (\S+)$", text, re.MULTILINE)


def _score(folder: Path, arguments: Iterable[object]) -> str:
    command = [sys.executable, "score_thread.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"score_thread.py failed: {done.stderr.strip()}")
    return done.stdout


def _figures(said: str) -> Iterable[tuple[str, float]]:
    for figure, pattern in PATTERNS.items():
        match = re.search(pattern, said)
        if match is None and figure == "copies":
            continue
        if match is None:
            raise ValueError(f"No {figure} ({pattern}) in what the script printed:\n{said}")
        yield figure, float(match[1])
    days = re.findall(r"^fulfilled .*: (right|WRONG) ", said, re.MULTILINE)
    yield "fulfilled", round(days.count("right") / len(days), 3)


def _table(figures: Mapping[str, float], floors: Floors) -> str:
    targets: dict[str, Any] = tomllib.loads(TARGETS.read_text(encoding="utf-8"))

    def decimal(value: float | None) -> str | None:
        return None if value is None else f"{value:.3f}"

    rows = [
        (f, decimal(v), decimal(targets.get(f)), decimal(floors.values.get(f))) for f, v in figures.items()
    ]
    return table(("figure", "value", "target", "floor"), rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.thread",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="leave docs/quality.md as it is")
    parser.add_argument("--show", action="store_true", help="what is missing, as the script tells it")
    parser.add_argument("--keep", metavar="FOLDER", help="keep claims and promises there")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift every floor to just below")
    parser.add_argument("--lower", metavar="FIGURE", help="lower one floor to just below its figure")
    parser.add_argument("--reason", metavar="TEXT", help="why it may be lower")
    return parser


if __name__ == "__main__":
    sys.exit(main())
