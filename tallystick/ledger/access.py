"""Transactions on one ledger, whatever database it is kept in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from tallystick.errors import LedgerError
from tallystick.ledger.collecting import seldom_collecting
from tallystick.ledger.databases import WRITES, Place, database_at
from tallystick.ledger.progress import Report, unseen
from tallystick.ledger.versions import is_up_to_date, upgrade


class Access:
    """A ledger that was opened and brought up to date."""

    def __init__(
        self,
        place: Place,
        *,
        create: bool,
        progress: Report = unseen,
        reads_damaged_pages: bool = False,
    ) -> None:
        """Open the ledger at ``place``; see ``Ledger``.

        Raises:
            LedgerError: It is missing, damaged, not a ledger, or of a newer version.
        """
        self.database = database_at(place)
        self.name = self.database.name
        opened = self.database.open(create=create, reads_damaged_pages=reads_damaged_pages)
        self.is_writable = opened.is_writable
        self._engine = opened.engine
        try:
            with self.database.explained():
                self._bring_up_to_date(progress)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the database; the next transaction takes it up again."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that has the ledger to itself; at its end all of it is kept, or nothing.

        Raises:
            LedgerError: The ledger may not be written, the disk is full, or another writer never finished.
        """
        if not self.is_writable:
            raise LedgerError(f"Ledger {self.name} may not be written; change its permissions or copy it")
        with (
            self.database.explained(),
            self._engine.execution_options(**{WRITES: True}).begin() as connection,
        ):
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the ledger; what an answer is made of holds no cycles."""
        with seldom_collecting(), self.database.explained(), self._engine.connect() as connection:
            yield connection

    def _bring_up_to_date(self, progress: Report) -> None:
        with self._engine.connect() as connection:
            if is_up_to_date(connection, self.name):
                return
        if not self.is_writable:
            raise LedgerError(
                f"Ledger {self.name} has to be brought up to date but may not be written; copy it first"
            )
        self.database.prepare(progress)
        self._engine.dispose()  # what was connected before may not know that pages have checksums now
        with self.writing() as connection:
            upgrade(connection)  # does nothing where another program was quicker
