"""From readings to promises as of a day: a pure function, run anew for every question.

Known on a day is what was published by then; in a document without a date, what its claims date by then; what
neither dates is always known. The day asked for also judges lateness; where no day is asked for, the last day
on which anything known was published does, so that no clock takes part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tallystick.model import CopyGroup, Delivery, Document, Judgement, Reading
from tallystick.model.records import Candidate, Link, Promise
from tallystick.reconcile.cells import CellFold, Question, Readings, fold_cells, touched
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints
from tallystick.reconcile.intervals import interval, last_day_of
from tallystick.reconcile.judging import Removal, apply
from tallystick.reconcile.memory import Memory
from tallystick.reconcile.mentions import is_known
from tallystick.reconcile.spreading import affected
from tallystick.reconcile.voices import Originals


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What readings come to.

    Attributes:
        promises: First known first.
        links: Why claims stand together, in the order of the promises.
        unattached: Claims of deliveries that count towards no promise, or might towards several.
        removals: Claims that people took out, with the promises that they would belong to.
        candidates: Pairs of claims that may belong together and are kept apart until somebody decides, the
            likeliest first.
    """

    promises: tuple[Promise, ...]
    links: tuple[Link, ...]
    unattached: tuple[Delivery, ...]
    removals: tuple[Removal, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def fold(
    readings: Iterable[Reading],
    as_of: str | None = None,
    *,
    judgements: Iterable[Judgement] = (),
    copies: Sequence[CopyGroup] | None = None,
) -> Reconciled:
    """The promises that ``readings`` tell of, as known on ``as_of``; their order changes nothing.

    Args:
        readings: What was read; of two versions of a document the caller chooses one.
        as_of: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` (its last day); ``None`` for everything.
        judgements: What people decided, in that order; whenever they did, it holds for every day asked for.
        copies: Which documents copy which; without them only what documents say themselves, and equal texts.

    Raises:
        SettingError: ``as_of`` is no date.
    """
    until = None if as_of is None else last_day_of(as_of)
    readings = list(readings)
    judged = apply(readings, judgements, copies)
    memory = Memory(judged.readings)
    question = question_of(memory.documents, until, judged.constraints, copies)
    found = merged(fold_cells(memory.cells, memory, question))
    if not judged.about and not judged.removals:
        return found
    removals = placed(judged.removals, Memory(readings), question)
    return replace(
        found, promises=tuple(marked(p, judged.about, removals) for p in found.promises), removals=removals
    )


def placed(removals: Sequence[Removal], unjudged: Readings, question: Question) -> tuple[Removal, ...]:
    """Each removal with the promise that its claim belongs to where nobody had decided anything.

    Only what was known by the day that ``question`` asks for is given.
    """
    touching = {
        cell for r in removals for reading in unjudged.telling(r.claim.id) for cell in touched(reading)
    }
    free = replace(question, constraints=UNCONSTRAINED)
    folds = fold_cells(sorted(affected(touching, unjudged)), unjudged, free)
    homes = {claim: f.promise for cell in folds for f in cell.promises for claim in f.promise.claims}
    documents = {
        reading.document.id: reading.document for r in removals for reading in unjudged.telling(r.claim.id)
    }
    return tuple(
        replace(
            removal,
            promise=home.id if (home := homes.get(removal.claim.id)) else None,
            beside=tuple(claim for claim in home.claims if claim != removal.claim.id) if home else (),
        )
        for removal in removals
        if is_known(documents[removal.document], removal.claim, question.until)
    )


def marked(
    promise: Promise, about: Mapping[str, Sequence[Judgement]], removals: Sequence[Removal]
) -> Promise:
    """The promise with the judgements that stand on its claims, and with the claims that were taken out of it."""
    judgements = {j.id: None for claim in promise.claims for j in about.get(claim, ())}
    own = set(promise.claims)
    removed = [r for r in removals if r.promise == promise.id or own & set(r.beside)]
    return replace(
        promise,
        judgements=(
            *judgements,
            *dict.fromkeys(r.judgement.id for r in removed if r.judgement.id not in judgements),
        ),
        removed=tuple(r.claim.id for r in removed),
    )


def question_of(
    documents: Iterable[Document],
    until: date | None,
    constraints: Constraints = UNCONSTRAINED,
    copies: Sequence[CopyGroup] | None = None,
) -> Question:
    """What cells are asked, given all documents of a ledger, the day, what people decided and what copies what."""
    known = [d for d in documents if is_published(d, until)]
    published = [days.last for d in known if (days := interval(d.published)) is not None]
    return Question(until, until or max(published, default=None), Originals.among(known, copies), constraints)


def merged(cells: Iterable[CellFold]) -> Reconciled:
    """The folds of all cells as one."""
    found = list(cells)
    folded = sorted((f for cell in found for f in cell.promises), key=lambda f: f.order)
    return Reconciled(
        promises=tuple(f.promise for f in folded),
        links=tuple(link for f in folded for link in f.links),
        unattached=tuple({d.id: d for cell in found for d in cell.unattached}.values()),
        candidates=tuple(
            sorted((c for cell in found for c in cell.candidates), key=lambda c: (-c.score, c.claim, c.other))
        ),
    )


def is_published(document: Document, until: date | None) -> bool:
    """Whether ``document`` was out by the end of ``until``; one without a date always was, ``None`` is no end."""
    days = interval(document.published)
    return until is None or days is None or days.last <= until
