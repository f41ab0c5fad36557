"""``tally import`` and ``tally compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.commands.options import AsOf, Json, LedgerFile
from tallystick.cli.guard import UNREADABLE_INPUT


def import_(
    register: Annotated[
        str,
        typer.Argument(
            metavar="REGISTER", help="kiel, iati, fts, sipri, or table with --map.", show_default=False
        ),
    ],
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Its files.", show_default=False)],
    ledger: LedgerFile,
    column_map: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="For table: what its columns are (TOML).")
    ] = None,
) -> None:
    """Bring an official register into a ledger as a source of its own.

    Each row becomes a document with the promises and deliveries that its columns state, so that registers and
    reports check each other (tally compare). Importing the same rows again adds nothing. A row that cannot be read
    is told with its line and column; the others go on.

    \b
    Examples:
        tally import kiel main-data.csv --ledger pledges.tally
        tally import iati activities.xml --ledger pledges.tally
        tally import fts flows.json --ledger pledges.tally
        tally import table aid.csv --map aid.toml --ledger pledges.tally

    Exit codes: 0 every row was read; 1 at least one could not be read, the others were; 2 faulty use.
    """
    from tallystick.cli.registers import run_import

    if run_import(register, files, ledger, column_map):
        raise typer.Exit(UNREADABLE_INPUT)


def compare(
    ledger: LedgerFile,
    register: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only this register (kiel); else all that were imported."),
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Hold the registers in a ledger against its reports.

    Lists the promises that both know, with every figure that differs, those that may be the same, and those that
    only one of them knows.

    \b
    Examples:
        tally compare --ledger pledges.tally
        tally compare --ledger pledges.tally --register kiel --as-of 2024-06-30
        tally compare --ledger pledges.tally | jq 'select(.found == "register_only") | .title'
    """
    from tallystick.cli.registers import run_compare

    run_compare(ledger, register, as_of, json=json)
