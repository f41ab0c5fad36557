"""Everything that a ledger knows of one actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tallystick.entities.gazetteer import Gazetteer
from tallystick.entities.memberships import unions_of
from tallystick.ledger.glances import Glance
from tallystick.ledger.index_promises import URGENCY
from tallystick.ledger.index_queries import Page, PromiseQuery
from tallystick.ledger.index_reports import Role
from tallystick.model.positions import ConceptRecord, Stand
from tallystick.reconcile.courses import months_between
from tallystick.web.paging import Part, asked_for

SENTENCES_A_PAGE = 20
"""So many statements, and accounts of deliveries, stand on a page; each comes from a report that has to be read."""
MOST_PROMISES = 10


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One actor.

    Attributes:
        name: As the reports call it most often.
        key: Names it in an address.
        promised: What it promised, as much as a page shows.
        awaited: What it was promised, likewise.
        counts: Of each status among all that it promised, the most urgent in front.
        delivered: Ids of the claims that it delivered something, the latest first.
        said: Ids of its statements, likewise.
        unions: Names of the organisations that it is a member or a part of.
    """

    name: str
    key: str
    promised: Page
    awaited: Page
    counts: Mapping[str, int]
    delivered: Part[str]
    said: Part[str]
    unions: Sequence[str]

    @property
    def asked(self) -> Mapping[str, object]:
        """What stands in the address of the page."""
        return asked_for(delivered=self.delivered, said=self.said)


def actor_page(glance: Glance, key: str, delivered: int = 1, said: int = 1) -> ActorPage | None:
    """What is known of an actor, ``None`` where nobody is called so.

    Args:
        glance: The ledger.
        key: An id, or "name:" and the name of somebody without one.
        delivered: Which part of what it delivered is shown, from 1.
        said: Which part of what it said.
    """
    names = glance.names_of(key)
    if not names:
        return None
    counts = glance.counts_of(key)
    return ActorPage(
        name=max(sorted(names), key=lambda name: names[name]),
        key=key,
        promised=glance.page(PromiseQuery(actor=key, sort="urgency", limit=MOST_PROMISES)),
        awaited=glance.page(PromiseQuery(recipient=key, sort="urgency", limit=MOST_PROMISES)),
        counts={status: counts[status] for status in URGENCY if counts.get(status)},
        delivered=_told(glance, key, "d", delivered),
        said=_told(glance, key, "s", said),
        unions=unions_named(key),
    )


def _told(glance: Glance, key: str, role: Role, number: int) -> Part[str]:
    found, total = glance.claims_speaking_of(key, role, number * SENTENCES_A_PAGE)
    return Part.of(found, total, number, SENTENCES_A_PAGE)


def unions_named(key: str) -> list[str]:
    """Names of the organisations that an actor is a member or a part of, sorted."""
    gazetteer = Gazetteer.load()
    found = (gazetteer.by_id(union) for union in unions_of(key))
    return sorted(entity.name for entity in found if entity is not None)


@dataclass(frozen=True, slots=True)
class Positions:
    """Where one actor stands on everything, month by month.

    Attributes:
        months: From the first in which the actor said anything to the last, without gaps.
        stands: For each concept that the actor spoke of.
    """

    months: Sequence[str]
    stands: Sequence[tuple[ConceptRecord, Stand]]


def positions_of(records: Iterable[ConceptRecord]) -> Positions | None:
    """The positions of an actor from its own records, ``None`` where it takes none."""
    stands = [(record, stand) for record in records for stand in record.stands]
    spoken = sorted({month for _, stand in stands for month in stand.months})
    if not spoken:
        return None
    return Positions(list(months_between(spoken[0], spoken[-1])), stands)
