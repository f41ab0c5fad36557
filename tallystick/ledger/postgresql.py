"""All that is particular to PostgreSQL: how a server is reached, locked and written, and what its errors mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from tallystick.errors import LedgerError
from tallystick.ledger.checksums import CHECKSUM, DAMAGED_STATE, check_questions, damaged
from tallystick.ledger.databases import PATIENCE_SECONDS, WRITES, Opened
from tallystick.ledger.progress import Report

OLDEST = 15
"""The oldest major version of the server that the tests run against."""

_DRIVER = "postgresql+psycopg"
_CONNECT_SECONDS = 10
_SECRETS = ("password", "sslpassword", "passfile")

_REMEDIES = {
    "28": "refused the login; check the user, and the password (PGPASSWORD, ~/.pgpass or in the URL)",
    "3D000": "has no such database; make it with createdb",
    "42501": "may not be written by this user; GRANT it the rights, or name another user",
    "25006": "may only be read; name the server that takes writes",
    "53100": "cannot grow: the server's disk is full; make room and run the same again, nothing is lost",
    "53300": "has no connection to spare; wait for another program to finish",
    "55P03": f"was busy for {PATIENCE_SECONDS} seconds; wait for the other program to finish",
    "57": "was shut down or broke off; start the server and run the same again, nothing is lost",
    "58": "could not be read or written; check the disk that the server keeps it on",
    "XX": "is damaged; restore it from a copy, or read the reports into a new ledger",
}
"""What follows "Ledger URL" in a message, by the longest start of the state that is named here
(https://www.postgresql.org/docs/current/errcodes-appendix.html)."""

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tallystick ' || current_schema(), 0))"
"""One lock a schema; it also guards the making of tables, before there is a row to lock."""

_CAN_LOOK_INTO_INDEXES = """SELECT coalesce(bool_or(has_function_privilege(oid, 'EXECUTE')), false) FROM pg_proc
WHERE proname = 'bt_index_check' AND pronargs = 2 AND pg_function_is_visible(oid)"""

_INDEXES = """SELECT c.oid, c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am a ON a.oid = c.relam
WHERE a.amname = 'btree' AND c.relnamespace = current_schema()::regnamespace AND i.indisvalid ORDER BY c.relname"""

_NO_CHECKSUMS = (
    "The server keeps no checksums of pages: what its disk changes in an index may hide a row; "
    "stop it and run pg_checksums --enable"
)

_NO_AMCHECK = (
    "Indexes were not looked into: an administrator may run CREATE EXTENSION amcheck in the database"
)


class PostgreSQL:
    """A ledger in the tables of one database; see ``Database``."""

    def __init__(self, url: str) -> None:
        self._url = _parsed(url)
        self.name = _shown(self._url)

    def open(self, *, create: bool, reads_damaged_pages: bool) -> Opened:
        """See ``Database``; only an administrator can have a server read damaged pages."""
        del reads_damaged_pages
        engine = self._engine()
        try:
            return Opened(engine, self._check(engine, create=create))
        except BaseException:
            engine.dispose()
            raise

    def _check(self, engine: Engine, *, create: bool) -> bool:
        """Whether the ledger may be written, where there is one or may be."""
        with self.explained(), engine.connect() as connection:
            version = int((connection.dialect.server_version_info or (0,))[0])
            if version < OLDEST:
                raise LedgerError(f"Ledger {self.name} has PostgreSQL {version}; it takes {OLDEST} or later")
            if not create and not inspect(connection).has_table("entries"):
                raise LedgerError(
                    f"No ledger in {self.name}; make one with: tally read PATH --ledger {self.name}"
                )
            return _is_writable(connection)

    def prepare(self, progress: Report) -> None:
        """See ``Database``; a server needs nothing."""

    @contextmanager
    def explained(self) -> Iterator[None]:
        """See ``Database``."""
        try:
            yield
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == DAMAGED_STATE:
                place = str(error.orig).splitlines()[0]
                raise damaged(self.name, place) from error
            raise LedgerError(f"Ledger {self.name} {_remedy(error)}") from error

    def told(self, error: DBAPIError) -> str:
        """See ``Database``."""
        return " ".join(str(error.orig).split())

    def damages(self, connection: Connection) -> Sequence[str]:
        """See ``Database``; looks for rows that are missing from what they are looked up in, where the server can.

        See https://www.postgresql.org/docs/current/amcheck.html.
        """
        found = []
        if connection.exec_driver_sql(_CAN_LOOK_INTO_INDEXES).scalar():
            for number, name in connection.exec_driver_sql(_INDEXES).all():
                try:
                    with connection.begin_nested():
                        connection.exec_driver_sql("SELECT bt_index_check(%s::oid, true)", (number,))
                except DBAPIError as error:
                    found.append(f"{name}: {self.told(error)}")
        return found

    def unguarded(self, connection: Connection) -> Sequence[str]:
        """See ``Database``."""
        found = []
        if connection.exec_driver_sql("SHOW data_checksums").scalar() == "off":
            found.append(_NO_CHECKSUMS)
        if not connection.exec_driver_sql(_CAN_LOOK_INTO_INDEXES).scalar():
            found.append(_NO_AMCHECK)
        return found

    def insert(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """See ``Database``; COPY is several times faster than INSERT."""
        cursor = connection.connection.cursor()
        try:
            names = ", ".join(column.name for column in table.columns if column.name != CHECKSUM)
            with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        except import_module("psycopg").Error as error:
            raise DBAPIError(f"COPY {table.name}", None, error) from error
        finally:
            cursor.close()

    def _engine(self) -> Engine:
        try:
            engine = create_engine(
                self._url,
                connect_args={
                    "connect_timeout": _CONNECT_SECONDS,
                    "application_name": "tallystick",
                    "options": f"{self._url.query.get('options', '')} -c lock_timeout={PATIENCE_SECONDS}s",
                },
            )
        except ModuleNotFoundError as error:
            raise LedgerError(
                f"Ledger {self.name} needs the driver psycopg; install it: pip install 'tallystick[postgres]'"
            ) from error
        check_questions(engine)
        event.listen(engine, "begin", _begin)
        return engine


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerError(
            "The ledger's URL cannot be read; write it like postgresql+psycopg://user@host/database"
        ) from error
    if parsed.drivername not in (_DRIVER, "postgresql"):
        raise LedgerError(
            f"No ledger can be kept in {_shown(parsed)}; name a file, or {_DRIVER}://user@host/database"
        )
    return parsed.set(drivername=_DRIVER)


def _shown(url: URL) -> str:
    """The URL as it may stand in a message."""
    return url.difference_update_query(_SECRETS).render_as_string(hide_password=True)


def _is_writable(connection: Connection) -> bool:
    if connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar():
        return False
    if inspect(connection).has_table("entries"):
        return bool(connection.exec_driver_sql("SELECT has_table_privilege('entries', 'INSERT')").scalar())
    return bool(
        connection.exec_driver_sql("SELECT has_schema_privilege(current_schema(), 'CREATE')").scalar()
    )


def _begin(connection: Connection) -> None:
    """Writers queue; readers see one state of the ledger from their first question to their last."""
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql(_LOCK)
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _remedy(error: DBAPIError) -> str:
    state = getattr(error.orig, "sqlstate", None) or ""
    for length in (5, 2):
        if state[:length] in _REMEDIES:
            return _REMEDIES[state[:length]]
    cause = " ".join(str(error.orig).split())
    if not state:
        return f"cannot be reached; check the address and that the server runs ({cause})"
    return f"failed: {cause}"
