"""Opening a ledger: a bar shows how far it, or its index, is brought up to date, where that takes a while."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from tallystick.ledger import Ledger

LEAST = 1_000
"""So many pages, entries or cells are done before anybody would look for a bar."""


@contextmanager
def asked(place: str) -> Iterator[Ledger]:
    """The ledger at ``place``, which has to be there."""
    with kept(place, create=False) as ledger:
        yield ledger


@contextmanager
def kept(place: str, *, create: bool = True) -> Iterator[Ledger]:
    """The ledger at ``place``, to be added to; it is made where there is none, unless ``create`` is false."""
    if not sys.stderr.isatty():
        with Ledger(place, create=create) as ledger:
            yield ledger
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True, highlight=False), transient=True)
    shown = _Shown(bar)
    try:
        with Ledger(place, create=create, progress=shown.report) as ledger:
            yield ledger
    finally:
        bar.stop()


class _Shown:
    """A bar that appears where there is much to do, and goes when it is done."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def report(self, step: str, done: int, of: int) -> None:
        """Show how far a step of bringing it up to date is."""
        if step not in self._tasks:
            if of - done < LEAST:
                return
            self._bar.start()
            self._tasks[step] = self._bar.add_task(step)
        self._bar.update(self._tasks[step], completed=done, total=of)
        if done >= of:
            self._bar.remove_task(self._tasks.pop(step))
        if not self._tasks:
            self._bar.stop()
