"""Copies in the index: each document's fingerprint, and links that are found once and kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from tallystick.ledger.index_tables import copy_keys, copy_links, versions
from tallystick.ledger.plain import from_plain, to_plain
from tallystick.ledger.shelf import portions
from tallystick.model import CopyGroup, Document
from tallystick.model.canonical import canonical_json
from tallystick.model.records import CopyLink
from tallystick.reconcile.copies import (
    Fingerprint,
    candidate_pairs,
    compare,
    fingerprint,
    fingerprint_from_json,
    fingerprint_to_json,
    group_links,
    index_keys,
)
from tallystick.reconcile.voices import Originals
from tallystick.reconcile.wording import fold

MOST_HOLDERS = 2000
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


def print_of(document: Document) -> str:
    """The document's fingerprint as it is stored."""
    return canonical_json(fingerprint_to_json(fingerprint(document)))


def outline(document: str, facts: str) -> Document:
    """A document with all that ``Originals`` looks at; its text is a hash."""
    return Document(id=document, sha256="", **json.loads(facts))


def forget(connection: Connection, document: str, version: int) -> None:
    """Take out what was found of a version that no longer counts."""
    connection.execute(delete(copy_keys).where(copy_keys.c.version == version))
    connection.execute(
        delete(copy_links).where(or_(copy_links.c.document == document, copy_links.c.original == document))
    )


def compare_new(connection: Connection, new: Sequence[int]) -> None:
    """Find what the current versions ``new`` copy, or what copies them, and keep the links.

    Only documents that share a key are looked at. What was found earlier stays, also where a phrase has since
    become so common that it would no longer tell anything.
    """
    found = _prints(connection, new)
    keys = [(key, version) for version, one in found.items() for key in index_keys(one)]
    if keys:
        connection.execute(insert(copy_keys), [{"key": k, "version": v} for k, v in keys])
    near = found | _prints(connection, _holders(connection, sorted({k for k, _ in keys})))
    fresh = {one.document for one in found.values()}
    pairs = [p for p in candidate_pairs(near.values()) if p[0].document in fresh or p[1].document in fresh]
    links = [link for pair in pairs if (link := compare(*pair)) is not None]
    rows = [
        {"document": li.document, "original": li.of, "link": canonical_json(to_plain(li))} for li in links
    ]
    if rows:
        connection.execute(insert(copy_links), rows)


def _holders(connection: Connection, keys: Sequence[int]) -> list[int]:
    held: dict[int, list[int]] = {}
    for portion in portions(keys):
        for key, version in connection.execute(select(copy_keys).where(copy_keys.c.key.in_(portion))):
            held.setdefault(key, []).append(version)
    shared = Counter(v for holders in held.values() if len(holders) <= MOST_HOLDERS for v in holders)
    return sorted(shared)


def _prints(connection: Connection, wanted: Sequence[int]) -> dict[int, Fingerprint]:
    found: dict[int, Fingerprint] = {}
    for portion in portions(wanted):
        query = select(versions.c.version, versions.c.print).where(versions.c.version.in_(portion))
        found |= {v: fingerprint_from_json(json.loads(stored)) for v, stored in connection.execute(query)}
    return found


def groups_of(connection: Connection, documents: Sequence[str] | None = None) -> tuple[CopyGroup, ...]:
    """The groups of copies, of all documents or of those in which ``documents`` stand."""
    query = select(copy_links.c.link)
    stored: list[str] = []
    if documents is None:
        stored = list(connection.execute(query).scalars())
    for portion in portions(documents or ()):
        near = or_(copy_links.c.document.in_(portion), copy_links.c.original.in_(portion))
        stored += connection.execute(query.where(near)).scalars()
    links = [from_plain(CopyLink, json.loads(link)) for link in dict.fromkeys(stored)]
    named = sorted({name for link in links for name in (link.document, link.of)})
    numbers: list[int] = []
    for portion in portions(named):
        current = select(versions.c.version).where(versions.c.document.in_(portion), versions.c.is_current)
        numbers += connection.execute(current).scalars()
    return group_links(_prints(connection, numbers).values(), links)


def originals_of(rows: Sequence[Any], copies: Sequence[CopyGroup]) -> Originals:
    """Which documents come from which, of rows with ``document`` and ``facts``."""
    return Originals.among((outline(row.document, row.facts) for row in rows), copies)
