"""``tally copies``: which documents in a ledger come from one text."""

from __future__ import annotations

from tallystick.cli.asking import asked
from tallystick.cli.output import json_lines, terminal, wants_json, write_line
from tallystick.model.records_format import copy_group_to_line
from tallystick.views.copies import copies_view


def list_copies(place: str, as_of: str | None, *, json: bool) -> None:
    """Print every group of copies in the ledger at ``place`` as known on ``as_of``."""
    with asked(place) as ledger:
        groups = ledger.copies(as_of)
        documents = {document.id: document for document in ledger.documents()}
    if not wants_json(json=json):
        terminal().print(copies_view(groups, documents, as_of))
        return
    with json_lines(None) as stream:
        for group in groups:
            write_line(stream, copy_group_to_line(group))
