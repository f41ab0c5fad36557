"""From readings to promises as of a day: a pure function, run anew for every question.

Known on a day is what was published by then; in a document without a date, what its claims date by then; what
neither dates is always known. The day asked for also judges lateness; where no day is asked for, the last day
on which anything known was published does, so that no clock takes part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Reading
from tallystick.model.records import Link, Promise
from tallystick.reconcile.grouping import group
from tallystick.reconcile.intervals import interval, last_day_of
from tallystick.reconcile.mentions import is_known, mentions_of
from tallystick.reconcile.promises import Setting, links_of, on_another_day, promise_of
from tallystick.reconcile.towards import attach
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
    readings = sorted(readings, key=lambda r: r.document.id)
    setting = _setting(readings, until)
    groups = group(mentions_of(readings, Commitment, until))
    attachments, unattached = attach(groups, mentions_of(readings, Delivery, until))
    likes = on_another_day(groups)
    towards = defaultdict(list)
    for attachment in attachments:
        towards[attachment.group.id].append(attachment)
    return Reconciled(
        promises=tuple(promise_of(g, likes[g.id], towards[g.id], setting) for g in groups),
        links=tuple(link for g in groups for link in links_of(g, towards[g.id])),
        unattached=tuple({d.claim.id: d.claim for d in unattached}.values()),
    )


def _setting(readings: Sequence[Reading], until: date | None) -> Setting:
    documents = [r.document for r in readings if is_published(r.document, until)]
    published = [days.last for d in documents if (days := interval(d.published)) is not None]
    names: dict[str, tuple[tuple[str, str, int], str]] = {}
    for reading in readings:
        for claim in reading.claims:
            if is_known(reading.document, claim, until):
                _learn_names(names, reading.document, claim)
    return Setting(
        day=until or max(published, default=None),
        originals=Originals.among(documents),
        names={key: name for key, (_, name) in names.items()},
    )


def is_published(document: Document, until: date | None) -> bool:
    """Whether a document was out by the end of ``until``; one without a date always was."""
    days = interval(document.published)
    return until is None or days is None or days.last <= until


def _learn_names(
    names: dict[str, tuple[tuple[str, str, int], str]], document: Document, claim: Claim
) -> None:
    """Keep for each id the name of its first mention."""
    for actor in _actors_of(claim):
        if actor.id is not None:
            seen = ((document.published or "", document.id, actor.span.start), actor.name)
            names[actor.id] = min(seen, names.get(actor.id, seen))


def _actors_of(claim: Claim) -> Iterable[Actor]:
    if claim.source is not None:
        yield claim.source
    if isinstance(claim, Commitment | Delivery):
        yield from claim.actors
        yield from claim.recipients
