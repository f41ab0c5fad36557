"""Tables as a workbook (Office Open XML), one sheet a table."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from xml.sax.saxutils import escape

from tallystick.errors import SettingError
from tallystick.exports.material import Material
from tallystick.exports.pieces import Passing
from tallystick.exports.protocol import Part
from tallystick.exports.tables import DICTIONARY, TABLES, Cell, Column, Row, Table

_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADING, _WORDS, _WHOLE, _BROKEN = (f' s="{number}"' for number in range(1, 5))
"""The styles of the header, of long texts, of whole numbers and of others from 1 on; see ``xl/styles.xml``."""

_WIDTHS = {
    "sentence": 70, "content": 50, "evidence": 50, "text": 40, "title": 40, "means": 70, "table_means": 50,
    "document_title": 40, "url": 40, "publisher": 24, "published": 12, "actor_names": 24, "recipient_names": 24,
    "conflicts": 40, "reason": 40, "value_json": 24,
}  # fmt: skip
_WRAPPED = {"sentence", "content", "evidence", "means", "table_means", "conflicts", "reason"}
"""Columns of texts that are read: they go on in the next line of their cell."""


class Xlsx:
    """Tables as a workbook."""

    name = "xlsx"
    what = "the tables of csv as one workbook, the data dictionary on its last sheet"
    is_folder = False

    def parts(self, material: Material) -> Iterator[Part]:
        """The workbook.

        Raises:
            SettingError: A table has more rows than a sheet can hold.
        """
        yield Part("ledger.xlsx", _workbook(material))

    def left_out(self, material: Material) -> Iterator[str]:
        """What a cell cannot hold."""
        if self.name not in material.noted:
            for _ in _workbook(material):
                pass
        lost: _Lost = material.noted[self.name]
        if lost.cut:
            yield f"{lost.cut} cells are cut after {_MOST_CHARACTERS:,} characters, the most that a cell can hold."
        if lost.odd:
            yield f"{lost.odd} cells have control characters, which a workbook cannot hold; U+FFFD stands for each."


@dataclass(slots=True)
class _Lost:
    """How many cells were cut, and how many have had signs that no cell can hold."""

    cut: int = 0
    odd: int = 0

    def text(self, value: str) -> str:
        """A text as a cell can hold it."""
        self.cut += len(value) > _MOST_CHARACTERS
        held, odd = _CONTROLS.subn("\N{REPLACEMENT CHARACTER}", value)
        self.odd += bool(odd)
        return escape(held[:_MOST_CHARACTERS])


def _workbook(material: Material) -> Iterator[bytes]:
    """A workbook given out as it is made: no time of making, no rows kept in memory, no file beside it."""
    tables = (*TABLES, DICTIONARY)
    stream, lost = Passing(), _Lost()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in _frame([table.name for table in tables]).items():
            book.writestr(_member(name), content)
        for number, table in enumerate(tables, 1):
            with book.open(_member(f"xl/worksheets/sheet{number}.xml"), "w") as sheet:
                for piece in _sheet(table, material, lost):
                    sheet.write(piece.encode())
                    yield stream.taken()
    yield stream.taken()
    material.noted[Xlsx.name] = lost


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _frame(sheets: Sequence[str]) -> dict[str, str]:
    """The parts of a workbook that say which sheets it has."""
    numbered = list(enumerate(sheets, 1))
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for number, _ in numbered
    )
    entries = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="sheet{n}"/>' for n, name in numbered)
    links = "".join(
        f'<Relationship Id="sheet{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    return {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="book" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{entries}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}<Relationship Id="styles" '
            f'Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": (
            f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
            '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
            '<fills count="3"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
            '<fgColor rgb="FFE7ECEF"/><bgColor indexed="64"/></patternFill></fill></fills>'
            '<borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
            '<alignment vertical="top"/></xf>'
            '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
            '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
            '<alignment vertical="top" wrapText="1"/></xf>'
            '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
            '<alignment vertical="top"/></xf>'
            '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
            '<alignment vertical="top"/></xf></cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        ),
    }


def _sheet(table: Table, material: Material, lost: _Lost) -> Iterator[str]:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{_width(column)}" customWidth="1"/>'
        for n, column in enumerate(table.columns, 1)
    )
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )
    yield _row([column.name for column in table.columns], [_HEADING] * len(table.columns), lost)
    styles = [_WORDS if column.name in _WRAPPED else "" for column in table.columns]
    number = 1
    for number, row in enumerate(table.rows(material), 2):
        if number > _MOST_ROWS:
            raise SettingError(
                f"The table {table.name} has more than the {_MOST_ROWS:,} rows that a sheet can hold; "
                "export csv or parquet, or less with --as-of"
            )
        yield _row(row, styles, lost)
    yield f'</sheetData><autoFilter ref="A1:{_letters(len(table.columns))}{number}"/></worksheet>'


def _letters(column: int) -> str:
    """A column as a workbook calls it: 1 is A, 27 is AA."""
    before, last = divmod(column - 1, len(ascii_uppercase))
    return (_letters(before) if before else "") + ascii_uppercase[last]


def _width(column: Column) -> int:
    return _WIDTHS.get(column.name, max(12, len(column.name) + 2))


def _row(row: Row, styles: Sequence[str], lost: _Lost) -> str:
    return (
        f"<row>{''.join(_cell(value, style, lost) for value, style in zip(row, styles, strict=True))}</row>"
    )


def _cell(value: Cell, style: str, lost: _Lost) -> str:
    """A cell; text is marked as text, so that one which begins with = is no formula."""
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c{_style_of(value)}><v>{value!r}</v></c>"
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{lost.text(value)}</t></is></c>'


def _style_of(value: float) -> str:
    """Thousands are parted; what is less than one, such as a share, is shown as it is."""
    if value == int(value):
        return _WHOLE
    return _BROKEN if abs(value) >= 1 else ""


EXPORT = Xlsx()
