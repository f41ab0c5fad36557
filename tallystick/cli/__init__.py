"""The command line: arguments in, views or JSON Lines out, no logic of its own.

``guard`` says how commands end, ``commands`` what they are called and take; the modules named after the
commands do them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tallystick import __version__
from tallystick.cli.commands import COMMANDS
from tallystick.cli.guard import FAULTY_USE, complain, tidy_exit


class TallyGroup(TyperGroup):
    """The commands, each ended tidily: one line for what went wrong, never a traceback for faulty use."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line; see ``tidy_exit`` for the exit codes."""
        with tidy_exit():
            return super().main(*args, **kwargs)

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Take the options before the command; see ``_arguments_in_one_line``."""
        with _arguments_in_one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, context: Any) -> Any:
        """Run the chosen command; guarded here too, as Typer would answer an interrupt in its own way."""
        with tidy_exit(), _arguments_in_one_line():
            return super().invoke(context)


_UsageError: Any = typer.BadParameter.__base__
"""Faulty arguments of any kind; Typer hands out only this one of them by name."""


@contextmanager
def _arguments_in_one_line() -> Iterator[None]:
    """Tell faulty arguments in one line, as everything else is told; Typer would print three."""
    try:
        yield
    except _UsageError as error:
        message, context = error.format_message(), error.ctx
        if context is None or message == context.get_help():  # nothing was given, so the help is the answer
            raise
        complain(f"{message.rstrip('.')}; see {context.command_path} --help")
        sys.exit(FAULTY_USE)


app = typer.Typer(
    cls=TallyGroup,
    name="tally",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tallystick {__version__}")
        raise typer.Exit


@app.callback()
def tally(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Read reports and keep the tally: what was said, what was promised, what was done.

    Every figure leads back to the sentence that says it.

    \b
    Read one report:
        tally read report.html
    Keep a ledger of many, and ask what became of the promises:
        tally read reports/ --ledger pledges.tally
        tally promises --ledger pledges.tally --as-of 2024-06-30
    See the sentences behind one promise:
        tally show 3f2a --ledger pledges.tally
    Pipe the claims into your own tools, one JSON object a document:
        tally read reports/ | jq '.claims[] | select(.kind == "delivery")'
    See it at work on the sample reports:
        tally demo
    """


for command in COMMANDS:
    app.command(
        name=command.__name__.rstrip("_").replace(
            "_", "-"
        ),  # import_ is named so as not to be Python's own word
        no_args_is_help=any(p.default is p.empty for p in signature(command).parameters.values()),
    )(command)


def main() -> None:
    """Run ``tally`` with the arguments of this process."""
    app(prog_name="tally")
