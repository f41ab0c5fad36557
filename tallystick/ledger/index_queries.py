"""Asking the index: pages of promises that are sorted and chosen by columns, and one promise by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, tuple_

from tallystick.ledger.index_copies import groups_of, originals_of
from tallystick.ledger.index_judged import Decided, Unsure
from tallystick.ledger.index_promises import URGENCY, record_of
from tallystick.ledger.index_tables import NEVER, parties, promises, state, versions
from tallystick.ledger.rows import Present
from tallystick.ledger.shelf import portions
from tallystick.model import Document
from tallystick.model.derivations import Derivation
from tallystick.model.records import Promise, Status
from tallystick.reconcile import last_day_of
from tallystick.reconcile.explaining import explain
from tallystick.reconcile.voices import Originals

Sort = Literal["known", "deadline", "at_stake", "urgency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseQuery:
    """Which promises are asked for.

    Attributes:
        actor: Id of who promises, or "name:" and the name of somebody without one.
        recipient: Who is to receive, likewise.
        category: Category of the item.
        statuses: One of these; none for any.
        due_from: First day of deadlines (ISO); those without a deadline are left out.
        due_until: Last day of deadlines (ISO); those without a deadline are left out.
        entered_after: Only what rests on a report that was read after this entry of the ledger.
        sort: ``known``: first known first. ``deadline``: soonest first, those without behind. ``at_stake``: what is
            still owed in euros, most first, those without a value behind. ``urgency``: overdue first, then what most
            independent sources speak of.
        offset: How many to pass over.
        limit: How many to give.
    """

    actor: str | None = None
    recipient: str | None = None
    category: str | None = None
    statuses: tuple[Status, ...] = ()
    due_from: str | None = None
    due_until: str | None = None
    entered_after: int | None = None
    sort: Sort = "known"
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the promises that were asked for, and how many there are in all.

    Attributes:
        promises: In the order asked for.
        total: How many there are in all.
        entered: For each of them the last entry of a report that it rests on, 0 where nobody knows.
    """

    promises: tuple[Promise, ...]
    total: int
    entered: tuple[int, ...]


def page(connection: Connection, query: PromiseQuery) -> Page:
    """The promises asked for, of an index that is up to date."""
    conditions = chosen(query, promises, _of_party)
    if query.entered_after is not None:
        conditions.append(promises.c.entered > query.entered_after)
    total = connection.execute(select(func.count()).select_from(promises).where(*conditions)).scalar() or 0
    ordered = in_order(select(promises.c.record, promises.c.entered).where(*conditions), promises, query.sort)
    stored = connection.execute(ordered.offset(query.offset).limit(query.limit)).all()
    day = day_of(connection)
    return Page(
        tuple(record_of(row.record, day) for row in stored), total, tuple(row.entered for row in stored)
    )


def all_promises(connection: Connection) -> list[Promise]:
    """Every promise, first known first."""
    day = day_of(connection)
    stored = connection.execute(select(promises.c.record).order_by(promises.c.rank)).scalars()
    return [record_of(record, day) for record in stored]


def one_promise(connection: Connection, promise_id: str) -> Promise | None:
    """The promise with this id, ``None`` where there is none."""
    query = select(promises.c.record).where(promises.c.id == promise_id).order_by(promises.c.rank).limit(1)
    stored = connection.execute(query).scalar()
    return None if stored is None else record_of(stored, day_of(connection))


def promises_beginning(connection: Connection, start: str) -> list[Promise]:
    """The promises whose id begins with ``start``, first known first."""
    day = day_of(connection)
    begins = (promises.c.id >= start, promises.c.id < start + "g")  # ids are hexadecimal digits
    query = select(promises.c.record).where(*begins).order_by(promises.c.rank)
    found = (record_of(record, day) for record in connection.execute(query).scalars())
    return [promise for promise in found if promise.id.startswith(start)]


