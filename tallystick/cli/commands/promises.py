"""``tally promises`` and ``tally show``."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from tallystick.cli.commands.options import AsOf, DecidedBy, Json, LedgerFile


def promises(
    ledger: LedgerFile,
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this state, body or person promises.")
    ] = None,
    recipient: Annotated[str | None, typer.Option(metavar="NAME", help="Only what it is promised.")] = None,
    category: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only goods of this category (vaccines).")
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(metavar="STATUS", help="Only what stands so (open, overdue, partly …); repeatable."),
    ] = None,
    due_from: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what is due on this day, month, year or later.")
    ] = None,
    due_until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what is due on this day, month, year or before.")
    ] = None,
    sort: Annotated[
        Literal["urgency", "deadline", "stake", "known"] | None,
        typer.Option(
            help="What comes first: what is overdue and much spoken of, the next deadline, most at stake, "
            "what was known first.",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="How many at most; 0 for all."),
    ] = None,
    as_of: AsOf = None,
    decided_by: DecidedBy = None,
    json: Json = False,
) -> None:
    """List the promises in a ledger and what became of them.

    Each promise stands with its target, its dates, how much of it was kept (a range where sources differ),
    its status and the number of independent sources. In a pipe or with --json they come as JSON Lines.

    Of more than 50 a terminal shows the most urgent ones (overdue first, then those that most sources speak of), a
    pipe gets all of them, unless --sort or --limit says otherwise.

    \b
    Examples:
        tally promises --ledger pledges.tally
        tally promises --ledger pledges.tally --status overdue --sort stake
        tally promises --ledger pledges.tally --actor Norway --due-until 2025 --limit 0
        tally promises --ledger pledges.tally --as-of 2024-06-30
        tally promises --ledger pledges.tally --decided-by 2024-06-30
        tally promises --ledger pledges.tally | jq 'select(.status == "overdue") | .title'
    """
    from tallystick.cli.choosing import Wanted
    from tallystick.cli.promises import list_promises

    order = "at_stake" if sort == "stake" else sort
    wanted = Wanted(
        actor, recipient, category, tuple(status or ()), due_from, due_until, order, limit, as_of, decided_by
    )
    list_promises(ledger, wanted, json=json)


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
