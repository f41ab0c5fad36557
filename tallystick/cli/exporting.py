"""What ``tally export`` does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tallystick.cli.guard import complain
from tallystick.cli.output import STANDARD_OUTPUT, json_lines, terminal, wants_json, write_line
from tallystick.cli.promises import find_promise
from tallystick.errors import SettingError
from tallystick.exports import EXPORTS, Export, Material, named_export, notes_of, write
from tallystick.exports.protocol import Tree
from tallystick.ledger import Ledger
from tallystick.reconcile.codebook import load_codebooks
from tallystick.views.figures import counted

_SHOWN_EVERY = 100
"""After how many reports or promises the bar moves."""

_HOW_TO = """
[bold]tally export NAME --ledger FILE --to PATH[/]; PATH is a folder where [dim]folder[/] stands, else a file.
Of some promises alone: --promise ID. As known on a day: --as-of DATE. Each format has a page in docs/formats/."""


def list_exports() -> None:
    """Show every format."""
    if wants_json(json=False):
        with json_lines(None) as stream:
            for export in EXPORTS.values():
                found = {"name": export.name, "what": export.what, "folder": export.is_folder}
                write_line(stream, json.dumps(found))
        return
    table = Table.grid(padding=(0, 2))
    for export in EXPORTS.values():
        table.add_row(f"[bold]{export.name}[/]", export.what, "[dim]folder[/]" if export.is_folder else "")
    terminal().print(table)
    terminal().print(_HOW_TO, highlight=False)


def export_ledger(
    name: str | None,
    place: str | None,
    as_of: str | None,
    to: str | None,
    codebooks: Sequence[str],
    promises: Sequence[str] = (),
    *,
    force: bool = False,
) -> None:
    """Write the ledger at ``place``, or ``promises`` of it, in the format ``name``."""
    if name is None:
        raise SettingError(
            f"Name a format: tally export FORMAT --ledger FILE; there are: {', '.join(EXPORTS)}"
        )
    export = named_export(name)
    if place is None:
        raise SettingError(f"Name the ledger: tally export {export.name} --ledger FILE")
    is_piped = to in (None, STANDARD_OUTPUT)
    if is_piped and export.is_folder:
        raise SettingError(f"{export.name} is a folder of files; name it with --to FOLDER")
    written: list[Path] = []
    book = load_codebooks(codebooks)
    with ExitStack() as stack:
        bar = stack.enter_context(_progress())
        ledger = stack.enter_context(Ledger(place, create=False))
        if promises:
            named = [find_promise(ledger.promises_beginning(start, as_of), start) for start in promises]
            material = Material.of_promises(ledger, named, as_of)
        else:
            material = stack.enter_context(Material.streamed(ledger, as_of, book, bar.passed))
        if is_piped:
            _pipe(export, material)
        else:
            written = write(export, material, Path(str(to)), bar.written, force=force)
    if is_piped:
        return
    if isinstance(export, Tree):
        size = sum(path.stat().st_size for path in written)
        complain(
            f"{to} written: {counted(len(written), 'file')}, {size / 1e6:,.1f} MB; it begins at {to}/index.html"
        )
    else:
        for path in written:
            complain(f"{path} written")


def _pipe(export: Export, material: Material) -> None:
    is_terminal = sys.stdout.isatty()
    for part in export.parts(material):
        for piece in part.content:
            if is_terminal and b"\0" in piece:
                raise SettingError(f"{export.name} is not fit for a terminal; name a file with --to")
            sys.stdout.buffer.write(piece)
    for line in notes_of(export, material).splitlines():
        complain(line)


class _Bar:
    """Shows which file is written, and how many of the reports or promises for it are done."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._task = (
            None if progress is None else progress.add_task("looking the ledger up", total=None, what="")
        )

    def passed(self, what: str, done: int, of: int) -> None:
        """So many are done."""
        if self._progress is not None and self._task is not None and (done % _SHOWN_EVERY == 0 or done == of):
            self._progress.update(self._task, completed=done, total=of, what=what)

    def written(self, name: str, size: int) -> None:
        """A file is written."""
        del size
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=name)


@contextmanager
def _progress() -> Iterator[_Bar]:
    """A bar, on a terminal."""
    if not sys.stderr.isatty():
        yield _Bar(None)
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[what]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as progress:
        yield _Bar(progress)
