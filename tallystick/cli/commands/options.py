"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

LedgerFile = Annotated[
    str,
    typer.Option(
        metavar="FILE",
        help="The ledger that tally read --ledger has kept: a file, or the URL of a PostgreSQL database.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only what was published by this day (2024-06-30)."),
]
CodebookFiles = Annotated[
    list[str] | None,
    typer.Option(
        "--codebook", metavar="FILE", help="Your concepts, as TOML (docs/positions.md); repeatable."
    ),
]
DecidedBy = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only what people had decided by this day; else all they decided."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines on a terminal too.")]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from this machine and private networks, too."),
]
