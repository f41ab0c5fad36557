"""``tally verify``, ``tally index``, ``tally dump`` and ``tally load``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import Json, LedgerFile

BROKEN = 1


def verify(ledger: LedgerFile, json: Json = False) -> None:
    """Check that a ledger still is what was written.

    Walks the chain of hashes from the first entry to the last, compares every span of every claim with the text
    of its document, asks the database whether it is whole, and compares every row of the index with its checksum.
    What is broken is named, the first entry first, with what to do about it.

    \b
    Examples:
        tally verify --ledger pledges.tally
        tally verify --ledger postgresql+psycopg://ida@db.example/pledges

    Exit codes: 0 all is as it was written; 1 something is broken; 2 faulty use.
    """
    from tallystick.cli.keeping import verify_ledger

    if verify_ledger(ledger, json=json):
        raise typer.Exit(BROKEN)


def index(
    ledger: LedgerFile,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild", help="Drop the index there is, which may be damaged, and make it from the entries."
        ),
    ] = False,
    days: Annotated[
        bool, typer.Option("--days", help="Make what is needed to ask for days that are past, too.")
    ] = False,
) -> None:
    """Make the index of a large ledger ahead, or anew.

    Who asks first after new reports waits while the index takes them in: run this at night, and nobody has to. The
    entries are never touched. It may be interrupted; the next one goes on where it stopped.

    \b
    Examples:
        tally index --ledger pledges.tally --days
        tally index --ledger pledges.tally --rebuild
    """
    from tallystick.cli.keeping import make_index

    make_index(ledger, anew=rebuild, days=days)


def dump(
    ledger: LedgerFile,
    to: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write to this file instead of standard output."),
    ] = None,
) -> None:
    """Write a whole ledger as JSON Lines, to keep, to look into or to load elsewhere.

    Nothing is left out: tally load makes the same ledger of it, hashes and days of recording included, in a file
    or in PostgreSQL.

    \b
    Examples:
        tally dump --ledger pledges.tally --to pledges.jsonl
        tally dump --ledger pledges.tally | gzip > pledges.jsonl.gz
        tally dump --ledger pledges.tally | jq 'select(.kind == "document") | .payload.title'
    """
    from tallystick.cli.keeping import dump_ledger

    dump_ledger(ledger, to)


def load(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="What tally dump has written; - is standard input.")
    ],
    ledger: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="The ledger to make: a file, or the URL of an empty PostgreSQL database.",
            show_default=False,
        ),
    ],
) -> None:
    """Make a ledger of what tally dump has written.

    Every line is checked against the one before it; a broken line is refused with its number. A load that was
    broken off goes on where it stopped.

    \b
    Examples:
        tally load pledges.jsonl --ledger copy.tally
        tally dump --ledger pledges.tally | tally load - --ledger postgresql+psycopg://ida@db.example/pledges
    """
    from tallystick.cli.keeping import load_ledger

    load_ledger(file, ledger)
