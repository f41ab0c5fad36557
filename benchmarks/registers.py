"""How quickly registers are read and held against reports.

Usage: ``python -m benchmarks.registers [ROWS]`` (20,000 rows without it). The rows are generated: donors,
goods and days of a year in turn, an explanation of 60 words each.
"""

from __future__ import annotations

import csv
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tallystick.ledger import Ledger
from tallystick.reconcile.comparison import compared
from tallystick.registers import read_register

DONORS = (
    "Germany",
    "Norway",
    "Sweden",
    "Denmark",
    "France",
    "Italy",
    "Spain",
    "Poland",
    "Finland",
    "Estonia",
)
GOODS = ("ambulances", "tanks", "generators", "drones", "howitzers", "tents")
HEADER = (
    "Allocation ID", "Countries", "Announcement Date", "Explanation", "Original Currency",
    "Monetary Value as Given by Source", "Items", "No. of Units", "No. of Units Delivered (in-kind military aid)",
)  # fmt: skip


def write_table(path: Path, rows: int) -> None:
    """A register of so many rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(rows):
            day = f"2023-{n % 12 + 1:02}-{n % 28 + 1:02}"
            donor, goods = DONORS[n % len(DONORS)], GOODS[n % len(GOODS)]
            writer.writerow([f"R{n}", donor, day, "words " * 60, "EUR", ".", goods, n + 1, n // 2])


def main() -> None:
    """Print rows a second, read and kept, the time of a comparison, and the peak of memory."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with TemporaryDirectory() as folder:
        table = Path(folder) / "register.csv"
        write_table(table, rows)
        begun = perf_counter()
        readings = [outcome.reading for outcome in read_register("kiel", table) if outcome.reading]
        read = perf_counter() - begun
        with Ledger(Path(folder) / "register.tally") as ledger:
            begun = perf_counter()
            ledger.append_all(readings)
            kept = perf_counter() - begun
        some = readings[:2000]
        begun = perf_counter()
        found = compared(some)
        comparing = perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} rows: {rows / read:,.0f} read a second, {rows / kept:,.0f} kept a second, peak {peak:,.0f} MB"
    )
    print(f"{len(some):,} rows compared in {comparing:.1f} s ({len(found):,} promises)")


if __name__ == "__main__":
    main()
