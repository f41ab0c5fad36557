"""``tally promises`` and ``tally show``: what became of the promises in a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tallystick.cli.asking import asked
from tallystick.cli.choosing import Wanted, page_of
from tallystick.cli.output import json_lines, terminal, wants_json, write_line
from tallystick.errors import LedgerError, SettingError
from tallystick.ledger import Ledger
from tallystick.model.records import Promise
from tallystick.model.records_format import promise_to_line
from tallystick.views.history import Evidence, promise_view
from tallystick.views.promises import promises_view

_MOST_CANDIDATES = 5


def list_promises(place: str, wanted: Wanted, *, json: bool) -> None:
    """Print promises in the ledger at ``place``, all of them or the first as they are sorted.

    Raises:
        SettingError: Nobody of that name promises or receives, there is no such status, or a day is no date.
    """
    is_json = wants_json(json=json)
    with asked(place) as ledger:
        page = page_of(ledger, wanted, on_a_screen=not is_json)
    if is_json:
        _write_lines(page.promises)
    else:
        is_sorted = wanted.sort is not None
        terminal().print(promises_view(page.promises, wanted.as_of, page.total, is_sorted=is_sorted))


def show_promise(place: str, start: str, as_of: str | None, *, json: bool) -> None:
    """Print the one promise whose id begins with ``start``, with its history and sources."""
    with asked(place) as ledger:
        promise = find_promise(ledger.promises_beginning(start, as_of), start)
        if wants_json(json=json):
            _write_lines([promise])
        else:
            voices = ledger.voices(promise.claims, as_of)
            decided = [j for j in ledger.judgements() if j.id in promise.judgements]
            terminal().print(promise_view(promise, evidence_of(ledger, promise), voices, decided))


def find_promise(promises: Sequence[Promise], start: str) -> Promise:
    """The one promise whose id begins with ``start``.

    Raises:
        SettingError: None does, or several do, or ``start`` is empty.
    """
    if not start:
        raise SettingError("An empty id names no promise; tally promises lists those there are")
    fitting = [promise for promise in promises if promise.id.startswith(start)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise SettingError(f"No promise {start!r} in this ledger; tally promises lists those it has")
    named = ", ".join(f"{promise.id} ({promise.title})" for promise in fitting[:_MOST_CANDIDATES])
    more = f" and {len(fitting) - _MOST_CANDIDATES} more" if len(fitting) > _MOST_CANDIDATES else ""
    raise SettingError(f"{len(fitting)} promises begin with {start!r}, write more of the id: {named}{more}")


def _write_lines(promises: Sequence[Promise]) -> None:
    with json_lines(None) as stream:
        for promise in promises:
            write_line(stream, promise_to_line(promise))


def evidence_of(ledger: Ledger, promise: Promise) -> dict[str, Evidence]:
    """Every claim behind a promise, and those taken out of it, with its document, by the claim's id."""
    return evidence_for(ledger, (*promise.cited, *promise.removed))


def evidence_for(ledger: Ledger, claims: Iterable[str]) -> dict[str, Evidence]:
    """The claims with these ids with their documents, by id."""
    return {claim_id: _evidence(ledger, claim_id) for claim_id in dict.fromkeys(claims)}


def _evidence(ledger: Ledger, claim_id: str) -> Evidence:
    from tallystick.sources import layout  # a ledger keeps no layout; the list of promises needs none

    claim, document = ledger.claim(claim_id), ledger.document_of(claim_id)
    if claim is None or document is None:
        raise LedgerError(f"Ledger {ledger.name} lacks the claim {claim_id}; it may be damaged")
    return Evidence(claim, replace(document, blocks=layout(document.text).blocks))
