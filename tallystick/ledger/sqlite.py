"""All that is particular to SQLite: how a file is opened, locked and written, and what its errors mean."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import apsw
from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from tallystick.errors import LedgerError
from tallystick.ledger import sqlite_driver
from tallystick.ledger.checksums import CHECKSUM, CRC32, DAMAGED, check_questions, checksum_in_a_file, damaged
from tallystick.ledger.databases import PATIENCE_SECONDS, WRITES, Opened
from tallystick.ledger.progress import Report

CACHE_KIB = 65536
"""How much of a file a writer keeps in memory: the keys of a large ledger are hashes, spread over all of it."""

READING_CACHE_KIB = 16384
"""How much a reader does: the system keeps the file, too, and a server has as many readers as visitors at once."""

LOG_PAGES = 32768
"""With so many pages in its log, 128 MiB, what was kept is brought to its place in the file.

A batch changes a few thousand pages, all over a large file, as keys are hashes. Brought there after each batch, as
SQLite does of itself, they cost a third more than brought there in the order of the file after several batches.
"""

_SIGNATURE = b"SQLite format 3\0"
"""How every database file begins (https://sqlite.org/fileformat.html)."""

_MOST_DAMAGES = 5

_CACHE = "cache"
"""Under this name a connection notes how much it keeps in memory."""

_REMEDIES = {
    apsw.SQLITE_NOTADB: "is not a ledger; name another file, or leave the name to be made anew",
    apsw.SQLITE_CORRUPT: "is damaged; restore it from a copy, or make a new one of what its chain shows to be sound: "
    "tally dump, then tally load",
    apsw.SQLITE_FULL: "cannot grow: the disk is full; make room and run the same again, nothing is lost",
    apsw.SQLITE_READONLY: "may not be written; change its permissions or those of its folder, or copy it",
    apsw.SQLITE_CANTOPEN: "cannot be opened; check that it is a file in a folder that you may write to",
    apsw.SQLITE_BUSY: f"was busy for {PATIENCE_SECONDS} seconds; wait for the other program to finish",
    apsw.SQLITE_IOERR: "could not be read or written; check the disk that it lies on",
}
"""What follows "Ledger PATH" in a message, by SQLite's primary result code (https://sqlite.org/rescode.html)."""


class _DamagedRowError(Exception):
    """A row was asked for that is not what was written; names its place."""


def _fail(place: str, _: Any) -> None:
    raise _DamagedRowError(place)


class SQLiteFile:
    """A ledger in one file; see ``Database``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)

    def open(self, *, create: bool, reads_damaged_pages: bool) -> Opened:
        """See ``Database``; no connection is made yet."""
        self._check(create=create)
        writable = is_writable(self.path)
        engine = open_engine(self.path, writable=writable, reads_damaged_pages=reads_damaged_pages)
        return Opened(engine, writable)

    def prepare(self, progress: Report) -> None:
        """Give every page a checksum, and let readers and a writer work side by side; the file remembers both.

        See https://sqlite.org/cksumvfs.html and https://sqlite.org/wal.html.

        Raises:
            apsw.Error: The file cannot be written.
        """
        with closing(_connect(self.path, "mode=rwc")) as connection:
            if not connection.has_checksums():
                connection.give_checksums(partial(progress, "pages read to be given checksums"))
            connection.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def explained(self) -> Iterator[None]:
        """See ``Database``."""
        try:
            yield
        except _DamagedRowError as error:
            raise damaged(self.name, str(error)) from error
        except (DBAPIError, apsw.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            unexplained = f"failed: {cause}; it may be damaged, see tally verify"
            raise LedgerError(f"Ledger {self.path} {_REMEDIES.get(_code_of(cause), unexplained)}") from error

    def told(self, error: DBAPIError) -> str:
        """See ``Database``."""
        if sqlite_driver.is_of_damaged_page(error.orig):
            return "the checksum of a page is wrong"
        return str(error.orig)

    def damages(self, connection: Connection) -> Sequence[str]:
        """See ``Database`` (https://sqlite.org/pragma.html#pragma_integrity_check)."""
        found = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_DAMAGES})").scalars().all()
        return [] if found == ["ok"] else [" ".join(reason.split()) for reason in found]

    def unguarded(self, connection: Connection) -> Sequence[str]:
        """See ``Database``; every page of a file has a checksum."""
        del connection
        return ()

    def insert(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """See ``Database``."""
        names = [column.name for column in table.columns if column.computed is None]
        given = list(rows)
        if CHECKSUM in names:
            given = [(*row, checksum_in_a_file(row)) for row in rows]
        words = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        connection.exec_driver_sql(words, given)

    def _check(self, *, create: bool) -> None:
        path = self.path
        if path.is_dir():
            raise LedgerError(f"Ledger {path} is a folder; name a file in it")
        if not path.parent.is_dir():
            raise LedgerError(f"No folder {path.parent} for the ledger {path}; make it first")
        if not path.exists() and not create:
            raise LedgerError(f"No ledger {path}; make one with: tally read PATH --ledger {path}")
        if not path.exists() and not is_writable(path):
            raise LedgerError(f"The ledger {path} cannot be made: its folder may not be written")
        try:
            if path.exists() and is_strange(path):
                raise LedgerError(f"{path} is not a ledger; name another file")
        except OSError as error:
            raise LedgerError(f"Ledger {path} may not be read; change its permissions") from error


def _code_of(cause: BaseException | None) -> int:
    """SQLite's primary result code."""
    if sqlite_driver.is_of_damaged_page(cause):
        return apsw.SQLITE_CORRUPT
    if (
        getattr(cause, "extendedresult", None) == apsw.SQLITE_IOERR_SHMSIZE
    ):  # there is no room to be opened in
        return apsw.SQLITE_FULL
    return int(getattr(cause, "result", 0))


def is_writable(path: Path) -> bool:
    """Whether the file, or its folder where there is no file yet, may be written."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def is_strange(path: Path) -> bool:
    """Whether the file holds something that is no database; SQLite itself would write over a short text.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(_SIGNATURE)) not in (b"", _SIGNATURE)


