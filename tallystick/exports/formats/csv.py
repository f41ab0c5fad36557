"""Tables as CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets know it), one file a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from tallystick.exports.material import Material
from tallystick.exports.protocol import Part
from tallystick.exports.tables import DICTIONARY, TABLES, Cell, Row, Table

_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with, or a spreadsheet runs it (OWASP, CSV injection)."""


class Csv:
    """Tables as CSV."""

    name = "csv"
    what = "claims, items, promises, stages, deliveries, positions, judgements as CSV, with a dictionary"
    is_folder = True

    def parts(self, material: Material) -> Iterator[Part]:
        """One file a table, the dictionary last."""
        for table in (*TABLES, DICTIONARY):
            yield Part(f"{table.name}.csv", as_csv(table, table.rows(material)))

    def left_out(self, _: Material) -> Iterator[str]:
        """The one change that is made to words."""
        yield (
            "Text that begins with one of = + - @ or a control character has an apostrophe in front, so that no "
            "spreadsheet takes it for a formula."
        )


def as_csv(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """A table as a file, line by line."""
    yield (_MARK + _line([column.name for column in table.columns])).encode()
    for row in rows:
        yield _line(row).encode(errors="replace")


def _line(row: Row) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow([_cell(value) for value in row])
    return stream.getvalue()


def _cell(value: Cell) -> Cell:
    """A value as CSV has it: whole numbers without a point, no formulas."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


EXPORT = Csv()
