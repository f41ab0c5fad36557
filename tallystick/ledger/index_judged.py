"""What people decided, as it holds for one question to the index: which readings it changes, and which promises."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from tallystick.ledger.index_copies import groups_of
from tallystick.ledger.index_tables import state, versions
from tallystick.ledger.lookup import all_judgements
from tallystick.ledger.schema import entries
from tallystick.ledger.shelf import Shelf, Whole, portions
from tallystick.model import CopyGroup, Judgement, Reading
from tallystick.model.records import Promise
from tallystick.reconcile.cells import Question
from tallystick.reconcile.constraints import Constraints
from tallystick.reconcile.fold import marked, placed
from tallystick.reconcile.judging import Judged, apply, standing


class Unsure(Exception):  # noqa: N818 (nobody outside sees it)
    """The index alone cannot tell; the whole has to be folded."""


@dataclass(frozen=True)
class Decided:
    """Every judgement, and what it needs to be laid over what was known on a day.

    Attributes:
        connection: A transaction in which the index is up to date.
        name: How messages call the ledger.
        until: ISO date of the day asked for; ``None`` for everything.
        judgements: In the order in which they were given.
        copies: Which documents copied those that were refuted.
    """

    connection: Connection
    name: str
    until: str | None
    judgements: tuple[Judgement, ...]
    copies: tuple[CopyGroup, ...]

    @classmethod
    def by(cls, connection: Connection, name: str, until: str | None) -> Decided:
        """What people decided, whenever they did, about what was known on a day.

        Raises:
            Unsure: A document was refuted, and a text of that time was replaced since: it may have been a copy.
        """
        return cls.of(connection, name, until, all_judgements(connection, name))

    @classmethod
    def of(
        cls, connection: Connection, name: str, until: str | None, judgements: Iterable[Judgement]
    ) -> Decided:
        """The same of some judgements alone.

        Raises:
            Unsure: See ``by``.
        """
        given = tuple(judgements)
        return cls(connection, name, until, given, copies_around(connection, _whole(given), until))

    @property
    def whole_documents(self) -> set[str]:
        """Ids of the documents that were accepted or refuted as a whole."""
        return _whole(self.judgements)

    def shelf(self) -> Shelf:
        """The readings that count, as people put them right."""
        return Shelf(
            self.connection, self.name, until=self.until, judgements=self.judgements, copies=self.copies
        )

    @property
    def constraints(self) -> Constraints:
        """Which claims speak of one promise, and which of two."""
        return apply((), self.judgements).constraints

    def marked(self, promise: Promise, question: Question) -> Promise:
        """The promise with the judgements that stand on its claims, and with the claims that were taken out of it.

        Args:
            promise: As it was folded.
            question: What its cell was asked.
        """
        return self.marker(question)(promise)

    def marker(self, question: Question) -> Callable[[Promise], Promise]:
        """What marks promises of one question; see ``marked``."""
        if not standing(self.judgements):
            return lambda promise: promise
        about = self._judged.about
        removals = placed(
            self._judged.removals, Whole(self.connection, self.name, until=self.until), question
        )
        return lambda promise: marked(promise, about, removals)

    def laid_over(self, reading: Reading) -> Reading:
        """A reading as people put it right."""
        return apply([reading], self.judgements, self.copies).readings[0]

    @cached_property
    def _judged(self) -> Judged:
        about = judged_documents(self.connection, self.judgements)
        readings = Shelf(self.connection, self.name, until=self.until).of_documents(about)
        return apply(readings, self.judgements, self.copies)


def _whole(judgements: Sequence[Judgement]) -> set[str]:
    return {j.subject for j in standing(judgements) if j.on == "document"}


def copies_around(
    connection: Connection, documents: Iterable[str], until: str | None
) -> tuple[CopyGroup, ...]:
    """The groups of copies, as known on a day, in which documents stand.

    Args:
        connection: A transaction in which the index is up to date.
        documents: Their ids.
        until: ISO date of the day; ``None`` for everything.

    Raises:
        Unsure: A text of that time was replaced since.
    """
    wanted = sorted(set(documents))
    if not wanted:
        return ()
    groups = groups_of(connection, wanted)
    if until is None:
        return groups
    check_texts_are_those_of(connection, until)
    later: set[str] = set()
    for portion in portions(sorted({name for group in groups for name in group.documents})):
        query = select(versions.c.document).where(versions.c.document.in_(portion), versions.c.is_current)
        later |= set(connection.execute(query.where(versions.c.last_day > until)).scalars())
    return groups_of(connection, wanted, without=later)


def check_texts_are_those_of(connection: Connection, until: str) -> None:
    """See that on a day no text counted that was replaced since: whom such a one copied, nobody knows any more.

    Args:
        connection: A transaction in which the index is up to date.
        until: ISO date of the day.

    Raises:
        Unsure: One did.
    """
    stored = connection.execute(select(state.c.value).where(state.c.name == "replaced")).scalar()
    if any(since <= until < end for since, end in json.loads(stored or "[]")):
        raise Unsure


def judged_documents(connection: Connection, judgements: Sequence[Judgement]) -> set[str]:
    """Ids of all documents that judgements are about, those included whose judgement was taken back."""
    documents = {j.subject for j in judgements if j.on == "document"}
    claims = {c for j in judgements if j.on == "claim" for c in (j.subject, j.other) if c is not None}
    documents |= documents_telling(connection, claims)
    return documents | {d for group in groups_of(connection, sorted(documents)) for d in group.documents}


def documents_telling(connection: Connection, claims: Iterable[str]) -> set[str]:
    """Ids of the documents that make claims, in whatever version."""
    keys: set[str] = set()
    for portion in portions(sorted(set(claims))):
        query = select(entries.c.payload).where(entries.c.kind == "claim", entries.c.subject.in_(portion))
        keys |= {json.loads(payload)["document"] for payload in connection.execute(query).scalars()}
    documents: set[str] = set()
    for portion in portions(sorted(keys)):
        found = select(versions.c.document).where(versions.c.key.in_(portion))
        documents |= set(connection.execute(found).scalars())
    return documents