def open_engine(path: Path, *, writable: bool, reads_damaged_pages: bool) -> Engine:
    """An engine over one file; no connection is made yet.

    Args:
        path: The file; it is created by the first connection where ``writable``.
        writable: Otherwise nothing is written beside it either, so that a read-only folder will do.
        reads_damaged_pages: Whether a page is read though its checksum is wrong.
    """
    connect = partial(_connect_somehow, path, writable=writable, reads_damaged_pages=reads_damaged_pages)
    engine = create_engine(
        "sqlite://",
        module=sqlite_driver,
        creator=connect,
        poolclass=QueuePool,
        pool_use_lifo=True,  # who asks gets the connection that holds pages in memory already
    )
    check_questions(engine)
    event.listen(engine, "begin", _begin)
    return engine


def _connect_somehow(path: Path, *, writable: bool, reads_damaged_pages: bool) -> sqlite_driver.Connection:
    connect = partial(_connect, path, reads_damaged_pages=reads_damaged_pages)
    if writable:
        return connect("mode=rwc")
    try:
        return connect("mode=ro")
    except apsw.Error:
        # SQLite wants to make its log beside the file even to read; a ledger at rest needs none.
        if path.with_name(path.name + "-wal").exists():
            raise
        return connect("mode=ro&immutable=1")


def _connect(path: Path, parameters: str, *, reads_damaged_pages: bool = False) -> sqlite_driver.Connection:
    """A connection by SQLite's URI parameters (https://sqlite.org/uri.html) that can read.

    Raises:
        apsw.Error: It cannot.
    """
    connection = sqlite_driver.Connection(f"{path.absolute().as_uri()}?{parameters}", PATIENCE_SECONDS)
    try:
        if reads_damaged_pages:
            connection.execute("PRAGMA checksum_verification = OFF")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        connection.create_function(CRC32, 1, crc32, deterministic=True)
        connection.create_function(DAMAGED, 2, _fail)
        connection.execute("PRAGMA synchronous = FULL")  # what is acknowledged outlasts a loss of power
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    except apsw.Error:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    """Take the write lock at once where something will be written: two writers queue instead of failing."""
    writes = connection.get_execution_options().get(WRITES, False)
    cache = CACHE_KIB if writes else READING_CACHE_KIB
    if connection.info.get(_CACHE) != cache:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{cache}")
        connection.info[_CACHE] = cache
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
