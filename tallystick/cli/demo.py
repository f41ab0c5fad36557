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
from tallystick.reconcile.codebook import load_codebooks
from tallystick.sources import find_inputs
from tallystick.views.history import promise_view
from tallystick.views.positions import overview
from tallystick.views.promises import promises_view

CODEBOOK = "codebook.toml"
"""A file of this name in the folder says what statements are about."""


def run_demo(folder: Path, *, serve: bool, port: int) -> None:
    """Read the folder's reports into a ledger that is thrown away afterwards, and print what it holds.

    First all promises, then the one with most deliveries with every sentence behind it, then who is for and against
    what the folder's codebooks name; or, where ``serve`` is asked for, the pages on all of it until interrupted.

    Raises:
        SourceError: There is no such folder.
        LexiconError: A file ``codebook.toml`` in it cannot be read.
    """
    if not folder.is_dir():
        raise SourceError(f"No folder {folder} with sample reports here; name one: tally demo FOLDER")
    request = Request(paths=(str(folder),), options=SourceOptions(), settings=ReadingSettings())
    codebook = load_codebooks(sorted(folder.rglob(CODEBOOK)))
    count = Count()
    with TemporaryDirectory(prefix="tally-") as passing, Ledger(Path(passing) / "demo.tally") as ledger:
        read_into([Keeper(ledger, count)], find_inputs(request.paths), request, count)
        complain(str(count))
        if serve:
            serve_ledger(ledger, Door(port=port), codebook=codebook)
            return
        promises = ledger.promises()
        screen = terminal()
        screen.print(promises_view(promises, None))
        if promises:
            told_most = max(promises, key=lambda promise: (len(promise.deliveries), len(promise.documents)))
            screen.print("\nOne of them in full, with every sentence behind it:\n", style="dim")
            screen.print(promise_view(told_most, evidence_of(ledger, told_most)))
        if codebook:
            screen.print("\nWho is for it and who against it, by the codebooks in the folder:\n", style="dim")
            with ledger.standings(codebook) as standings:
                screen.print(overview(standings.sums(), standings.sides()))
