"""Registers that are tables (CSV): rows read by a column map, faulty ones told with line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from tallystick.errors import SourceError
from tallystick.model import Problem, Stage
from tallystick.registers.column_map import ActMap, Cell, ColumnMap
from tallystick.registers.records import Act, Fault, Named, Row
from tallystick.registers.values import currency_of, date_of, number_of
from tallystick.sources.decoding import decode

_LATEST_HEADER = 40
"""Registers print notes above their header; it is sought in so many lines."""

_LONGEST_CELL = 10 * 2**20

_SOME_DAY = date(2024, 2, 27)
"""Shows how dates are to be written."""
_WORDS = re.compile(r"(?<!%)[^\W\d_]")
"""Words beside a date, which nobody has to write ("until %m/%Y")."""


_Value = TypeVar("_Value")
Cells = Mapping[str, str]


class _FaultyError(Exception):
    """A cell that cannot be read: its column, what it holds, what it has to be."""


@dataclass(frozen=True, slots=True)
class Table:
    """A register that is a table, by its column map."""

    name: str
    columns: ColumnMap
    is_strict: bool = False
    """Whether every column that the map names has to be there: a map of the user's own is for one table."""

    @property
    def title(self) -> str:
        """As its documents print it."""
        return self.columns.title

    def rows(
        self, path: Path, prepared: Callable[[Cells], Cells] = lambda cells: cells
    ) -> Iterator[Row | Fault]:
        """The rows of a CSV file, whatever parts its columns.

        Args:
            path: The file.
            prepared: What each row's cells are made into before they are read, by the names of their columns.

        Raises:
            SourceError: A column that is needed is missing.
        """
        lines = _lines(path)
        needed = self.columns.needed + (self.columns.named if self.is_strict else ())
        header = _header(lines, needed, path)
        for number, cells in lines:
            place = f"{path} line {number}"
            if not any(cell.strip() for cell in cells) or _is_hashtags(cells):
                continue
            if len(cells) != len(header):
                message = f"{len(cells)} cells in line {number}, but {len(header)} columns; mend the line."
                yield Fault(place, Problem("bad_row", message))
                continue
            yield self.row(prepared(dict(zip(header, cells, strict=True))), place)

    def row(self, cells: Cells, place: str) -> Row | Fault:
        """One row by the names of its columns, or what is wrong with it."""
        try:
            return self._row(cells, place)
        except _FaultyError as error:
            return Fault(place, Problem("bad_cell", f"{error}; mend it there, the row was passed over."))

    def _row(self, cells: Mapping[str, str], place: str) -> Row:
        columns = self.columns
        reader = _Reader(columns, cells)
        acts = tuple(act for one in columns.acts if (act := reader.act(one)) is not None)
        published = reader.date(columns.published)
        return Row(
            place=place,
            id=reader.joined(columns.id) or place,
            giver=reader.named(columns.giver),
            recipient=reader.named(columns.recipient),
            goods=reader.text(columns.goods),
            acts=acts,
            published=published,
            note=reader.text(columns.note),
            url=reader.text(columns.url),
            problems=tuple(reader.problems.values()),
        )


