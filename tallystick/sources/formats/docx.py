"""DOCX: paragraphs, headings, points of lists and rows of tables in the order of the document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from tallystick.sources.assembly import Particulars, assemble
from tallystick.sources.decoding import too_long
from tallystick.sources.extras import needs_extra
from tallystick.sources.formats.protocol import Format, read_whole
from tallystick.sources.records import Sourced, SourceOptions, unreadable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_BYTES = 64 * 2**20
"""Largest file that is opened, and most that its text may come to unpacked."""


def read_docx(stream: BinaryIO, origin: str, name: str | None, options: SourceOptions) -> Iterator[Sourced]:
    """The one document that the file is, with ``name`` for its id; its hash is that of the file."""
    data = read_whole(stream, MOST_BYTES)
    if data is None or _unpacked_bytes(data) > MOST_BYTES:
        yield Sourced(origin, None, (too_long(f"more than {MOST_BYTES} bytes"),))
        return
    try:
        with needs_extra("python-docx", "files", origin):
            import docx  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError as error:
        yield unreadable(origin, "needs_extra", str(error))
        return
    try:
        opened = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_passages(opened))
        stated = opened.core_properties
        particulars = Particulars(id=name, title=stated.title or None, byline=stated.author or None)
    except Exception as error:  # noqa: BLE001 (a broken file makes the library fail in every way there is)
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        yield unreadable(origin, "broken_docx", f"The DOCX is damaged ({reason}); open it and save it anew.")
        return
    yield assemble(text, data, origin, particulars, options)


def _unpacked_bytes(data: bytes) -> int:
    """What the parts that hold text come to unpacked; a file that is no archive is left to be told by its reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(
                part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))
            )
    except (zipfile.BadZipFile, OSError, ValueError):
        return 0


def _passages(opened: Document) -> Iterator[str]:
    from docx.table import Table  # noqa: PLC0415 (an extra)

    for part in opened.iter_inner_content():
        found = _rows(part) if isinstance(part, Table) else [_line(part)]
        yield from (line for line in found if line)


def _line(paragraph: Paragraph) -> str:
    """A paragraph on one line, with "- " before a point of a list."""
    words = " ".join(paragraph.text.split())
    properties = paragraph._p.pPr  # the library has no public way to ask for a list
    numbered = properties is not None and properties.numPr is not None
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    return f"- {words}" if words and (numbered or style.startswith("List")) else words


def _rows(table: Table) -> Iterator[str]:
    """A line for each row, its cells parted by bars; cells that are merged stand once."""
    for row in table.rows:
        cells = [" ".join(cell.text.split()) for cell in dict.fromkeys(row.cells)]
        yield " | ".join(cell for cell in cells if cell)


FORMAT = Format(
    name="docx",
    suffixes=(".docx",),
    recognise=lambda _: False,  # begins as every zip archive does; ``zip`` looks inside
    read=read_docx,
    media_types=(MEDIA_TYPE,),
)
