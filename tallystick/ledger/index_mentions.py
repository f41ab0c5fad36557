"""Who the claims of each report speak of, kept in the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete

from tallystick.ledger.index_tables import mentioned
from tallystick.ledger.rows import add_rows
from tallystick.ledger.shelf import portions
from tallystick.model import Actor, Claim, Delivery, Reading, Statement
from tallystick.model.records import Party


def keep_mentions(
    connection: Connection, rows: Sequence[Row[Any]], read: Sequence[Reading], judged: Sequence[Reading]
) -> None:
    """Put whom readings speak of in place of what was kept of these versions.

    Args:
        connection: A transaction that may write.
        rows: The versions; those that do not count speak of nobody.
        read: Their readings.
        judged: The same in the light of judgements.
    """
    for portion in portions([row.version for row in rows]):
        connection.execute(delete(mentioned).where(mentioned.c.version.in_(portion)))
    people: list[dict[str, Any]] = []
    for row, one, other in zip(rows, read, judged, strict=True):
        if row.is_current:
            claims = as_people_say(one, other)
            found = {key: name for claim in claims for key, name in named_in(claim).items()}
            people += [
                {"actor": a, "role": role, "day": row.last_day, "claim": c, "version": row.version, "name": n}
                for (a, role, c), n in found.items()
            ]
    add_rows(connection, mentioned, people)


def as_people_say(read: Reading, judged: Reading) -> list[Claim]:
    """The claims of a reading, corrected; those that were taken out as they were read."""
    put_right = {claim.id: claim for claim in judged.claims}
    return [put_right.get(claim.id, claim) for claim in read.claims]


def named_in(claim: Claim) -> dict[tuple[str, str, str], str]:
    """Actor, role and claim, each with the name that the actor has there."""
    slots = ("actors", "recipients", "targets")
    actors: list[Actor] = [actor for slot in slots for actor in getattr(claim, slot, ())]
    roles = [("o", actor) for actor in (*actors, *([claim.source] if claim.source is not None else []))]
    if isinstance(claim, Delivery):
        roles += [("d", actor) for actor in claim.actors]
    if isinstance(claim, Statement) and claim.source is not None:
        roles.append(("s", claim.source))
    return {(Party(actor.id, actor.name).key, role, claim.id): actor.name for role, actor in roles}
