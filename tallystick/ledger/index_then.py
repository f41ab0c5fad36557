"""Asking the index about a day that is past: pages of promises, what they can be chosen by, and how much was known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from tallystick.ledger.index_promises import record_of
from tallystick.ledger.index_queries import Page, PromiseQuery, chosen, in_order
from tallystick.ledger.index_reports import Role, Totals
from tallystick.ledger.index_tables import (
    NEVER,
    histories,
    history_members,
    history_parties,
    history_records,
    mentioned,
    versions,
)
from tallystick.ledger.rows import Present
from tallystick.ledger.schema import entries
from tallystick.ledger.shelf import portions
from tallystick.model.records import Promise
from tallystick.reconcile.intervals import last_day_of


def valid(day: str) -> ColumnElement[bool]:
    """Of histories those rows that hold on ``day``."""
    return (histories.c.since <= day) & (histories.c.until > day)


def page_then(connection: Connection, query: PromiseQuery, day: str) -> Page:
    """The promises asked for, as they were known on a day; which entries they come from is not told."""
    if query.entered_after is not None:
        return Page((), 0, ())
    conditions = [valid(day), *chosen(query, histories, _of_party)]
    total = connection.execute(select(func.count()).select_from(histories).where(*conditions)).scalar() or 0
    ordered = in_order(select(histories.c.number).where(*conditions), histories, query.sort)
    numbers = connection.execute(ordered.offset(query.offset).limit(query.limit)).scalars().all()
    return Page(tuple(records_of(connection, numbers, day)), total, (0,) * len(numbers))


def all_promises_then(connection: Connection, day: str) -> list[Promise]:
    """Every promise as it was known on a day, first known first."""
    query = select(histories.c.number).where(valid(day)).order_by(histories.c.rank)
    return records_of(connection, connection.execute(query).scalars().all(), day)


def one_promise_then(connection: Connection, identity: str, day: str) -> Promise | None:
    """The promise with this id as it was known on a day, ``None`` where there was none."""
    query = select(histories.c.number).where(histories.c.id == identity, valid(day))
    numbers = connection.execute(query.order_by(histories.c.rank).limit(1)).scalars().all()
    return next(iter(records_of(connection, numbers, day)), None)


def promises_beginning_then(connection: Connection, start: str, day: str) -> list[Promise]:
    """The promises whose id begins with ``start``, as they were known on a day, first known first."""
    begins = (histories.c.id >= start, histories.c.id < start + "g")  # ids are hexadecimal digits
    query = select(histories.c.number, histories.c.id).where(*begins, valid(day)).order_by(histories.c.rank)
    rows = connection.execute(query)
    return records_of(connection, [row.number for row in rows if row.id.startswith(start)], day)


def promises_of_then(connection: Connection, claims: Iterable[str], day: str) -> dict[str, Promise]:
    """For each claim the first of the promises that rested on it on a day; the others are missing."""
    found: dict[str, int] = {}
    for portion in portions(sorted(set(claims))):
        query = (
            select(history_members.c.claim, histories.c.number)
            .join(histories, histories.c.number == history_members.c.number)
            .where(history_members.c.claim.in_(portion), valid(day))
            .order_by(histories.c.rank)
        )
        for claim, number in connection.execute(query):
            found.setdefault(claim, number)
    numbers = sorted(set(found.values()))
    records = dict(zip(numbers, records_of(connection, numbers, day), strict=True))
    return {claim: records[number] for claim, number in found.items()}


def documents_of(connection: Connection, claims: Iterable[str]) -> dict[str, str]:
    """For each claim the id of its document."""
    keys: dict[str, str] = {}
    for portion in portions(sorted(claims)):
        query = select(entries.c.subject, entries.c.payload)
        told = connection.execute(query.where(entries.c.kind == "claim", entries.c.subject.in_(portion)))
        keys |= {row.subject: json.loads(row.payload)["document"] for row in told}
    names: Present[str, str] = Present()
    for portion in portions(sorted(set(keys.values()))):
        query = select(versions.c.key, versions.c.document).where(versions.c.key.in_(portion))
        names.update({row.key: row.document for row in connection.execute(query)})
    return {claim: names[key] for claim, key in keys.items()}


def records_of(connection: Connection, numbers: Sequence[int], day: str) -> list[Promise]:
    """The records of rows, in their order, as they were on a day."""
    stored: Present[int, str] = Present()
    for portion in portions(numbers):
        query = select(history_records).where(history_records.c.number.in_(portion))
        stored.update({row.number: row.record for row in connection.execute(query)})
    on = last_day_of(day)
    return [record_of(stored[number], on) for number in numbers]


def _of_party(role: str, actor: str) -> ColumnElement[bool]:
    """Of histories those rows in which somebody has a role."""
    named = select(history_parties.c.number).where(
        history_parties.c.role == role, history_parties.c.actor == actor
    )
    return histories.c.number.in_(named)


def totals_then(connection: Connection, day: str) -> Totals:
    """How much was known on a day."""
    query = select(func.count(), func.coalesce(func.sum(versions.c.claims), 0))
    documents, claims = connection.execute(
        query.where(versions.c.is_current, versions.c.last_day <= day)
    ).one()
    return Totals(documents, int(claims))


def days_then(connection: Connection, day: str) -> list[str]:
    """The days until one on which reports were published, each once, oldest first."""
    known = (versions.c.is_current, versions.c.last_day != "", versions.c.last_day <= day)
    query = select(versions.c.last_day).where(*known).distinct().order_by(versions.c.last_day)
    return list(connection.execute(query).scalars())


def counts_then(connection: Connection, actor: str, day: str) -> Mapping[str, int]:
    """How many of somebody's promises had each status on a day."""
    query = select(histories.c.status, func.count()).where(valid(day), _of_party("a", actor))
    return {row.status: row[1] for row in connection.execute(query.group_by(histories.c.status))}


def names_then(connection: Connection, actor: str, day: str) -> Mapping[str, int]:
    """What reports and promises called somebody by a day, and how often."""
    names: Counter[str] = Counter()
    told = select(mentioned.c.name, func.count(mentioned.c.claim.distinct())).where(
        mentioned.c.actor == actor, mentioned.c.day <= day
    )
    of = history_parties
    named = (
        select(of.c.name, func.count())
        .join(histories, histories.c.number == of.c.number)
        .where(of.c.actor == actor, valid(day))
    )
    for query in (told.group_by(mentioned.c.name), named.group_by(of.c.name)):
        names.update({row.name: row[1] for row in connection.execute(query)})
    return names


def claims_speaking_then(
    connection: Connection, actor: str, role: Role, limit: int, day: str
) -> tuple[list[str], int]:
    """See ``index_reports.claims_speaking_of``; of what was known on a day."""
    known = (mentioned.c.actor == actor, mentioned.c.role == role, mentioned.c.day <= day)
    query: Select[Any] = select(mentioned.c.claim, mentioned.c.day).where(*known).distinct()
    latest = query.order_by(mentioned.c.day.desc(), mentioned.c.claim.desc()).limit(limit)
    total = connection.execute(select(func.count(mentioned.c.claim.distinct())).where(*known)).scalar()
    return list(dict.fromkeys(connection.execute(latest).scalars())), total or 0


def before_never(day: str) -> str:
    """The day as rows are asked for: nothing ends on the last of all days."""
    return min(day, "9999-12-30") if day >= NEVER else day
