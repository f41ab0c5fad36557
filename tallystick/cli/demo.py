"""``tally demo``: from sample reports to the tally in one command."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tallystick.api import ReadingSettings, SourceOptions
from tallystick.cli.promises import print_promises
from tallystick.cli.read import Request, run
from tallystick.errors import SourceError


def run_demo(folder: Path) -> None:
    """Read the folder's reports into a ledger that is thrown away afterwards, and print its promises.

    Raises:
        SourceError: There is no such folder.
    """
    if not folder.is_dir():
        raise SourceError(f"No folder {folder} with sample reports here; name one: tally demo FOLDER")
    with TemporaryDirectory(prefix="tally-") as passing:
        ledger = Path(passing) / "demo.tally"
        run(Request(paths=(str(folder),), options=SourceOptions(), settings=ReadingSettings(), ledger=ledger))
        print_promises(ledger)
