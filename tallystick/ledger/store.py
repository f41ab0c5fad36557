"""The ledger itself: append readings, ask for promises, verify the chain.

Its methods are thin: ``answers`` has what can be asked, ``access`` opens and locks, ``appending`` adds, ``lookup``
finds, ``entries`` chains and verifies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tallystick.ledger.answers import Answers
from tallystick.ledger.appending import extend
from tallystick.ledger.collecting import seldom_collecting
from tallystick.ledger.entries import (
    BrokenEntry,
    draft_of_fetch,
    draft_of_judgement,
    drafts_of,
)
from tallystick.ledger.judging import MOST_CANDIDATES, Decision, Known, judgement_on, now
from tallystick.ledger.lookup import (
    ids_beginning,
)
from tallystick.ledger.transfer import Source, dumped, load
from tallystick.ledger.verification import faults
from tallystick.model import Judgement, Reading
from tallystick.model.fetches import Fetch

BATCH = 500
"""How many readings ``append_all`` adds in one transaction."""


@dataclass(frozen=True, slots=True)
class Appended:
    """How many entries a reading, or several, added; nothing where all of it was known.

    Attributes:
        documents: New documents, and new versions of documents.
        claims: New claims.
    """

    documents: int
    claims: int

    def __add__(self, other: Appended) -> Appended:
        """Both together."""
        return Appended(self.documents + other.documents, self.claims + other.claims)


class Ledger(Answers):
    """What was read, in a file or a database that only grows; usable as a context manager.

    Several programs may read and append at the same time. Where it may not be written, it can still be read.

    Every question can be asked of a past day: with ``as_of`` (``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, its last
    day) only what was published by then is known, without it everything is. Ids are those of the records
    (``promise_id``, ``claim_id``, ``document_id``).

    Examples:
        >>> from tallystick import Ledger, read
        >>> with Ledger("pledges.tally") as ledger:
        ...     added = ledger.append(read(text="Norway promised Kenya 40 trucks.", published="2024-03-01"))
        ...     added += ledger.append(read(text="Norway has delivered 12 trucks to Kenya.", published="2024-07-01"))
        ...     [promise] = ledger.promises()
        >>> promise.title, promise.fulfilled.low, promise.status
        ('Norway → Kenya: 40 trucks', 12, 'partly')
    """

    def append(self, reading: Reading) -> Appended:
        """Add what is new in ``reading``, all of it or nothing; on return it is on the disk.

        Raises:
            LedgerError: The ledger may not be written, the disk is full, or another writer never finished.
        """
        return self._append([reading])

    def append_all(
        self,
        readings: Iterable[Reading],
        *,
        batch: int = BATCH,
        acknowledge: Callable[[Appended], None] | None = None,
    ) -> Appended:
        """Add what is new in many readings, a batch at a time: all of a batch or nothing of it.

        Args:
            readings: Taken as they come; no more than a batch is held.
            batch: How many readings are added together.
            acknowledge: Called with what a batch added as soon as that is on the disk.

        Returns:
            What all batches added.

        Raises:
            LedgerError: The ledger may not be written, the disk is full, or another writer never finished;
                the batches acknowledged before stay.
        """
        added = Appended(0, 0)
        waiting = iter(readings)
        while portion := list(islice(waiting, batch)):
            new = self._append(portion)
            if acknowledge is not None:
                acknowledge(new)
            added += new
        return added

    def _append(self, readings: Sequence[Reading]) -> Appended:
        with seldom_collecting():
            drafts = [draft for reading in readings for draft in drafts_of(reading)]
            with self._access.writing() as connection:
                new = extend(connection, self._access.database, drafts)
        kinds = [draft.kind for draft in new]
        return Appended(kinds.count("document"), kinds.count("claim"))

    def remember(self, fetches: Iterable[Fetch]) -> None:
        """Keep how asking servers for pages ended; call it once what they sent is kept."""
        drafts = [draft_of_fetch(fetch) for fetch in fetches]
        if drafts:
            with self._access.writing() as connection:
                extend(connection, self._access.database, drafts)

    def judge(  # noqa: PLR0913 (the fields of a judgement)
        self,
        verdict: str,
        subject: str,
        *,
        user: str,
        other: str | None = None,
        slot: str | None = None,
        value: Any = None,
        reason: str | None = None,
    ) -> Judgement:
        """Keep what ``user`` decided; on return it is on the disk.

        Args:
            verdict: ``accept``, ``reject``, ``correct``, ``same``, ``different`` or ``withdraw``.
            subject: Id of a claim (for ``accept`` and ``reject`` also of a document, for ``withdraw`` of a
                judgement), or as much of its start as is unique.
            user: Who decided.
            other: The second claim of ``same`` and ``different``.
            slot: For ``correct``: "deadline", "items.0.quantity", "source.id".
            value: For ``correct``: as the claims format writes it.
            reason: Why.

        Raises:
            SettingError: The ledger knows no such thing, or the claim cannot hold the value.
            LedgerError: The ledger may not be written.
        """
        decision = Decision(verdict=verdict, subject=subject, other=other, slot=slot, value=value)
        return self.judge_all([decision], user=user, reason=reason)[0]

    def judge_all(
        self, decisions: Iterable[Decision], *, user: str, reason: str | None = None
    ) -> list[Judgement]:
        """Keep what ``user`` decided in one go: all of it, with one time, or nothing.

        Args:
            decisions: As for ``judge``.
            user: Who decided.
            reason: Why, for all of them.

        Raises:
            SettingError: One of them makes no sense; see ``judge``.
            LedgerError: The ledger may not be written.
        """
        known = Known(self.claim, self.document, self.document_of, self._ids_beginning, self.judgements)
        at = now()
        given = [judgement_on(known, decision, user=user, at=at, reason=reason) for decision in decisions]
        with self._access.writing() as connection:
            extend(connection, self._access.database, [draft_of_judgement(judgement) for judgement in given])
        return given

    def _ids_beginning(self, kind: str, start: str) -> list[str]:
        with self._access.reading() as connection:
            return ids_beginning(connection, kind, start, MOST_CANDIDATES + 1)

    def verify(self, progress: Callable[[int, int], None] | None = None) -> list[BrokenEntry]:
        """The entries that are not as they were written; none in a ledger that can be trusted.

        The chain is walked from the first entry to the last, every span of every claim is compared with its
        document, the database is asked whether it is whole, and every row of what is worked out from the entries is
        compared with its checksum.

        Args:
            progress: Called now and then with how many entries are checked, and how many there are.
        """
        with self._access.reading() as connection:
            return list(faults(connection, self._access.database, progress))

    def unguarded(self) -> Sequence[str]:
        """What the database does not check though it could, each with what to do about it; nothing of a file."""
        with self._access.reading() as connection:
            return self._access.database.unguarded(connection)

    def export_lines(self) -> Iterator[str]:
        """The whole ledger as JSON Lines, without line ends; one state of it, whoever writes meanwhile.

        Raises:
            LedgerError: An entry is not as it was written; the lines before it are sound.
        """
        with self._access.reading() as connection:
            yield from dumped(connection, self.name)

    def import_lines(
        self,
        lines: Iterable[str],
        *,
        name: str = "the dump",
        progress: Callable[[int, int], None] | None = None,
    ) -> int:
        """Add what ``export_lines`` gave to a ledger that is empty, or that was broken off doing so.

        Args:
            lines: With or without their ends.
            name: How messages call them.
            progress: Called with how many entries are kept, and how many there are in all.

        Returns:
            How many entries were added.

        Raises:
            LedgerError: A line is broken or missing (the message says which), or the ledger holds something
                else; what stood before it is kept.
        """
        return load(self._access, Source(name, lines), progress)
