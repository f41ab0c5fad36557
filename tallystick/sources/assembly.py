"""From a decoded text and what came with it to a ``Document``: one way for every format."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tallystick.model import Document
from tallystick.sources.blocks import layout
from tallystick.sources.decoding import text_problem
from tallystick.sources.language import detect_language
from tallystick.sources.records import Sourced, SourceOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known about a text beside the text; what it leaves open is sought in the text.

    The fields are those of ``Document``.
    """

    id: str | None = None
    published: str | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    fetched: str | None = None
    sha256: str | None = None


def assemble(
    text: str, raw: bytes, origin: str, particulars: Particulars, options: SourceOptions | None = None
) -> Sourced:
    """Make the document that ``text`` is, with its layout, or say why it is none.

    Args:
        text: The text, as all offsets will count in it.
        raw: The bytes it came from.
        origin: Where it came from.
        particulars: What the format knows.
        options: What the user said; it wins over all else.
    """
    options = options or SourceOptions()
    if problem := text_problem(text):
        return Sourced(origin, None, (problem,))
    page = layout(text)
    document = Document(
        id=particulars.id or "sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        sha256=particulars.sha256 or hashlib.sha256(raw).hexdigest(),
        fetched=particulars.fetched,
        language=options.language or particulars.language or detect_language(text, page.blocks),
        published=options.published or particulars.published or page.published,
        title=particulars.title or page.title,
        url=particulars.url,
        publisher=particulars.publisher,
        byline=particulars.byline or page.byline,
        agency=page.agency,
        translated_by=page.translated_by,
        blocks=page.blocks,
    )
    return Sourced(origin, document)
