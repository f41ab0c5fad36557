"""A checksum beside every row: what a disk changed in one is never given out as an answer.

Of rows that are worked out the database makes it itself, as a generated column, whenever they are written, so that
nobody who writes has to think of it. Who reads need not either: ``check_questions`` puts the comparison into every
question. Entries get theirs when they are added (older ones have none): their hashes leave out when they were recorded
and what they are found by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from sqlalchemy import (
    Alias,
    BigInteger,
    Column,
    ColumnElement,
    Computed,
    Connection,
    Engine,
    Float,
    FromClause,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    Update,
    case,
    cast,
    event,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement, Join

from tallystick.errors import LedgerError

CRC32 = "tally_crc32"
"""The function that SQLite is lent for checksums: CRC-32 of bytes, as ``zlib.crc32``."""

DAMAGED = "tally_damaged"
"""The function that fails with the place of a damaged row; its second argument is what the row would have given."""

DAMAGED_STATE = "TALLY"
"""The SQLSTATE that PostgreSQL fails with there."""

CHECKSUM = "checksum"
"""The column that holds it."""

_ENTRY = "row of entries: "

SOUND = "is_sound"
"""What a question calls whether a row is sound, where it asks for that itself."""

_SCALE = 1024
"""Fractions of figures are covered so far: how a database writes more of them may change with its version."""


class RowChecksum(FunctionElement[int]):
    """The checksum of some columns of one row."""

    type = BigInteger()
    inherit_cache = True


@compiles(RowChecksum)
def _in_postgresql(element: RowChecksum, compiler: SQLCompiler, **options: Any) -> str:
    def hashable(column: ColumnElement[Any]) -> str:
        name = compiler.process(column, **options)
        return f"{name}::text" if isinstance(column.type, TSVECTOR) else name

    return f"hash_record_extended(ROW({', '.join(map(hashable, element.clauses))}), 0)"


@compiles(RowChecksum, "sqlite")
def _in_sqlite(element: RowChecksum, compiler: SQLCompiler, **options: Any) -> str:
    def plain(column: ColumnElement[Any]) -> str:
        name = compiler.process(column, **options)
        return f"CAST({name} * {_SCALE} AS INTEGER)" if isinstance(column.type, Float) else name

    parts = " || x'1F' || ".join(f"ifnull({plain(column)}, x'00')" for column in element.clauses)
    return f"{CRC32}(CAST({parts} AS BLOB))"


def checksum_in_a_file(values: Iterable[str | int]) -> int:
    """What SQLite's checksum of a row with these values is."""
    return crc32("\x1f".join(map(str, values)).encode())


def checksum_over(*columns: Column[Any]) -> Column[int]:
    """The column for the checksum of a row's other columns."""
    of_row = Computed(RowChecksum(*columns), persisted=True)
    return Column(CHECKSUM, BigInteger().with_variant(Integer, "sqlite"), of_row)


def add_checksum(table: Table) -> None:
    """Give a table, not yet made, the column for the checksum of all others."""
    table.append_column(checksum_over(*table.columns))


def with_checksums(tables: MetaData) -> MetaData:
    """``tables``, to which from now on every table is added with the column for its checksum."""

    @event.listens_for(Table, "after_parent_attach")
    def _(table: Table, parent: MetaData) -> None:
        if parent is tables:
            add_checksum(table)

    return tables


def has_checksum(table: FromClause) -> bool:
    """Whether rows of a table, or of an alias of one, carry a checksum."""
    return CHECKSUM in table.c


def is_sound(table: FromClause) -> ColumnElement[bool]:
    """Whether a row still is what was written."""
    columns = [column for column in table.c if column.name != CHECKSUM]
    checksum = table.c[CHECKSUM]
    is_as_written = checksum == RowChecksum(*columns)
    return is_as_written if checksum.computed is not None else or_(checksum.is_(None), is_as_written)


def place_of(table: FromClause) -> ColumnElement[str]:
    """What names a row in a message: its table and its key."""
    name = str(getattr(table.element if isinstance(table, Alias) else table, "name", ""))
    words: ColumnElement[str] = literal_column(f"'row of {name}:'", Text)
    for column in table.c:
        if column.primary_key:
            words = words + literal_column("' '", Text) + cast(column, Text)
    return words


def damaged_rows(connection: Connection, table: Table, most: int) -> list[str]:
    """Where rows of a table are that are not what was written, at most so many."""
    query = select(place_of(table)).where(is_sound(table).is_not(True)).limit(most)
    return list(connection.execute(query).scalars())


def damaged(ledger: str, place: str) -> LedgerError:
    """The error of who asked for a damaged row."""
    if place.startswith(_ENTRY):
        return changed(ledger, f"entry {place.removeprefix(_ENTRY)}")
    return LedgerError(
        f"Ledger {ledger}: its index is damaged ({place}), its entries may be sound; see tally verify, then make the "
        f"index anew: tally index --rebuild --ledger {ledger}"
    )


def changed(ledger: str, what: str) -> LedgerError:
    """The error of who asked for entries that are not as they were written."""
    return LedgerError(
        f"Ledger {ledger} holds entries that were changed ({what}); restore it from a copy, see tally verify"
    )


def check_questions(engine: Engine) -> None:
    """Let an engine's database look at every row that it gives out; it has to know what ``DAMAGED`` names."""
    engine.dialect.statement_compiler = type(
        "Checked", (_CheckedQuestions, engine.dialect.statement_compiler), {}
    )


class _CheckedQuestions(SQLCompiler):
    """Puts into every question whether the rows it comes from are sound; one that is not fails it.

    Not looked at are the rows of questions that only count, group, or give each value once. Changing a row would give
    it a new checksum: one that is damaged is left as it is.
    """

    def visit_select(self, select_stmt: Select[Any], *arguments: Any, **options: Any) -> str:
        """The words of a question."""
        is_outermost = not self.stack
        query = _checked(select_stmt) if is_outermost else select_stmt
        return str(super().visit_select(query, *arguments, **options))  # type: ignore[no-untyped-call]

    def visit_update(self, update_stmt: Update, *arguments: Any, **options: Any) -> str:
        """The words of a change."""
        if isinstance(update_stmt.table, Table) and has_checksum(update_stmt.table):
            update_stmt = update_stmt.where(is_sound(update_stmt.table))
        return super().visit_update(update_stmt, *arguments, **options)


def _checked(query: Select[Any]) -> Select[Any]:
    """A question that fails where a row is damaged: in place of the first column that it asks for."""
    columns = list(query.selected_columns)
    tables = [table for table in _tables(query) if has_checksum(table)]
    plain = next((n for n, column in enumerate(columns) if isinstance(column, Column)), None)
    asks_itself = any(column.key == SOUND for column in columns)
    is_of_rows = not query._distinct and not any(isinstance(c, FunctionElement) for c in columns)
    if asks_itself or not tables or plain is None or not is_of_rows:
        return query
    asked = columns[plain]
    failing = [
        (is_sound(table).is_not(True), getattr(func, DAMAGED)(place_of(table), asked, type_=asked.type))
        for table in tables
    ]
    columns[plain] = case(*failing, else_=asked).label(asked.name)
    return query.with_only_columns(*columns, maintain_column_froms=True)


def _tables(query: Select[Any]) -> Iterator[FromClause]:
    """The tables that a question is asked of, joins taken apart."""
    waiting = list(query.get_final_froms())
    while waiting:
        table = waiting.pop(0)
        if isinstance(table, Join):
            waiting += [table.left, table.right]
        else:
            yield table
