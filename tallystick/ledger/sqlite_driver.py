"""SQLite with a checksum on every page: APSW and SQLite's own checksum VFS, as a driver that SQLAlchemy understands.

The module of the standard library reads whatever the disk gives. Here a page whose checksum is wrong, whatever it
holds, fails whoever asks for it: rows, the trees that rows are looked up in, the index of words
(https://sqlite.org/cksumvfs.html). The names are those of the Python Database API (PEP 249).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import cache
from itertools import islice
from typing import Any

import apsw
from apsw import sqlite_extra

from tallystick.errors import LedgerError

apilevel = "2.0"
paramstyle = "qmark"
threadsafety = 1

Binary = bytes
Error = apsw.Error
ProgrammingError = apsw.ConnectionClosedError
"""The only misuse that SQLAlchemy asks about."""

sqlite_version_info = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))

RESERVED_BYTES = 8
"""How many bytes at the end of each page hold its checksum."""

_STEPS_BETWEEN = 20_000
"""How many of its own steps SQLite goes before it tells how far it is."""

_READ_AND_WRITE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI


class Cursor(apsw.Cursor):
    """One question and its answer."""

    arraysize = 1
    _columns: Any = None

    @property
    def description(self) -> Any:  # type: ignore[override]
        """The names of the columns; APSW itself forgets them at the last row."""
        return self._columns

    @property
    def rowcount(self) -> int:
        """How many rows were changed last."""
        return self.connection.changes()

    @property
    def lastrowid(self) -> int:
        """The number of the row that was added last."""
        return self.connection.last_insert_rowid()

    def execute(self, statements: str, bindings: Any = None, **options: Any) -> Cursor:
        """Ask one question."""
        self.exec_trace = _note_columns
        super().execute(statements, bindings, **options)
        return self

    def executemany(self, statements: str, sequenceofbindings: Any, **options: Any) -> Cursor:
        """Run one statement with each of several bindings."""
        self._columns = self.exec_trace = None
        super().executemany(statements, sequenceofbindings, **options)
        return self

    def fetchone(self) -> Any:
        """The next row, ``None`` behind the last."""
        try:
            return super().fetchone()
        except UnicodeDecodeError as error:
            raise _no_text() from error

    def fetchmany(self, size: int = arraysize) -> list[Any]:
        """At most so many of the rows that are left."""
        try:
            return list(islice(self, size))
        except UnicodeDecodeError as error:
            raise _no_text() from error

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        try:
            return super().fetchall()
        except UnicodeDecodeError as error:
            raise _no_text() from error


def _no_text() -> Exception:
    """What is no text any more is damage."""
    return apsw.exception_for(apsw.SQLITE_CORRUPT)


def _note_columns(cursor: Any, _: str, __: Any) -> bool:
    cursor._columns = super(Cursor, cursor).description or None
    return True


class Connection(apsw.Connection):
    """A connection to one file."""

    isolation_level = None
    """Transactions begin where they are begun."""

    def __init__(self, uri: str, patience_seconds: float) -> None:
        """Connect.

        Args:
            uri: With SQLite's parameters (https://sqlite.org/uri.html).
            patience_seconds: How long another writer is waited for.

        Raises:
            Error: It cannot be opened.
        """
        _load_checksums()
        super().__init__(uri, flags=_READ_AND_WRITE)
        self.cursor_factory = Cursor
        self.set_busy_timeout(int(patience_seconds * 1000))

    def create_function(
        self, name: str, count: int, function: Callable[..., Any], *, deterministic: bool = False
    ) -> None:
        """Lend SQLite a function."""
        self.create_scalar_function(name, function, count, deterministic=deterministic)

    def commit(self) -> None:
        """Keep what the transaction did, if there is one."""
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """Undo what the transaction did, if there is one."""
        if self.in_transaction:
            self.execute("ROLLBACK")

    def has_checksums(self) -> bool:
        """Whether every page has a checksum."""
        return self.reserve_bytes() == RESERVED_BYTES

    def give_checksums(self, progress: Callable[[int, int], None]) -> None:
        """Write every page anew, with its checksum; takes as much room again while it lasts.

        Args:
            progress: Called now and then with how many pages are read, and how many there are.
        """
        pages = self.execute("PRAGMA page_count").get

        def tell() -> bool:
            read, _ = self.status(apsw.SQLITE_DBSTATUS_CACHE_MISS)
            progress(min(read, pages - 1), pages)  # all is done only when they are written
            return False

        self.reserve_bytes(reserve=RESERVED_BYTES)
        self.set_progress_handler(tell, _STEPS_BETWEEN)
        self.execute("VACUUM")
        self.set_progress_handler(None)
        if pages:
            progress(pages, pages)


@cache
def _load_checksums() -> None:
    """Have every connection that is made from now on check pages.

    Raises:
        LedgerError: This build of APSW lacks the extension.
    """
    with closing(apsw.Connection(":memory:")) as connection:
        try:
            sqlite_extra.load(connection, "cksumvfs")
        except (sqlite_extra.NotAvailable, AttributeError, Error) as error:
            raise LedgerError(
                f"The package apsw {apsw.apsw_version()} came without SQLite's checksums of pages; install it as "
                "PyPI has it: pip install --force-reinstall --no-cache-dir apsw"
            ) from error


def is_of_damaged_page(error: BaseException | None) -> bool:
    """Whether a page was asked for whose checksum is wrong."""
    return getattr(error, "extendedresult", None) == apsw.SQLITE_IOERR_DATA
