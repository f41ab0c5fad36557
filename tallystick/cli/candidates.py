"""``tally candidates``: what waits for somebody to decide it."""

from __future__ import annotations

from dataclasses import asdict

from tallystick.cli.asking import asked
from tallystick.cli.output import json_lines, terminal, wants_json, write_line
from tallystick.model.canonical import canonical_json
from tallystick.views.candidates import candidates_view


def list_candidates(place: str, limit: int, *, json: bool) -> None:
    """Print the weightiest questions that nobody has answered yet, at most ``limit``."""
    with asked(place) as ledger:
        found = ledger.doubts(limit)
        if not wants_json(json=json):
            told = ledger.evidence(claim for doubt in found for claim in doubt.claims)
            terminal().print(candidates_view(found, told))
            return
    with json_lines(None) as stream:
        for doubt in found:
            write_line(stream, canonical_json(asdict(doubt)))
