"""Pages as files, made by several programs at once where there are many; ``tallystick.web.press`` is one of them."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Protocol

from tallystick.errors import LedgerError
from tallystick.ledger.databases import Place
from tallystick.web.links import Target

MOST_PROGRAMS = 8
"""Each holds all positions on concepts."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a page.

    Attributes:
        files: The page and what stands beside it: its drawings and records.
        pages: Every page that it leads to.
        assets: Every file that comes with the pages and was linked.
    """

    files: Sequence[tuple[Target, bytes]]
    pages: Sequence[Target]
    assets: Mapping[str, str]


Print = Callable[[Target], Printed]
Waiting = Callable[[], list[Printed]]
"""Gives what was begun, when it is made."""


class Press(Protocol):
    """Makes pages."""

    def begin(self, targets: Sequence[Target]) -> Waiting:
        """Begin to make some pages."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Makes pages in this program, when they are waited for."""

    make: Print

    def begin(self, targets: Sequence[Target]) -> Waiting:
        """See ``Press``."""
        return lambda: [self.make(target) for target in targets]


@dataclass(frozen=True, slots=True)
class Order:
    """What a program has to know.

    Attributes:
        place: Where the ledger is.
        as_of: The day that is published; ``None`` for all that is known.
        state: The newest entry that is seen.
        code: Tells the code that folds from any other; see ``fingerprint``.
        edition: What else is published, as ``tallystick.web.publishing`` tells it.
    """

    place: Place
    as_of: str | None
    state: str
    code: str
    edition: Mapping[str, Any]


class _Programs:
    """Makes pages in other programs."""

    def __init__(self, pipes: Sequence[Connection], threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        for pipe in pipes:
            self._idle.put(pipe)

    def begin(self, targets: Sequence[Target]) -> Waiting:
        return self._threads.submit(self._made, targets).result

    def _made(self, targets: Sequence[Target]) -> list[Printed]:
        pipe = self._idle.get()
        try:
            pipe.send(targets)
            made: list[Printed] | Exception = pipe.recv()
        except (EOFError, OSError) as error:
            raise LedgerError("A program that made pages was ended; export again") from error
        finally:
            self._idle.put(pipe)
        if isinstance(made, Exception):
            raise made
        return made


@contextmanager
def programs(order: Order, number: int) -> Iterator[Press | None]:
    """Programs that make pages from one state of a ledger.

    Args:
        order: What they have to know.
        number: How many.

    Yields:
        What makes pages; ``None`` where one of them could not: the ledger was added to meanwhile, or the system hands
        on no pipes.
    """
    with ExitStack() as stack:
        pipes = [stack.enter_context(_started()) for _ in range(number)] if os.name == "posix" else []
        if not pipes or not _are_ready(pipes, pickle.dumps(order)):
            yield None
            return
        threads = ThreadPoolExecutor(len(pipes))
        stack.callback(threads.shutdown, cancel_futures=True)
        yield _Programs(pipes, threads)


def _are_ready(pipes: Sequence[Connection], order: bytes) -> bool:
    """Whether all programs see the state of the ledger that they are ordered to see."""
    try:
        for pipe in pipes:
            pipe.send_bytes(order)
        answers = [pipe.recv() for pipe in pipes]  # of all, so that none is left waiting
    except (EOFError, OSError):
        return False
    return all(answers)


@contextmanager
def _started() -> Iterator[Connection]:
    """A program that is told everything over a pipe, and ends with it."""
    ours, theirs = Pipe()
    command = [sys.executable, "-m", "tallystick.web.press", str(theirs.fileno())]
    program = subprocess.Popen(  # noqa: S603 (our own program)
        command,
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for who started it
    )
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        program.wait()
