"""A ledger gone through from one end to the other, as it was known on a day, a portion held at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from tallystick.ledger.glances import Glance
from tallystick.ledger.index_assignments import book_of
from tallystick.ledger.index_days import copies_by
from tallystick.ledger.index_judged import Unsure, documents_telling
from tallystick.ledger.index_past_positions import PastPositions
from tallystick.ledger.index_positions import IndexedPositions
from tallystick.ledger.index_promises import record_of
from tallystick.ledger.index_queries import day_of
from tallystick.ledger.index_reports import copies_of
from tallystick.ledger.index_tables import promises
from tallystick.ledger.indexed import Indexed
from tallystick.ledger.lookup import all_judgements, unchanged
from tallystick.ledger.schema import entries
from tallystick.ledger.shelf import Memory, Shelf
from tallystick.ledger.then import Then
from tallystick.ledger.verification import PORTION
from tallystick.ledger.whole import Whole
from tallystick.model import CopyGroup, Judgement, Reading
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Promise
from tallystick.reconcile import last_day_of
from tallystick.reconcile.intervals import interval

_HELD = 200
"""How many readings are held at once."""


class Version(NamedTuple):
    """A text as it was read: the entries of the document and of its last reading, and the key of the document."""

    version: int
    last: int
    key: str


class Streamed:
    """One state of a ledger as known on a day, whoever writes meanwhile. Good while its transaction is open."""

    def __init__(  # noqa: PLR0913 (what a ledger knows beside its tables)
        self,
        connection: Connection,
        name: str,
        as_of: str | None,
        *,
        is_indexed: bool,
        memory: Memory,
        copies_among: Callable[[Sequence[Reading]], tuple[CopyGroup, ...]],
        folded: Callable[[Streamed], Sequence[Promise]],
        then: Callable[[], Then | None],
    ) -> None:
        """Go through what ``connection`` sees.

        Args:
            connection: A transaction that sees one state of the ledger.
            name: How messages call the ledger.
            as_of: Only what was published by this day; of several versions the last of those.
            is_indexed: Whether the index is up to date in it.
            memory: Readings that were read before.
            copies_among: Finds copies where the index cannot tell them.
            folded: Folds the promises where the index does not hold them.
            then: Looks the day up in the histories; ``None`` where they do not tell it.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        self._connection = connection
        self._name = name
        self.as_of = as_of
        self._until = None if as_of is None else last_day_of(as_of)
        self._is_indexed = is_indexed
        self._memory = memory
        self._copies_among = copies_among
        self._fold = folded
        self._then = then

    def glance(self) -> Glance:
        """The same state, to be asked for no more than is to be shown; each lets go of what those before it read."""
        if self._is_indexed and self.as_of is None:
            return Indexed(self._connection, self._name, self._memory)
        return self._then() or self._whole

    @cached_property
    def _whole(self) -> Whole:
        return Whole(self.readings(), self.judgements, self.copies, self.as_of)

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """Everything that people decided, in that order."""
        return tuple(all_judgements(self._connection, self._name))

    @cached_property
    def copies(self) -> tuple[CopyGroup, ...]:
        """Which documents copy which."""
        if self._is_indexed:
            with suppress(Unsure):
                return copies_by(self._connection, self.as_of)
        return self._copies_among(list(self.readings()))

    def copies_around(self, documents: Collection[str]) -> tuple[CopyGroup, ...]:
        """The groups of copies in which some documents stand."""
        if self._is_indexed and self.as_of is None:
            found = copies_of(self._connection, documents)
            return tuple({group.documents: group for _, group in sorted(found.items())}.values())
        return tuple(group for group in self.copies if not set(documents).isdisjoint(group.documents))

    def positions(self) -> tuple[ConceptRecord, ...] | None:
        """Who stands where on the concepts assigned in reading; ``None`` where the index has not added it up."""
        book = book_of(self._connection, None) if self._is_indexed else None
        if book is None:
            return None
        if self.as_of is None:
            return IndexedPositions(self._connection, None, book).records()
        with suppress(Unsure):
            return PastPositions(self._connection, self._name, None, book, self.as_of).records()
        return None

    # Promises

    def promises(self) -> Iterator[Promise]:
        """The promises, first known first."""
        if not (self._is_indexed and self.as_of is None):
            yield from self._folded
            return
        day = day_of(self._connection)
        query = select(promises.c.record).order_by(promises.c.rank).execution_options(yield_per=_HELD)
        with self._connection.execute(query) as rows:
            for record in rows.scalars():
                yield record_of(record, day)

    def promises_in_all(self) -> int:
        """How many there are."""
        if not (self._is_indexed and self.as_of is None):
            return len(self._folded)
        return self._connection.execute(select(func.count()).select_from(promises)).scalar() or 0

    @cached_property
    def _folded(self) -> Sequence[Promise]:
        return self._fold(self)

    # Readings

    def documents_in_all(self) -> int:
        """How many documents there are."""
        return len(self._versions)

    def readings(self) -> Iterator[Reading]:
        """The last reading of every document, as it was read, by the documents' ids.

        Raises:
            LedgerError: An entry is not as it was written.
        """
        waiting = iter(self._versions)
        while portion := list(islice(waiting, _HELD)):
            yield from Shelf(self._connection, self._name).load(portion)

    def telling(self, claims: Collection[str]) -> tuple[Reading, ...]:
        """The readings that make any of some claims, by the documents' ids, as they were read."""
        if self._is_indexed:
            until = None if self._until is None else self._until.isoformat()
            documents = documents_telling(self._connection, claims)
            found = Shelf(self._connection, self._name, until=until).of_documents(documents)
        else:
            found = list(self.readings())
        telling = (r for r in found if any(claim.id in claims for claim in r.claims))
        return tuple(sorted(telling, key=lambda reading: reading.document.id))

    @cached_property
    def _versions(self) -> list[Version]:
        """The version of each document that counts, by the documents' ids: a few bytes each."""
        last = {json.loads(row.payload)["document"]: row.seq for row in self._entries("reading")}
        found: dict[str, Version] = {}
        for row in self._entries("document"):
            payload = json.loads(row.payload)
            read, earlier = last.get(row.key), found.get(payload["id"])
            is_later = read is not None and (earlier is None or earlier.last < read)
            if read is not None and is_later and self._is_published(payload["published"]):
                found[payload["id"]] = Version(row.seq, read, row.key)
        return [found[identity] for identity in sorted(found)]

    def _is_published(self, published: str | None) -> bool:
        days = interval(published)
        return self._until is None or days is None or days.last <= self._until

    def _entries(self, kind: str) -> Iterator[Row[Any]]:
        query = select(entries).where(entries.c.kind == kind).order_by(entries.c.seq)
        with self._connection.execute(query.execution_options(yield_per=PORTION)) as rows:
            for row in rows:
                yield unchanged(row, self._name)
