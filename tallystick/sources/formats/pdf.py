"""PDF: the text of a document's pages as it is read, without what the printer repeats on each of them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from tallystick.model import Problem
from tallystick.sources.assembly import Particulars, assemble
from tallystick.sources.decoding import MAXIMUM_CHARACTERS, too_long
from tallystick.sources.extras import needs_extra
from tallystick.sources.formats.protocol import Format, read_whole
from tallystick.sources.pages import text_of_pages
from tallystick.sources.records import Sourced, SourceOptions, unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_BYTES = 64 * 2**20
"""Largest file that is opened; pictures may outweigh the text many times."""

MOST_PAGES = 2_000

MOST_DRAWN = 2 * 2**20
"""Bytes of one page's instructions that are gone through: a page of text has a tenth of that at most, a drawing made
by hand rarely more, and each megabyte takes about three seconds."""

MOST_DRAWN_IN_ALL = 16 * 2**20
"""Likewise of all pages, of those that were gone through."""

_MOST_NAMED = 10


def read_pdf(stream: BinaryIO, origin: str, name: str | None, options: SourceOptions) -> Iterator[Sourced]:
    """The one document that a PDF is, with ``name`` for its id; its hash is that of the file."""
    data = read_whole(stream, MOST_BYTES)
    if data is None:
        yield Sourced(origin, None, (too_long(f"more than {MOST_BYTES} bytes"),))
        return
    try:
        with needs_extra("pypdf", "files", origin):
            import pypdf  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError as error:
        yield unreadable(origin, "needs_extra", str(error))
        return
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every fault that it mends
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        problem = _refusal(reader)
        pages, passed_over = ([], []) if problem else _pages(reader)
        title, author = ("", "") if problem else _particulars(reader)
    except Exception as error:  # noqa: BLE001 (a broken file makes the library fail in every way there is)
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        message = f"The PDF is damaged ({reason}); open it and save or print it as a new PDF."
        problem = Problem("broken_pdf", message)
    if problem:
        yield Sourced(origin, None, (problem,))
        return
    text = text_of_pages(pages)
    drawn = (_too_much_drawn(passed_over),) if passed_over else ()
    if not text.strip() and drawn:
        yield Sourced(origin, None, drawn)
        return
    if not text.strip():
        message = "The PDF holds pictures of pages and no text; run a text recognition (OCR) over it first."
        yield unreadable(origin, "no_text_in_pdf", message)
        return
    particulars = Particulars(id=name, title=title or None, byline=author or None)
    yield assemble(text, data, origin, particulars, options).with_problems(drawn)


def _refusal(reader: PdfReader) -> Problem | None:
    """Why the file is not read although it is whole."""
    if reader.is_encrypted and not reader.decrypt(""):
        return Problem("encrypted", "The PDF asks for a password; save a copy without one.")
    if len(reader.pages) > MOST_PAGES:
        return too_long(f"{len(reader.pages)} pages")
    return None


def _pages(reader: PdfReader) -> tuple[list[list[str]], list[int]]:
    """What stands on the pages.

    Returns:
        The lines of each page as they stand on it: columns side by side, gaps as blanks and blank lines. And the
        numbers of the pages that were passed over, from 1.
    """
    pages, passed_over = list[list[str]](), list[int]()
    length, drawn = 0, 0
    for number, page in enumerate(reader.pages, start=1):
        if length > MAXIMUM_CHARACTERS:  # assembling it says that it is too long
            break
        content = page.get_contents()
        size = 0 if content is None else len(content.get_data())
        if size > MOST_DRAWN or drawn + size > MOST_DRAWN_IN_ALL:
            passed_over.append(number)
            continue
        drawn += size
        shown = page.extract_text(extraction_mode="layout")
        length += len(shown)
        pages.append(shown.splitlines())
    return pages, passed_over


def _too_much_drawn(numbers: Sequence[int]) -> Problem:
    told = ", ".join(map(str, numbers[:_MOST_NAMED])) + (" and more" if len(numbers) > _MOST_NAMED else "")
    message = (
        f"Too much is drawn on page {told}: at most {MOST_DRAWN} bytes of instructions are gone through on a page, "
        f"{MOST_DRAWN_IN_ALL} in all. What is written there was passed over; print the pages as pictures and run a "
        "text recognition (OCR) over them."
    )
    return Problem("too_much_drawn", message)


def _particulars(reader: PdfReader) -> tuple[str, str]:
    """Title and author as the file states them; programs leave names of files and of themselves there."""
    stated = reader.metadata
    title = " ".join((stated.title or "").split()) if stated else ""
    author = " ".join((stated.author or "").split()) if stated else ""
    is_headline = len(title.split()) > 2 and title.isprintable()
    is_name = 1 < len(author.split()) < 6 and author.isprintable()
    return title if is_headline else "", author if is_name else ""


FORMAT = Format(
    name="pdf",
    suffixes=(".pdf",),
    recognise=lambda line: line.startswith(b"%PDF"),
    read=read_pdf,
    media_types=("application/pdf", "application/x-pdf"),
)
