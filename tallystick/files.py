"""Files that are written whole or not at all; every file that a command writes goes through here.

Each is written under a name of its own beside the one it is to have, brought down to the disk, and renamed. Whatever
ends the program meanwhile, a full disk, an interrupt or a kill, nobody finds half a file under the final name, and
what stood there before stays.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

_LONGEST_STEM = 40
"""How much of a name stands in that of the file beside it: names have an end, and ours is longer."""


_BUFFER = 1 << 16
"""Bytes that are written at once: many come in short lines."""


class WholeFiles:
    """Several files that get their names together when the last of them is on the disk, or none does.

    Where the block ends with an exception, nothing is left behind.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path, Path]] = []
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            while kind is None and self._waiting:
                aside, final, told = self._waiting[0]
                with _told_of(told):
                    aside.replace(final)
                self._waiting.pop(0)
        finally:
            for aside, _, _ in self._waiting:
                aside.unlink(missing_ok=True)
            if self._waiting or kind is not None:
                for folder in reversed(self._made):
                    with suppress(OSError):
                        folder.rmdir()

    def make_folder(self, folder: Path) -> None:
        """Make a folder, and those above it that are missing.

        Raises:
            OSError: It cannot be made.
        """
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        for place in reversed(missing):
            place.mkdir(exist_ok=True)
            self._made.append(place)

    @contextmanager
    def open(self, path: Path, *, is_private: bool = False) -> Iterator[BinaryIO]:
        """A stream into what will be ``path``; a device or a pipe of that name is written at once.

        Args:
            path: The file; a link is followed.
            is_private: Only the owner may read it.

        Raises:
            OSError: It cannot be written, or the disk is full; the error names ``path``.
        """
        with _told_of(path):
            final = path.resolve()
            kind = final.stat().st_mode if final.exists() else stat.S_IFREG
            if stat.S_ISDIR(kind):
                raise _failure(errno.EISDIR)
            if final.exists() and not os.access(final, os.W_OK):
                raise _failure(errno.EACCES)
        if not stat.S_ISREG(kind):
            with _told_of(path):
                file = _Named(path, os.open(final, os.O_WRONLY))
            with io.BufferedWriter(file) as stream:
                yield stream
            return
        with _told_of(path):
            handle, aside = tempfile.mkstemp(
                prefix=f".{final.name[:_LONGEST_STEM]}.", suffix=".part", dir=final.parent
            )
        try:
            stream = io.BufferedWriter(_Named(path, handle), _BUFFER)
            try:
                yield stream
                stream.flush()
                os.fsync(handle)
            finally:
                with suppress(OSError):  # what it still holds after a failure cannot be written either
                    stream.close()
            with _told_of(path):
                Path(aside).chmod(0o600 if is_private else _mode(final))
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
        self._waiting.append((Path(aside), final, path))


@contextmanager
def whole_file(path: Path, *, is_private: bool = False) -> Iterator[BinaryIO]:
    """A stream into what will be ``path`` when the block ends well; see ``WholeFiles.open``."""
    with WholeFiles() as files, files.open(path, is_private=is_private) as stream:
        yield stream


class _Named(io.FileIO):
    """A file whose errors name the file that it is to become."""

    def __init__(self, path: Path, handle: int) -> None:
        super().__init__(handle, "w")
        self._told = path

    def write(self, content: Any) -> int:
        with _told_of(self._told):
            return super().write(content)


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Errors name ``path`` and no other file."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _failure(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _mode(final: Path) -> int:
    """What whoever may read the file that is replaced, or any new file, may do."""
    if final.exists():
        return stat.S_IMODE(final.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
