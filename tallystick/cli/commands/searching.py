"""``tally search``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import AsOf, Json, LedgerFile


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="Words, a 'phrase in marks' or a start*.", show_default=False),
    ],
    ledger: LedgerFile,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option(metavar="NUMBER", help="How many reports at most.", min=1)] = 20,
    json: Json = False,
) -> None:
    """Find the reports in a ledger that hold all of some words, and the sentences that hold them.

    Case and accents do not matter. An argument of several words is a phrase. Reports read last come first. In a
    pipe or with --json they come as JSON Lines, with the offsets of each word and the claims in each sentence.

    \b
    Examples:
        tally search shells delay --ledger pledges.tally
        tally search "artillery shells" ministers --ledger pledges.tally
        tally search 'ambulan*' --ledger pledges.tally --as-of 2024-06-30
    """
    from tallystick.cli.searching import search_ledger

    search_ledger(ledger, words, as_of, limit, json=json)
