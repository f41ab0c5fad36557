"""``tally demo``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The reports to read.", show_default=False)
    ] = Path("examples"),
    serve: Annotated[bool, typer.Option("--serve", help="Open the pages on them (tally serve).")] = False,
    port: Annotated[int, typer.Option(help="With --serve: the port to listen on.")] = 8080,
) -> None:
    """Read sample reports into a passing ledger and show the tally.

    Nothing is kept. Without FOLDER it reads the folder examples of a checkout. A file codebook.toml in the folder
    says what statements are about, as --codebook does elsewhere.

    \b
    Examples:
        tally demo
        tally demo my-reports/
        tally demo --serve
    """
    from tallystick.cli.demo import run_demo

    run_demo(folder, serve=serve, port=port)
