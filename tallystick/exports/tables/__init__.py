"""The tables that csv, xlsx and parquet share.

A column's name ends with its unit where it has one that does not change from row to row; figures whose
unit differs stand beside a column that names it. Lists stand in one cell, their parts joined by ``; ``.
"""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.exports.material import Material
from tallystick.exports.tables.claims import CLAIMS, ITEMS
from tallystick.exports.tables.columns import Cell, Column, Row, Table
from tallystick.exports.tables.judgements import JUDGEMENTS
from tallystick.exports.tables.positions import POSITIONS
from tallystick.exports.tables.promises import DELIVERIES, PROMISES, STAGES

__all__ = ["DICTIONARY", "TABLES", "Cell", "Column", "Row", "Table"]

TABLES: tuple[Table, ...] = (CLAIMS, ITEMS, PROMISES, STAGES, DELIVERIES, POSITIONS, JUDGEMENTS)
"""In the order they are written."""


def _dictionary_rows(_: Material) -> Iterator[Row]:
    names = {str: "text", float: "number", int: "whole number", bool: "true or false"}
    for table in TABLES:
        for column in table.columns:
            yield table.name, table.means, column.name, names[column.kind], column.means


DICTIONARY = Table(
    "dictionary",
    "What every column of every table means.",
    (
        Column("table", str, "Name of the table."),
        Column("table_means", str, "What a row is."),
        Column("column", str, "Name of the column."),
        Column("kind", str, "Of its cells; any cell may be empty."),
        Column("means", str, "What it holds."),
    ),
    _dictionary_rows,
)
