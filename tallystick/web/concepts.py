"""What a page tells of one concept: where everybody stands, how that moved, and what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import fsum
from typing import TypeVar

from tallystick.ledger.glances import Glance
from tallystick.ledger.standings import Standings
from tallystick.model import Stance
from tallystick.model.positions import (
    SIDES_TAKEN,
    ConceptSum,
    Month,
    Position,
    Shift,
    Standing,
)
from tallystick.model.records import Party
from tallystick.web.paging import Part, asked_for

STANDS_A_PAGE = 50
"""So many actors stand in the matrix at once, first those who spoke most."""
MOST_MONTHS = 36
SAID_A_PAGE = 25
SHIFTS_A_PAGE = 10

Item = TypeVar("Item")

_PLACES: Mapping[Stance, float] = {side: at / (len(SIDES_TAKEN) - 1) for at, side in enumerate(SIDES_TAKEN)}


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """One concept.

    Attributes:
        concept: What all that is known of it adds up to.
        months: The last ones, which the matrix has columns for.
        stands: Some actors, first those who spoke most.
        shifts: Changes of mind, the last one in front.
        said: Who took which position, the latest in front.
        titles: What the reports behind what is shown are headed, by their ids.
    """

    concept: ConceptSum
    months: Sequence[Month]
    stands: Part[Standing]
    shifts: Part[Shift]
    said: Part[tuple[Party, Position]]
    titles: Mapping[str, str | None]

    @property
    def asked(self) -> Mapping[str, object]:
        """What stands in the address of the page."""
        return asked_for(actors=self.stands, shifts=self.shifts, said=self.said)


def concept_page(
    glance: Glance, standings: Standings, key: str, parts: tuple[int, int, int] = (1, 1, 1)
) -> ConceptPage:
    """What a page shows of a concept.

    Args:
        glance: The ledger.
        standings: Who stands where.
        key: The concept.
        parts: Which part of the actors is shown, which of the changes of mind, and which of what was said, from 1.

    Raises:
        SettingError: There is no such concept.
    """
    actors, shifts, said = parts
    concept = standings.sum_of(key)
    stands = _part(partial(standings.standings, key), concept.actors, actors, STANDS_A_PAGE)
    changes = _part(partial(standings.shifts, key), concept.shifts, shifts, SHIFTS_A_PAGE)
    told = _part(partial(standings.said, key), concept.positions, said, SAID_A_PAGE)
    shown = [position for _, position in told.items]
    shown += [position for shift in changes.items for position in (shift.before, shift.after)]
    return ConceptPage(
        concept=concept,
        months=concept.months[-MOST_MONTHS:],
        stands=stands,
        shifts=changes,
        said=told,
        titles=glance.titles_of({position.documents[0] for position in shown}),
    )


def _part(look_up: Callable[[int, int], Sequence[Item]], total: int, number: int, size: int) -> Part[Item]:
    """One part of a list, of which no more is looked up."""
    parts = max(1, -(-total // size))
    number = min(number, parts)
    return Part(look_up((number - 1) * size, size), number, parts, total)


@dataclass(frozen=True, slots=True)
class Working:
    """How both measures of a month come about, as equations with its figures.

    Attributes:
        month: The month.
        places: How many stood where: "6 against (at 0)".
        mean: The mean place.
        consensus: The equation without its result.
        polarisation: Likewise.
    """

    month: Month
    places: str
    mean: float
    consensus: str
    polarisation: str


def working(months: Sequence[Month]) -> Working | None:
    """The working of the last month that has both measures; see ``tallystick.reconcile.consensus``."""
    month = next((month for month in reversed(months) if month.consensus is not None), None)
    if month is None:
        return None
    standing = {side: month.standing[side] for side in reversed(SIDES_TAKEN) if month.standing.get(side)}
    total = sum(standing.values())
    mean = fsum(count * _PLACES[side] for side, count in standing.items()) / total
    terms = [
        f"{count}/{total} · log₂(1 − {abs(_PLACES[side] - mean):.2f})" for side, count in standing.items()
    ]
    return Working(
        month,
        ", ".join(f"{count} {side} (at {_PLACES[side]:g})" for side, count in standing.items()),
        mean,
        " + ".join(["1", *terms]),
        f"4 · ({' + '.join(_apart(standing, total)) or '0'})",
    )


def _apart(standing: Mapping[Stance, int], total: int) -> Iterator[str]:
    for one, own in standing.items():
        for two, other in standing.items():
            if one != two:
                apart = abs(_PLACES[one] - _PLACES[two])
                yield f"({own}/{total})² · {other}/{total} · {apart:g}"
