"""From a stream to its documents: choosing the format, and opening what holds other files."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO

from tallystick.sources.assembly import Particulars
from tallystick.sources.decoding import MAXIMUM_BYTES
from tallystick.sources.formats import FORMATS, Format, Member
from tallystick.sources.records import Sourced, SourceOptions, unreadable

_DAMAGES = (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error)
"""What is raised where an archive is damaged, by whoever reads a file in it."""

DEEPEST = 4
"""How many archives may lie in one another; a message in an archive in a message is two deep."""


def read_member(member: Member, options: SourceOptions, depth: int = 0) -> Iterator[Sourced]:
    """The documents of one file, and those of the files in it, one ``Sourced`` each."""
    head = _first_lines(member.stream)
    if not head:
        yield unreadable(member.origin, "empty", "There is nothing in it.")
        return
    whole = io.BufferedReader(_Rejoined(head, member.stream))
    chosen = _format(head, member, options)
    if chosen.unpack is not None:
        yield from _unpacked(chosen, whole, member, options, depth)
    elif chosen.read is not None:
        name = PurePath(member.file_name).stem if member.file_name else None
        for sourced in chosen.read(whole, member.origin, name, options):
            yield _completed(sourced, member.particulars)


def _unpacked(
    chosen: Format, stream: BinaryIO, member: Member, options: SourceOptions, depth: int
) -> Iterator[Sourced]:
    if chosen.unpack is None or depth >= DEEPEST:
        message = f"Archives lie in one another more than {DEEPEST} deep; unpack it and read the files."
        yield unreadable(member.origin, "too_deep", message)
        return
    inner_options = replace(options, input_format="auto")
    place, is_empty = member.origin, True
    try:
        for inner in chosen.unpack(stream, member.origin):
            is_empty = False
            if isinstance(inner, Sourced):
                yield inner
                continue
            place = inner.origin
            outside = _merged(inner.particulars, member.particulars)
            yield from read_member(replace(inner, particulars=outside), inner_options, depth + 1)
            place = member.origin
    except _DAMAGES as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        message = f"It cannot be unpacked further ({reason}); copy it anew, or unpack it and read the files."
        yield unreadable(place, "broken_archive", message)
        return
    if is_empty:
        yield unreadable(member.origin, "empty", "There is nothing in it that can be read.")


def _merged(inner: Particulars, outer: Particulars) -> Particulars:
    """What is known of a file inside another: when and whence the outer one was fetched holds for it, too."""
    return replace(inner, url=inner.url or outer.url, fetched=inner.fetched or outer.fetched)


def _completed(sourced: Sourced, outside: Particulars) -> Sourced:
    """The outcome with what is known from outside."""
    document = sourced.document
    if document is None:
        return sourced
    document = replace(
        document,
        id=outside.id or document.id,
        url=outside.url or document.url,
        fetched=outside.fetched or document.fetched,
        sha256=outside.sha256 or document.sha256,
        published=document.published or outside.published,
        title=outside.title or document.title,
        publisher=document.publisher or outside.publisher,
        byline=document.byline or outside.byline,
    )
    return replace(sourced, document=document)


def _format(head: bytes, member: Member, options: SourceOptions) -> Format:
    """The user's format, else that of the media type, the suffix or the first line; text as the last resort."""
    if options.input_format != "auto":
        return FORMATS[options.input_format]
    stated = next((one for one in FORMATS.values() if member.media_type in one.media_types), None)
    if stated is not None:
        return stated
    by_suffix = format_of_name(member.file_name or "")
    if by_suffix is not None:
        return by_suffix
    plain = FORMATS["text"]
    opening = head.lstrip()
    return next((one for one in FORMATS.values() if one is not plain and one.recognise(opening)), plain)


def format_of_name(name: str) -> Format | None:
    """The format whose suffix a file's name ends in, the longest suffix first (".warc.gz" before ".gz")."""
    fitting = [
        (len(suffix), one)
        for one in FORMATS.values()
        for suffix in one.suffixes
        if name.lower().endswith(suffix)
    ]
    return max(fitting, key=lambda found: found[0])[1] if fitting else None


def _first_lines(stream: BinaryIO) -> bytes:
    """A stream's beginning up to the end of its first line that is not blank."""
    lines: list[bytes] = []
    missing = MAXIMUM_BYTES + 2
    while missing > 0 and (line := stream.readline(missing)):
        lines.append(line)
        missing -= len(line)
        if line.strip():
            break
    return b"".join(lines)


class _Rejoined(io.RawIOBase):
    """A stream from its beginning again, after its head was read: standard input cannot be wound back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._head:
            chunk = memoryview(self._rest.read(len(buffer)))
        else:
            chunk, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)
