"""HTML: the article of a page, found by trafilatura, with the particulars that the page gives.

The document's text is the article's: a line for each paragraph, subheading, table row and point of a list
(with "- " before it). The headline is part of the text only where the article itself shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from tallystick.model import Problem
from tallystick.sources.assembly import Particulars, assemble
from tallystick.sources.blocks.lines import ends_sentence
from tallystick.sources.dates import iso_date
from tallystick.sources.decoding import MAXIMUM_BYTES, decode, too_long
from tallystick.sources.formats.protocol import Format, read_whole
from tallystick.sources.records import Sourced, SourceOptions

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*"
    rb"(utf-?8|iso-8859-\d+|latin1|us-ascii|ascii|windows-\d+|koi8-[ru]|gb\w+|big5|euc-\w+|shift_jis)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(rb"\s*<(?:!doctype|html|head|body|article|meta|div|p|h1|\?xml|!--)\b", re.IGNORECASE)
_ENDLESS_TAG = re.compile(r"<[a-zA-Z][^<>]{50000,}>")
"""A tag with thousands of attributes, whose parsing takes the square of their number, or a picture written into one."""


def _no_article(origin: str) -> Sourced:
    message = "No article was found on the page. If it is a list of links, give the pages it links to."
    return Sourced(origin, None, (Problem("no_article", message),))


def read_html(stream: BinaryIO, origin: str, name: str | None, options: SourceOptions) -> Iterator[Sourced]:
    """The one document that a page is, with ``name`` for its id; its hash is that of the page."""
    data = read_whole(stream)
    if data is None:
        yield Sourced(origin, None, (too_long(f"more than {MAXIMUM_BYTES} bytes"),))
        return
    decoded = decode(data, _declared_encoding(data))
    if decoded.text is None:
        yield Sourced(origin, None, decoded.problems)
        return
    yield _article(decoded.text, data, origin, name, options).with_problems(decoded.problems)


def _declared_encoding(data: bytes) -> str | None:
    declared = _CHARSET.search(data[:4096])
    if declared is None:
        return None
    label = declared[1].decode("ascii").lower()
    # The HTML standard reads these labels as Windows-1252.
    return "cp1252" if label in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else label


def _article(page: str, data: bytes, origin: str, name: str | None, options: SourceOptions) -> Sourced:
    # Loading it takes longer than most texts take to read; whoever reads no pages never waits for it.
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import Document as Extracted  # noqa: PLC0415

    found = bare_extraction(_ENDLESS_TAG.sub("<div>", page), with_metadata=True, include_comments=False)
    if not isinstance(found, Extracted):
        return _no_article(origin)
    text = found.text
    # Where there is no article trafilatura gives the page's links; a report has a sentence that ends.
    if not text or not any(ends_sentence(line) for line in text.splitlines()):
        return _no_article(origin)
    particulars = Particulars(
        id=name,
        published=iso_date(found.date) if found.date else None,
        title=found.title,
        url=found.url,
        publisher=found.sitename,
        byline=found.author,
    )
    return assemble(text, data, origin, particulars, options)


def opens_html(line: bytes) -> bool:
    """Whether a first line begins with a tag or a document type."""
    return _OPENING.match(line.removeprefix(b"\xef\xbb\xbf")) is not None


FORMAT = Format(name="html", suffixes=(".html", ".htm", ".xhtml"), recognise=opens_html, read=read_html)
