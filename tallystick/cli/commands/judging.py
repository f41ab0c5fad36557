"""``tally judge``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import DecidedBy, Json, LedgerFile


def judge(
    verdict: Annotated[
        str,
        typer.Argument(
            metavar="VERDICT",
            help="accept, reject, correct, same, different or withdraw; list shows what was decided.",
            show_default=False,
        ),
    ],
    ledger: LedgerFile,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID [ID | SLOT VALUE]",
            help="What it is about; ids may be cut to what is unique.",
            show_default=False,
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Who decides; else TALLY_USER, else the name you are logged in with."
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Why, for those who come after.")
    ] = None,
    decided_by: DecidedBy = None,
    json: Json = False,
) -> None:
    """Say whether a claim is right, put it right, or say which claims speak of one promise.

    Nothing is overwritten: a judgement is kept beside what was read, the last one counts, and withdraw takes
    one back. A rejected claim or document no longer counts for any promise, and the promise says so.

    \b
    A claim or a whole document stands, or does not:
        tally judge accept 3f2a --ledger pledges.tally
        tally judge reject 3f2a --ledger pledges.tally --reason "a slip of the tongue"
        tally judge reject 2024-03-01-wire --ledger pledges.tally --reason "denied by the ministry"
    A slot should be something else (null for nothing):
        tally judge correct 3f2a deadline 2024-12 --ledger pledges.tally
        tally judge correct 3f2a items.0.quantity 500000 --ledger pledges.tally
        tally judge correct 3f2a recipients '["UKR"]' --ledger pledges.tally
    Two claims speak of the same promise, or of two:
        tally judge same 3f2a 91bc --ledger pledges.tally
        tally judge different 3f2a 91bc --ledger pledges.tally
    See what was decided, and take one back:
        tally judge list --ledger pledges.tally
        tally judge list --ledger pledges.tally --decided-by 2024-06-30
        tally judge withdraw 77d0 --ledger pledges.tally
    """
    from tallystick.cli.judging import give, show_all
    from tallystick.errors import SettingError

    if verdict == "list":
        show_all(ledger, arguments or [], decided_by, json=json)
    elif decided_by is not None:
        raise SettingError(f"--decided-by goes with: tally judge list; what you {verdict} now is decided now")
    else:
        give(ledger, verdict, arguments or [], user=user, reason=reason, json=json)
