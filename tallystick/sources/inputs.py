"""Finding what to read and reading it: files, folders, patterns and standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from tallystick.errors import SettingError
from tallystick.model import Problem
from tallystick.sources.assembly import Particulars, assemble
from tallystick.sources.dispatch import read_member
from tallystick.sources.fetching import Fetcher, is_address
from tallystick.sources.formats import FORMATS, Member
from tallystick.sources.records import Input, Sourced, SourceOptions
from tallystick.sources.web import read_address

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
    if path == STANDARD_INPUT or is_address(path):
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
    return _read_all(inputs, options)


def _read_all(inputs: Iterable[Input], options: SourceOptions) -> Iterator[Sourced]:
    with ExitStack() as stack:
        fetcher: Fetcher | None = None
        for one in inputs:
            if one.problem is None and is_address(one.origin):
                fetcher = fetcher or stack.enter_context(Fetcher(options.fetching))
                yield from read_address(one.origin, fetcher, options)
            else:
                yield from _read(one, options)


def _read(one: Input, options: SourceOptions) -> Iterator[Sourced]:
    if one.problem is not None:
        yield Sourced(one.origin, None, (one.problem,))
        return
    try:
        if one.origin == STANDARD_INPUT:
            yield from read_member(Member(origin=one.origin, stream=sys.stdin.buffer), options)
            return
        path = Path(one.origin)
        with _open_file(path) as stream:
            yield from read_member(Member(origin=one.origin, stream=stream, file_name=path.name), options)
    except OSError as error:
        problem = _not_readable(one.origin, error).problem
        yield Sourced(one.origin, None, (problem,) if problem else ())


def _open_file(path: Path) -> BinaryIO:
    # A pipe without a writer or a device would be waited for without end.
    if path.exists() and not path.is_file():
        raise OSError(0, "it is no regular file")
    return path.open("rb")


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