def explained(
    connection: Connection, name: str, promise: Promise, field: str | None, as_of: str | None
) -> tuple[Derivation, ...]:
    """How a promise's figures come about, from the documents behind it and those they copy alone.

    Raises:
        Unsure: Several versions of a document take part.
        SettingError: There is no such field, or ``as_of`` is no date.
    """
    day = day_of(connection) if as_of is None else last_day_of(as_of)
    until = None if as_of is None else last_day_of(as_of).isoformat()
    readings = Decided.by(connection, name, until).shelf().of_documents(promise.cited_documents)
    behind = set(promise.cited)
    told = Present({c.id: (r.document, c) for r in readings for c in r.claims if c.id in behind})
    families = Families(connection, until or NEVER)
    families.look_up(promise.cited_documents)
    return explain(promise, field, told, day, Originals(families))


class Families(dict[str, Document]):
    """For a document that it comes from, looked up with its family when it is asked for."""

    def __init__(self, connection: Connection, until: str) -> None:
        """Look up what a connection sees.

        Args:
            connection: A transaction in which the index is up to date.
            until: ISO date; what was published later takes no part.
        """
        super().__init__()
        self._connection = connection
        self._until = until

    def look_up(self, documents: Iterable[str]) -> None:
        """Look several documents up at once.

        Raises:
            Unsure: Several versions of a document take part.
        """
        for portion in portions(sorted(set(documents))):
            own = select(versions.c.original).where(versions.c.document.in_(portion), versions.c.is_current)
            family = select(versions.c.document).where(versions.c.original.in_(own), versions.c.is_current)
            query = select(versions).where(
                versions.c.document.in_(family), versions.c.last_day <= self._until
            )
            newest = {row.document: row for row in self._connection.execute(query.order_by(versions.c.last))}
            known = list(newest.values())
            if not all(row.is_current for row in known):
                raise Unsure
            self.update(originals_of(known, groups_of(self._connection, [r.document for r in known])).of)

    def __missing__(self, document: str) -> Document:
        self.look_up([document])
        if document not in self:
            raise Unsure
        return self[document]


def day_of(connection: Connection) -> date | None:
    """The day that lateness is judged on: the last on which anything was published."""
    day = connection.execute(select(state.c.value).where(state.c.name == "day")).scalar()
    return date.fromisoformat(day) if day else None


def _of_party(role: str, actor: str) -> ColumnElement[bool]:
    """Of promises those in which somebody has a role."""
    named = select(parties.c.cell, parties.c.promise).where(parties.c.role == role, parties.c.actor == actor)
    return tuple_(promises.c.cell, promises.c.id).in_(named)


def chosen(
    query: PromiseQuery, table: Table, of_party: Callable[[str, str], ColumnElement[bool]]
) -> list[ColumnElement[bool]]:
    """What is asked of the rows of a table of promises.

    Args:
        query: What is asked for; ``entered_after`` is the caller's.
        table: ``promises``, or ``histories``.
        of_party: For a role and an actor the rows of the table in which the actor has the role.
    """
    found: list[ColumnElement[bool]] = []
    for role, actor in (("a", query.actor), ("r", query.recipient)):
        if actor is not None:
            found.append(of_party(role, actor))
    if query.category is not None:
        found.append(table.c.category == query.category)
    if query.statuses and query.sort == "urgency":
        found.append(
            table.c.urgency.in_([URGENCY[status] for status in query.statuses])
        )  # as it is sorted by
    elif query.statuses:
        found.append(table.c.status.in_(query.statuses))
    if query.due_from is not None:
        found += [table.c.deadline >= query.due_from, table.c.deadline != NEVER]
    if query.due_until is not None:
        found += [table.c.deadline <= query.due_until, table.c.deadline != NEVER]
    return found


def in_order(query: Select[Any], table: Table, sort: Sort) -> Select[Any]:
    """``query`` of the rows of a table of promises, sorted."""
    if sort == "deadline":
        return query.order_by(table.c.deadline, table.c.rank)
    if sort == "urgency":
        return query.order_by(table.c.urgency, table.c.voices.desc(), table.c.told.desc(), table.c.rank)
    if sort == "at_stake":
        return query.order_by(table.c.at_stake.desc().nulls_last(), table.c.rank)
    return query.order_by(table.c.rank)
