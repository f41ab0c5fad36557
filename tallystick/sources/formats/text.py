"""Plain text: a file is a document, its text kept exactly as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from tallystick.sources.assembly import Particulars, assemble
from tallystick.sources.decoding import MAXIMUM_BYTES, decode, too_long
from tallystick.sources.formats.protocol import Format, read_whole
from tallystick.sources.records import Sourced, SourceOptions


def read_text(stream: BinaryIO, origin: str, name: str | None, options: SourceOptions) -> Iterator[Sourced]:
    """The one document that a plain text is, with ``name`` for its id."""
    data = read_whole(stream)
    if data is None:
        yield Sourced(origin, None, (too_long(f"more than {MAXIMUM_BYTES} bytes"),))
        return
    decoded = decode(data)
    if decoded.text is None:
        yield Sourced(origin, None, decoded.problems)
        return
    outcome = assemble(decoded.text, data, origin, Particulars(id=name), options)
    yield outcome.with_problems(decoded.problems)


FORMAT = Format(name="text", suffixes=(".txt",), recognise=lambda _: True, read=read_text)
