"""Finding entries: readings in their versions, documents and claims by their ids."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from tallystick.errors import LedgerError
from tallystick.ledger.entries import readings_from
from tallystick.ledger.schema import entries
from tallystick.model import Reading


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


def last_payload(connection: Connection, kind: str, subject: str) -> str | None:
    """The payload of the newest entry of a kind with this subject, ``None`` where there is none."""
    query = (
        select(entries.c.payload)
        .where(entries.c.kind == kind, entries.c.subject == subject)
        .order_by(entries.c.seq.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()


def document_behind(connection: Connection, claim_id: str) -> str | None:
    """The payload of the document that the claim with this id was read in last, ``None`` without the claim."""
    payload = last_payload(connection, "claim", claim_id)
    if payload is None:
        return None
    key = json.loads(payload)["document"]
    found: str = connection.execute(select(entries.c.payload).where(entries.c.key == key)).scalar_one()
    return found
