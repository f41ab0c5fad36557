"""What a ledger asks of a database, and which database a place names.

All that differs between databases is in the modules that ``database_at`` chooses from; everything above them
speaks SQL that both understand.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from tallystick.ledger.progress import Report

Place = str | PathLike[str]
"""A file, or the URL of a database ("postgresql+psycopg://user@host/name")."""

WRITES = "writes"
"""The execution option of a connection whose transaction has the ledger to itself."""

PATIENCE_SECONDS = 60
"""How long a writer waits for another to finish."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that answers.

    Attributes:
        engine: Its transactions take the lock for writing where the option ``WRITES`` asks for it.
        is_writable: Whether this program may add to it.
    """

    engine: Engine
    is_writable: bool


class Database(Protocol):
    """A place where a ledger may be."""

    name: str
    """How messages call it; holds no password."""

    def open(self, *, create: bool, reads_damaged_pages: bool) -> Opened:
        """Make the place ready to be connected to; see ``Ledger``.

        Raises:
            LedgerError: It cannot hold a ledger, or holds none and ``create`` is false.
        """

    def prepare(self, progress: Report) -> None:
        """What has to be done once, before the first table is made, or before an old ledger is brought up to date."""

    def explained(self) -> AbstractContextManager[None]:
        """Turn what the database refuses into a ``LedgerError`` that names the place and the remedy."""

    def told(self, error: DBAPIError) -> str:
        """What the database says of an error, in words for a person."""

    def damages(self, connection: Connection) -> Sequence[str]:
        """What the database itself finds damaged, beside what reading every row shows."""

    def unguarded(self, connection: Connection) -> Sequence[str]:
        """What is not checked here though it could be, each with what to do about it."""

    def insert(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows, each with a value for every column of ``table`` but its checksum, as fast as the driver can."""


def database_at(place: Place) -> Database:
    """The database that ``place`` names.

    Raises:
        LedgerError: It is a URL of a database that ledgers are not kept in.
    """
    text = fspath(place)
    if "://" in text:
        from tallystick.ledger.postgresql import PostgreSQL  # noqa: PLC0415 (the driver is an extra)

        return PostgreSQL(text)
    from tallystick.ledger.sqlite import SQLiteFile  # noqa: PLC0415 (imports this module)

    return SQLiteFile(Path(text))
