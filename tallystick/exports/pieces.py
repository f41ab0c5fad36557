"""Files put together piece by piece: lists in JSON, and files that can only be made on a disk."""

from __future__ import annotations

import errno
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PIECE = 1 << 20
"""Bytes that are taken over at once."""


def json_list(values: Iterable[Any], *, before: str = "", after: str = "") -> Iterator[bytes]:
    """A JSON list, a value a line; what no UTF-8 can hold (half a surrogate pair) becomes a question mark.

    Args:
        values: The values.
        before: What stands in front of the list, where it is part of an object.
        after: What stands behind it.
    """
    line_end = f"{before}[\n"
    for value in values:
        yield f"{line_end}{json.dumps(value, ensure_ascii=False)}".encode(errors="replace")
        line_end = ",\n"
    start = f"{before}[" if line_end != ",\n" else "\n"
    yield f"{start}]{after}\n".encode()


class Passing(io.RawIOBase):
    """A stream that only goes on, and whose bytes are taken out as they come."""

    def __init__(self) -> None:
        """Hold nothing."""
        super().__init__()
        self._bytes = bytearray()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, content: Any) -> int:
        """Take bytes until they are taken out."""
        self._bytes += content
        return len(content)

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = bytes(self._bytes)
        self._bytes.clear()
        return found


@contextmanager
def room_is_told(*kinds: type[Exception]) -> Iterator[None]:
    """Errors of these kinds, by which a library tells that it cannot write aside, as one of the system.

    Raises:
        OSError: It happened; the error says where room is needed and how to take another place.
    """
    try:
        yield
    except kinds as error:
        place = f"{tempfile.gettempdir()} (TMPDIR names another folder)"
        raise OSError(errno.ENOSPC, f"no room for what is put together there: {error}", place) from error


def made_aside(make: Callable[[Path], None]) -> Iterator[bytes]:
    """The bytes of a file that ``make`` writes to a place that is gone afterwards.

    Args:
        make: Takes the path of a file that is not there yet.

    Raises:
        OSError: There is no room for it.
    """
    with tempfile.TemporaryDirectory(prefix="tally-") as folder:
        path = Path(folder) / "part"
        make(path)
        with path.open("rb") as stream:
            yield from iter(lambda: stream.read(PIECE), b"")
