"""Asking the index about a day that is past: what was published by then, and what it came to.

Each answer is the one that folding all that was known would give; where the index alone cannot tell, because texts
were replaced, it says so (``Unsure``).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import Connection, select

from tallystick.ledger.index_alone import Alone
from tallystick.ledger.index_copies import groups_of
from tallystick.ledger.index_judged import Decided, Unsure, check_texts_are_those_of, documents_telling
from tallystick.ledger.index_mentions import as_people_say
from tallystick.ledger.index_promises import record_of
from tallystick.ledger.index_queries import Families
from tallystick.ledger.index_tables import cells, promises, touches, versions
from tallystick.ledger.shelf import Memory, Shelf
from tallystick.model import Claim, Commitment, CopyGroup, Delivery, Document
from tallystick.model.records import Promise, Voice
from tallystick.reconcile import last_day_of
from tallystick.reconcile.cells import Question, first_resting_on, fold_one
from tallystick.reconcile.histories import InseparableError
from tallystick.reconcile.intervals import interval
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


def one_promise_as_of(connection: Connection, name: str, promise_id: str, as_of: str) -> Promise | None:
    """The promise with this id as it was known on a day, from what was promised to the same, else from its cell alone.

    Raises:
        Unsure: It may be in another cell as of that day, or several versions take part.
        SettingError: ``as_of`` is no date.
    """
    day = last_day_of(as_of)
    columns = (cells.c.cell, cells.c.name, promises.c.part, promises.c.rank, promises.c.record)
    query = select(*columns).join(promises, promises.c.cell == cells.c.cell)
    home = connection.execute(query.where(promises.c.id == promise_id).limit(1)).one_or_none()
    if home is None:
        raise Unsure
    decided = Decided.by(connection, name, day.isoformat())
    known = interval(home.rank.split("\x01")[0] or None)
    if known is not None and known.first > day and not _has_earlier_versions(connection, home.cell):
        return None
    families = Families(connection, day.isoformat())
    families.look_up(record_of(home.record, None).cited_documents)
    question = Question(day, day, Originals(families), decided.constraints)
    promise: Promise | None = None
    with suppress(InseparableError):
        found = Alone(connection, decided, day).promised(home.name, home.part)
        promise = next((folded.promise for folded in found if folded.promise.id == promise_id), None)
    promise = promise or fold_one(home.name, promise_id, decided.shelf(), question)
    if promise is None:
        raise Unsure
    return decided.marked(promise, question)


def _has_earlier_versions(connection: Connection, cell: int) -> bool:
    """Whether a text that was replaced later touches the cell: it may have told the same sooner."""
    query = select(versions.c.version).join(touches, touches.c.version == versions.c.version)
    earlier = query.where(touches.c.cell == cell, ~versions.c.is_current).limit(1)
    return connection.execute(earlier).scalar() is not None


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
    try:
        found = Alone(connection, decided, day).resting_on(claim.id)
        first = min(found, key=lambda folded: folded.order, default=None)
        promise = None if first is None else first.promise
    except InseparableError:
        promise = first_resting_on(claim.id, decided.shelf(), question)
    return None if promise is None else decided.marked(promise, question)
