"""When an actor says something else than before: reversals, hedges, decisions and denials, each kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tallystick.model import Stance
from tallystick.model.positions import SIDES_TAKEN, Position, Shift, ShiftKind
from tallystick.model.records import Party
from tallystick.reconcile.courses import Said

Change = tuple[ShiftKind, int, int]
"""A change with the numbers of the positions before and after it."""


def shifts(actor: Party, positions: Iterable[Position]) -> Iterator[Shift]:
    """Each change of ``actor``'s stance with what was said before it.

    What is said on one day is taken as one: the last of it counts. A report on others changes nothing.

    Args:
        actor: Who.
        positions: On one concept, oldest first.
    """
    taken = tuple(positions)
    for kind, before, after in changes([(position.date, position.stance) for position in taken]):
        yield Shift(kind, actor, taken[before], taken[after])


def changes(said: Sequence[Said]) -> Iterator[Change]:
    """As ``shifts``, of an actor's positions as far as they are compared."""
    before: int | None = None
    waiting: int | None = None
    for number, (date, stance) in enumerate(said):
        if stance == "denies":
            held = before if waiting is None else waiting
            if held is not None and said[held][0] != date:
                yield "denial", held, number
        elif stance in SIDES_TAKEN:
            if waiting is not None and said[waiting][0] != date:
                yield from _between(said, before, waiting)
                before = waiting
            waiting = number
    if waiting is not None:
        yield from _between(said, before, waiting)


def _between(said: Sequence[Said], before: int | None, after: int) -> Iterator[Change]:
    if before is not None and said[before][1] != said[after][1]:
        yield _kind(said[before][1], said[after][1]), before, after


def _kind(before: Stance, after: Stance) -> ShiftKind:
    if after == "open":
        return "hedge"
    return "decision" if before == "open" else "reversal"
