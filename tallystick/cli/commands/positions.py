"""``tally positions``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import AsOf, CodebookFiles, Json, LedgerFile


def positions(
    ledger: LedgerFile,
    concept: Annotated[
        str | None, typer.Argument(metavar="CONCEPT", help="Key of a concept; without it all are listed.")
    ] = None,
    codebook: CodebookFiles = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Show who is for what and who against, since when, and who changed.

    A codebook (a TOML file of yours) says which concepts there are and by which words they are named. Of each
    actor you see the stance in every month (for, against, open, denies, reports), the last sentence, and changes
    with both sentences side by side: a reversal, a hedge, a decision, a denial. How far all are one, and how far they
    stand in two camps, is told month by month. Without a codebook the concepts count that tally read --codebook gave.

    \b
    Examples:
        tally positions --ledger pledges.tally --codebook codebook.toml
        tally positions send-troops --ledger pledges.tally --codebook codebook.toml
        tally positions send-troops --ledger pledges.tally --codebook codebook.toml --as-of 2024-02-26
        tally positions --ledger pledges.tally --codebook codebook.toml | jq '.shifts[]?'
    """
    from tallystick.cli.positions import show_positions

    show_positions(ledger, concept, codebook or (), as_of, json=json)
