"""``tally promises`` and ``tally show``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import AsOf, DecidedBy, Json, LedgerFile


def promises(
    ledger: LedgerFile, as_of: AsOf = None, decided_by: DecidedBy = None, json: Json = False
) -> None:
    """List the promises in a ledger and what became of them.

    Each promise stands with its target, its dates, how much of it was kept (a range where sources differ),
    its status and the number of independent sources. In a pipe or with --json they come as JSON Lines.

    \b
    Examples:
        tally promises --ledger pledges.tally
        tally promises --ledger pledges.tally --as-of 2024-06-30
        tally promises --ledger pledges.tally --decided-by 2024-06-30
        tally promises --ledger pledges.tally | jq 'select(.status == "overdue") | .title'
    """
    from tallystick.cli.promises import list_promises

    list_promises(ledger, as_of, decided_by, json=json)


def show(
    promise: Annotated[
        str, typer.Argument(metavar="ID", help="The promise's id, or as much of its start as is unique.")
    ],
    ledger: LedgerFile,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Show one promise: its history, its deliveries and every sentence behind it.

    \b
    Examples:
        tally show 3f2a --ledger pledges.tally
        tally show 3f2a --ledger pledges.tally --as-of 2024-06-30
    """
    from tallystick.cli.promises import show_promise

    show_promise(ledger, promise, as_of, json=json)