class _Reader:
    """One row under a column map."""

    def __init__(self, columns: ColumnMap, cells: Mapping[str, str]) -> None:
        self._columns = columns
        self._cells = cells
        self.problems: dict[str, Problem] = {}

    def act(self, one: ActMap) -> Act | None:
        """The act that the row records, ``None`` where it says nothing of it."""
        held = {column: self._cells.get(column, "").strip() for column in one.when}
        if any(held[column] not in wanted for column, wanted in one.when.items()):
            return None
        if not self._holds(one.needs) or (one.unless and self._holds(one.unless)):
            return None
        quantity, amount = self.number(one.quantity), self.number(one.amount)
        stage = self._stage(one)
        if not quantity and not amount:
            return None
        return Act(
            kind=cast("Any", one.kind),
            stage=stage,
            date=self.date(one.date),
            deadline=self.date(one.deadline),
            quantity=quantity or None,
            unit=self.text(one.unit),
            amount=amount or None,
            currency=self.currency(one.currency) if amount else None,
            cumulative=one.cumulative,
        )

    def _holds(self, columns: Sequence[str]) -> bool:
        """Whether all of ``columns`` hold something."""
        return all(self._found(Cell((column,))) is not None for column in columns)

    def _stage(self, one: ActMap) -> Stage:
        held = "" if one.stage.column is None else self._cells.get(one.stage.column, "").strip()
        if not held and one.stage.otherwise is not None:
            return cast("Stage", one.stage.otherwise)
        stage = one.stage.told.get(held)
        if stage is None:
            known = ", ".join(one.stage.told)
            raise _FaultyError(f"Column {one.stage.column!r} holds {held!r}, which has to be one of {known}")
        return cast("Stage", stage)

    def text(self, cell: Cell) -> str | None:
        found = self._found(cell)
        return found[1] if found else None

    def joined(self, columns: Sequence[str]) -> str:
        """What ``columns`` hold, as far as they are there and hold something."""
        return " ".join(found[1] for column in columns if (found := self._found(Cell((column,)))) is not None)

    def named(self, cell: Cell) -> Named | None:
        name = self.text(cell)
        return None if name is None else Named(name, self._columns.names.get(name))

    def date(self, cell: Cell) -> str | None:
        """A date; one that cannot be read is told, and the row does without."""
        forms = self._columns.date_formats
        bare = [_SOME_DAY.strftime(form) for form in forms if not _WORDS.search(form)]
        wanted = f"a date ({', '.join(bare) or _SOME_DAY.isoformat()})"
        try:
            return self._value(cell, lambda text: date_of(text, forms), wanted)
        except _FaultyError as error:
            self.problems[str(error)] = Problem("bad_cell", f"{error}; it was left out.")
            return None

    def currency(self, cell: Cell) -> str | None:
        return self._value(cell, currency_of, "an ISO 4217 code (EUR)")

    def number(self, cell: Cell) -> float | None:
        return self._value(cell, lambda text: number_of(text, self._columns.decimal), "a number (1250.5)")

    def _value(self, cell: Cell, read: Callable[[str], _Value | None], wanted: str) -> _Value | None:
        found = self._found(cell)
        if found is None:
            return None
        value = read(found[1])
        if value is None:
            raise _FaultyError(f"Column {found[0]!r} holds {found[1][:60]!r}, which has to be {wanted}")
        return value

    def _found(self, cell: Cell) -> tuple[str, str] | None:
        """The column that holds something, with it on one line."""
        if cell.value is not None:
            return ("", cell.value)
        for column in cell.columns:
            text = " ".join(self._cells.get(column, "").split())
            if text.casefold() not in self._columns.empty:
                return (column, text)
        return None


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of a file that hold something, with their numbers.

    Raises:
        SourceError: It cannot be read.
    """
    try:
        decoded = decode(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}); check the path") from error
    if decoded.text is None:
        raise SourceError(f"{path}: {decoded.problems[0].message}")
    csv.field_size_limit(_LONGEST_CELL)
    head = "\n".join(decoded.text.splitlines()[:_LATEST_HEADER])
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise SourceError(f"{path} breaks off in line {reader.line_num} ({error}); mend it there") from error


def _header(
    lines: Iterator[tuple[int, list[str]]], needed: Sequence[tuple[str, ...]], path: Path
) -> list[str]:
    """The line that names the columns, notes above it passed over.

    Raises:
        SourceError: No line names all that are needed.
    """
    best: tuple[int, int, list[str]] | None = None
    for number, cells in lines:
        header = [" ".join(cell.split()) for cell in cells]
        known = sum(any(column in header for column in group) for group in needed)
        if known == len(needed):
            return header
        if best is None or known > best[0] or (known == best[0] and len(header) > len(best[2])):
            best = (known, number, header)
        if number >= _LATEST_HEADER:
            break
    if best is None:
        raise SourceError(f"{path} is empty; export the register anew")
    missing = next(group for group in needed if not any(column in best[2] for column in group))
    named = " or ".join(repr(column) for column in missing)
    shown = ", ".join(column for column in best[2] if column)
    raise SourceError(f"No column {named} in {path} line {best[1]}; columns are: {shown}")


def _is_hashtags(cells: Sequence[str]) -> bool:
    """Whether a line under the header names the columns once more, in the tags of the HXL standard."""
    held = [cell.strip() for cell in cells if cell.strip()]
    return all(cell.startswith("#") for cell in held)
