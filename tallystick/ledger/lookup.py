"""Finding entries: readings in their versions, documents and claims by their ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, select

from tallystick.ledger.checksums import changed
from tallystick.ledger.entries import (
    GENESIS,
    fetch_from_payload,
    judgement_from_payload,
    readings_from,
    subject_of,
)
from tallystick.ledger.rows import Present
from tallystick.ledger.schema import entries
from tallystick.ledger.verification import PORTION, is_changed
from tallystick.model import Judgement, Reading
from tallystick.model.fetches import Fetch


def all_readings(connection: Connection, name: str) -> list[Reading]:
    """The last reading of every version of a document, the version read last behind the others.

    Args:
        connection: A connection to the ledger.
        name: How messages call it.

    Raises:
        LedgerError: An entry is not as it was written.
    """
    query = select(entries).order_by(entries.c.seq).execution_options(yield_per=PORTION)
    try:
        with connection.execute(query) as rows:
            return readings_from(_all_unchanged(rows, name))
    except (ValueError, KeyError, TypeError) as error:
        raise changed(name, "its payloads are not those of entries") from error


def _all_unchanged(rows: Iterable[Any], name: str) -> Iterator[Any]:
    """All entries from the first on, if none is missing and each is as it was written."""
    previous = GENESIS
    for row in rows:
        if row.previous != previous:
            raise changed(name, f"entry {row.seq}")
        previous = row.hash
        yield unchanged(row, name)


def read_after(connection: Connection, name: str, entry: int, limit: int) -> list[str]:
    """Ids of the documents that were read after an entry, the last one first.

    Args:
        connection: A connection to the ledger.
        name: How messages call it.
        entry: The entry's number.
        limit: No more readings than this are looked at.

    Raises:
        LedgerError: An entry is not as it was written.
    """
    query = select(entries).where(entries.c.kind == "reading", entries.c.seq > entry)
    rows = connection.execute(query.order_by(entries.c.seq.desc()).limit(limit))
    return list(dict.fromkeys(json.loads(unchanged(row, name).payload)["of"] for row in rows))


def all_judgements(connection: Connection, name: str) -> list[Judgement]:
    """Every judgement, in the order in which they were given.

    Args:
        connection: A connection to the ledger.
        name: How messages call it.

    Raises:
        LedgerError: An entry is not as it was written.
    """
    query = select(entries).where(entries.c.kind == "judgement").order_by(entries.c.seq)
    try:
        with connection.execute(query) as rows:
            return [judgement_from_payload(unchanged(row, name).payload) for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise changed(name, "its payloads are not those of entries") from error


def last_fetch(connection: Connection, name: str, address: str) -> Fetch | None:
    """How asking for ``address`` ended the last time, ``None`` where it was never asked for.

    Args:
        connection: A connection to the ledger.
        name: How messages call it.
        address: The address that was asked for.

    Raises:
        LedgerError: An entry is not as it was written.
    """
    rows = connection.execute(_by_subject("fetch", address))
    found = (fetch_from_payload(unchanged(row, name).payload) for row in rows)
    return next((fetch for fetch in found if fetch.asked == address), None)


def ids_beginning(connection: Connection, kind: str, start: str, most: int) -> list[str]:
    """Ids of claims or documents that begin with ``start``, at most so many, sorted."""
    subject = entries.c.subject
    query = (
        select(subject)
        .where(entries.c.kind == kind, subject >= start, subject < start + "\U0010ffff")
        .distinct()
        .order_by(subject)
        .limit(most)
    )
    return list(connection.execute(query).scalars())


def unchanged(row: Any, name: str) -> Any:
    """``row`` of the table of entries, if it is as it was written: what is damaged is not served.

    Raises:
        LedgerError: It is not.
    """
    if is_changed(row):
        raise changed(name, f"entry {row.seq}")
    return row


def last_document(connection: Connection, name: str, document_id: str) -> str | None:
    """The payload of the document with this id that was read last, ``None`` where there is none."""
    for row in connection.execute(_by_subject("document", document_id)).all():
        payload = str(unchanged(row, name).payload)
        if json.loads(payload)["id"] == document_id:
            return payload
    return None


def last_claim(connection: Connection, name: str, claim_id: str) -> str | None:
    """The payload of the claim with this id that was read last, ``None`` where there is none."""
    row = connection.execute(_by_subject("claim", claim_id).limit(1)).one_or_none()
    return None if row is None else str(unchanged(row, name).payload)


def document_behind(connection: Connection, name: str, claim_id: str) -> str | None:
    """The payload of the document that the claim with this id was read in last, ``None`` without the claim."""
    payload = last_claim(connection, name, claim_id)
    if payload is None:
        return None
    key = json.loads(payload)["document"]
    row = connection.execute(select(entries).where(entries.c.key == key)).one_or_none()
    return str(unchanged(Present({} if row is None else {key: row})[key], name).payload)


def _by_subject(kind: str, identity: str) -> Select[Any]:
    """Entries of a kind that may be of ``identity``, the newest first."""
    return (
        select(entries)
        .where(entries.c.kind == kind, entries.c.subject == subject_of(identity))
        .order_by(entries.c.seq.desc())
    )
