"""What a module of a format has to offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tallystick.sources.decoding import MAXIMUM_BYTES
from tallystick.sources.records import Sourced, SourceOptions

Read = Callable[[BinaryIO, str, str | None, SourceOptions], Iterator[Sourced]]
"""Reads a stream: bytes, origin, the id for a single document or ``None``, options; gives its documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file.

    Attributes:
        name: As ``--input-format`` names it.
        suffixes: Of file names, in lower case, with their dot.
        recognise: Whether a first line that is not blank opens this format.
        read: Gives the documents of a stream one by one.
    """

    name: str
    suffixes: tuple[str, ...]
    recognise: Callable[[bytes], bool]
    read: Read


def read_whole(stream: BinaryIO) -> bytes | None:
    """All bytes of a stream that is one document, or ``None`` if there are more than ``MAXIMUM_BYTES``."""
    data = stream.read(MAXIMUM_BYTES + 1)
    return None if len(data) > MAXIMUM_BYTES else data
