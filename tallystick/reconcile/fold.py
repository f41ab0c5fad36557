"""From readings to promises as of a day: a pure function, run anew for every question.

Known on a day is what was published by then; in a document without a date, what its claims date by then; what
neither dates is always known. The day asked for also judges lateness; where no day is asked for, the last day
on which anything known was published does, so that no clock takes part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tallystick.model import Delivery, Document, Reading
from tallystick.model.records import Link, Promise
from tallystick.reconcile.cells import CellFold, Memory, Question, fold_cells
from tallystick.reconcile.intervals import interval, last_day_of
from tallystick.reconcile.voices import Originals


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What readings come to.

    Attributes:
        promises: First known first.
        links: Why claims stand together, in the order of the promises.
        unattached: Claims of deliveries that count towards no promise, or might towards several.
    """

    promises: tuple[Promise, ...]
    links: tuple[Link, ...]
    unattached: tuple[Delivery, ...]


def fold(readings: Iterable[Reading], as_of: str | None = None) -> Reconciled:
    """The promises that ``readings`` tell of, as known on ``as_of``; their order changes nothing.

    Args:
        readings: What was read; of two versions of a document the caller chooses one.
        as_of: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` (its last day); ``None`` for everything.

    Raises:
        SettingError: ``as_of`` is no date.
    """
    until = None if as_of is None else last_day_of(as_of)
    memory = Memory(readings)
    return merged(fold_cells(memory.cells, memory, question_of(memory.documents, until)))


def question_of(documents: Iterable[Document], until: date | None) -> Question:
    """What cells are asked, given all documents of a ledger and the day asked for."""
    known = [d for d in documents if is_published(d, until)]
    published = [days.last for d in known if (days := interval(d.published)) is not None]
    return Question(until, until or max(published, default=None), Originals.among(known))


def merged(cells: Iterable[CellFold]) -> Reconciled:
    """The folds of all cells as one."""
    found = list(cells)
    folded = sorted((f for cell in found for f in cell.promises), key=lambda f: f.order)
    return Reconciled(
        promises=tuple(f.promise for f in folded),
        links=tuple(link for f in folded for link in f.links),
        unattached=tuple({d.id: d for cell in found for d in cell.unattached}.values()),
    )


def is_published(document: Document, until: date | None) -> bool:
    """Whether a document was out by the end of ``until``; one without a date always was."""
    days = interval(document.published)
    return until is None or days is None or days.last <= until
