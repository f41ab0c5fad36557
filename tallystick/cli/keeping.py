"""What ``tally verify``, ``tally index``, ``tally dump`` and ``tally load`` do."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tallystick.cli.asking import asked, kept
from tallystick.cli.guard import complain
from tallystick.cli.output import STANDARD_OUTPUT, json_lines, terminal, wants_json, write_line
from tallystick.ledger import Ledger
from tallystick.sources import STANDARD_INPUT
from tallystick.views.figures import counted
from tallystick.views.verification import verification_view

Report = Callable[[int, int], None]
"""Takes how many entries are done, and how many there are."""


def verify_ledger(place: str, *, json: bool) -> int:
    """Say what is broken in the ledger at ``place``.

    Returns:
        The number of broken entries.
    """
    with asked(place) as ledger, _bar("checked") as report:
        entries = ledger.head().seq
        broken = ledger.verify(report)
        unguarded = ledger.unguarded()
        name = ledger.name
    if wants_json(json=json):
        found = [{"seq": b.seq, "part": b.part, "reason": b.reason} for b in broken]
        with json_lines(None) as stream:
            write_line(stream, json_module.dumps({"ledger": name, "entries": entries, "broken": found}))
    else:
        terminal().print(verification_view(name, entries, broken))
    for told in unguarded:
        complain(told)
    return len(broken)


def make_index(place: str, *, anew: bool, days: bool) -> None:
    """Make the index of the ledger at ``place``, or make it anew."""
    with asked(place) as ledger:
        ledger.make_index(anew=anew)
        if days:
            ledger.make_histories()
        complain(f"The index of {ledger.name} holds all its {counted(ledger.head().seq, 'entry', 'entries')}")


def dump_ledger(place: str, to: str | None) -> None:
    """Write the ledger at ``place`` to a file or standard output."""
    with ExitStack() as stack:
        ledger = stack.enter_context(Ledger(place, create=False, reads_damaged_pages=True))
        entries = ledger.head().seq
        stream = stack.enter_context(json_lines(to))
        report = stack.enter_context(_bar("written", shown=to not in (None, STANDARD_OUTPUT)))
        for number, line in enumerate(ledger.export_lines()):
            stream.write(f"{line}\n")
            report(number, entries)


def load_ledger(file: str, place: str) -> None:
    """Make the ledger at ``place`` of a dump."""
    with ExitStack() as stack:
        lines = stack.enter_context(_lines(file))
        ledger = stack.enter_context(kept(place))
        report = stack.enter_context(_bar("loaded"))
        name = "standard input" if file == STANDARD_INPUT else file
        added = ledger.import_lines(lines, name=name, progress=report)
    complain(f"{counted(added, 'entry', 'entries')} loaded into {ledger.name}")


@contextmanager
def _lines(file: str) -> Iterator[Iterator[str]]:
    """The lines of a file or of standard input; bytes that are no UTF-8 are found by the chain of hashes."""
    if file == STANDARD_INPUT:
        yield (line.decode("utf-8", errors="replace") for line in sys.stdin.buffer)
        return
    with Path(file).open(encoding="utf-8", errors="replace", newline="\n") as stream:
        yield iter(stream)


@contextmanager
def _bar(done: str, *, shown: bool = True) -> Iterator[Report]:
    """A bar over the entries, on a terminal."""
    if not shown or not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn(f"entries {done}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as progress:
        task = progress.add_task(done)
        yield lambda so_far, of: progress.update(task, completed=so_far, total=of)
