"""Many rows at once: written as the driver takes them, and looked up where other rows tell of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

from tallystick.errors import LedgerError
from tallystick.ledger.checksums import is_sound

Key = TypeVar("Key")
Value = TypeVar("Value")


class Present(dict[Key, Value]):
    """Rows by a key that other rows tell of: where one cannot be found, what it is looked up by is damaged.

    Raises:
        LedgerError: What is asked for is not there.
    """

    def __missing__(self, key: Key) -> Value:
        raise LedgerError(
            f"The ledger is damaged: it tells of {key} and cannot find it; see tally verify for what to do"
        )


def add_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    replacing: bool = False,
    growing: str | None = None,
) -> None:
    """Add rows to a table of the index; to bind each value by its type would take longer than to write it.

    Args:
        connection: A transaction that may write.
        table: Its columns hold plain values, which every driver takes.
        rows: Each with the same columns; there may be none.
        replacing: A row takes the place of the one with its primary key.
        growing: A column whose number is added to that of the row with the same primary key, if there is one.
    """
    if not rows:
        return
    quote = connection.dialect.identifier_preparer.quote
    names = list(rows[0])
    columns = [quote(name) for name in names]
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    words = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(names))})"  # noqa: S608 (names from the code alone)
    if replacing:
        own = [quote(column.name) for column in table.primary_key]
        changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in own)
        words += f" ON CONFLICT ({', '.join(own)}) DO " + (f"UPDATE SET {changed}" if changed else "NOTHING")
    if growing is not None:
        key, column = ", ".join(quote(part.name) for part in table.primary_key), quote(growing)
        words += f" ON CONFLICT ({key}) DO UPDATE SET {column} = {table.name}.{column} + excluded.{column}"
        words += (
            f" WHERE {is_sound(table).compile(dialect=connection.dialect)}"  # damage is not summed up unseen
        )
    connection.exec_driver_sql(words, [tuple(row[name] for name in names) for row in rows])
