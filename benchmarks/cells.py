"""How long one cell of a ledger takes to fold, by the number of mentions in it and of different promises.

python -m benchmarks.cells [--mentions N …]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence

from tallystick.model import Actor, Commitment, Delivery, Document, Item, Reader, Reading, Span
from tallystick.reconcile.cells import fold_cell
from tallystick.reconcile.fold import question_of
from tallystick.reconcile.homes import who_cell
from tallystick.reconcile.memory import Memory

from benchmarks.pages import table

KINDS = {"few": (500, 1_000, 20_000, 1_000_000), "many": tuple(round(100 * 1.03**n) for n in range(400))}
"""Figures that are promised: of a handful of promises, or of hundreds by one giver in one category."""

TEXT = "The EU will send Kenya shells."
READER = Reader("made", "1", "made", "made")
EU = Actor("EU", "European Union", Span(4, 6, "EU"))
KENYA = Actor("KEN", "Kenya", Span(17, 22, "Kenya"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print CPU seconds, promises and links."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cells", description=__doc__)
    parser.add_argument("--mentions", type=int, nargs="+", default=[2_000, 20_000], metavar="N")
    rows = [_measured(count, kind) for kind in KINDS for count in parser.parse_args(arguments).mentions]
    print(table(("figures", "mentions", "promises", "links", "CPU seconds"), rows))


def _measured(count: int, kind: str) -> tuple[str, int, int, int, str]:
    made = random.Random(count)  # noqa: S311
    memory = Memory([_reading(n, made, KINDS[kind]) for n in range(count)])
    question = question_of(memory.documents, None)
    begun = time.process_time()
    found = fold_cell(who_cell("ammunition", ("EU",)), memory, question)
    spent = time.process_time() - begun
    links = sum(len(folded.links) for folded in found.promises)
    return (kind, count, len(found.promises), links, f"{spent:.1f}")


def _reading(number: int, made: random.Random, figures: Sequence[int]) -> Reading:
    """A report of one claim: two in three promise, one in three delivers."""
    day = f"2024-{made.randint(1, 12):02}-{made.randint(1, 28):02}"
    evidence = Span(0, len(TEXT) - 1, TEXT[:-1])
    slots = {
        "id": f"c{number}", "evidence": evidence, "source": None, "cue": None, "negated": False,
        "factuality": "certain", "confidence": 0.9, "reader": READER, "actors": (EU,),
        "recipients": made.choice([(), (KENYA,)]), "cumulative": False,
    }  # fmt: skip
    quantity = made.choice([None, *figures])
    item = Item(Span(23, 29, "shells"), "ammunition", quantity=quantity, unit=made.choice(["shell", None]))
    if made.random() < 2 / 3:
        deadline = made.choice([None, "2024", "2025", "2024-12"])
        claim = Commitment(**slots, items=(item,), date=None, stage="pledge", deadline=deadline)  # type: ignore[arg-type]
    else:
        claim = Delivery(**slots, items=(item,), date=day)  # type: ignore[arg-type,assignment]
    document = Document(id=f"d{number}", text=f"{TEXT} {number}", sha256="", language="en", published=day)
    return Reading(document, (claim,))


if __name__ == "__main__":
    main()
