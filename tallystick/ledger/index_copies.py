"""Copies in the index: each document's fingerprint, and links that are found once and kept."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select

from tallystick.ledger.index_tables import copy_keys, copy_links, copy_prints, versions
from tallystick.ledger.plain import from_plain, to_plain
from tallystick.ledger.shelf import portions
from tallystick.model import CopyGroup, Document
from tallystick.model.canonical import canonical_json
from tallystick.model.records import CopyLink
from tallystick.reconcile.copies import (
    Fingerprint,
    Profile,
    compare,
    fingerprint,
    fingerprint_from_json,
    fingerprint_to_json,
    group_links,
    index_keys,
    pairs_among,
    profile_of,
)
from tallystick.reconcile.voices import Originals
from tallystick.reconcile.wording import fold

MOST_HOLDERS = 500
"""A key that more documents hold is no help in telling copies."""


def facts_of(document: Document) -> str:
    """What says who first wrote a document; its text only as far as it is the same as another's."""
    return canonical_json(
        {
            "published": document.published,
            "publisher": document.publisher,
            "agency": document.agency,
            "copy_of": document.copy_of,
            "text": sha256(fold(document.text).encode("utf-8", "surrogatepass")).hexdigest()[:32],
        }
    )


def outline(document: str, facts: str) -> Document:
    """A document with all that ``Originals`` looks at; its text is a hash."""
    return Document(id=document, sha256="", **json.loads(facts))


def forget(connection: Connection, document: str, version: int) -> None:
    """Take out what was found of a version that no longer counts."""
    for table in (copy_keys, copy_prints):
        connection.execute(delete(table).where(table.c.version == version))
    connection.execute(
        delete(copy_links).where(or_(copy_links.c.document == document, copy_links.c.original == document))
    )


def compare_new(connection: Connection, new: Mapping[int, Document]) -> None:
    """Find what current versions copy, or what copies them, and keep the links.

    Only documents that share a key are looked at. What was found earlier stays, also where a phrase has since
    become so common that it would no longer tell anything.

    Args:
        connection: A transaction that may write.
        new: The documents by version.
    """
    made = {version: fingerprint(document) for version, document in new.items()}
    keys = [(key, version) for version, one in made.items() for key in index_keys(one)]
    if made:
        connection.execute(insert(copy_prints), [_row_of(version, one) for version, one in made.items()])
    if keys:
        connection.execute(insert(copy_keys), [{"key": k, "version": v} for k, v in keys])
    pairs = _worth_comparing(connection, _shared(connection, sorted({key for key, _ in keys})), made)
    prints = _prints(connection, sorted({version for pair in pairs for version in pair}))
    links = [link for a, b in pairs if (link := compare(prints[a], prints[b])) is not None]
    rows = [
        {"document": li.document, "original": li.of, "link": canonical_json(to_plain(li))} for li in links
    ]
    if rows:
        connection.execute(insert(copy_links), rows)


def _row_of(version: int, found: Fingerprint) -> dict[str, Any]:
    profile = profile_of(found)
    return {
        "version": version,
        "rank": canonical_json(profile.order),
        "day": profile.day,
        "sketch": profile.sketch,
        "shingles": profile.shingles,
        "print": canonical_json(fingerprint_to_json(found)),
    }


def _shared(connection: Connection, keys: Sequence[int]) -> dict[int, list[int]]:
    """Those of ``keys`` that several versions have, but not too many, each with these."""
    found: dict[int, list[int]] = defaultdict(list)
    for portion in portions(keys):
        telling = (
            select(copy_keys.c.key)
            .where(copy_keys.c.key.in_(portion))
            .group_by(copy_keys.c.key)
            .having(func.count().between(2, MOST_HOLDERS))
            .subquery()
        )
        for key, version in connection.execute(
            select(copy_keys.c.key, copy_keys.c.version).join(telling, telling.c.key == copy_keys.c.key)
        ):
            found[key].append(version)
    return found


def _worth_comparing(
    connection: Connection, shared: Mapping[int, Sequence[int]], new: Iterable[int]
) -> list[tuple[int, int]]:
    """The pairs of versions that share enough, at least one of each is ``new``."""
    profiles = _profiles(connection, sorted({v for holders in shared.values() for v in holders}))
    ordered = sorted(profiles, key=lambda version: profiles[version].order)
    places = {version: place for place, version in enumerate(ordered)}
    found = pairs_among(
        [profiles[version] for version in ordered],
        ((key, sorted(places[version] for version in shared[key])) for key in sorted(shared)),
        [places[version] for version in new if version in places],
    )
    return [(ordered[a], ordered[b]) for a, b in found]


def _profiles(connection: Connection, wanted: Sequence[int]) -> dict[int, Profile]:
    columns = (copy_prints.c.version, copy_prints.c.rank, copy_prints.c.day)
    query = select(*columns, copy_prints.c.sketch, copy_prints.c.shingles)
    found: dict[int, Profile] = {}
    for portion in portions(wanted):
        for row in connection.execute(query.where(copy_prints.c.version.in_(portion))):
            published, is_uncredited, fewest, document = json.loads(row.rank)
            order = published, is_uncredited, fewest, document
            found[row.version] = Profile(order, row.day, row.sketch, row.shingles)
    return found


def _prints(connection: Connection, wanted: Sequence[int]) -> dict[int, Fingerprint]:
    found: dict[int, Fingerprint] = {}
    for portion in portions(wanted):
        query = select(copy_prints.c.version, copy_prints.c.print).where(copy_prints.c.version.in_(portion))
        found |= {v: fingerprint_from_json(json.loads(stored)) for v, stored in connection.execute(query)}
    return found


def groups_of(
    connection: Connection, documents: Sequence[str] | None = None, *, without: Container[str] = ()
) -> tuple[CopyGroup, ...]:
    """The groups of copies, of all documents or of those in which ``documents`` stand.

    Args:
        connection: A transaction in which the index is up to date.
        documents: Their ids; ``None`` for all.
        without: Ids of documents that are left out, as if they had never been read.
    """
    query = select(copy_links.c.link)
    stored: list[str] = []
    if documents is None:
        stored = list(connection.execute(query).scalars())
    for portion in portions(documents or ()):
        near = or_(copy_links.c.document.in_(portion), copy_links.c.original.in_(portion))
        stored += connection.execute(query.where(near)).scalars()
    links = [from_plain(CopyLink, json.loads(link)) for link in dict.fromkeys(stored)]
    links = [link for link in links if link.document not in without and link.of not in without]
    named = sorted({name for link in links for name in (link.document, link.of)})
    numbers: list[int] = []
    for portion in portions(named):
        current = select(versions.c.version).where(versions.c.document.in_(portion), versions.c.is_current)
        numbers += connection.execute(current).scalars()
    return group_links(_prints(connection, numbers).values(), links)


def originals_of(rows: Sequence[Any], copies: Sequence[CopyGroup]) -> Originals:
    """Which documents come from which, of rows with ``document`` and ``facts``."""
    return Originals.among((outline(row.document, row.facts) for row in rows), copies)
