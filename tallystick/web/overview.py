"""Which promises a page lists, in which order, and what can be chosen among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from tallystick.model.records import Party, Promise, Status

_URGENCY: Mapping[Status, int] = {
    "overdue": 0, "partly": 1, "open": 2, "fulfilled_late": 3, "fulfilled": 4, "withdrawn": 5, "refused": 6,
    "unknown": 7,
}  # fmt: skip
PAGE_SIZE = 50


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
        page = query.get("page", "1")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
        chosen = {name: query.get(name, "") for name in ("actor", "recipient", "category", "status")}
        return cls(**chosen, page=max(number, 1))

    def choose(self, promise: Promise) -> bool:
        """Whether a promise is asked for."""
        return (
            (not self.actor or self.actor in map(key_of, promise.actors))
            and (not self.recipient or self.recipient in map(key_of, promise.recipients))
            and self.category in ("", promise.category)
            and self.status in ("", promise.status)
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its value in an address, its name, and how many promises have it."""

    value: str
    name: str
    count: int


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


def overview(promises: Iterable[Promise], filters: Filters) -> Overview:
    """The promises asked for: overdue first, then those that most independent sources speak of."""
    every = list(promises)
    chosen = sorted(filter(filters.choose, every), key=_order)
    first = (filters.page - 1) * PAGE_SIZE
    return Overview(
        promises=chosen[first : first + PAGE_SIZE],
        total=len(chosen),
        pages=max(1, -(-len(chosen) // PAGE_SIZE)),
        counts={status: sum(p.status == status for p in every) for status in get_args(Status)},
        choices={
            "actor": _parties(p.actors for p in every),
            "recipient": _parties(p.recipients for p in every),
            "category": _plain(p.category for p in every),
            "status": _plain(p.status for p in every),
        },
    )


def key_of(party: Party) -> str:
    """What names a party in an address: its id, or its name where it has none."""
    return party.id or f"name:{party.name}"


def _order(promise: Promise) -> tuple[int, int, int]:
    return _URGENCY[promise.status], -promise.voices, -len(promise.claims)


def _parties(lists: Iterable[Iterable[Party]]) -> list[Choice]:
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for parties in lists:
        for party in parties:
            counts[key_of(party)] += 1
            names.setdefault(key_of(party), party.name)
    return sorted((Choice(key, names[key], n) for key, n in counts.items()), key=lambda c: c.name.casefold())


def _plain(values: Iterable[str]) -> list[Choice]:
    return [Choice(v, v.replace("_", " ").replace("-", " "), n) for v, n in sorted(Counter(values).items())]
