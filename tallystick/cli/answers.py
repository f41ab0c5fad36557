"""``tally why`` and ``tally diff``: where figures come from, and what changed them."""

from __future__ import annotations

import json as json_module
from collections.abc import Iterable, Iterator
from typing import Any

from tallystick.cli.asking import asked
from tallystick.cli.choosing import SHOWN
from tallystick.cli.output import json_lines, terminal, wants_json, write_line
from tallystick.cli.promises import evidence_for, find_promise
from tallystick.errors import SettingError
from tallystick.model.derivations import Derivation, derivation_to_json
from tallystick.model.differences import difference_to_json
from tallystick.views.derivations import derivations_view
from tallystick.views.differences import differences_view


def explain_field(place: str, start: str, field: str | None, as_of: str | None, *, json: bool) -> None:
    """Print how the fields of the promise whose id begins with ``start`` come about."""
    with asked(place) as ledger:
        promise = find_promise(ledger.promises_beginning(start, as_of), start)
        found = ledger.why(promise, field, as_of)
        if not found:
            raise SettingError(f"{field} of {promise.id} has no value, so there is nothing to explain")
        if wants_json(json=json):
            _write_lines(derivation_to_json(derivation) for derivation in found)
            return
        claims = [claim for derivation in found for claim in _quoted(derivation)]
        decided = [j for j in ledger.judgements() if j.id in promise.judgements]
        terminal().print(derivations_view(promise, found, evidence_for(ledger, claims), decided))


def _quoted(derivation: Derivation) -> Iterator[str]:
    yield from (quoted.claim for quoted in derivation.quoted)
    for step in (*derivation.parts, *derivation.left_out):
        yield from _quoted(step)


def show_differences(place: str, earlier: str, later: str | None, limit: int | None, *, json: bool) -> None:
    """Print what changed between two days."""
    most = limit if limit is not None else 0 if wants_json(json=json) else SHOWN
    with asked(place) as ledger:
        found = ledger.differences(earlier, later, most or None)
        if wants_json(json=json):
            _write_lines(difference_to_json(difference) for difference in found.shown)
            return
        claims = [
            c for d in found.shown for c in (*d.claims, *(c for change in d.changes for c in change.claims))
        ]
        terminal().print(differences_view(found, (earlier, later), evidence_for(ledger, claims)))


def _write_lines(objects: Iterable[dict[str, Any]]) -> None:
    with json_lines(None) as stream:
        for line in objects:
            write_line(stream, json_module.dumps(line, ensure_ascii=False, allow_nan=False))
