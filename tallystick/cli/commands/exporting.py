"""``tally export``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import AsOf, CodebookFiles


def export(
    format: Annotated[  # noqa: A002 (the argument's name in the help)
        str | None, typer.Argument(metavar="FORMAT", help="One of those that --list shows.")
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="The ledger that tally read --ledger has kept: a file, or the URL of a PostgreSQL database.",
        ),
    ] = None,
    as_of: AsOf = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            help="The file to write, or the folder for a format of several files; without it a file goes to "
            "standard output.",
        ),
    ] = None,
    codebook: CodebookFiles = None,
    force: Annotated[
        bool, typer.Option("--force", help="For a site: replace the folder, whatever it holds.")
    ] = False,
    promise: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Only this promise and what stands behind it: its id or as much of its start as is unique. "
            "May be given several times.",
        ),
    ] = None,
    list_formats: Annotated[bool, typer.Option("--list", help="Show the formats and end.")] = False,
) -> None:
    """Write what a ledger says in the formats that other programs read.

    Each format has a page in docs/formats/ that says what goes where. What a format has no place for is told in notes
    beside the export, or on standard error. Everything is written or nothing: a full disk leaves no half file.

    \b
    Examples:
        tally export --list
        tally export csv --ledger pledges.tally --to tables/
        tally export xlsx --ledger pledges.tally --as-of 2024-06-30 --to pledges.xlsx
        tally export chart --ledger pledges.tally --promise 3f2a --promise 90c1 --to pictures/
        tally export bibtex --ledger pledges.tally > sources.bib
        tally export site --ledger pledges.tally --to site/
        tally export dna --ledger pledges.tally --codebook codebook.toml --to network/
    """
    from tallystick.cli.exporting import export_ledger, list_exports

    if list_formats:
        list_exports()
    else:
        export_ledger(format, ledger, as_of, to, codebook or (), promise or (), force=force)
