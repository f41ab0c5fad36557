"""Which documents of a ledger copy one another: each fingerprinted once, each pair compared once.

What was worked out is remembered beside the entries, so that the next program need not do it again. It is no part
of what the ledger knows: where it cannot be kept, or was made by another version of the method, it is worked out anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from tallystick.errors import LedgerError
from tallystick.ledger.access import Access
from tallystick.ledger.schema import copy_comparisons, copy_fingerprints
from tallystick.model import Document
from tallystick.model.canonical import canonical_json, content_hash
from tallystick.model.claims_format import document_to_json
from tallystick.model.copies import CopyGroup, CopyLink
from tallystick.model.records import Because
from tallystick.reconcile.copies import (
    Fingerprint,
    candidate_pairs,
    compare,
    fingerprint,
    fingerprint_from_json,
    fingerprint_to_json,
    group_links,
    method,
)

_BATCH = 2000

Key = tuple[str, ...]
"""The key of a document's entry, or of two."""


class CopyMemory:
    """What is known of the copies in one ledger, in this program and in those before it."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._is_loaded = False
        self._fingerprints: dict[str, Fingerprint] = {}
        self._links: dict[tuple[str, str], CopyLink | None] = {}
        self._last: tuple[frozenset[str], tuple[CopyGroup, ...]] = (frozenset(), ())

    def groups(self, documents: Iterable[Document]) -> tuple[CopyGroup, ...]:
        """As ``tallystick.reconcile.find_copies``."""
        by_key = {content_hash(document_to_json(document)): document for document in documents}
        asked = frozenset(by_key)
        if self._last[0] == asked:
            return self._last[1]
        self._load()
        fresh: dict[Key, str] = {}
        for key, document in by_key.items():
            if key not in self._fingerprints:
                self._fingerprints[key] = fingerprint(document)
                fresh[key,] = canonical_json(fingerprint_to_json(self._fingerprints[key]))
        links = self._links_among(by_key)
        groups = group_links([self._fingerprints[key] for key in by_key], links)
        self._keep(copy_fingerprints, fresh)
        self._last = (asked, groups)
        return groups

    def _links_among(self, keys: Iterable[str]) -> list[CopyLink]:
        own = {self._fingerprints[key].document: key for key in keys}
        fresh: dict[Key, str] = {}
        links = []
        for one, other in candidate_pairs([self._fingerprints[key] for key in own.values()]):
            first, second = sorted((own[one.document], own[other.document]))
            if (first, second) not in self._links:
                self._links[first, second] = link = compare(one, other)
                fresh[first, second] = canonical_json(_to_json(link))
            links.append(self._links[first, second])
        self._keep(copy_comparisons, fresh)
        return [link for link in links if link is not None]

    def _load(self) -> None:
        if self._is_loaded:
            return
        self._is_loaded = True
        with self._access.reading() as connection:
            for key, payload in _remembered(connection, copy_fingerprints):
                self._fingerprints[key[0]] = fingerprint_from_json(payload)
            for key, payload in _remembered(connection, copy_comparisons):
                self._links[key[0], key[1]] = _from_json(payload)

    def _keep(self, table: Table, fresh: dict[Key, str]) -> None:
        """Remember for others; whoever only asks is not told where that cannot be done."""
        if not fresh or not self._access.is_writable:
            return
        with suppress(LedgerError), self._access.writing() as connection:
            known = _keys(connection, table)
            rows = iter([(method(), *key, payload) for key, payload in fresh.items() if key not in known])
            while batch := list(islice(rows, _BATCH)):
                self._access.database.insert(connection, table, batch)


def _keys(connection: Connection, table: Table) -> set[Key]:
    query = select(*_key_columns(table)).where(table.c.method == method())
    return {tuple(row) for row in connection.execute(query)}


def _remembered(connection: Connection, table: Table) -> Iterable[tuple[Sequence[str], Any]]:
    """Keys and payloads of the rows that this program's method made."""
    query = select(*_key_columns(table), table.c.payload).where(table.c.method == method())
    for *key, payload in connection.execute(query):
        yield key, json.loads(payload)


def _key_columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.primary_key if column.name != "method"]


def _to_json(link: CopyLink | None) -> Any:
    if link is None:
        return None
    because = [[reason.feature, reason.detail] for reason in link.because]
    return {
        "document": link.document,
        "of": link.of,
        "kind": link.kind,
        "score": link.score,
        "because": because,
    }


def _from_json(payload: Any) -> CopyLink | None:
    if payload is None:
        return None
    return CopyLink(**{**payload, "because": tuple(Because(*reason) for reason in payload["because"])})
