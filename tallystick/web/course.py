"""How far a promise was known to be kept, day by day: what the band of its chart shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tallystick.ledger.glances import Glance
from tallystick.model import CopyGroup, Reading
from tallystick.model.records import Promise
from tallystick.reconcile import is_published, last_day_of
from tallystick.reconcile.cells import fold_cells
from tallystick.reconcile.constraints import Constraints
from tallystick.reconcile.fold import question_of
from tallystick.reconcile.homes import Cell, Homes, homes_of
from tallystick.reconcile.judging import apply
from tallystick.views.charts import Known

MOST_DAYS = 24
"""On how many days, the last ones, a chart says how far a promise was kept."""


def course(glance: Glance, promise: Promise) -> tuple[Known, ...]:
    """How far a promise was known to be kept on each day that a report on it came out, oldest first.

    Only the claims that it rests on are folded again for each day, and only where the promise is told.
    """
    behind = _Behind.of(glance, promise)
    days = {reading.document.published for reading in behind.readings}
    found = []
    for published in sorted(filter(None, days))[-MOST_DAYS:]:
        day = last_day_of(published)
        then = behind.promise_on(day)
        kept = None if then is None else then.fulfilled
        if kept is None or (kept.low is None and kept.high is None):
            continue
        low = kept.low if kept.low is not None else 0.0
        high = kept.high if kept.high is not None else low  # at least so much: the band ends where it is sure
        found.append(Known(day.isoformat(), low, high))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Behind:
    """What a promise rests on; where its claims belong is found once for all days."""

    promise: Promise
    readings: Sequence[Reading]
    homes: Mapping[str, Homes]
    copies: Sequence[CopyGroup]
    constraints: Constraints

    @classmethod
    def of(cls, glance: Glance, promise: Promise) -> _Behind:
        cited = set(promise.cited)
        read = [
            replace(reading, claims=tuple(claim for claim in reading.claims if claim.id in cited))
            for reading in glance.readings(promise.cited_documents)
        ]
        groups = glance.copies_of(promise.cited_documents).values()
        copies = list({id(group): group for group in groups}.values())
        judged = apply(read, glance.judgements(), copies)
        readings = sorted(judged.readings, key=lambda reading: reading.document.id)
        homes = {reading.document.id: homes_of(reading) for reading in readings}
        return cls(promise, readings, homes, copies, judged.constraints)

    def promise_on(self, day: date) -> Promise | None:
        """The promise as it was known on a day, ``None`` where it was not."""
        known = _Known(self, [r for r in self.readings if is_published(r.document, day)])
        documents = [reading.document for reading in known.readings]
        question = question_of(documents, day, self.constraints, self.copies)
        for cell in self._cells:
            (fold,) = fold_cells([cell], known, question, lambda reading: self.homes[reading.document.id])
            for folded in fold.promises:
                if folded.promise.id == self.promise.id:
                    return folded.promise
        return None

    @property
    def _cells(self) -> Iterable[Cell]:
        """Where the promise may be folded, first where its claims belong on most days."""
        own = set(self.promise.claims)
        told = [home for homes in self.homes.values() for home in homes.told if home.mention.claim.id in own]
        others = (cell for home in told for cell in home.others)
        return dict.fromkeys((*(home.cell for home in told), *others))


@dataclass(frozen=True, slots=True)
class _Known:
    """Those of the readings that were known on a day; see ``tallystick.reconcile.cells.Readings``."""

    behind: _Behind
    readings: Sequence[Reading]

    def touching(self, cell: Cell) -> Sequence[Reading]:
        return [r for r in self.readings if cell in self.behind.homes[r.document.id].cells]

    def telling(self, claim: str) -> Sequence[Reading]:
        return list(self._telling(claim))

    def _telling(self, claim: str) -> Iterator[Reading]:
        return (r for r in self.readings if any(own.id == claim for own in r.claims))
