"""How every command ends: with one clear line and an exit code, whatever went wrong.

Exit codes: 0 all is well; 1 an input could not be read, the others were; 2 faulty use or an output that
cannot be written; 130 interrupted; 141 the reader of a pipe went away; 143 told to end.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import NoReturn

from tallystick.errors import TallyError

UNREADABLE_INPUT = 1
FAULTY_USE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
TOLD_TO_END = 143

_REMEDIES = {
    errno.ENOENT: "check the path and that its folders exist",
    errno.ENOTDIR: "check the path; a part of it is a file",
    errno.EISDIR: "name a file in it",
    errno.EACCES: "change its permissions or those of its folder, or name another place",
    errno.EPERM: "change its permissions or those of its folder, or name another place",
    errno.EROFS: "name a place that can be written",
    errno.ENOSPC: "make room and run the same again",
    errno.EDQUOT: "make room and run the same again",
    errno.EFBIG: "name a place that takes larger files",
    errno.ENAMETOOLONG: "name a shorter one",
}
"""What to do about a file or stream that cannot be used, by the system's number of the error."""


class ToldToEnd(KeyboardInterrupt):
    """Another program asked this one to end (SIGTERM); it ends as if it were interrupted."""


def interrupted(error: KeyboardInterrupt) -> tuple[str, int]:
    """What is said of an interrupt, and the exit code."""
    return ("told to end", TOLD_TO_END) if isinstance(error, ToldToEnd) else ("interrupted", INTERRUPTED)


def one_line(message: str) -> str:
    """A message as it stands on standard error: one line after the program's name, no terminal controls."""
    words = " ".join(message.split())
    return "tally: " + "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)


def complain(message: str) -> None:
    """Say one line on standard error."""
    sys.stderr.write(f"{one_line(message)}\n")


@contextmanager
def tidy_exit() -> Iterator[None]:
    """Turn what ends a command into a line and an exit code; other exceptions are defects and pass."""
    try:
        with _ends_when_told():
            yield
            sys.stdout.flush()
    except TallyError as error:
        complain(str(error))
        sys.exit(FAULTY_USE)
    except ModuleNotFoundError as error:
        if (
            error.__cause__ is None
        ):  # a defect, and no package of an extra that was looked for; see needs_extra
            raise
        complain(str(error))
        sys.exit(FAULTY_USE)
    except KeyboardInterrupt as error:
        said, code = interrupted(error)
        complain(said)
        sys.exit(code)
    except BrokenPipeError:
        _silence(sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)
    except OSError as error:
        if error.filename is None:  # a stream failed, not a file that was to be opened
            _silence(sys.stdout.fileno())
        remedy = _REMEDIES.get(error.errno or 0, "check it and run the same again")
        complain(f"{error.filename or 'the output'}: {error.strerror or error}; {remedy}")
        sys.exit(FAULTY_USE)


@contextmanager
def _ends_when_told() -> Iterator[None]:
    """SIGTERM raises, so that what is half done is cleared away; where somebody else takes it, they keep it."""
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGTERM) is _end:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end(number: int, frame: object) -> NoReturn:
    del number, frame
    raise ToldToEnd


def _silence(stream: int) -> None:
    """Send what is still buffered nowhere: Python would fail once more when it flushes at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)
