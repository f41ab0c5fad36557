"""Asking the index about reports and claims: who speaks of whom, what rests on what, what is in doubt."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, select

from tallystick.ledger.index_copies import groups_of
from tallystick.ledger.index_mentions import as_people_say
from tallystick.ledger.index_promises import record_of
from tallystick.ledger.index_queries import day_of
from tallystick.ledger.index_tables import (
    doubts,
    members,
    mentioned,
    parties,
    promises,
    versions,
)
from tallystick.ledger.lookup import all_judgements, unchanged
from tallystick.ledger.plain import from_plain
from tallystick.ledger.schema import entries
from tallystick.ledger.shelf import Shelf, portions
from tallystick.model import Claim, CopyGroup, Document, Reading
from tallystick.model.records import Promise
from tallystick.reconcile.doubts import Doubt, place_of
from tallystick.reconcile.judging import apply

Role = Literal["s", "d", "o"]
"""Whether an actor says a claim, delivers what it tells, or is named in it otherwise."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that promises can be chosen by.

    Attributes:
        value: What it is looked up by.
        name: As most promises call it; of several the first of the alphabet.
        count: How many promises have it.
    """

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What all promises can be chosen by, most promises first, then by name."""

    actors: tuple[Choice, ...]
    recipients: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    statuses: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a ledger holds: the documents that count, and the claims read in them."""

    documents: int
    claims: int


def totals(connection: Connection) -> Totals:
    """How much there is."""
    query = select(func.count(), func.coalesce(func.sum(versions.c.claims), 0)).where(versions.c.is_current)
    documents, claims = connection.execute(query).one()
    return Totals(documents, int(claims))


def days(connection: Connection) -> list[str]:
    """The days on which reports were published, each once, oldest first."""
    query = select(versions.c.last_day).where(versions.c.is_current, versions.c.last_day != "")
    return list(connection.execute(query.distinct().order_by(versions.c.last_day)).scalars())


def choices(connection: Connection) -> Choices:
    """What all promises can be chosen by."""
    found: dict[str, list[tuple[str, str, int]]] = {"a": [], "r": []}
    query = select(parties.c.role, parties.c.actor, parties.c.name, func.count())
    for role, *party in connection.execute(query.group_by(parties.c.role, parties.c.actor, parties.c.name)):
        found[role].append((party[0], party[1], party[2]))
    plain: dict[str, list[tuple[str, str, int]]] = {}
    for column in (promises.c.category, promises.c.status):
        counted = connection.execute(select(column, func.count()).group_by(column)).all()
        plain[column.name] = [(value, value, count) for value, count in counted]
    some = (found["a"], found["r"], plain["category"], plain["status"])
    return Choices(*(choices_among(each) for each in some))


def choices_among(named: Iterable[tuple[str, str, int]]) -> tuple[Choice, ...]:
    """Choices of values, each given with a name and how often it has that name."""
    names: dict[str, dict[str, int]] = defaultdict(dict)
    for value, name, count in named:
        names[value][name] = names[value].get(name, 0) + count
    found = (
        Choice(value, min(counts, key=lambda n: (-counts[n], n)), sum(counts.values()))
        for value, counts in names.items()
    )
    return tuple(sorted(found, key=lambda choice: (-choice.count, choice.name.casefold(), choice.value)))


def readings_of(shelf: Shelf, documents: Iterable[str]) -> list[Reading]:
    """The last readings of documents, by the documents' ids."""
    return sorted(shelf.of_documents(documents), key=lambda r: r.document.id)


def titles_of(
    connection: Connection, documents: Iterable[str], until: str | None = None
) -> dict[str, str | None]:
    """What documents are headed: their current versions, where these were published by a day; texts are not read."""
    found: dict[str, str | None] = {}
    for portion in portions(sorted(set(documents))):
        query = select(versions.c.document, versions.c.facts).where(
            versions.c.document.in_(portion), versions.c.is_current
        )
        if until is not None:
            query = query.where(versions.c.last_day <= until)
        found |= {row.document: json.loads(row.facts)["title"] for row in connection.execute(query)}
    return found


def latest_readings(shelf: Shelf, offset: int, limit: int) -> list[Reading]:
    """Readings, those published last in front."""
    query = (
        select(versions)
        .where(versions.c.is_current)
        .order_by(versions.c.last_day.desc(), versions.c.document.desc())
        .offset(offset)
        .limit(limit)
    )
    return shelf.load(shelf.connection.execute(query).all())


def evidence(shelf: Shelf, claims: Iterable[str]) -> dict[str, tuple[Document, Claim]]:
    """Claims, as people corrected them, with the documents that make them; those that none makes are missing.

    Args:
        shelf: What it was asked for before is not read again.
        claims: Their ids.
    """
    wanted = set(claims)
    return {
        claim.id: (document, claim)
        for document, told in told_beside(shelf, wanted)
        for claim in told.values()
        if claim.id in wanted
    }


def told_beside(shelf: Shelf, claims: Iterable[str]) -> list[tuple[Document, Mapping[int, Claim]]]:
    """The documents that make any of some claims, by their ids, with at least those as people corrected them.

    Where nobody decided anything, no other claims are read.

    Returns:
        Each document with claims by their places among all that were read in it, from 0.
    """
    told: dict[str, list[Row[Any]]] = defaultdict(list)
    for portion in portions(sorted(claims)):
        query = select(entries).where(entries.c.kind == "claim", entries.c.subject.in_(portion))
        for claim in shelf.connection.execute(query):
            told[json.loads(unchanged(claim, shelf.name).payload)["document"]].append(claim)
    rows: list[Row[Any]] = []
    for portion in portions(sorted(told)):
        counting = select(versions).where(versions.c.key.in_(portion), versions.c.is_current)
        rows += shelf.connection.execute(counting).all()
    rows.sort(key=lambda row: row.document)
    if not all_judgements(shelf.connection, shelf.name):
        return list(shelf.told(rows, told))
    readings = shelf.load(rows)
    light = in_the_light(shelf, readings)
    return [(one.document, dict(enumerate(some))) for one, (some, _) in zip(readings, light, strict=True)]


