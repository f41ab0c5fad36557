"""What a page tells of one concept: where everybody stands, how that moved, and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from tallystick.ledger.glances import Glance
from tallystick.model import Document, Stance
from tallystick.model.positions import SIDES_TAKEN, ConceptRecord, Month, Position, Shift, Stand

MOST_STANDS = 150
"""So many actors, those who spoke most, stand in the matrix."""
MOST_MONTHS = 48
MOST_SAID = 100
MOST_SHIFTS = 50

_PLACES: Mapping[Stance, float] = {side: at / (len(SIDES_TAKEN) - 1) for at, side in enumerate(SIDES_TAKEN)}


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """One concept.

    Attributes:
        record: All that is known of it.
        months: The last ones, which the matrix has columns for.
        stands: Of those who spoke most, in the order of the record.
        shifts: The latest changes of mind, the last one in front.
        said: Who took which position, the latest in front.
        said_in_all: How many positions there are.
        documents: The reports behind what is shown, by their ids.
    """

    record: ConceptRecord
    months: Sequence[Month]
    stands: Sequence[Stand]
    shifts: Sequence[Shift]
    said: Sequence[tuple[Stand, Position]]
    said_in_all: int
    documents: Mapping[str, Document]


def concept_page(glance: Glance, record: ConceptRecord) -> ConceptPage:
    """What a page shows of a concept."""
    most = sorted(record.stands, key=lambda stand: -len(stand.positions))[:MOST_STANDS]
    chosen = {id(stand) for stand in most}
    every = [(stand, position) for stand in record.stands for position in stand.positions]
    said = sorted(every, key=lambda told: told[1].date or "", reverse=True)[:MOST_SAID]
    shifts = record.shifts[::-1][:MOST_SHIFTS]
    shown = [position for _, position in said]
    shown += [position for shift in shifts for position in (shift.before, shift.after)]
    return ConceptPage(
        record=record,
        months=record.months[-MOST_MONTHS:],
        stands=[stand for stand in record.stands if id(stand) in chosen],
        shifts=shifts,
        said=said,
        said_in_all=len(every),
        documents={
            reading.document.id: reading.document
            for reading in glance.readings({position.documents[0] for position in shown})
        },
    )


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
