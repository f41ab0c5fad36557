"""Score tallystick on labelled texts and hold every figure above its floor.

    python -m benchmarks.exams [--only EXAM …] [--all] [--check] [--keep FOLDER]
    python -m benchmarks.exams --only claims general --check --calibrate
    python -m benchmarks.exams --raise
    python -m benchmarks.exams --lower FIGURE --reason TEXT

The labelled texts are other people's and no part of the project: they are looked for in ``../shared/exams``,
or where the environment variable TALLY_EXAMS says.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks import calibration, coreference, errors, gate_cost
from benchmarks.exam_figures import figures_of
from benchmarks.exam_readings import EXAMS, Sitting, take, ungrounded
from benchmarks.floors import Floors
from benchmarks.pages import table
from benchmarks.short import publish

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
TARGETS = HERE / "targets.toml"

DETAILS: dict[str, Callable[[Sequence[Sitting]], str]] = {
    "errors": errors.report,
    "coreference": coreference.report,
    "calibration": calibration.report,
    "gate": gate_cost.report,
}
"""What is told beside the figures where it is asked for, by the section of the page that it is written to."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the exams; 1 where a figure fell below its floor or a span is not in its text."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if (asked.lower is None) != (asked.reason is None):
        parser.error("--lower FIGURE and --reason TEXT go together")
    folder = Path(os.environ.get("TALLY_EXAMS") or HERE.parents[1] / "shared" / "exams")
    if not folder.is_dir():
        print(
            f"No labelled texts in {folder}: nothing to score (set TALLY_EXAMS to the folder that holds them)"
        )
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(asked.keep or scratch)
        output.mkdir(parents=True, exist_ok=True)
        sittings = [Sitting(exam, folder, output.resolve()) for exam in EXAMS if exam.name in asked.only]
        take(sittings, asked.processes)
        return _report(sittings, asked, parser)


def _report(sittings: Sequence[Sitting], asked: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    figures = {figure: value for sitting in sittings for figure, value in figures_of(sitting).items()}
    floating = sum(map(ungrounded, sittings))
    floors = Floors.load(FLOORS)
    if asked.lower is not None:
        if asked.lower not in figures:
            parser.error(f"No figure is named {asked.lower!r}; there are: {', '.join(figures)}")
        try:
            floors = floors.lower(asked.lower, figures[asked.lower], asked.reason)
        except ValueError as error:
            parser.error(str(error))
    if asked.lift:
        floors = floors.lifted(figures)
    sections = {"exams": exam_table(figures, floors, floating)}
    for name, detail in DETAILS.items():
        if asked.all or getattr(asked, name):
            sections[name] = detail(sittings)
    print("\n\n".join(sections.values()))
    if asked.calibrate:
        print(calibration.calibrate(sittings))
    if asked.lift or asked.lower is not None:
        floors.write(FLOORS)
    complete = len(sittings) == len(EXAMS)
    if complete and not asked.check:
        publish(sections)
    failures = floors.broken(figures)
    if floating:
        failures.append(f"{floating} spans are not what stands in the text at their place")
    print(*failures, sep="\n", file=sys.stderr, end="\n" if failures else "")
    return 1 if failures else 0


def exam_table(figures: Mapping[str, float], floors: Floors, floating: int) -> str:
    """Every figure beside its target and its floor."""
    targets = tomllib.loads(TARGETS.read_text(encoding="utf-8"))
    rows = [
        (figure, f"{figures[figure]:.3f}", _decimal(targets.get(figure)), _decimal(floors.values.get(figure)))
        for figure in sorted(figures)
    ]
    return table(("figure", "value", "target", "floor"), [*rows, ("ungrounded spans", floating, 0, 0)])


def _decimal(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.exams",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = [exam.name for exam in EXAMS]
    parser.add_argument(
        "--only", nargs="+", choices=names, default=names, metavar="EXAM", help=", ".join(names)
    )
    parser.add_argument(
        "--errors", action="store_true", help="what is missed, said too much, or wrong in a slot"
    )
    parser.add_argument("--coreference", action="store_true", help="right actors by how the text names them")
    parser.add_argument(
        "--calibration", action="store_true", help="how often claims are right at a confidence"
    )
    parser.add_argument(
        "--calibrate", action="store_true", help="set the confidence of claims to how often they are right"
    )
    parser.add_argument("--gate", action="store_true", help="what the gate loses and spares")
    parser.add_argument("--all", action="store_true", help="all four of these")
    parser.add_argument("--check", action="store_true", help="leave docs/quality.md as it is")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the texts and claims there")
    parser.add_argument(
        "--processes", type=int, default=min(2, os.cpu_count() or 1), help="how many read at a time"
    )
    parser.add_argument(
        "--raise", dest="lift", action="store_true", help="lift every floor to just below its figure"
    )
    parser.add_argument("--lower", metavar="FIGURE", help="lower one floor to just below its figure")
    parser.add_argument("--reason", metavar="TEXT", help="why it may be lower")
    return parser


if __name__ == "__main__":
    sys.exit(main())
