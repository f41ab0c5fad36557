"""Files that are written whole or not at all; every file that a command writes goes through here.

Each is written under a name of its own beside the one it is to have, brought down to the disk, and renamed. Whatever
ends the program meanwhile, a full disk, an interrupt or a kill, nobody finds half a file under the final name, and
what stood there before stays.

A program that is killed outright cannot tidy up behind itself. So whoever writes holds a lock on the folder that all
who write there share, and which the system takes back from the dead; who gets it alone knows that what lies there half
written is nobody's any more, and takes away what was to have the same name.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

_LONGEST_STEM = 40
"""How much of a name stands in that of the file beside it: names have an end, and ours is longer."""

_BUFFER = 1 << 16
"""Bytes that are written at once: many come in short lines."""

ASIDE, BEFORE = ".part", ".old"
"""How the names end of what is not whole yet, and of a folder that makes room for another."""

_OURS = re.compile(rf"\.(?P<of>.+)\.[a-z0-9_]{{8}}({re.escape(ASIDE)}|{re.escape(BEFORE)})", re.DOTALL)

_TURNS, _TURN_SECONDS = 50, 0.02
"""How often, and how long after each other, a lock is asked for that another program holds for a moment only."""


def named_beside(name: str) -> str:
    """How the name begins that a file or folder has until it may be called ``name``."""
    return f".{name[:_LONGEST_STEM]}."


@contextmanager
def written_in(folder: Path) -> Iterator[Sequence[Path]]:
    """Lets others know, while the block lasts, that something is written in a folder.

    Yields:
        What programs that were killed left there half written, under names such as ours. Nothing where others write
        there at the moment, as it may be theirs, and where the system locks no folders.
    """
    try:
        import fcntl  # noqa: PLC0415 (Windows has none)

        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (ImportError, OSError):  # the folder may be written and not read
        yield ()
        return
    left: Sequence[Path] = ()
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))
        for _ in range(_TURNS):
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:  # another program looks through the folder
                time.sleep(_TURN_SECONDS)
            except OSError:
                break
            else:
                break
        yield left
    finally:
        os.close(handle)


def left_of(name: str, left: Sequence[Path]) -> Iterator[Path]:
    """Of what was left in a folder that which was to be called ``name``, or was called so."""
    for path in left:
        found = _OURS.fullmatch(path.name)
        if found is not None and found["of"] == name[:_LONGEST_STEM]:
            yield path


class WholeFiles:
    """Several files that get their names together when the last of them is on the disk, or none does.

    Where the block ends with an exception, nothing is left behind.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path, Path]] = []
        self._made: list[Path] = []
        self._folders = ExitStack()
        self._left: dict[Path, Sequence[Path]] = {}

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
            self._folders.close()
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
            self._take_away_what_was_left_of(final)
            handle, aside = tempfile.mkstemp(prefix=named_beside(final.name), suffix=ASIDE, dir=final.parent)
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

    def _take_away_what_was_left_of(self, final: Path) -> None:
        folder = final.parent
        if folder not in self._left:
            self._left[folder] = self._folders.enter_context(written_in(folder))
        for path in left_of(final.name, self._left[folder]):
            if path.suffix == ASIDE:
                with suppress(OSError):  # a folder, or somebody else's in a folder of everybody's
                    path.unlink(missing_ok=True)


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
