"""``tally serve`` and ``tally user``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.commands.options import CodebookFiles, LedgerFile


def serve(
    ledger: LedgerFile,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on; 0 takes a free one.")] = 8080,
    users: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Who may sign in (tally user). Without it only this machine is served."
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name", metavar="HOST", help="A name that the server is called by; may be given again."
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(
            envvar="TALLY_USER", help="Who decides where nobody signs in.", show_default="your login"
        ),
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            help="A server in front whose word is taken for who asks and how; may be given again.",
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="How many processes serve; more for many people at once.")
    ] = 1,
    codebook: CodebookFiles = None,
) -> None:
    """Open a ledger as pages: look, check, decide.

    Promises, reports with what was read in them, actors, positions, and a review by keyboard. Nothing is asked of
    the network. Without --users only this machine may look, and everybody on it may decide.

    \b
    Examples:
        tally serve --ledger pledges.tally
        tally user users.json ada --role reviewer
        tally serve --ledger pledges.tally --host 0.0.0.0 --users users.json --name tally.example.org
        tally serve --ledger pledges.tally --users users.json --name tally.example.org --proxy 127.0.0.1
    """
    from tallystick.cli.serving import Door, serve_pages

    door = Door(host, port, tuple(name or ()), tuple(proxy or ()), workers)
    serve_pages(ledger, door, users_file=users, user=user, codebooks=codebook or ())


def user(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file of users; made if it is missing.")],
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Who; whoever is in the file gets a new password.")
    ],
    role: Annotated[str, typer.Option(help="reader may look, reviewer may decide.")] = "reader",
) -> None:
    """Let somebody sign in to the pages.

    The password is asked for, or read from the first line of standard input; the file keeps its argon2 hash.

    \b
    Examples:
        tally user users.json ada --role reviewer
        pass show tally/ada | tally user users.json ada
    """
    from tallystick.cli.serving import keep_user

    keep_user(file, name, role)
