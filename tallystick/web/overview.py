"""Which promises a page lists, in which order, and what can be chosen among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from tallystick.ledger.glances import Glance
from tallystick.ledger.index_queries import PromiseQuery
from tallystick.ledger.index_reports import Choice, Choices
from tallystick.model.records import Promise, Status

PAGE_SIZE = 50
MOST_CHOICES = 150
"""So many actors, those of most promises, can be chosen from a list; all have a page."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; "" chooses nothing."""

    actor: str = ""
    recipient: str = ""
    category: str = ""
    status: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """The filters in an address; what makes no sense chooses nothing that it would hide."""
        chosen = {name: query.get(name, "") for name in ("actor", "recipient", "category", "status")}
        return cls(**chosen, page=page_number(query))

    @property
    def query(self) -> PromiseQuery:
        """The same as a ledger is asked."""
        statuses: tuple[Status, ...] = tuple(s for s in get_args(Status) if s == self.status)
        return PromiseQuery(
            actor=self.actor or None,
            recipient=self.recipient or None,
            category=self.category or None,
            statuses=statuses,
            sort="urgency",
            offset=(self.page - 1) * PAGE_SIZE,
            limit=PAGE_SIZE,
        )


def page_number(query: Mapping[str, str]) -> int:
    """The page asked for, the first where that makes no sense."""
    page = query.get("page", "1")
    return max(int(page), 1) if page.isascii() and page.isdecimal() and len(page) < 7 else 1


@dataclass(frozen=True, slots=True)
class Overview:
    """Some promises and what can be chosen among all of them.

    Attributes:
        promises: Those of this page.
        total: How many were asked for.
        pages: On how many pages.
        counts: Of each status among all promises.
        choices: By filter.
    """

    promises: Sequence[Promise]
    total: int
    pages: int
    counts: Mapping[str, int]
    choices: Mapping[str, Sequence[Choice]]

    @classmethod
    def made(cls, promises: Sequence[Promise], total: int, every: Choices, filters: Filters) -> Overview:
        """The overview of some promises, with what can be chosen among all."""
        counts = {choice.value: choice.count for choice in every.statuses}
        return cls(
            promises=promises,
            total=total,
            pages=max(1, -(-total // PAGE_SIZE)),
            counts={status: counts.get(status, 0) for status in get_args(Status)},
            choices={
                "actor": _listed(every.actors, filters.actor),
                "recipient": _listed(every.recipients, filters.recipient),
                "category": _plain(every.categories),
                "status": _plain(every.statuses),
            },
        )


def overview(glance: Glance, every: Choices, filters: Filters) -> Overview:
    """The promises asked for: overdue first, then those that most independent sources speak of."""
    if filters.status and not filters.query.statuses:
        return Overview.made((), 0, every, filters)
    found = glance.page(filters.query)
    return Overview.made(found.promises, found.total, every, filters)


def _listed(choices: Sequence[Choice], chosen: str) -> list[Choice]:
    """The most frequent, and the one that was chosen, by name."""
    shown = [c for at, c in enumerate(choices) if at < MOST_CHOICES or c.value == chosen]
    return sorted(shown, key=lambda choice: choice.name.casefold())


def _plain(choices: Sequence[Choice]) -> list[Choice]:
    named = (Choice(c.value, c.value.replace("_", " ").replace("-", " "), c.count) for c in choices)
    return sorted(named, key=lambda choice: choice.value)