def in_the_light(shelf: Shelf, readings: Sequence[Reading]) -> list[tuple[list[Claim], frozenset[str]]]:
    """The claims of each reading, corrected, and the ids of those that people took out."""
    judgements = all_judgements(shelf.connection, shelf.name)
    copies = (
        tuple(copies_of(shelf.connection, [r.document.id for r in readings]).values()) if judgements else ()
    )
    judged = apply(readings, judgements, copies).readings
    return [
        (as_people_say(one, other), frozenset(c.id for c in one.claims) - {c.id for c in other.claims})
        for one, other in zip(readings, judged, strict=True)
    ]


def promises_of(connection: Connection, claims: Iterable[str]) -> dict[str, Promise]:
    """For each claim the first of the promises that rest on it; claims that none rests on are missing."""
    day = day_of(connection)
    found: dict[str, Promise] = {}
    kept: dict[tuple[int, str], Promise] = {}
    for portion in portions(sorted(set(claims))):
        query = (
            select(members.c.claim, promises.c.cell, promises.c.id, promises.c.record)
            .join(promises, (promises.c.cell == members.c.cell) & (promises.c.id == members.c.promise))
            .where(members.c.claim.in_(portion))
            .order_by(promises.c.rank)
        )
        for claim, cell, identity, record in connection.execute(query):
            if claim not in found:
                if (cell, identity) not in kept:
                    kept[cell, identity] = record_of(record, day)
                found[claim] = kept[cell, identity]
    return found


def copies_of(connection: Connection, documents: Iterable[str]) -> dict[str, CopyGroup]:
    """For each document the group of copies it stands in; documents that stand alone are missing."""
    wanted = sorted(set(documents))
    family: set[str] = set()
    for portion in portions(wanted):
        own = select(versions.c.original).where(versions.c.document.in_(portion), versions.c.is_current)
        query = select(versions.c.document).where(versions.c.original.in_(own), versions.c.is_current)
        family |= set(connection.execute(query).scalars())
    groups = groups_of(connection, sorted(family)) if family else ()
    return {document: group for group in groups for document in group.documents if document in wanted}


def claims_speaking_of(connection: Connection, actor: str, role: Role, limit: int) -> tuple[list[str], int]:
    """The claims in which somebody has a role, those of the reports published last in front.

    Args:
        connection: A transaction in which the index is up to date.
        actor: An id, or "name:" and a name.
        role: What the actor does there.
        limit: How many at most.

    Returns:
        Their ids, and how many there are in all.
    """
    chosen = (mentioned.c.actor == actor, mentioned.c.role == role)
    query = select(mentioned.c.claim, mentioned.c.day).where(*chosen).distinct()
    latest = query.order_by(mentioned.c.day.desc(), mentioned.c.claim.desc()).limit(limit)
    total = connection.execute(select(func.count(mentioned.c.claim.distinct())).where(*chosen)).scalar()
    return list(dict.fromkeys(connection.execute(latest).scalars())), total or 0


def counts_of(connection: Connection, actor: str) -> Mapping[str, int]:
    """How many of somebody's promises have each status."""
    same = (parties.c.promise == promises.c.id) & (parties.c.cell == promises.c.cell)
    query = select(promises.c.status, func.count()).join(parties, same)
    chosen = query.where(parties.c.actor == actor, parties.c.role == "a").group_by(promises.c.status)
    return {row.status: row[1] for row in connection.execute(chosen)}


def names_of(connection: Connection, actor: str) -> Mapping[str, int]:
    """What reports and promises call somebody, and how often; empty where nobody is called so."""
    names: Counter[str] = Counter()
    for table, rows in (
        (mentioned, func.count(mentioned.c.claim.distinct())),
        (parties, func.count()),
    ):
        query = select(table.c.name, rows).where(table.c.actor == actor).group_by(table.c.name)
        names.update({row.name: row[1] for row in connection.execute(query)})
    return names


def doubtful(connection: Connection, limit: int) -> list[Doubt]:
    """What is in doubt, weightiest first, whether it was decided or not; of one question the weightiest."""
    query = select(doubts.c.record).order_by(doubts.c.weight.desc(), doubts.c.key).limit(limit)
    return _once(connection.execute(query).scalars())


def doubt_named(connection: Connection, key: str) -> Doubt | None:
    """The question with this key, ``None`` where nothing of the kind is in doubt."""
    records = connection.execute(select(doubts.c.record).where(doubts.c.key == key)).scalars()
    return next(iter(_once(records)), None)


def _once(records: Iterable[str]) -> list[Doubt]:
    found: dict[str, Doubt] = {}
    for doubt in sorted((from_plain(Doubt, json.loads(record)) for record in records), key=place_of):
        found.setdefault(doubt.key, doubt)
    return list(found.values())


def doubt_keys(connection: Connection) -> int:
    """How many questions there are, whether they were decided or not."""
    return connection.execute(select(func.count(doubts.c.key.distinct()))).scalar() or 0
