"""The public records format, version 1: promises and groups of copies, one JSON object a line, keys in order."""

from __future__ import annotations

import json
from typing import Any

from tallystick.model.claims_format import number
from tallystick.model.copies import CopyGroup
from tallystick.model.records import (
    SIDES,
    Conflict,
    Contribution,
    DeliveryRecord,
    Fulfilled,
    Party,
    Projection,
    Promise,
    Revision,
    Value,
)

FORMAT = "tally-promise/1"


def promise_to_json(promise: Promise) -> dict[str, Any]:
    """The promise as the format writes it."""
    return {
        "format": FORMAT,
        "id": promise.id,
        "title": promise.title,
        "actors": [_party(p) for p in promise.actors],
        "recipients": [_party(p) for p in promise.recipients],
        "category": promise.category,
        "unit": promise.unit,
        "quantity": number(promise.quantity),
        "amount": number(promise.amount),
        "currency": promise.currency,
        "stage": promise.stage,
        "promised": promise.promised,
        "deadline": promise.deadline,
        "history": [_revision(r) for r in promise.history],
        "deliveries": [_delivery(d) for d in promise.deliveries],
        "fulfilled": None if promise.fulfilled is None else _fulfilled(promise.fulfilled),
        "status": promise.status,
        "days_late": promise.days_late,
        "projection": None if promise.projection is None else _projection(promise.projection),
        "missing": list(promise.missing),
        "claims": list(promise.claims),
        "documents": list(promise.documents),
        "voices": promise.voices,
        "conflicts": [_conflict(c) for c in promise.conflicts],
        "value": None if promise.value is None else _value(promise.value),
        "unvalued": promise.unvalued,
        "judgements": list(promise.judgements),
        "removed": list(promise.removed),
        **_range(promise),
        **({"parts": [_part(part) for part in promise.parts]} if promise.parts else {}),
    }


def promise_to_line(promise: Promise) -> str:
    """The promise as one line of JSON Lines, without the line's end."""
    return json.dumps(promise_to_json(promise), ensure_ascii=False, allow_nan=False)


def _party(party: Party) -> dict[str, Any]:
    return {"id": party.id, "name": party.name}


def _revision(revision: Revision) -> dict[str, Any]:
    return {
        "date": revision.date,
        "stage": revision.stage,
        "quantity": number(revision.quantity),
        "amount": number(revision.amount),
        "deadline": revision.deadline,
        "again": revision.is_again,
        "claims": list(revision.claims),
        **_range(revision),
    }


def _delivery(delivery: DeliveryRecord) -> dict[str, Any]:
    return {
        "as_of": delivery.as_of,
        "quantity": number(delivery.quantity),
        "share": delivery.share,
        "amount": number(delivery.amount),
        "cumulative": delivery.cumulative,
        "negated": delivery.negated,
        "factuality": delivery.factuality,
        "said_by": None if delivery.said_by is None else _party(delivery.said_by),
        "side": delivery.side,
        "claims": list(delivery.claims),
        "voices": delivery.voices,
        **_range(delivery),
    }


def _range(figures: Promise | Revision | DeliveryRecord | Value) -> dict[str, Any]:
    """The upper ends of ranges, and what a figure only bounds; written only where there are any."""
    names = ("quantity_max", "amount_max", "share_max", "bound")
    given = {name: getattr(figures, name, None) for name in names}
    return {
        name: value if isinstance(value, str) else number(value)
        for name, value in given.items()
        if value is not None
    }


def _part(part: Contribution) -> dict[str, Any]:
    return {
        "id": part.promise.id,
        "title": part.promise.title,
        "claim": part.claim,
        "low": number(part.low),
        "high": number(part.high),
        "as_of": part.as_of,
    }


def _fulfilled(fulfilled: Fulfilled) -> dict[str, Any]:
    return {
        "low": number(fulfilled.low),
        "high": number(fulfilled.high),
        "share_low": fulfilled.share_low,
        "share_high": fulfilled.share_high,
        "by_side": {side: number(fulfilled.by_side[side]) for side in SIDES},
        "widest": None if fulfilled.widest is None else [number(f) for f in fulfilled.widest],
    }


def _projection(projection: Projection) -> dict[str, Any]:
    return {"date_low": projection.date_low, "date_high": projection.date_high}


def _value(value: Value) -> dict[str, Any]:
    return {
        "amount": number(value.amount),
        "currency": value.currency,
        "rate": number(value.rate),
        "rate_date": value.rate_date,
        **_range(value),
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {"what": conflict.what, "claims": list(conflict.claims)}


def copy_group_to_json(group: CopyGroup) -> dict[str, Any]:
    """The documents that copy, rewrite or translate one text, that published first in front."""
    return {
        "documents": list(group.documents),
        "kind": group.kind,
        "agency": group.agency,
        "score": group.score,
        "because": [{"feature": reason.feature, "detail": reason.detail} for reason in group.because],
    }


def copy_group_to_line(group: CopyGroup) -> str:
    """The group as one line of JSON Lines, without the line's end."""
    return json.dumps(copy_group_to_json(group), ensure_ascii=False, allow_nan=False)
