"""``tally copies``."""

from __future__ import annotations

from tallystick.cli.commands.options import AsOf, Json, LedgerFile


def copies(ledger: LedgerFile, as_of: AsOf = None, json: Json = False) -> None:
    """List the documents in a ledger that copy, rewrite or translate one another.

    What is repeated is not confirmed: all of a group count as one voice behind a promise. Each group stands with
    its wire service, the document published first, and the others with what gave them away. Newsrooms that report
    one event on their own stay apart. In a pipe or with --json the groups come as JSON Lines.

    \b
    Examples:
        tally copies --ledger pledges.tally
        tally copies --ledger pledges.tally --as-of 2024-06-30
        tally copies --ledger pledges.tally | jq 'select(.agency == "AFP") | .documents'
    """
    from tallystick.cli.copies import list_copies

    list_copies(ledger, as_of, json=json)
