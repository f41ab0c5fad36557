"""``tally read``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import CodebookFile
from tallystick.cli.guard import UNREADABLE_INPUT


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
        str | None,
        typer.Option(
            metavar="FILE",
            help="Keep the claims in this ledger, made if missing: a file, or the URL of a PostgreSQL database.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines on a terminal too.")] = False,
    to: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write JSON Lines to this file; - is standard output.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Show how the claim with this id (or its start) was read."),
    ] = None,
    codebook: CodebookFile = None,
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
        tally read reports/ --codebook codebook.toml --to claims.jsonl
        tally read report.html --explain 3f2a91bc

    Exit codes: 0 every input was read; 1 at least one could not be read, the others were; 2 faulty use; 130
    interrupted (what was read till then is in the ledger).
    """
    from tallystick.api import ReadingSettings, SourceOptions, load_codebook
    from tallystick.cli.explain import explain_claim
    from tallystick.cli.read import Request, run

    request = Request(
        paths=tuple(paths),
        options=SourceOptions(input_format=input_format, published=published, language=language),
        settings=ReadingSettings(pipeline=pipeline),
        codebook=None if codebook is None else load_codebook(codebook),
        ledger=ledger,
        json=json,
        to=to,
    )
    if explain is not None:
        explain_claim(request, explain)
    elif run(request):
        raise typer.Exit(UNREADABLE_INPUT)
