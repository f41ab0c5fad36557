"""Finding what to read and reading it: files, folders, patterns and standard input."""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from tallystick.errors import SettingError
from tallystick.model import Problem
from tallystick.sources.assembly import Particulars, assemble
from tallystick.sources.decoding import MAXIMUM_BYTES
from tallystick.sources.formats import FORMATS, Format
from tallystick.sources.records import Input, Sourced, SourceOptions, unreadable

STANDARD_INPUT = "-"


def find_inputs(paths: Sequence[str]) -> tuple[Input, ...]:
    """What there is to read under ``paths``, each file once, in the order given.

    A folder stands for the files below it whose suffix a format claims, sorted by path, hidden ones left out;
    a pattern with ``*``, ``?`` or ``[…]`` for the files it fits (``**`` for any depth); ``-`` for standard
    input. Files named by the user are read whatever their suffix. A path with nothing behind it becomes an
    ``Input`` with a problem; nothing is raised.
    """
    found = (one for path in paths for one in _find(path))
    return tuple({one.origin: one for one in found}.values())


def _find(path: str) -> Iterator[Input]:
    if path == STANDARD_INPUT:
        yield Input(path)
    elif os.path.isdir(path):  # noqa: PTH112 (says no where Path raises, as for a name that is too long)
        yield from _find_in_folder(path)
    elif os.path.lexists(path):
        yield Input(path)
    else:
        yield from _find_by_pattern(path)


def _find_in_folder(folder: str) -> Iterator[Input]:
    suffixes = tuple(suffix for one in FORMATS.values() for suffix in one.suffixes)
    closed: list[OSError] = []
    names = sorted(
        str(Path(parent, name))
        for parent, folders, files in os.walk(folder, onerror=closed.append)
        for name in _visible(folders, files)
        if name.lower().endswith(suffixes)
    )
    for error in closed:
        yield _not_readable(str(error.filename), error)
    yield from map(Input, names)
    if not names and not closed:
        message = (
            f"No file in the folder {folder!r} ends in {', '.join(suffixes)}; name the files to read them."
        )
        yield Input(folder, Problem("nothing_to_read", message))


def _visible(folders: list[str], files: list[str]) -> list[str]:
    """The files that are not hidden; ``os.walk`` is kept from hidden folders by taking them off its list."""
    folders[:] = [name for name in folders if not name.startswith(".")]
    return [name for name in files if not name.startswith(".")]


def _find_by_pattern(path: str) -> Iterator[Input]:
    # Path.glob takes no absolute patterns.
    names = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
    fitting = [name for name in names if not Path(name).is_dir()]
    yield from map(Input, fitting)
    if fitting:
        return
    if glob.has_magic(path):
        message = f"No file fits the pattern {path!r}; check the folder and the pattern."
    else:
        here = str(Path.cwd())
        message = f"There is no file or folder {path!r}; check the path (the current folder is {here!r})."
    yield Input(path, Problem("not_found", message))


def _not_readable(path: str, error: OSError) -> Input:
    reason = error.strerror or str(error)
    message = f"{path!r} cannot be read ({reason}); check its permissions and that it is a file."
    return Input(path, Problem("not_readable", message))


def read_inputs(inputs: Iterable[Input], options: SourceOptions | None = None) -> Iterator[Sourced]:
    """Read ``inputs`` one after the other: one ``Sourced`` a document or a thing that could not be read.

    Raises:
        SettingError: ``options.input_format`` is neither ``auto`` nor a format; raised before any reading.
    """
    options = options or SourceOptions()
    if options.input_format != "auto" and options.input_format not in FORMATS:
        formats = ", ".join(["auto", *FORMATS])
        raise SettingError(f"No input format {options.input_format!r}; the formats are: {formats}")
    return (outcome for one in inputs for outcome in _read(one, options))


def _read(one: Input, options: SourceOptions) -> Iterator[Sourced]:
    if one.problem is not None:
        yield Sourced(one.origin, None, (one.problem,))
        return
    try:
        if one.origin == STANDARD_INPUT:
            yield from _read_stream(sys.stdin.buffer, one.origin, None, options)
            return
        path = Path(one.origin)
        with _open_file(path) as stream:
            yield from _read_stream(stream, one.origin, path, options)
    except OSError as error:
        problem = _not_readable(one.origin, error).problem
        yield Sourced(one.origin, None, (problem,) if problem else ())


def _open_file(path: Path) -> BinaryIO:
    # A pipe without a writer or a device would be waited for without end.
    if path.exists() and not path.is_file():
        raise OSError(0, "it is no regular file")
    return path.open("rb")


def _read_stream(
    stream: BinaryIO, origin: str, path: Path | None, options: SourceOptions
) -> Iterator[Sourced]:
    head = _first_lines(stream)
    if not head:
        yield unreadable(origin, "empty", "There is nothing in it.")
        return
    whole = io.BufferedReader(_Rejoined(head, stream))
    name = path.stem if path else None
    yield from _format(head, path, options).read(whole, origin, name, options)


def _format(head: bytes, path: Path | None, options: SourceOptions) -> Format:
    """The format that the user named, else the one of the suffix, else the one that knows the first line."""
    if options.input_format != "auto":
        return FORMATS[options.input_format]
    suffix = path.suffix.lower() if path else ""
    by_suffix = next((one for one in FORMATS.values() if suffix in one.suffixes), None)
    if by_suffix is not None:
        return by_suffix
    plain = FORMATS["text"]
    opening = head.lstrip()
    return next((one for one in FORMATS.values() if one is not plain and one.recognise(opening)), plain)


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


def document_from_text(  # noqa: PLR0913 (the fields of a document, all by keyword)
    text: str,
    *,
    id: str | None = None,  # noqa: A002
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
) -> Sourced:
    """The document that ``text`` is, kept exactly as given, with its layout.

    Args:
        text: The text of one document.
        id: Its id; without one, ``sha256:`` and the hash of the text.
        published: ISO date or a date in words with its year.
        language: ISO 639-1 code; detected without one.
        title: Headline; the text's own without one.
        url: Address.
        publisher: Site or paper.

    Returns:
        The document, or the problem that keeps it from being one (``empty``, ``not_text``, ``too_long``).

    Raises:
        SettingError: The date or the language makes no sense.
    """
    options = SourceOptions(published=published, language=language)
    particulars = Particulars(id=id, title=title, url=url, publisher=publisher)
    raw = text.encode(errors="surrogatepass")
    return assemble(text, raw, id or "text", particulars, options)
