"""When an actor says something else than before: reversals, hedges, decisions and denials, each kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tallystick.model import Stance
from tallystick.model.positions import SIDES_TAKEN, Position, Shift, ShiftKind
from tallystick.model.records import Party


def shifts(actor: Party, positions: Iterable[Position]) -> Iterator[Shift]:
    """Each change of ``actor``'s stance with what was said before it.

    What is said on one day is taken as one: the last of it counts. A report on others changes nothing.

    Args:
        actor: Who.
        positions: On one concept, oldest first.
    """
    before: Position | None = None
    waiting: Position | None = None
    for position in positions:
        if position.stance == "denies":
            held = waiting or before
            if held is not None and held.date != position.date:
                yield Shift("denial", actor, held, position)
        elif position.stance in SIDES_TAKEN:
            if waiting is not None and waiting.date != position.date:
                yield from _between(actor, before, waiting)
                before = waiting
            waiting = position
    if waiting is not None:
        yield from _between(actor, before, waiting)


def _between(actor: Party, before: Position | None, after: Position) -> Iterator[Shift]:
    if before is not None and before.stance != after.stance:
        yield Shift(_kind(before.stance, after.stance), actor, before, after)


def _kind(before: Stance, after: Stance) -> ShiftKind:
    if after == "open":
        return "hedge"
    return "decision" if before == "open" else "reversal"
