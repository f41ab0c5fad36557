"""``tally why`` and ``tally diff``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import AsOf, Json, LedgerFile


def why(
    promise: Annotated[
        str, typer.Argument(metavar="ID", help="The promise's id, or as much of its start as is unique.")
    ],
    ledger: LedgerFile,
    field: Annotated[
        str | None,
        typer.Argument(
            metavar="FIELD",
            help="A field as the records name it (fulfilled.low, status), its last part (low), or a group "
            "of them (fulfilled, by_side, projection); without it all that have a value.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Show why a figure is what it is, step by step down to the sentences.

    Every figure of a promise is worked out from what reports state: shares of a whole, increments after a
    total, the latest of each side. This walks back from the figure to the words, and names what was left out.
    In a pipe or with --json each field comes as one line of JSON.

    \b
    Examples:
        tally why 3f2a fulfilled --ledger pledges.tally
        tally why 3f2a days_late --ledger pledges.tally --as-of 2024-06-30
        tally why 3f2a --ledger pledges.tally | jq '[.label, .value]'
    """
    from tallystick.cli.answers import explain_field

    explain_field(ledger, promise, field, as_of, json=json)


def diff(
    ledger: LedgerFile,
    earlier: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The earlier day (2024-01-31).", show_default=False)
    ],
    later: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="The later day; without it everything in the ledger."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="How many at most; 0 for all."),
    ] = None,
    json: Json = False,
) -> None:
    """Show what changed between two days, and the sentences that changed it.

    Promises that are new, that changed in stage, target, deadline, what arrived, status or contradictions, and
    that were found to be part of another. In a pipe or with --json they come as JSON Lines.

    Of more than 50 a terminal shows those that became known first, a pipe gets all of them, unless --limit says
    otherwise.

    \b
    Examples:
        tally diff --from 2024-01-31 --to 2024-02-29 --ledger pledges.tally
        tally diff --from 2024-06-30 --ledger pledges.tally | jq 'select(.kind == "new") | .title'
    """
    from tallystick.cli.answers import show_differences

    show_differences(ledger, earlier, later, limit, json=json)
