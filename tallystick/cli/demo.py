"""``tally demo``: from sample reports to the tally in one command."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tallystick.api import ReadingSettings, SourceOptions
from tallystick.cli.guard import complain
from tallystick.cli.output import terminal
from tallystick.cli.promises import evidence_of
from tallystick.cli.read import Count, Keeper, Request, read_into
from tallystick.cli.serving import Door, serve_ledger
from tallystick.errors import SourceError
from tallystick.ledger import Ledger
from tallystick.sources import find_inputs
from tallystick.views.history import promise_view
from tallystick.views.promises import promises_view


def run_demo(folder: Path, *, serve: bool, port: int) -> None:
    """Read the folder's reports into a ledger that is thrown away afterwards, and print what it holds.

    First all promises, then the one with most deliveries with every sentence behind it; or, where ``serve`` is
    asked for, the pages on it until interrupted.

    Raises:
        SourceError: There is no such folder.
    """
    if not folder.is_dir():
        raise SourceError(f"No folder {folder} with sample reports here; name one: tally demo FOLDER")
    request = Request(paths=(str(folder),), options=SourceOptions(), settings=ReadingSettings())
    count = Count()
    with TemporaryDirectory(prefix="tally-") as passing, Ledger(Path(passing) / "demo.tally") as ledger:
        read_into([Keeper(ledger, count)], find_inputs(request.paths), request, count)
        complain(str(count))
        if serve:
            serve_ledger(ledger, Door(port=port))
            return
        promises = ledger.promises()
        screen = terminal()
        screen.print(promises_view(promises, None))
        if promises:
            told_most = max(promises, key=lambda promise: (len(promise.deliveries), len(promise.documents)))
            screen.print("\nOne of them in full, with every sentence behind it:\n", style="dim")
            screen.print(promise_view(told_most, evidence_of(ledger, told_most)))
