"""WARC: the pages that a web archive holds, one record in memory at a time."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from tallystick.sources.assembly import Particulars
from tallystick.sources.decoding import in_utf_8, too_long
from tallystick.sources.extras import needs_extra
from tallystick.sources.formats.protocol import Format, Member
from tallystick.sources.records import Sourced, unreadable

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MOST_BYTES = 64 * 2**20
"""Largest record that is read."""

_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


class _Told:
    """A stream that says how far it was read, which the library asks even of what cannot be wound back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._taken = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._stream.read(size)
        self._taken += len(chunk)
        return chunk

    def tell(self) -> int:
        """How many bytes were read."""
        return self._taken


def unpack_warc(stream: BinaryIO, origin: str) -> Iterator[Member | Sourced]:
    """The pages, texts and PDFs that were answered with 200, in the archive's order; packed or not."""
    try:
        with needs_extra("fastwarc", "files", origin):
            from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError as error:
        yield unreadable(origin, "needs_extra", str(error))
        return
    wanted = WarcRecordType.response | WarcRecordType.resource
    try:
        for record in ArchiveIterator(cast("BinaryIO", _Told(stream)), record_types=wanted, parse_http=True):
            found = _member(record, origin)
            if found is not None:
                yield found
    except (OSError, RuntimeError, TypeError) as error:  # what the library raises where an archive is damaged
        message = f"The archive is damaged ({error}); what stands before was read. Copy it anew."
        yield unreadable(origin, "broken_archive", message)


def _member(record: WarcRecord, origin: str) -> Member | Sourced | None:
    kind = _media_type(record)
    if kind not in _READABLE or not _is_answer(record):
        return None
    address = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    inside = f"{origin}/{address}"
    content = record.reader.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        return Sourced(inside, None, (too_long(f"more than {MOST_BYTES} bytes"),))
    if len(content) < record.content_length:
        message = (
            "The archive breaks off within this page; what stands before was read. Copy the archive anew."
        )
        return unreadable(inside, "broken_archive", message)
    charset = record.http_charset if record.http_headers is not None else None
    particulars = Particulars(
        id=address or None,
        url=address or None,
        fetched=_fetched(record.record_date),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    shown = in_utf_8(content, charset) if kind.startswith("text/") else content
    return Member(origin=inside, stream=io.BytesIO(shown), media_type=kind, particulars=particulars)


def _media_type(record: WarcRecord) -> str:
    stated: Any = record.http_content_type if record.http_headers is not None else None
    stated = stated or record.headers.get("Content-Type") or ""
    return str(stated).split(";")[0].strip().lower()


def _is_answer(record: WarcRecord) -> bool:
    return record.http_headers is None or str(record.http_headers.status_code) == "200"


def _fetched(when: datetime | None) -> str | None:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else None


FORMAT = Format(
    name="warc",
    suffixes=(".warc", ".warc.gz"),
    recognise=lambda line: line.startswith(b"WARC/"),
    unpack=unpack_warc,
    media_types=("application/warc",),
)
