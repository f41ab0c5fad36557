"""Choosing among the promises of a ledger: by who, for whom, what, how it stands and when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import cast, get_args

from tallystick.errors import SettingError
from tallystick.ledger import Ledger, Page, PromiseQuery
from tallystick.ledger.index_queries import Sort
from tallystick.ledger.index_reports import Choice, Choices
from tallystick.ledger.whole import Whole
from tallystick.model.records import Status
from tallystick.reconcile.intervals import interval, last_day_of

SHOWN = 50
"""So many promises stand on a terminal unless more are asked for."""

_ALL = 2**31 - 1
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which promises somebody wants to see, in their own words.

    Attributes:
        actor: Who promises: a name or an id.
        recipient: To whom, likewise.
        category: Category of what is promised.
        statuses: Any of these; none for all.
        due_from: The first day, month or year of deadlines.
        due_until: The last one.
        sort: See ``PromiseQuery``; ``None`` for as they became known, and the most urgent first where there are more.
        limit: How many at most; 0 for all, ``None`` for all in a pipe and ``SHOWN`` on a terminal.
        as_of: The day asked for.
        decided_by: Only judgements given by the end of this day.
    """

    actor: str | None = None
    recipient: str | None = None
    category: str | None = None
    statuses: tuple[str, ...] = ()
    due_from: str | None = None
    due_until: str | None = None
    sort: str | None = None
    limit: int | None = None
    as_of: str | None = None
    decided_by: str | None = None


def page_of(ledger: Ledger, wanted: Wanted, *, on_a_screen: bool) -> Page:
    """The promises that are wanted, and how many there are of them in all.

    Args:
        ledger: The ledger.
        wanted: Which, in what order, and how many.
        on_a_screen: Whether a person reads them.

    Raises:
        SettingError: Nobody of that name promises or receives, there is no such status, or a day is no date.
    """
    named = _Named(ledger, wanted.as_of)
    limit = wanted.limit if wanted.limit is not None else SHOWN if on_a_screen else 0
    query = PromiseQuery(
        actor=named.value_of("actors", wanted.actor),
        recipient=named.value_of("recipients", wanted.recipient),
        category=named.value_of("categories", wanted.category),
        statuses=tuple(map(_status, wanted.statuses)),
        due_from=_day(wanted.due_from, last=False),
        due_until=_day(wanted.due_until, last=True),
        sort=cast("Sort", wanted.sort or "known"),
        limit=limit or _ALL,
    )
    if wanted.decided_by is None and query == PromiseQuery(limit=_ALL):
        promises = tuple(
            ledger.promises(wanted.as_of)
        )  # of a large ledger quicker than a page of all of them
        return Page(promises, len(promises), ())
    page = ledger.listed(query, wanted.as_of, decided_by=wanted.decided_by)
    if wanted.sort is not None or page.total <= query.limit:
        return page
    return ledger.listed(replace(query, sort="urgency"), wanted.as_of, decided_by=wanted.decided_by)


class _Named:
    """What promises of a ledger can be chosen by, looked up by the names that people call it.

    Args:
        ledger: The ledger.
        as_of: The day asked for.
    """

    def __init__(self, ledger: Ledger, as_of: str | None) -> None:
        self._ledger, self._as_of = ledger, as_of

    def value_of(self, kind: str, name: str | None) -> str | None:
        """What promises are looked up by where ``name`` is asked for, in whatever case, or the start of one name."""
        if name is None:
            return None
        known: Sequence[Choice] = getattr(self._choices, kind)
        called = {label.casefold(): c.value for c in reversed(known) for label in (c.name, c.value)}
        wanted = name.casefold()
        beginning = sorted({value for label, value in called.items() if label.startswith(wanted)})
        found = called.get(wanted) or (beginning[0] if len(beginning) == 1 else None)
        if found is not None:
            return found
        alike = get_close_matches(wanted, called, n=_MOST_NAMES, cutoff=0.5)
        near = list(
            dict.fromkeys(c.name for c in known if {c.name.casefold(), c.value.casefold()} & {*alike})
        )
        shown = (
            near
            or [c.name for c in known if c.value in beginning][:_MOST_NAMES]
            or [c.name for c in known[:_MOST_NAMES]]
        )
        hint = f"did you mean {', '.join(shown)}?" if shown else "this ledger holds no promises"
        raise SettingError(f"No {_KINDS[kind]} {name!r} among the promises of this ledger; {hint}")

    @cached_property
    def _choices(self) -> Choices:
        ledger, day = self._ledger, self._as_of
        if ledger.is_large():
            if day is None:
                with ledger.glance() as glance:
                    return glance.choices()
            with ledger.glance_at(day) as then:
                if then is not None:
                    return then.choices()
        return Whole(ledger.known(day), ledger.judgements(), ledger.copies(day), day).choices()


_KINDS = {"actors": "actor", "recipients": "recipient", "categories": "category"}


def _status(name: str) -> Status:
    known: dict[str, Status] = {status: status for status in get_args(Status)}
    if name not in known:
        raise SettingError(f"No status {name!r}; there are: {', '.join(known)}")
    return known[name]


def _day(written: str | None, *, last: bool) -> str | None:
    """The first or the last day of a day, month or year."""
    if written is None:
        return None
    end = last_day_of(written)
    days = interval(written)
    return (end if last or days is None else days.first).isoformat()
