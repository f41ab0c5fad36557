"""How fast the total of one promise is made of very many deliveries, and explained, and how the time grows.

    python -m benchmarks.totals [--sizes N …] [--write]

Each size is tried as increments of giver and press, as running totals, as one figure told every day, and as totals
of as many third parties. Times are seconds on one core, of a promise whose claims are grouped already.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tallystick.model.records import DeliveryRecord, Party
from tallystick.reconcile.accounts import Target
from tallystick.reconcile.fulfilment import reckon

from benchmarks.pages import QUALITY, put, table

SIZES = (1_000, 5_000, 25_000)
TARGET = Target(1e9, "quantity")
GIVER = Party("EU", "European Union")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and write it into the page where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N")
    parser.add_argument("--write", action="store_true", help="put the table into docs/quality.md")
    asked = parser.parse_args(arguments)
    rows = [
        [name, *(f"{_seconds([make(n) for n in range(size)]):.2f}" for size in asked.sizes)]
        for name, make in KINDS.items()
    ]
    found = table(["deliveries", *(f"{size:,}" for size in asked.sizes)], rows)
    print(found)
    if asked.write:
        put(QUALITY, "totals", found)


def _seconds(deliveries: Sequence[DeliveryRecord]) -> float:
    start = time.perf_counter()
    reckon(deliveries, TARGET, "2024-12", None)
    return time.perf_counter() - start


def _delivery(number: int, quantity: float, *, is_total: bool, by: Party | None) -> DeliveryRecord:
    return DeliveryRecord(
        as_of=(date(1950, 1, 1) + timedelta(days=number)).isoformat(),
        quantity=quantity,
        share=None,
        amount=None,
        cumulative=is_total,
        negated=False,
        factuality="certain",
        said_by=by,
        side="giver" if by is GIVER else "third_party",
        claims=(f"claim-{number:06}",),
        voices=1,
        is_dated=True,
    )


KINDS: dict[str, Callable[[int], DeliveryRecord]] = {
    "increments": lambda n: _delivery(n, 100 + n, is_total=False, by=GIVER if n % 2 else None),
    "running totals": lambda n: _delivery(n, 100 + n, is_total=True, by=GIVER if n % 2 else None),
    "one figure every day": lambda n: _delivery(n, 100, is_total=False, by=GIVER),
    "totals of as many third parties": lambda n: _delivery(
        n % 50, 100 + n, is_total=True, by=Party(None, f"Institute {n}")
    ),
}


if __name__ == "__main__":
    main()
