"""What a page tells of one concept: where everybody stands, how that moved, and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from tallystick.ledger.glances import Glance
from tallystick.model import Document, Stance
from tallystick.model.positions import SIDES_TAKEN, ConceptRecord, Month, Position, Shift, Stand
from tallystick.web.paging import Part, asked_for

STANDS_A_PAGE = 50
"""So many actors stand in the matrix at once, first those who spoke most."""
MOST_MONTHS = 36
SAID_A_PAGE = 25
SHIFTS_A_PAGE = 10

_PLACES: Mapping[Stance, float] = {side: at / (len(SIDES_TAKEN) - 1) for at, side in enumerate(SIDES_TAKEN)}


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """One concept.

    Attributes:
        record: All that is known of it.
        months: The last ones, which the matrix has columns for.
        stands: Some actors, first those who spoke most; those of one page in the order of the record.
        shifts: Changes of mind, the last one in front.
        said: Who took which position, the latest in front.
        documents: The reports behind what is shown, by their ids.
    """

    record: ConceptRecord
    months: Sequence[Month]
    stands: Part[Stand]
    shifts: Part[Shift]
    said: Part[tuple[Stand, Position]]
    documents: Mapping[str, Document]

    @property
    def asked(self) -> Mapping[str, object]:
        """What stands in the address of the page."""
        return asked_for(actors=self.stands, shifts=self.shifts, said=self.said)


def concept_page(
    glance: Glance, record: ConceptRecord, actors: int = 1, shifts: int = 1, said: int = 1
) -> ConceptPage:
    """What a page shows of a concept.

    Args:
        glance: The ledger.
        record: All that is known of the concept.
        actors: Which part of the actors is shown, from 1.
        shifts: Which part of the changes of mind.
        said: Which part of what was said.
    """
    every = [(stand, position) for stand in record.stands for position in stand.positions]
    every.sort(key=lambda told: told[1].date or "", reverse=True)
    told = Part.of(every, len(every), said, SAID_A_PAGE)
    changes = Part.of(record.shifts[::-1], len(record.shifts), shifts, SHIFTS_A_PAGE)
    shown = [position for _, position in told.items]
    shown += [position for shift in changes.items for position in (shift.before, shift.after)]
    return ConceptPage(
        record=record,
        months=record.months[-MOST_MONTHS:],
        stands=_stands(record, actors),
        shifts=changes,
        said=told,
        documents={
            reading.document.id: reading.document
            for reading in glance.readings({position.documents[0] for position in shown})
        },
    )


def _stands(record: ConceptRecord, number: int) -> Part[Stand]:
    """A part of the actors, those of most positions first, in the order of the record."""
    by_number = sorted(range(len(record.stands)), key=lambda place: -len(record.stands[place].positions))
    part = Part.of(by_number, len(by_number), number, STANDS_A_PAGE)
    shown = [record.stands[place] for place in sorted(part.items)]
    return Part(shown, part.number, part.parts, part.total)


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
