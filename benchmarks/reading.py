"""How fast one core reads, beside spaCy's whole pipeline over the same texts in the same run.

    python -m benchmarks.reading [--texts PATH …] [--rounds N] [--json]

Both sit in processes of their own on the same core, are warmed up, and take turns: in every round each reads
the same texts, which neither has read before. The ratio is the median over the rounds, so that whatever else
the machine does falls on both. Texts are extracted from their files beforehand.
"""

from __future__ import annotations

import argparse
import importlib
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tallystick.sources import find_inputs, read_inputs

from benchmarks.pages import table

EXAMPLES = Path(__file__).parents[1] / "examples"
FEWEST = 60
"""Fewer texts than this are repeated: a round of two or three would measure the clock."""
RULES, PIPELINE = "rules", "pipeline"
NAMES = {RULES: "tallystick", PIPELINE: "spaCy, whole pipeline"}


@dataclass(frozen=True, slots=True)
class Speed:
    """What one contestant did.

    Attributes:
        documents_per_second: On one core.
        words_per_second: Words between blanks.
        load_seconds: From an empty process to the first text read, imports included.
        peak_mebibytes: The most memory the process held at a time.
    """

    documents_per_second: float
    words_per_second: float
    load_seconds: float
    peak_mebibytes: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole measurement.

    Attributes:
        texts: How many texts were read.
        words: How many words they hold.
        speeds: By contestant.
        ratios: Time of the pipeline over time of tallystick, a figure a round; above 1 tallystick is faster.
        help_seconds: How long ``tally --help`` takes.
    """

    texts: int
    words: int
    speeds: dict[str, Speed]
    ratios: list[float]
    help_seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--texts",
        nargs="+",
        metavar="PATH",
        default=[str(EXAMPLES)],
        help="files or folders of English reports",
    )
    parser.add_argument("--rounds", type=int, default=6, help="how often they take turns")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    asked = parser.parse_args(arguments)
    compared = compare(english_texts(asked.texts), asked.rounds)
    print(json.dumps(asdict(compared), indent=1) if asked.json else report(compared))
    return 0


def english_texts(paths: Sequence[str]) -> list[str]:
    """The texts of all English documents in ``paths``, repeated where they are few."""
    texts = [
        sourced.document.text
        for sourced in read_inputs(find_inputs(paths))
        if sourced.document is not None and sourced.document.language == "en"
    ]
    if not texts:
        raise SystemExit(f"No English documents in {', '.join(paths)}")
    return texts * -(-FEWEST // len(texts))


def compare(texts: Sequence[str], rounds: int) -> Comparison:
    """Let both read ``texts``, dealt out over ``rounds``, taking turns on one core."""
    # One thread each: linear algebra would otherwise spread over all cores. Children inherit both settings.
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    hands = [texts[at::rounds] for at in range(rounds)]
    seconds: dict[str, list[float]] = {RULES: [], PIPELINE: []}
    speeds = {}
    with ExitStack() as stack:
        lines, loads = {}, {}
        for name in (
            RULES,
            PIPELINE,
        ):  # one after the other, so that neither starts or loads in the other's time
            lines[name] = stack.enter_context(_contestant(name))
            loads[name] = _ask(lines[name], hands[-1][:1])
        for at, hand in enumerate(hands):
            # Who begins changes with every round.
            for name in (RULES, PIPELINE) if at % 2 else (PIPELINE, RULES):
                seconds[name].append(_ask(lines[name], hand))
        for name, line in lines.items():
            line.send(None)
            total = sum(seconds[name])
            speeds[name] = Speed(
                len(texts) / total, sum(map(_words, texts)) / total, loads[name], line.recv() / 1024
            )
    ratios = [theirs / ours for ours, theirs in zip(seconds[RULES], seconds[PIPELINE], strict=True)]
    return Comparison(len(texts), sum(map(_words, texts)), speeds, ratios, _help_seconds())


def _words(text: str) -> int:
    return len(text.split())


@contextmanager
def _contestant(name: str) -> Iterator[Connection]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(name, theirs), daemon=True)
    process.start()
    try:
        yield ours
    finally:
        ours.close()
        process.join(timeout=10)


def _ask(line: Connection, texts: Sequence[str]) -> float:
    line.send(texts)
    seconds: float = line.recv()
    return seconds


def _serve(name: str, line: Connection) -> None:
    """Read what is sent and say how long it took, the first time with loading; last, the peak memory."""
    read = None
    while (texts := line.recv()) is not None:
        started = time.perf_counter()
        read = read or importlib.import_module(f"benchmarks.contestants.{name}").load()
        read(texts)
        line.send(time.perf_counter() - started)
    line.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # KiB on Linux


def _help_seconds(times: int = 5) -> float:
    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "tallystick", "--help"], capture_output=True, check=True)
        return time.perf_counter() - started

    return statistics.median(once() for _ in range(times))


def report(compared: Comparison) -> str:
    """The measurement as a table and three lines."""
    rows = [
        (
            NAMES[name],
            f"{speed.documents_per_second:.1f}",
            f"{speed.words_per_second:,.0f}",
            f"{speed.load_seconds:.1f}",
            f"{speed.peak_mebibytes:.0f}",
        )
        for name, speed in compared.speeds.items()
    ]
    low, middle, high = min(compared.ratios), statistics.median(compared.ratios), max(compared.ratios)
    return "\n".join(
        (
            table(("", "documents/s", "words/s", "load, s", "peak memory, MiB"), rows),
            "",
            f"- texts: {compared.texts}, {compared.words:,} words, one core",
            f"- tallystick takes 1/{middle:.2f} of the pipeline's time (rounds: 1/{low:.2f} to 1/{high:.2f})",
            f"- `tally --help`: {compared.help_seconds:.2f} s",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
