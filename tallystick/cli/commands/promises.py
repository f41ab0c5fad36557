"""``tally promises`` and ``tally show``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import AsOf, DecidedBy, Json, LedgerFile


def promises(
    ledger: LedgerFile,
    as_of: AsOf = None,
    decided_by: DecidedBy = None,
    actor: Annotated[
        str | None, typer.Option(metavar="ID", help='Who promised: an id (DEU), or "name:" and a name.')
    ] = None,
    recipient: Annotated[str | None, typer.Option(metavar="ID", help="Who is to receive, likewise.")] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS",
            help="What became of it (overdue, open, partly …); repeatable.",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="NUMBER",
            help="How many at most, the most urgent first; 0 for all.",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """List the promises in a ledger and what became of them.

    Each promise stands with its target, its dates, how much of it was kept (a range where sources differ),
    its status and the number of independent sources. In a pipe or with --json they come as JSON Lines.

    Of more than 50 a terminal shows the most urgent ones (overdue first, then those that most sources speak of), a
    pipe gets all of them, unless --limit says otherwise.

    \b
    Examples:
        tally promises --ledger pledges.tally
        tally promises --ledger pledges.tally --actor DEU --status overdue --status partly
        tally promises --ledger pledges.tally --limit 0
        tally promises --ledger pledges.tally --as-of 2024-06-30
        tally promises --ledger pledges.tally --decided-by 2024-06-30
        tally promises --ledger pledges.tally | jq 'select(.status == "overdue") | .title'
    """
    from tallystick.cli.promises import Wanted, list_promises, statuses_named
    from tallystick.ledger import PromiseQuery

    query = PromiseQuery(actor=actor, recipient=recipient, statuses=statuses_named(status or ()))
    list_promises(ledger, Wanted(query, limit, as_of, decided_by), json=json)


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
