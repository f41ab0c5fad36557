"""What ``tally export`` does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import DownloadColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from tallystick.cli.guard import complain
from tallystick.cli.output import STANDARD_OUTPUT, json_lines, terminal, wants_json, write_line
from tallystick.cli.promises import find_promise
from tallystick.errors import SettingError
from tallystick.exports import EXPORTS, Export, Material, named_export, notes_of, write
from tallystick.exports.protocol import Report, Tree
from tallystick.ledger import Ledger
from tallystick.reconcile.codebook import load_codebook
from tallystick.views.figures import counted

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
    codebook: str | None,
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
    book = None if codebook is None else load_codebook(codebook)
    with _progress() as report, Ledger(place, create=False) as ledger:
        report("reading the ledger", 0)
        material = Material.of(ledger, as_of, book)
        if promises:
            material = material.only({find_promise(material.promises, start).id for start in promises})
        written = [] if is_piped else write(export, material, Path(str(to)), report, force=force)
    if is_piped:
        _pipe(export, material)
    if isinstance(export, Tree):
        size = sum(path.stat().st_size for path in written)
        complain(
            f"{to} written: {counted(len(written), 'file')}, {size / 1e6:,.1f} MB; it begins at {to}/index.html"
        )
    else:
        for path in written:
            complain(f"{path} written")


def _pipe(export: Export, material: Material) -> None:
    pieces = [piece for part in export.parts(material) for piece in part.content]
    if sys.stdout.isatty() and any(b"\0" in piece for piece in pieces):
        raise SettingError(f"{export.name} is not fit for a terminal; name a file with --to")
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    for line in notes_of(export, material).splitlines():
        complain(line)


@contextmanager
def _progress() -> Iterator[Report]:
    """Which file is written and how far, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _name, _size: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as progress:
        task = progress.add_task("reading the ledger", total=None)
        yield lambda name, size: progress.update(task, description=name, completed=size)
