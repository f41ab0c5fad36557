"""Which texts were read, and which version of each counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from tallystick.ledger.entries import document_from_payload
from tallystick.ledger.index_copies import columns_of, forget
from tallystick.ledger.index_tables import versions
from tallystick.ledger.lookup import unchanged
from tallystick.ledger.schema import entries
from tallystick.ledger.searching import add_words
from tallystick.ledger.shelf import portions
from tallystick.reconcile.intervals import interval


def take_versions(connection: Connection, name: str, rows: Sequence[Any]) -> dict[int, bool]:
    """Keep what the new readings say is read of which version.

    Returns:
        The versions that were read, each with whether it is the one that counts.
    """
    lasts: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.kind == "reading":
            payload = json.loads(row.payload)
            lasts[payload["document"]] = row.seq, len(payload["claims"])
    documents = {row.key: row for row in rows if row.kind == "document"}
    for portion in portions(sorted(lasts.keys() - documents.keys())):  # told of before these entries
        query = select(entries).where(entries.c.key.in_(portion), entries.c.kind == "document")
        documents |= {row.key: row for row in connection.execute(query)}
    known: dict[str, Any] = {}
    for portion in portions(sorted(lasts)):
        known |= {r.key: r for r in connection.execute(select(versions).where(versions.c.key.in_(portion)))}
    found: dict[int, str] = {}
    for key, last in lasts.items():
        if key in known:
            connection.execute(
                update(versions).where(versions.c.key == key).values(last=last[0], claims=last[1])
            )
            found[known[key].version] = known[key].document
    fresh = [
        _version_of(unchanged(documents[key], name), *last) for key, last in lasts.items() if key not in known
    ]
    if fresh:
        connection.execute(insert(versions), fresh)
        texts = {row.seq: json.loads(row.payload)["text"] for row in documents.values()}
        add_words(connection, ((row["version"], texts[row["version"]]) for row in fresh))
        found |= {row["version"]: row["document"] for row in fresh}
    return _choose(connection, found)


def _version_of(row: Any, last: int, claims: int) -> dict[str, Any]:
    document = document_from_payload(row.payload)
    days = interval(document.published)
    return {
        "version": row.seq,
        "document": document.id,
        "key": row.key,
        "last": last,
        "is_current": False,
        "claims": claims,
        "last_day": "" if days is None else days.last.isoformat(),
        **columns_of(document),
    }


def _choose(connection: Connection, found: dict[int, str]) -> dict[int, bool]:
    """Of every version of the documents that were read, the one read last counts."""
    chosen: dict[int, bool] = {}
    changed: dict[bool, list[int]] = {True: [], False: []}
    for portion in portions(sorted(set(found.values()))):
        query = select(versions).where(versions.c.document.in_(portion)).order_by(versions.c.last)
        by_document: dict[str, list[Any]] = {}
        for row in connection.execute(query).all():
            by_document.setdefault(row.document, []).append(row)
        for rows in by_document.values():
            for row in rows:
                is_current = row is rows[-1]
                if row.is_current != is_current:
                    changed[is_current].append(row.version)
                    if not is_current:
                        forget(connection, row.document, row.version)
                if row.version in found or row.is_current != is_current:
                    chosen[row.version] = is_current and not row.is_current
    for is_current, numbers in changed.items():
        for portion in portions(numbers):
            connection.execute(
                update(versions).where(versions.c.version.in_(portion)).values(is_current=is_current)
            )
    return chosen
