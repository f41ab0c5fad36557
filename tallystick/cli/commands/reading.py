"""``tally read`` and ``tally watch``."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commands.options import AllowPrivate, CodebookFiles, Json
from tallystick.cli.guard import UNREADABLE_INPUT


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files, folders or addresses (https://…), read in this order; - is standard input.",
            show_default=False,
        ),
    ],
    input_format: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What the files are: auto, text, html, jsonl, pdf, docx, eml, warc, zip or gzip.",
        ),
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
    codebook: CodebookFiles = None,
    pipeline: Annotated[
        str | None, typer.Option(metavar="NAME", help="An installed spaCy pipeline to parse with.")
    ] = None,
    allow_private: AllowPrivate = False,
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
        tally read release.pdf mail.eml archive.warc.gz all.zip --ledger pledges.tally
        tally read https://example.org/news/pledge --ledger pledges.tally
        tally read reports/ --to claims.jsonl
        tally read --input-format jsonl articles.jsonl | jq .claims
        tally read reports/ --codebook codebook.toml --to claims.jsonl
        tally read report.html --explain 3f2a91bc

    Exit codes: 0 every input was read; 1 at least one could not be read, the others were; 2 faulty use; 130
    interrupted (what was read till then is in the ledger).
    """
    from tallystick.api import FetchSettings, ReadingSettings, SourceOptions
    from tallystick.cli.explain import explain_claim
    from tallystick.cli.read import Request, run
    from tallystick.reconcile.codebook import load_codebooks

    request = Request(
        paths=tuple(paths),
        options=SourceOptions(
            input_format=input_format,
            published=published,
            language=language,
            fetching=FetchSettings(allow_private=allow_private),
        ),
        settings=ReadingSettings(pipeline=pipeline),
        codebook=load_codebooks(codebook or ()),
        ledger=ledger,
        json=json,
        to=to,
    )
    if explain is not None:
        explain_claim(request, explain)
    elif run(request):
        raise typer.Exit(UNREADABLE_INPUT)


def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEED",
            help="Addresses of RSS or Atom feeds, or OPML files that list some.",
            show_default=False,
        ),
    ],
    ledger: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Keep the claims in this ledger, made if missing; it remembers what was read.",
            show_default=False,
        ),
    ],
    every: Annotated[
        float | None,
        typer.Option(metavar="MINUTES", help="Look again after so many minutes, until interrupted.", min=1),
    ] = None,
    json: Json = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Read what feeds newly name into a ledger.

    Only what is new is fetched, politely: robots.txt is obeyed, a server is left in peace between two pages, feeds
    that have not changed are not sent again. One bad feed stops no other. Stopped in the middle, the next run
    goes on where this one ended.

    \b
    Examples:
        tally watch https://example.org/news.rss --ledger pledges.tally
        tally watch feeds.opml --ledger pledges.tally --every 30

    Exit codes: 0 all is well; 1 a feed or page could not be read, the others were; 2 faulty use; 130 interrupted.
    """
    from tallystick.api import FetchSettings
    from tallystick.cli.watch import WatchRequest, run_watch

    settings = FetchSettings(allow_private=allow_private)
    if run_watch(WatchRequest(tuple(feeds), ledger, every, json, settings)):
        raise typer.Exit(UNREADABLE_INPUT)
