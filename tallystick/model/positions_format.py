"""The public positions format, version 1: concepts and networks, one JSON object a line, keys in order.

docs/formats/positions.md describes every field.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tallystick.model.positions import SIDES_TAKEN, ConceptRecord, Month, Position, Shift, Stand
from tallystick.model.records import Party

if TYPE_CHECKING:
    import networkx

FORMAT = "tally-positions/1"
NETWORK_FORMAT = "tally-network/1"


def record_to_json(record: ConceptRecord) -> dict[str, Any]:
    """One concept as the format writes it."""
    return {
        "format": FORMAT,
        "concept": record.concept,
        "label": record.label,
        "means": record.means,
        "for": record.meaning_of_for,
        "actors": [_stand(stand) for stand in record.stands],
        "months": [_month(month) for month in record.months],
        "shifts": [_shift(shift) for shift in record.shifts],
    }


def record_to_line(record: ConceptRecord) -> str:
    """One concept as a line of JSON Lines, without the line's end."""
    return json.dumps(record_to_json(record), ensure_ascii=False, allow_nan=False)


def network_to_line(name: str, graph: networkx.Graph, modularity: float | None = None) -> str:
    """A network of ``tallystick.reconcile.networks`` as a line of JSON Lines, without the line's end.

    Args:
        name: ``congruence`` or ``conflict``.
        graph: The network.
        modularity: How far it falls apart into camps; of a conflict network nothing is said.
    """
    value = {
        "format": NETWORK_FORMAT,
        "network": name,
        "modularity": modularity,
        "actors": [{"key": key, **facts} for key, facts in graph.nodes(data=True)],
        "edges": [{"one": one, "other": other, **facts} for one, other, facts in graph.edges(data=True)],
    }
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _party(party: Party) -> dict[str, Any]:
    return {"id": party.id, "name": party.name}


def _stand(stand: Stand) -> dict[str, Any]:
    return {
        **_party(stand.actor),
        "of": stand.of,
        "side": stand.side,
        "latest": _position(stand.latest),
        "months": {month: list(stances) for month, stances in stand.months.items()},
        "positions": [_position(position) for position in stand.positions],
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "stance": position.stance,
        "date": position.date,
        "sentence": position.sentence,
        "publisher": position.publisher,
        "url": position.url,
        "claims": list(position.claims),
        "documents": list(position.documents),
    }


def _month(month: Month) -> dict[str, Any]:
    return {
        "month": month.month,
        **{side: month.standing[side] for side in SIDES_TAKEN},
        "consensus": month.consensus,
        "polarisation": month.polarisation,
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "kind": shift.kind,
        "actor": _party(shift.actor),
        "before": _position(shift.before),
        "after": _position(shift.after),
    }
