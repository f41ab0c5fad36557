"""Which promises a page lists, in which order, and what can be chosen among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import get_args

from tallystick.ledger.glances import Glance
from tallystick.ledger.index_promises import URGENCY
from tallystick.ledger.index_queries import Page, PromiseQuery, Sort
from tallystick.ledger.index_reports import Choice, Choices
from tallystick.ledger.whole import fits, place
from tallystick.model.records import Promise, Status

PAGE_SIZE = 50
ORDERS: Mapping[Sort, str] = {
    "urgency": "most urgent",
    "at_stake": "most at stake (EUR)",
    "deadline": "due soonest",
    "known": "promised first",
}
MOST_CHOICES = 100
"""So many actors, those of most promises, can be chosen from a list; all have a page."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; "" chooses nothing."""

    actor: str = ""
    recipient: str = ""
    category: str = ""
    status: str = ""
    due_from: str = ""
    due_until: str = ""
    is_new: bool = False
    sort: Sort = "urgency"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """The filters in an address; what makes no sense chooses nothing that it would hide."""
        chosen = {name: query.get(name, "") for name in ("actor", "recipient", "category", "status")}
        due = {name: _day(query.get(name.replace("_", "-"), "")) for name in ("due_from", "due_until")}
        order: Sort = next((o for o in ORDERS if o == query.get("sort")), "urgency")
        is_new = query.get("new", "") == "1"
        return cls(**chosen, **due, is_new=is_new, sort=order, page=page_number(query))

    @property
    def asked(self) -> Mapping[str, object]:
        """What stands in the address of a page with these filters."""
        return {
            "actor": self.actor,
            "recipient": self.recipient,
            "category": self.category,
            "status": self.status,
            "due_from": self.due_from,
            "due_until": self.due_until,
            "new": int(self.is_new) or "",
            "sort": "" if self.sort == "urgency" else self.sort,
        }

    @property
    def cited(self) -> Mapping[str, object]:
        """What of it names the same page to everybody: what is new depends on who asks."""
        return {**self.asked, "new": "", "page": self.page if self.page > 1 else ""}

    def but(self, **others: object) -> Mapping[str, object]:
        """What stands in the address of the first page with these filters and ``others`` in place of some."""
        return {**self.asked, **others}

    def query(self, seen: int) -> PromiseQuery:
        """The same as a ledger is asked.

        Args:
            seen: The last entry of the ledger that the visitor has seen.
        """
        statuses: tuple[Status, ...] = tuple(s for s in get_args(Status) if s == self.status)
        return PromiseQuery(
            actor=self.actor or None,
            recipient=self.recipient or None,
            category=self.category or None,
            statuses=statuses,
            due_from=self.due_from or None,
            due_until=self.due_until or None,
            entered_after=seen if self.is_new else None,
            sort=self.sort,
            offset=(self.page - 1) * PAGE_SIZE,
            limit=PAGE_SIZE,
        )


def _day(written: str) -> str:
    """An ISO day, "" where it is none."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=8)
def spaced(days: tuple[str, ...]) -> str:
    """Days as a page hands them to its script: the first, then for each other how many days later it is."""
    dates = [date.fromisoformat(day) for day in days]
    return " ".join([*days[:1], *(str((later - day).days) for day, later in pairwise(dates))])


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
        new: Ids of those that rest on a report which the visitor has not seen, at least of this page's.
        new_in_all: How many there are in all.
    """

    promises: Sequence[Promise]
    total: int
    pages: int
    counts: Mapping[str, int]
    choices: Mapping[str, Sequence[Choice]]
    new: frozenset[str]
    new_in_all: int

    @classmethod
    def made(
        cls, page: Page, every: Choices, filters: Filters, new: Iterable[str] = (), new_in_all: int = 0
    ) -> Overview:
        """The overview of some promises, with what can be chosen among all."""
        counts = {choice.value: choice.count for choice in every.statuses}
        return cls(
            promises=page.promises,
            total=page.total,
            pages=max(1, -(-page.total // PAGE_SIZE)),
            new=frozenset(new),
            new_in_all=new_in_all,
            counts={status: counts.get(status, 0) for status in URGENCY},
            choices={
                "actor": _listed(every.actors, filters.actor),
                "recipient": _listed(every.recipients, filters.recipient),
                "category": _plain(every.categories),
                "status": _plain(every.statuses),
            },
        )


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a visitor has not seen of a day that is past: which entries promises came from is known of today alone.

    Attributes:
        reports: Ids of the reports that were read since the last visit.
        promises: Ids of the promises that these told of by that day.
    """

    reports: Sequence[str] = ()
    promises: frozenset[str] = frozenset()


def told_by(glance: Glance, reports: Iterable[str]) -> dict[str, Promise]:
    """The promises that reports tell of, by their ids."""
    claims = [claim.id for reading in glance.readings(reports) for claim in reading.claims]
    return {promise.id: promise for promise in glance.promises_of(claims).values()}


def overview(
    glance: Glance, every: Choices, filters: Filters, seen: int, unseen: Unseen | None = None
) -> Overview:
    """The promises asked for, in the order asked for.

    Args:
        glance: The ledger.
        every: What all promises can be chosen by.
        filters: What is asked for.
        seen: The last entry of the ledger that the visitor has seen.
        unseen: The same of a day that is past.
    """
    query = filters.query(seen)
    is_senseless = bool(filters.status) and not query.statuses
    if glance.as_of is not None:
        nothing = Page((), 0, ()) if is_senseless else None
        return _on_a_day(glance, every, filters, unseen or Unseen(), nothing)
    found = Page((), 0, ()) if is_senseless else glance.page(query)
    entered = zip(found.promises, found.entered, strict=True)
    new = [promise.id for promise, entry in entered if entry > seen]
    in_all = glance.page(PromiseQuery(entered_after=seen, limit=0)).total
    return Overview.made(found, every, filters, new, in_all)


def _on_a_day(
    glance: Glance, every: Choices, filters: Filters, unseen: Unseen, found: Page | None
) -> Overview:
    query = replace(filters.query(0), entered_after=None)
    if found is None and filters.is_new:
        fitting = sorted(
            (promise for promise in told_by(glance, unseen.reports).values() if fits(promise, query)),
            key=lambda promise: (place(promise, query.sort), promise.id),
        )
        found = Page(tuple(fitting[query.offset : query.offset + query.limit]), len(fitting), ())
    new = unseen.promises
    return Overview.made(found or glance.page(query), every, filters, new, len(new))


def _listed(choices: Sequence[Choice], chosen: str) -> list[Choice]:
    """The most frequent, and the one that was chosen, by name."""
    shown = [c for at, c in enumerate(choices) if at < MOST_CHOICES or c.value == chosen]
    return sorted(shown, key=lambda choice: choice.name.casefold())


def _plain(choices: Sequence[Choice]) -> list[Choice]:
    named = (Choice(c.value, c.value.replace("_", " ").replace("-", " "), c.count) for c in choices)
    return sorted(named, key=lambda choice: choice.value)
