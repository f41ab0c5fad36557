"""The commands as the user sees them: arguments and help, and nothing else.

Each command imports what it needs when it runs, so that ``tally --help`` answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.guard import UNREADABLE_INPUT

LedgerFile = Annotated[
    Path,
    typer.Option(metavar="FILE", help="The ledger that tally read --ledger has kept.", show_default=False),
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only what was published by this day (2024-06-30)."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines on a terminal too.")]


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files or folders, read in this order; - is standard input.",
            show_default=False,
        ),
    ],
    input_format: Annotated[
        str, typer.Option(metavar="NAME", help="What the files are: auto, text, html or jsonl.")
    ] = "auto",
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication (2024-02-27), whatever the texts say."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of the texts (en), instead of detecting it.")
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the claims in this ledger; it is made if missing."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines on a terminal too.")] = False,
    to: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write JSON Lines to this file; - is standard output.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Show how the claim with this id (or its start) was read."),
    ] = None,
    pipeline: Annotated[
        str | None, typer.Option(metavar="NAME", help="An installed spaCy pipeline to parse with.")
    ] = None,
) -> None:
    """Read reports and show what is said, promised, done and what happened.

    On a terminal the claims are shown with the sentences that say them. In a pipe, with --json or with --to
    they come as JSON Lines, one object a document, each written as soon as it is read. What could not be read
    is told on standard error, one line a problem.

    \b
    Examples:
        tally read report.html
        tally read notes.txt --published 2024-02-27
        tally read reports/ --ledger pledges.tally
        tally read reports/ --to claims.jsonl
        tally read --input-format jsonl articles.jsonl | jq .claims
        tally read report.html --explain 3f2a91bc

    Exit codes: 0 every input was read; 1 at least one could not be read, the others were; 2 faulty use; 130
    interrupted (what was read till then is in the ledger).
    """
    from tallystick.api import ReadingSettings, SourceOptions
    from tallystick.cli.explain import explain_claim
    from tallystick.cli.read import Request, run

    request = Request(
        paths=tuple(paths),
        options=SourceOptions(input_format=input_format, published=published, language=language),
        settings=ReadingSettings(pipeline=pipeline),
        ledger=ledger,
        json=json,
        to=to,
    )
    if explain is not None:
        explain_claim(request, explain)
    elif run(request):
        raise typer.Exit(UNREADABLE_INPUT)


def promises(ledger: LedgerFile, as_of: AsOf = None, json: Json = False) -> None:
    """List the promises in a ledger and what became of them.

    Each promise stands with its target, its dates, how much of it was kept (a range where sources differ),
    its status and the number of independent sources. In a pipe or with --json they come as JSON Lines.

    \b
    Examples:
        tally promises --ledger pledges.tally
        tally promises --ledger pledges.tally --as-of 2024-06-30
        tally promises --ledger pledges.tally | jq 'select(.status == "overdue") | .title'
    """
    from tallystick.cli.promises import list_promises

    list_promises(ledger, as_of, json=json)


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


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The reports to read.", show_default=False)
    ] = Path("examples"),
) -> None:
    """Read sample reports into a passing ledger and show the tally.

    Nothing is kept. Without FOLDER it reads the folder examples of a checkout.

    \b
    Examples:
        tally demo
        tally demo my-reports/
    """
    from tallystick.cli.demo import run_demo

    run_demo(folder)
