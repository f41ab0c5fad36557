"""Gzip: the one file that is packed, whatever it is."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, cast

from tallystick.sources.formats.protocol import Format, Member
from tallystick.sources.formats.zip import ALWAYS_FINE, MOST_RATIO
from tallystick.sources.records import Sourced


class _Counted(io.RawIOBase):
    """A stream that counts what is taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self.taken += len(chunk)
        return len(chunk)


class _Bounded(io.RawIOBase):
    """The unpacked stream; it fails when it grows as only a bomb does."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._unpacked = gzip.GzipFile(fileobj=cast("BinaryIO", packed))
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._unpacked.read(len(buffer))
        self._given += len(chunk)
        if self._given > ALWAYS_FINE and self._given > MOST_RATIO * self._packed.taken:
            raise OSError(0, f"it grew to more than {self._given} bytes when unpacked")
        buffer[: len(chunk)] = chunk
        return len(chunk)


def unpack_gzip(stream: BinaryIO, origin: str) -> Iterator[Member | Sourced]:
    """The file that is packed; its name is the archive's without its suffix."""
    name = PurePath(origin).name
    inner = name[: -len(".gz")] if name.lower().endswith(".gz") else None
    unpacked = io.BufferedReader(_Bounded(_Counted(stream)))
    yield Member(origin=origin, stream=unpacked, file_name=inner)


FORMAT = Format(
    name="gzip",
    suffixes=(".gz",),
    recognise=lambda line: line.startswith(b"\x1f\x8b"),
    unpack=unpack_gzip,
    media_types=("application/gzip", "application/x-gzip"),
)
