"""ZIP: the files in an archive, each read as if it lay in a folder; hostile archives are refused."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from tallystick.sources.formats.docx import MEDIA_TYPE as DOCX
from tallystick.sources.formats.protocol import Format, Member
from tallystick.sources.records import Sourced, unreadable

MOST_RATIO = 200
"""Times that an archive may grow when unpacked; text shrinks to a tenth, a bomb to a thousandth."""

ALWAYS_FINE = 256 * 2**20
"""Bytes unpacked below which nobody asks for the ratio."""

MOST_MEMBERS = 100_000
_IN_MEMORY = 32 * 2**20


def unpack_zip(stream: BinaryIO, origin: str) -> Iterator[Member | Sourced]:
    """The files of an archive in its own order, hidden ones and folders left out."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spooled:  # an archive is read from its end
        shutil.copyfileobj(stream, spooled)
        size = spooled.tell()
        with zipfile.ZipFile(cast("BinaryIO", spooled)) as archive:
            yield from _opened(archive, size, origin)


def _opened(archive: zipfile.ZipFile, size: int, origin: str) -> Iterator[Member | Sourced]:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_MEMBERS or (unpacked > ALWAYS_FINE and unpacked > MOST_RATIO * size):
        message = (
            f"The archive would grow from {size} to {unpacked} bytes in {len(parts)} files and is not opened; "
            "if you trust it, unpack it and read the files."
        )
        yield unreadable(origin, "archive_bomb", message)
        return
    if any(part.filename == "word/document.xml" for part in parts):
        archive.fp.seek(0)  # type: ignore[union-attr]
        yield Member(
            origin=origin, stream=cast("BinaryIO", archive.fp), file_name=_name(origin), media_type=DOCX
        )
        return
    for part in parts:
        if not part.is_dir() and not _is_hidden(part.filename):
            yield from _part(archive, part, f"{origin}/{part.filename}")


def _name(origin: str) -> str:
    return PurePosixPath(origin).name


def _is_hidden(name: str) -> bool:
    """Whether a program has left the file for itself; where it would be unpacked ("..") matters to nobody here."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts if part != "..")


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, origin: str) -> Iterator[Member | Sourced]:
    if part.flag_bits & 1:
        yield unreadable(
            origin, "encrypted", "This file in the archive asks for a password; unpack it first."
        )
        return
    with archive.open(part) as stream:
        yield Member(origin=origin, stream=cast("BinaryIO", stream), file_name=_name(part.filename))


FORMAT = Format(
    name="zip",
    suffixes=(".zip",),
    recognise=lambda line: line.startswith(b"PK\x03\x04"),
    unpack=unpack_zip,
    media_types=("application/zip", "application/x-zip-compressed"),
)
