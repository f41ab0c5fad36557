"""What a ledger survives: being killed in the middle of a write, a full disk, two writers at once.

    python -m benchmarks.faults                 # 100 kills at random moments
    python -m benchmarks.faults --kills 10
    python -m benchmarks.faults --writers 3     # as many programs write one ledger, and are killed at once
    python -m benchmarks.faults --place postgresql+psycopg://user@host/database

Each time a program of its own writes and says which reports it was told are kept; it is killed (SIGKILL) at a
random moment, from before the ledger exists to the middle of a batch, of the index or of the histories of past days.
Then the ledger has to open, to verify, and to hold every report that was acknowledged; and what its index says of
today and of past days has to be what folding everything says.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from tallystick.errors import LedgerError
from tallystick.ledger import Ledger
from tallystick.ledger.index_queries import PromiseQuery

from benchmarks.generated import Generator

LONGEST_SECONDS = 4.0
"""The latest moment of a kill on an idle machine, from when the program has loaded and is about to open the ledger."""

BEGUN = "begun"

ASKED = ("2022-06-01", "2023-06-01", "2025-01-01")
"""Past days that are asked about."""

KILLS_A_LEDGER = 5
"""A ledger is killed so often before the next one is begun."""


@dataclass(frozen=True, slots=True)
class Survived:
    """What was found after a program had ended, however it did.

    Attributes:
        acknowledged: Reports that it was told are kept.
        lost: Those of them that the ledger lacks.
        broken: Entries that ``verify`` names.
        message: What it said last on standard error.
    """

    acknowledged: int
    lost: tuple[str, ...]
    broken: tuple[str, ...]
    message: str


def write(place: str, seed: int) -> None:
    """Write reports until somebody ends it, saying the id of each that is kept."""
    print(BEGUN, flush=True)
    with Ledger(place) as ledger:
        readings = Generator(10**6, seed=seed).readings(first=seed * 10**6)
        for number in range(10**6):
            batch = list(islice(readings, 1 + number % 20))
            ledger.append_all(batch)
            print("\n".join(reading.document.id for reading in batch), flush=True)
            if number % 10 == 9:
                ledger.make_histories()


def start(place: str, seed: int, *, most_bytes: int | None = None) -> subprocess.Popen[str]:
    """The program that writes.

    Args:
        place: Where.
        seed: For its reports; those of another seed are others.
        most_bytes: No file may grow beyond this, as on a full disk.
    """

    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.faults", "--write", place, str(seed)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit,  # noqa: PLW1509
    )  # fmt: skip


def survived(place: str, running: subprocess.Popen[str]) -> Survived:
    """What the ledger holds, now that the program has ended or been killed."""
    out, err = _streams(running)
    with out, err:
        said, errors = out.read(), err.read()
    running.wait(timeout=60)
    lines = [line.strip() for line in said.splitlines(keepends=True) if line.endswith("\n")]
    acknowledged = [line for line in lines if line != BEGUN]
    with Ledger(place) as ledger:
        broken = tuple(f"entry {b.seq}: {b.reason}" for b in ledger.verify())
        kept = {document.id for document in ledger.documents()}
    lost = tuple(name for name in acknowledged if name not in kept)
    return Survived(len(acknowledged), lost, broken, errors.strip())


def _streams(running: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if running.stdout is None or running.stderr is None:
        raise ValueError("only the output of programs from start() can be read")
    return running.stdout, running.stderr


def kill(place: str, seeds: Iterable[int], seconds: float) -> list[Survived]:
    """Let a program for each seed write, and kill them all after so many seconds."""
    writing = [start(place, seed) for seed in seeds]
    for running in writing:
        _streams(running)[0].readline()
    with suppress(subprocess.TimeoutExpired):
        writing[0].wait(timeout=seconds)
    for running in writing:
        running.send_signal(signal.SIGKILL)
    return [survived(place, running) for running in writing]


def misjudged(place: str) -> list[str]:
    """The days of which the index, with what was made of it before a kill, tells something else than the fold."""
    with Ledger(place) as ledger:
        every = PromiseQuery(limit=10**6)
        return [
            day or "today"
            for day in (None, *ASKED)
            if list(ledger.page(every, day).promises) != list(ledger.reconciled(day).promises)
        ]


def main() -> None:
    """Kill as often as asked for, fill a disk, and say what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument(
        "--longest", type=float, default=LONGEST_SECONDS, help="the latest moment of a kill, in seconds"
    )
    parser.add_argument("--writers", type=int, default=1, help="how many programs write at once")
    parser.add_argument("--place", help="URL of an empty PostgreSQL database, instead of passing files")
    parser.add_argument("--write", nargs=2, metavar=("PLACE", "SEED"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        try:
            write(options.write[0], int(options.write[1]))
        except LedgerError as error:
            sys.exit(str(error))
        return
    chance = random.Random(20240229)  # noqa: S311 (moments, not secrets)
    acknowledged = lost = broken = wrong = 0
    with tempfile.TemporaryDirectory(prefix="tally-faults-") as folder:
        for number in range(options.kills):
            place = options.place or str(Path(folder) / f"{number // KILLS_A_LEDGER}.tally")
            seeds = range(options.writers * number + 1, options.writers * (number + 1) + 1)
            found = kill(place, seeds, chance.uniform(0, options.longest))
            told = sum(one.acknowledged for one in found)
            missing = [name for one in found for name in one.lost]
            acknowledged += told
            lost += len(missing)
            broken += len(found[0].broken)
            print(f"kill {number + 1}: {told} acknowledged", *missing, *found[0].broken, flush=True)
            if number % KILLS_A_LEDGER == KILLS_A_LEDGER - 1:
                days = misjudged(place)
                wrong += len(days)
                print(f"index after {KILLS_A_LEDGER} kills:", *days or ["as the fold"], flush=True)
    print(
        f"{options.kills} kills: {acknowledged:,} reports acknowledged, {lost} lost, {broken} entries broken, "
        f"{wrong} days misjudged"
    )
    sys.exit(bool(lost or broken or wrong))


if __name__ == "__main__":
    main()
