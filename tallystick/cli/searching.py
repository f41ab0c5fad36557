"""``tally search``: sentences by their words."""

from __future__ import annotations

import json as json_module
from collections.abc import Sequence
from typing import Any

from tallystick.cli.asking import asked
from tallystick.cli.output import json_lines, terminal, wants_json, write_line
from tallystick.ledger.searching import Found
from tallystick.views.search import search_view


def search_ledger(place: str, words: Sequence[str], as_of: str | None, limit: int, *, json: bool) -> None:
    """Print the reports in the ledger at ``place`` that hold all of ``words``."""
    wanted = " ".join(f'"{word}"' if " " in word else word for word in words)
    with asked(place) as ledger:
        found = ledger.search(wanted, limit, as_of)
    if wants_json(json=json):
        with json_lines(None) as stream:
            for one in found:
                write_line(stream, json_module.dumps(_as_json(one), ensure_ascii=False))
    else:
        terminal().print(search_view([(one.document, one.passages) for one in found], wanted))


def _as_json(found: Found) -> dict[str, Any]:
    document = found.document
    return {
        "document": document.id,
        "title": document.title,
        "published": document.published,
        "passages": [
            {
                "text": document.text[passage.start : passage.end],
                "start": passage.start,
                "end": passage.end,
                "marks": [list(mark) for mark in passage.marks],
                "claims": list(passage.claims),
            }
            for passage in found.passages
        ],
    }
