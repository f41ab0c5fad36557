"""Finding entries: readings in their versions, documents and claims by their ids."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, select

from tallystick.errors import LedgerError
from tallystick.ledger.entries import judgement_from_payload, readings_from, subject_of
from tallystick.ledger.schema import entries
from tallystick.model import Judgement, Reading


def all_readings(connection: Connection, name: str) -> list[Reading]:
    """The last reading of every version of a document, the version read last behind the others.

    Args:
        connection: A connection to the ledger.
        name: How messages call it.

    Raises:
        LedgerError: An entry is not as it was written.
    """
    query = select(entries.c.kind, entries.c.key, entries.c.payload).order_by(entries.c.seq)
    try:
        return readings_from(connection.execute(query))
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(f"Ledger {name} holds entries that were changed; restore it from a copy") from error


def all_judgements(connection: Connection, name: str) -> list[Judgement]:
    """Every judgement, in the order in which they were given.

    Args:
        connection: A connection to the ledger.
        name: How messages call it.

    Raises:
        LedgerError: An entry is not as it was written.
    """
    query = select(entries.c.payload).where(entries.c.kind == "judgement").order_by(entries.c.seq)
    try:
        return [judgement_from_payload(payload) for payload in connection.execute(query).scalars()]
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(f"Ledger {name} holds entries that were changed; restore it from a copy") from error


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


def last_document(connection: Connection, document_id: str) -> str | None:
    """The payload of the document with this id that was read last, ``None`` where there is none."""
    payloads: Iterable[str] = connection.execute(_by_subject("document", document_id)).scalars()
    return next((p for p in payloads if json.loads(p)["id"] == document_id), None)


def last_claim(connection: Connection, claim_id: str) -> str | None:
    """The payload of the claim with this id that was read last, ``None`` where there is none."""
    payload: str | None = connection.execute(_by_subject("claim", claim_id).limit(1)).scalar()
    return payload


def _by_subject(kind: str, identity: str) -> Select[Any]:
    """Payloads of a kind that may be of ``identity``, the newest first."""
    return (
        select(entries.c.payload)
        .where(entries.c.kind == kind, entries.c.subject == subject_of(identity))
        .order_by(entries.c.seq.desc())
    )


def document_behind(connection: Connection, claim_id: str) -> str | None:
    """The payload of the document that the claim with this id was read in last, ``None`` without the claim."""
    payload = last_claim(connection, claim_id)
    if payload is None:
        return None
    key = json.loads(payload)["document"]
    found: str = connection.execute(select(entries.c.payload).where(entries.c.key == key)).scalar_one()
    return found
