"""Where results go: a terminal's view or JSON Lines, flushed line by line."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from rich.console import Console

from tallystick.files import whole_file

STANDARD_OUTPUT = "-"


def terminal() -> Console:
    """A console on standard output; characters that its encoding lacks are escaped, never an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    return Console(highlight=False)


def wants_json(*, json: bool, to: str | None = None) -> bool:
    """Whether lines of JSON are called for: asked for, sent somewhere, or standard output is no terminal."""
    return json or to is not None or not sys.stdout.isatty()


@contextmanager
def json_lines(to: str | None) -> Iterator[TextIO]:
    """A stream for JSON Lines in UTF-8; a file has its name only when the block ends well.

    Args:
        to: A file's name; ``None`` and "-" are standard output.

    Raises:
        OSError: The file cannot be written.
    """
    if to in (None, STANDARD_OUTPUT):
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        yield sys.stdout
        return
    with whole_file(Path(str(to))) as file:
        stream = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            yield stream
            stream.flush()
        finally:
            with suppress(OSError):  # the file is closed, and told to have failed, by who opened it
                stream.detach()


def write_line(stream: TextIO, line: str) -> None:
    """Write one line and hand it on at once, so that a pipe's reader sees each document as it is done."""
    stream.write(f"{line}\n")
    stream.flush()
