"""Asking the index about a day that is past: what was published by then, and what it came to.

Each answer is the one that folding all that was known would give; where the index alone cannot tell, because texts
were replaced, it says so (``Unsure``).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from tallystick.ledger.index_copies import groups_of
from tallystick.ledger.index_judged import Decided, check_texts_are_those_of, documents_telling
from tallystick.ledger.index_mentions import as_people_say
from tallystick.ledger.index_queries import Families
from tallystick.ledger.index_tables import versions
from tallystick.ledger.shelf import Memory, Shelf
from tallystick.model import Claim, Commitment, CopyGroup, Delivery, Document
from tallystick.model.records import Promise, Voice
from tallystick.reconcile import last_day_of
from tallystick.reconcile.cells import Question, first_resting_on
from tallystick.reconcile.voices import Originals


def told_by(
    connection: Connection, name: str, claims: Iterable[str], as_of: str, memory: Memory | None = None
) -> dict[str, tuple[Document, Claim]]:
    """Claims with their documents, as they were told by the end of a day; the others are missing.

    Args:
        connection: A transaction in which the index is up to date.
        name: How messages call the ledger.
        claims: Their ids.
        as_of: The day.
        memory: Readings that were read before.

    Raises:
        Unsure: A document was refuted, and a text of that time was replaced since.
        SettingError: ``as_of`` is no date.
    """
    until = last_day_of(as_of).isoformat()
    wanted = set(claims)
    documents, remembered = documents_telling(connection, wanted), memory or Memory()
    readings = Shelf(connection, name, until=until).sharing(remembered).of_documents(documents)
    judged = Decided.by(connection, name, until).shelf().sharing(remembered).of_documents(documents)
    return {
        c.id: (one.document, c)
        for one, other in zip(readings, judged, strict=True)
        for c in as_people_say(one, other)
        if c.id in wanted
    }


def voices_by(
    connection: Connection, name: str, claims: Iterable[str], as_of: str, memory: Memory | None = None
) -> tuple[Voice, ...]:
    """The independent sources behind claims that were told by the end of a day; see ``told_by``.

    Raises:
        Unsure: Several versions of a document take part.
        SettingError: ``as_of`` is no date.
    """
    told = told_by(connection, name, claims, as_of, memory).values()
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
    check_texts_are_those_of(connection, until)
    later = select(versions.c.document).where(versions.c.is_current, versions.c.last_day > until)
    return groups_of(connection, without=set(connection.execute(later).scalars()))


def promise_resting_on(connection: Connection, name: str, claim: Claim, as_of: str) -> Promise | None:
    """The promise that rested on a claim at the end of a day, ``None`` where none did.

    Raises:
        Unsure: Several versions of a document take part.
        SettingError: ``as_of`` is no date.
    """
    if not isinstance(claim, Commitment | Delivery):
        return None
    day = last_day_of(as_of)
    decided = Decided.by(connection, name, day.isoformat())
    question = Question(day, day, Originals(Families(connection, day.isoformat())), decided.constraints)
    promise = first_resting_on(claim.id, decided.shelf(), question)
    return None if promise is None else decided.marked(promise, question)
