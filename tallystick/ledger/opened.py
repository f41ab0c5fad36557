"""A ledger that is open: its readings as they were kept, and its index brought up to date when it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from tallystick.ledger.access import Access
from tallystick.ledger.appending import Head, head_of
from tallystick.ledger.copying import CopyMemory
from tallystick.ledger.databases import Place
from tallystick.ledger.entries import current
from tallystick.ledger.index_assignments import assign_new, book_of
from tallystick.ledger.index_histories import Told, are_told, tell, told_so_far
from tallystick.ledger.index_judged import Unsure
from tallystick.ledger.index_past_positions import PastPositions
from tallystick.ledger.index_positions import IndexedPositions
from tallystick.ledger.indexing import forget, is_fresh, refresh
from tallystick.ledger.lookup import all_readings
from tallystick.ledger.progress import Report, unseen
from tallystick.ledger.shelf import Memory
from tallystick.model import Reading
from tallystick.reconcile import is_published, last_day_of
from tallystick.reconcile.assignment import Assignments
from tallystick.reconcile.codebook import Codebook

INDEXED_FROM = 20_000
"""A ledger with as many entries is asked through its index."""

TOLD_FROM = 2_000
"""Who glances at a past day of a ledger with as many entries has the histories made, which serve every other day."""


class Opened:
    """A ledger that is open; usable as a context manager.

    Attributes:
        place: Where it is; a URL may hold a password, which messages are not to show.
    """

    def __init__(
        self,
        place: Place,
        *,
        create: bool = True,
        progress: Report = unseen,
        reads_damaged_pages: bool = False,
    ) -> None:
        """Open the ledger at ``place``, bring it up to date and make it if it is missing.

        Args:
            place: A file, ``*.tally`` by custom, or a URL ("postgresql+psycopg://user@host/database").
            create: Whether a missing ledger is made; who only asks had better be told.
            progress: Called while an old ledger, or the index, is brought up to date, with what is being done, how
                much is done, and of how much.
            reads_damaged_pages: Whether pages of a file are read whose checksum is wrong: for who only takes out
                entries, which the chain checks.

        Raises:
            LedgerError: The ledger is missing, damaged, not a ledger, or of a newer version, or its server
                cannot be reached.
        """
        self.place = place
        self._access = Access(
            place, create=create, progress=progress, reads_damaged_pages=reads_damaged_pages
        )
        self._progress = progress
        self._copies = CopyMemory(self._access)
        self._assignments = Assignments()
        self._memory = Memory()
        self._least_entries = 0  # a ledger only grows: what it was found to hold it holds

    @property
    def name(self) -> str:
        """How messages call the ledger: its file, or its URL without the password."""
        return self._access.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the ledger; asking or appending afterwards opens it again."""
        self._access.close()

    @contextmanager
    def _index(self) -> Iterator[Connection]:
        """A transaction in which the index is up to date."""
        with self._access.reading() as connection:
            if is_fresh(connection):
                yield connection
                return
        refresh(self._access, self._progress)
        with self._access.reading() as connection:
            yield connection

    @contextmanager
    def _histories(self) -> Iterator[Connection]:
        """A transaction in which the index and the histories in it are up to date.

        Raises:
            Unsure: They are not, and may not be written.
        """
        with self._access.reading() as connection:
            if is_fresh(connection) and are_told(connection):
                yield connection
                return
        if not self._access.is_writable:
            raise Unsure
        self.make_histories()
        with self._access.reading() as connection:
            yield connection

    def histories(self) -> Told | None:
        """How far the histories of all promises are, without which no past day can be looked up.

        Returns:
            ``None`` where none are needed, as the ledger is small, or none can be made, as it may not be written.

        Raises:
            LedgerError: An entry is not as it was written.
        """
        if not self._access.is_writable or not self._tells_days():
            return None
        with self._index() as connection:
            return told_so_far(connection)

    def make_index(self, *, anew: bool = False) -> None:
        """Make the index ahead of the first question, or bring it up to date.

        Args:
            anew: Drop what there is of it before, with the histories and all else that was worked out from the
                entries: it may be damaged.

        Raises:
            LedgerError: The ledger may not be written, or an entry is not as it was written.
        """
        if anew:
            forget(self._access)
            self._copies = CopyMemory(self._access)
        refresh(self._access, self._progress)

    def make_histories(self) -> None:
        """Make what is missing of the histories of all promises, or make them anew; see ``histories``.

        Several programs may do so at once, and share the work. One that is ended leaves what it made until then.

        Raises:
            LedgerError: The ledger may not be written, or an entry is not as it was written.
        """
        refresh(self._access, self._progress)
        tell(self._access, self._progress)

    @contextmanager
    def _positions(
        self, codebook: Codebook | None, as_of: str | None
    ) -> Iterator[IndexedPositions | PastPositions]:
        """The positions that the index knows, after what is new was assigned.

        Raises:
            Unsure: The index alone cannot tell.
            SettingError: ``as_of`` is no date.
        """
        if not self._is_indexed():
            raise Unsure
        while True:
            with self._index() as connection:
                book = book_of(connection, codebook)
                if book is not None:
                    if as_of is None:
                        yield IndexedPositions(connection, codebook, book)
                    else:
                        yield PastPositions(connection, self.name, codebook, book, as_of)
                    return
            if not self._access.is_writable:
                raise Unsure
            assign_new(self._access, codebook, self._progress)

    def is_large(self) -> bool:
        """Whether single questions are looked up in the index, and cost no more than they ask for."""
        return self._is_indexed()

    def _is_indexed(self) -> bool:
        """Whether looking things up is worth it: folding a small ledger is quicker than keeping an index."""
        return self._has_at_least(INDEXED_FROM)

    def _tells_days(self) -> bool:
        """Whether glances at past days are looked up: folding a small ledger anew for each is quicker."""
        return self._has_at_least(TOLD_FROM)

    def _has_at_least(self, number: int) -> bool:
        """Whether the ledger has as many entries, and an index that is up to date or can be brought so."""
        if self._access.is_writable and self._least_entries >= number:
            return True
        with self._access.reading() as connection:
            self._least_entries = head_of(connection).seq
            is_large = self._least_entries >= number
            return is_large and (self._access.is_writable or is_fresh(connection))

    def head(self) -> Head:
        """The newest entry, by which a cache or a citation names the state of the whole ledger.

        Returns:
            Place 0 and the chain's first hash where nothing was read yet.
        """
        with self._access.reading() as connection:
            return head_of(connection)

    def known(self, as_of: str | None = None) -> list[Reading]:
        """As ``readings``, of what was published by ``as_of``; of several versions the last of those.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        return self._known(as_of)

    def _known(self, as_of: str | None) -> list[Reading]:
        """The last reading of every document that was published by ``as_of``."""
        until = None if as_of is None else last_day_of(as_of)
        return current(r for r in self._all_readings() if is_published(r.document, until))

    def _all_readings(self) -> list[Reading]:
        with self._access.reading() as connection:
            return all_readings(connection, self.name)
