"""``tally judge``: keeps what a person decides, and shows what was decided."""

from __future__ import annotations

import getpass
import json as json_module
import os
from collections.abc import Sequence
from typing import Any

from tallystick.cli.asking import asked
from tallystick.cli.output import json_lines, terminal, wants_json, write_line
from tallystick.errors import SettingError
from tallystick.model import Judgement
from tallystick.model.canonical import canonical_json
from tallystick.model.judgements_format import judgement_to_json
from tallystick.views.judgements import judgement_view, judgements_view

_TAKES = {"correct": ("ID", "SLOT", "VALUE"), "same": ("ID", "ID"), "different": ("ID", "ID")}


def give(
    place: str, verdict: str, arguments: Sequence[str], *, user: str | None, reason: str | None, json: bool
) -> None:
    """Keep one judgement in the ledger at ``place`` and show it."""
    takes = _TAKES.get(verdict, ("ID",))
    if len(arguments) != len(takes):
        wanted = " ".join(takes)
        raise SettingError(
            f"tally judge {verdict} takes {wanted}; it was given {' '.join(arguments) or 'nothing'}"
        )
    subject, *rest = arguments
    fields: dict[str, Any] = {}
    if verdict == "correct":
        fields = {"slot": rest[0], "value": value_of(rest[1])}
    elif rest:
        fields = {"other": rest[0]}
    with asked(place) as ledger:
        judgement = ledger.judge(verdict, subject, user=user or user_name(), reason=reason, **fields)
    _print([judgement], json=json)


def show_all(place: str, arguments: Sequence[str], decided_by: str | None, *, json: bool) -> None:
    """Show every judgement in the ledger at ``place``, or those about what ``arguments`` name.

    With ``decided_by`` only those given by the end of that day, and which of them stood then.
    """
    with asked(place) as ledger:
        judgements = ledger.judgements(decided_by)
    about = [j for j in judgements if not arguments or _is_about(j, arguments)]
    if wants_json(json=json):
        _print(about, json=True)
    else:
        terminal().print(judgements_view(about, judgements))


def _is_about(judgement: Judgement, starts: Sequence[str]) -> bool:
    named = (judgement.id, judgement.subject, judgement.other or "")
    return any(one.startswith(start) for one in named for start in starts if one)


def _print(judgements: Sequence[Judgement], *, json: bool) -> None:
    if not wants_json(json=json):
        terminal().print(*(judgement_view(judgement) for judgement in judgements))
        return
    with json_lines(None) as stream:
        for judgement in judgements:
            write_line(stream, canonical_json(judgement_to_json(judgement)))


def value_of(words: str) -> Any:
    """A value as it was typed: JSON where it reads as such (a number, true, null, a list), else the words.

    A date that is only a year is a number to JSON and words to everybody else.
    """
    if words.isdigit() and len(words) == 4 and words[0] in "12":
        return words
    try:
        return json_module.loads(words)
    except ValueError:
        return words


def user_name() -> str:
    """Who decides where nobody says: the variable TALLY_USER, else the name of the login.

    Raises:
        SettingError: Neither is known.
    """
    try:
        return os.environ.get("TALLY_USER") or getpass.getuser()
    except (OSError, KeyError) as error:
        raise SettingError("Nobody knows who you are; say so with --user NAME") from error
