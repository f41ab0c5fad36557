"""Which cells a new reading may have changed: those it touches, those that they give to, what they are parts of."""

from __future__ import annotations

from collections.abc import Iterable

from tallystick.reconcile.cells import Readings, tied_cells
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints
from tallystick.reconcile.homes import (
    Cell,
    giver_cell_of,
    homes_of,
    is_figure_cell,
    joint_cell_of,
    part_cell,
)


def affected(
    cells: Iterable[Cell], readings: Readings, constraints: Constraints = UNCONSTRAINED
) -> frozenset[Cell]:
    """The cells whose fold may have changed since a reading that touches ``cells`` was added or taken away.

    Args:
        cells: What the reading touches; of a new judgement, what the readings of its claims touch.
        readings: Those that there are now.
        constraints: What people have decided by now.
    """
    given = frozenset(cells)
    return given | reached(given, readings, constraints)


def reached(
    cells: Iterable[Cell], readings: Readings, constraints: Constraints = UNCONSTRAINED
) -> frozenset[Cell]:
    """Those of ``affected`` that something else than a reading of their own may have changed; arguments as there."""
    given = set(cells)
    found = {giver for cell in given if (giver := giver_cell_of(cell)) is not None}
    around = given | found
    meeting = {cell for cell in around if is_figure_cell(cell)}
    meeting |= {joint for cell in around if (joint := joint_cell_of(cell)) is not None}
    for cell in sorted(meeting):
        for reading in readings.touching(cell):
            found |= {home.cell for home in homes_of(reading).told if cell in home.others}
    if constraints.same:
        for cell in sorted(given | found):
            tied = tied_cells([cell], readings, constraints)
            found |= tied if len(tied) > 1 else set()
    return frozenset(found | _wholes(given | found, readings))


def _wholes(cells: Iterable[Cell], readings: Readings) -> set[Cell]:
    """Where the promises may be folded that what lives in ``cells`` is a part of, and those that these are part of."""
    seen, found = set(cells), set()
    waiting = sorted(seen)
    while waiting:
        here = waiting.pop()
        wholes = {
            home.cell: home
            for reading in readings.touching(part_cell(here))
            for _, part, home in homes_of(reading).parts
            if part.cell == here
        }
        for whole in wholes.values():
            meeting = [c for c in (whole.cell, *whole.others) if is_figure_cell(c)]
            takers = (
                h for c in meeting for r in readings.touching(c) for h in homes_of(r).told if c in h.others
            )
            found |= {whole.cell, *(taker.cell for taker in takers)}
        waiting += sorted(found - seen)
        seen |= found
    return found
