"""What an export costs: processor time, peak memory, bytes and files of each format, at 10,000 and 100,000 claims.

    python -m benchmarks.exports                      # 10,000 and 100,000 claims
    python -m benchmarks.exports --claims 10000       # one size
    python -m benchmarks.exports --ledger kept.tally  # of a ledger that is there
    python -m benchmarks.exports --write              # put the table into docs/quality.md

The claims are generated (``benchmarks.generated``); making and indexing them is not measured. Each export runs in a
process of its own, so that its peak memory is its own, with that of the programs which it starts; of that the program
itself, all its modules loaded and the ledger opened, is told apart. Times are of the processor, which other programs on
the machine change little. One promise alone is exported, too, as jsonl.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from threading import Event, Thread

from tallystick.exports import Material, named_export, write
from tallystick.ledger import Ledger, PromiseQuery

from benchmarks.generated import Generator
from benchmarks.pages import QUALITY, put

SIZES = (10_000, 100_000)
FORMATS = (
    "jsonl", "csv", "parquet", "xlsx", "iati", "ftm", "claimreview", "plover", "dna", "bibtex", "csl-json", "site",
)  # fmt: skip
ONE = "one promise"
BATCH = 500
_LOOK_SECONDS = 0.25


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, nargs="*", default=list(SIZES), help="numbers of claims")
    parser.add_argument("--ledger", nargs="*", help="ledgers that are there, instead of generated ones")
    parser.add_argument("--formats", nargs="*", default=list(FORMATS), help="names of formats")
    parser.add_argument("--write", action="store_true", help="put the table into docs/quality.md")
    parser.add_argument("--one", nargs=3, metavar=("FORMAT", "LEDGER", "TO"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(exported(*options.one)))
        return
    if options.ledger:
        rows = [row for place in options.ledger for row in measured(place, options.formats)]
    else:
        rows = [row for claims in options.claims for row in generated(claims, options.formats)]
    text = table(rows)
    print(text)
    if options.write:
        put(QUALITY, "exports", text)


def generated(claims: int, formats: list[str]) -> list[tuple[str, ...]]:
    """A row for each format, of a ledger made for it."""
    with tempfile.TemporaryDirectory(prefix="tally-benchmark-") as folder:
        place = str(Path(folder) / "benchmark.tally")
        with Ledger(place) as ledger:
            readings = Generator(claims).readings()
            while batch := list(islice(readings, BATCH)):
                ledger.append_all(batch, batch=BATCH)
            ledger.page(PromiseQuery())
            ledger.copies()
        return measured(place, formats)


def measured(place: str, formats: list[str]) -> list[tuple[str, ...]]:
    """A row for each format."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="tally-benchmark-") as folder:
        for name in [*formats, ONE]:
            command = [sys.executable, "-m", "benchmarks.exports", "--one", name, place, f"{folder}/{name}"]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            cost = json.loads(done.stdout)
            rows.append((
                f"{cost['claims']:,}", name, f"{cost['seconds']:,.1f}", f"{cost['clock']:,.1f}",
                *(f"{cost[what]:,.0f}" for what in ("memory_before", "memory")), f"{cost['size']:,.1f}",
                f"{cost['files']:,}",
            ))  # fmt: skip
            print(" | ".join(rows[-1]), flush=True)
    return rows


def exported(name: str, place: str, to: str) -> dict[str, float]:
    """Seconds of processor time and by the clock, and megabytes, of one export in this process."""
    export = named_export("jsonl" if name == ONE else name)
    with Ledger(place, create=False) as ledger:
        first = ledger.page(PromiseQuery(limit=1)).promises
        with ledger.glance() as state:
            claims = state.totals().claims
        held, start, clock = _peak(), _spent(), time.perf_counter()
        with _watched() as most_together:
            if name == ONE:
                written = write(export, Material.of_promises(ledger, first), Path(to))
            else:
                with Material.streamed(ledger) as material:
                    written = write(export, material, Path(to))
    return {
        "claims": claims,
        "seconds": _spent() - start,
        "clock": time.perf_counter() - clock,
        "memory_before": held,
        "memory": max(_peak(), most_together()),
        "size": sum(path.stat().st_size for path in written) / 1e6,
        "files": len(written),
    }


def _spent() -> float:
    """Seconds of the processor that this process has taken, and those that it started and that have ended."""
    times = os.times()
    return sum(times[:4])


def _peak() -> float:
    """Most memory that this process has held, in MB; what Linux counts, as ``getrusage`` hands on that of a parent."""
    return _told("VmHWM", "self")


def _told(what: str, process: str) -> float:
    """What Linux tells of a process's memory, in MB."""
    told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(told.split(f"{what}:")[1].split()[0]) * 1024 / 1e6


@contextmanager
def _watched() -> Iterator[Callable[[], float]]:
    """Look several times a second how much memory this process and those that it started hold together.

    Yields:
        Tells the most, in MB.
    """
    most, is_over = [0.0], Event()

    def look() -> None:
        while not is_over.wait(_LOOK_SECONDS):
            started = [
                number
                for told in Path("/proc/self/task").glob("*/children")
                for number in told.read_text(encoding="ascii").split()
            ]
            held = 0.0
            for process in ("self", *started):
                with suppress(OSError, IndexError):  # it has just ended
                    held += _told("VmRSS", process)
            most[0] = max(most[0], held)

    watching = Thread(target=look, daemon=True)
    watching.start()
    try:
        yield lambda: most[0]
    finally:
        is_over.set()
        watching.join()


def table(rows: list[tuple[str, ...]]) -> str:
    """The figures as a table."""
    heading = (
        "claims", "format", "s of the processor", "s by the clock", "memory before, MB", "peak memory, MB", "files, MB",
        "files",
    )  # fmt: skip
    lines = ["| " + " | ".join(heading) + " |", "| ---: | --- |" + " ---: |" * 6]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


if __name__ == "__main__":
    main()
