"""``tally import`` and ``tally compare``: registers into a ledger, and against its reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from tallystick.cli.asking import asked, kept
from tallystick.cli.guard import complain
from tallystick.cli.output import json_lines, terminal, wants_json, write_line
from tallystick.errors import SettingError
from tallystick.model import Reading
from tallystick.model.canonical import canonical_json
from tallystick.reconcile.comparison import Compared, compared, compared_to_json, registers_in
from tallystick.registers import read_register, source_of
from tallystick.views.comparison import comparison_view
from tallystick.views.figures import counted


class _Count:
    """Rows so far, and how many could not be read."""

    def __init__(self) -> None:
        self.rows = 0
        self.unread = 0
        self.without_figure = 0


def run_import(register: str, files: Sequence[Path], place: str, column_map: Path | None) -> int:
    """Append what registers say to the ledger at ``place``.

    Returns:
        How many rows could not be read.
    """
    source_of(register, column_map)  # says what is wrong before a ledger is made
    count = _Count()
    with kept(place) as ledger, _progress() as progress:
        task = progress.add_task("", total=None)

        def readings() -> Iterator[Reading]:
            for path in files:
                for outcome in read_register(register, path, column_map):
                    count.rows += 1
                    progress.update(task, description=f"{counted(count.rows, 'row')} of {path.name}")
                    if outcome.reading is not None:
                        yield outcome.reading
                    _tell(outcome.place, outcome.problems, count, unread=outcome.reading is None)

        added = ledger.append_all(readings())
    plain = f", {count.without_figure:,} without a figure" if count.without_figure else ""
    complain(
        f"{counted(count.rows, 'row')}{plain}, {count.unread:,} unread; {counted(added.claims, 'claim')} added"
    )
    return count.unread


def _tell(place: str, problems: Sequence[object], count: _Count, *, unread: bool) -> None:
    """Say what is wrong with a row; a row that only gives no figure is counted and passed over."""
    codes = [getattr(problem, "code", "") for problem in problems]
    if "no_figure" in codes:
        count.without_figure += 1
        return
    count.unread += unread
    for problem in problems:
        complain(f"{place}: {getattr(problem, 'message', problem)}")


def _progress() -> Progress:
    console = Console(stderr=True, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}", style="dim", markup=False))
    return Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty())


def run_compare(place: str, register: str | None, as_of: str | None, *, json: bool) -> None:
    """Print what registers and reports in the ledger at ``place`` say of the same promises."""
    with asked(place) as ledger:
        known = ledger.known(as_of)
        named = registers_in(known)
        if not named:
            raise SettingError(
                f"No register in {ledger.name}; bring one in with: tally import kiel FILE --ledger …"
            )
        if register is not None and register not in named:
            raise SettingError(f"No register {register!r} in {ledger.name}; it has {', '.join(named)}")
        found = compared(known, register, as_of, judgements=ledger.judgements(), copies=ledger.copies(as_of))
    if wants_json(json=json):
        _write(found)
    else:
        terminal().print(comparison_view(found))


def _write(found: Sequence[Compared]) -> None:
    with json_lines(None) as stream:
        for one in found:
            write_line(stream, canonical_json(compared_to_json(one)))
