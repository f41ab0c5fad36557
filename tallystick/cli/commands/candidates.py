"""``tally candidates``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import Json, LedgerFile


def candidates(
    ledger: LedgerFile,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many at most.")] = 50,
    json: Json = False,
) -> None:
    """List what waits for a decision: claims that may belong together, and claims that may be misread.

    What would change the totals most stands in front: how unsure it is, times the part of the promise that hangs on it.
    Answer with tally judge, or one after the other in the pages of tally serve; what was answered is listed no more.
    In a pipe or with --json each comes as one line of JSON with what speaks for it and against.

    \b
    Examples:
        tally candidates --ledger pledges.tally
        tally candidates --ledger pledges.tally --limit 5
        tally candidates --ledger pledges.tally | jq -r 'select(.kind == "pair") | .claims | join(" ")'
        tally judge same 3f2a 91bc --ledger pledges.tally
    """
    from tallystick.cli.candidates import list_candidates

    list_candidates(ledger, limit, json=json)
