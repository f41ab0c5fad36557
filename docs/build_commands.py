"""Writes ``docs/commands.md`` from the command line itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from tallystick.cli import app

PAGE = Path(__file__).with_name("commands.md")


def page() -> str:
    """The whole page: every command with its help, arguments and options."""
    group: Any = typer.main.get_command(app)
    lines = ["# Commands", "", "Made from the program by `make docs`.", "", *_section(group)]
    for name, command in group.commands.items():
        lines += [f"## tally {name}", "", *_section(command)]
    return "\n".join(lines).rstrip() + "\n"


def _section(command: Any) -> Iterator[str]:
    for paragraph in inspect.cleandoc(command.help).split("\n\n"):
        yield from _example(paragraph) if paragraph.startswith("\b") else [paragraph, ""]
    parameters = [(_spelling(p), p.help, p.default) for p in command.params if getattr(p, "help", None)]
    if parameters:
        yield from ("| argument or option | what it is |", "| --- | --- |")
        yield from (f"| `{spelling}` | {text}{_default(value)} |" for spelling, text, value in parameters)
        yield ""


def _example(paragraph: str) -> Iterator[str]:
    """A block that the help prints as it stands: a line of words, then indented commands."""
    yield "```sh"
    for line in paragraph.splitlines()[1:]:
        yield line.strip() if line.startswith(" ") else f"# {line}"
    yield from ("```", "")


def _spelling(parameter: Any) -> str:
    name: str = parameter.opts[0] if parameter.opts[0].startswith("-") else ""
    return " ".join(part for part in (name, parameter.metavar) if part)


def _default(value: object) -> str:
    return f" Default: `{value}`." if isinstance(value, str | Path) else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
