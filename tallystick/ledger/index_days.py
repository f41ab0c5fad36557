"""Asking the index about a day that is past: what was published by then, and what it came to.

Each answer is the one that folding all that was known would give; where the index alone cannot tell, because people
decided something or texts were replaced, it says so (``Unsure``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

from tallystick.ledger.index_copies import groups_of
from tallystick.ledger.index_queries import Families, Unsure, one_promise_as_of
from tallystick.ledger.index_tables import members, versions
from tallystick.ledger.lookup import all_judgements
from tallystick.ledger.schema import entries
from tallystick.ledger.shelf import Shelf, portions
from tallystick.model import Claim, Commitment, CopyGroup, Delivery, Document
from tallystick.model.records import Promise, Voice
from tallystick.reconcile import last_day_of
from tallystick.reconcile.voices import Originals


def told_by(
    connection: Connection, name: str, claims: Iterable[str], as_of: str
) -> dict[str, tuple[Document, Claim]]:
    """Claims with their documents, as they were told by the end of a day; the others are missing.

    Raises:
        Unsure: People decided something.
        SettingError: ``as_of`` is no date.
    """
    until = last_day_of(as_of).isoformat()
    if all_judgements(connection, name):
        raise Unsure
    wanted = set(claims)
    keys: set[str] = set()
    for portion in portions(sorted(wanted)):
        query = select(entries.c.payload).where(entries.c.kind == "claim", entries.c.subject.in_(portion))
        keys |= {json.loads(payload)["document"] for payload in connection.execute(query).scalars()}
    documents: set[str] = set()
    for portion in portions(sorted(keys)):
        found = select(versions.c.document).where(versions.c.key.in_(portion))
        documents |= set(connection.execute(found).scalars())
    readings = Shelf(connection, name, until=until).of_documents(documents)
    return {c.id: (reading.document, c) for reading in readings for c in reading.claims if c.id in wanted}


def voices_by(connection: Connection, name: str, claims: Iterable[str], as_of: str) -> tuple[Voice, ...]:
    """The independent sources behind claims that were told by the end of a day.

    Raises:
        Unsure: People decided something, or several versions of a document take part.
        SettingError: ``as_of`` is no date.
    """
    told = told_by(connection, name, claims, as_of).values()
    families = Families(connection, last_day_of(as_of).isoformat())
    families.look_up(document.id for document, _ in told)
    return Originals(families).voices(told)


def copies_by(connection: Connection, as_of: str | None) -> tuple[CopyGroup, ...]:
    """The groups of copies among what was published by the end of a day, ``None`` for all there are.

    Raises:
        Unsure: A text of that time was replaced since.
        SettingError: ``as_of`` is no date.
    """
    if as_of is None:
        return groups_of(connection)
    until = last_day_of(as_of).isoformat()
    replaced = select(versions.c.version).where(~versions.c.is_current, versions.c.last_day <= until)
    if connection.execute(replaced.limit(1)).scalar() is not None:
        raise Unsure
    later = select(versions.c.document).where(versions.c.is_current, versions.c.last_day > until)
    return groups_of(connection, without=set(connection.execute(later).scalars()))


def promise_resting_on(connection: Connection, name: str, claim: Claim, as_of: str) -> Promise | None:
    """The promise that rested on a claim at the end of a day, ``None`` where none did.

    Raises:
        Unsure: It may have rested there in another cell, or judgements or several versions take part.
        SettingError: ``as_of`` is no date.
    """
    if not isinstance(claim, Commitment | Delivery):
        return None
    if claim.id not in told_by(connection, name, [claim.id], as_of):
        return None
    query = select(members.c.promise).where(members.c.claim == claim.id).distinct()
    for identity in sorted(connection.execute(query).scalars()):
        promise = one_promise_as_of(connection, name, identity, as_of)
        if promise is not None and claim.id in promise.claims:
            return promise
    raise Unsure
