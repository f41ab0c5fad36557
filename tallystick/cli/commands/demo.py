"""``tally demo``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The reports to read.", show_default=False)
    ] = Path("examples"),
) -> None:
    """Read sample reports into a passing ledger and show the tally.

    Nothing is kept. Without FOLDER it reads the folder examples of a checkout.

    \b
    Examples:
        tally demo
        tally demo my-reports/
    """
    from tallystick.cli.demo import run_demo

    run_demo(folder)
