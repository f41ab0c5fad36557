"""What a module of a format has to offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from tallystick.sources.assembly import Particulars
from tallystick.sources.decoding import MAXIMUM_BYTES
from tallystick.sources.records import Sourced, SourceOptions

Read = Callable[[BinaryIO, str, str | None, SourceOptions], Iterator[Sourced]]
"""Reads a stream: bytes, origin, the id for a single document or ``None``, options; gives its documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file to be read: by itself, inside an archive, attached to a message, or fetched.

    Attributes:
        origin: Where it is, as messages name it ("reports.zip/march/release.pdf").
        stream: Its bytes; read before the next member is asked for.
        file_name: Its own name, whose suffix tells the format; ``None`` where it has none.
        media_type: As a server or a message states it ("text/html"); it goes before the suffix.
        particulars: What is known about it from outside. ``id``, ``url``, ``title`` and ``fetched`` win over
            what the file says of itself, all else fills what it leaves open.
    """

    origin: str
    stream: BinaryIO
    file_name: str | None = None
    media_type: str | None = None
    particulars: Particulars = field(default_factory=Particulars)


Unpack = Callable[[BinaryIO, str], Iterator[Member | Sourced]]
"""Opens a stream that holds other files: bytes and origin; gives the files, and what could not be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file: either its documents are read, or the files inside it are unpacked.

    Attributes:
        name: As ``--input-format`` names it.
        suffixes: Of file names, in lower case, with their dot.
        recognise: Whether a first line that is not blank opens this format.
        read: Gives the documents of a stream one by one.
        unpack: Gives the files of a stream one by one.
        media_types: As servers and messages name it.
    """

    name: str
    suffixes: tuple[str, ...]
    recognise: Callable[[bytes], bool]
    read: Read | None = None
    unpack: Unpack | None = None
    media_types: tuple[str, ...] = ()


def read_whole(stream: BinaryIO, most: int = MAXIMUM_BYTES) -> bytes | None:
    """All bytes of a stream that is one document, or ``None`` if there are more than ``most``."""
    data = stream.read(most + 1)
    return None if len(data) > most else data
