"""The public claims format, version 1: readings to and from JSON objects.

One object a document; the order of keys is fixed so that equal readings give equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tallystick.model.canonical import content_hash
from tallystick.model.claims import Actor, Claim, Commitment, Delivery, Event, Item, Reader, Statement
from tallystick.model.documents import Document, Problem, Reading
from tallystick.model.spans import Span

FORMAT = "tally-claims/1"
_KINDS: dict[str, type[Claim]] = {c.kind: c for c in (Statement, Commitment, Delivery, Event)}
_DOCUMENT_KEYS = (
    "id", "url", "title", "publisher", "byline", "agency", "translated_by", "language", "published", "text",
    "copy_of",
)  # fmt: skip


def number(value: float | None) -> float | int | None:
    """A whole number without its decimal point, so that 1000000.0 is written 1000000."""
    if value is None:
        return None
    return int(value) if value == int(value) else value


def span_to_json(span: Span | None) -> dict[str, Any] | None:
    """A span as ``{"text", "start", "end"}``; ``None`` stays ``None``."""
    return None if span is None else {"text": span.text, "start": span.start, "end": span.end}


def actor_to_json(actor: Actor | None) -> dict[str, Any] | None:
    """An actor with its mention's text and offsets beside id and name; ``None`` stays ``None``."""
    if actor is None:
        return None
    return {
        "id": actor.id,
        "name": actor.name,
        "text": actor.span.text,
        "start": actor.span.start,
        "end": actor.span.end,
        "role": actor.role,
        "of": actor.of,
    }


def item_to_json(item: Item) -> dict[str, Any]:
    """An item with its phrase's text and offsets beside its slots.

    ``amount_max``, ``share_max`` and ``bound`` are written only where the text gives them, so that a claim
    without them has the id that it had before there were any.
    """
    later = {
        "amount_max": number(item.amount_max),
        "share_max": item.share_max,
        "bound": item.bound,
    }
    return {
        "text": item.span.text,
        "start": item.span.start,
        "end": item.span.end,
        "category": item.category,
        "quantity": number(item.quantity),
        "quantity_max": number(item.quantity_max),
        "unit": item.unit,
        "approximate": item.approximate,
        "amount": number(item.amount),
        "currency": item.currency,
        "share": item.share,
        "share_of": number(item.share_of),
        **{key: value for key, value in later.items() if value is not None},
    }


def slots_to_json(claim: Claim) -> dict[str, Any]:
    """The slots that belong to the claim's kind alone."""
    match claim:
        case Statement():
            return {
                "content": span_to_json(claim.content),
                "mode": claim.mode,
                "concept": claim.concept,
                "stance": claim.stance,
                **({"joint": [actor_to_json(a) for a in claim.joint]} if claim.joint else {}),
            }
        case Commitment():
            return {
                **_transfer_to_json(claim),
                "stage": claim.stage,
                "deadline": claim.deadline,
                "condition": span_to_json(claim.condition),
            }
        case Delivery():
            return _transfer_to_json(claim)
        case Event():
            return {
                "actors": [actor_to_json(a) for a in claim.actors],
                "targets": [actor_to_json(a) for a in claim.targets],
                "type": claim.type,
                "place": span_to_json(claim.place),
            }
    raise TypeError(f"No claims format for {type(claim).__name__}")


def _transfer_to_json(claim: Commitment | Delivery) -> dict[str, Any]:
    return {
        "actors": [actor_to_json(a) for a in claim.actors],
        "recipients": [actor_to_json(a) for a in claim.recipients],
        "items": [item_to_json(i) for i in claim.items],
        "cumulative": claim.cumulative,
    }


def _said_to_json(claim: Claim) -> dict[str, Any]:
    """What a claim says, without who read it and how sure: the part that its id is a hash of."""
    return {
        "kind": claim.kind,
        "evidence": span_to_json(claim.evidence),
        "source": actor_to_json(claim.source),
        "cue": span_to_json(claim.cue),
        "negated": claim.negated,
        "factuality": claim.factuality,
        "date": claim.date,
        **slots_to_json(claim),
    }


def claim_id(document_id: str, claim: Claim) -> str:
    """The claim's stable id: 16 hex digits of the hash over document id, kind, spans and slots."""
    return content_hash([document_id, _said_to_json(claim)])[:16]


def claim_to_json(claim: Claim) -> dict[str, Any]:
    """One claim as the format writes it."""
    return {
        "id": claim.id,
        **_said_to_json(claim),
        "confidence": claim.confidence,
        "reader": {
            "name": claim.reader.name,
            "version": claim.reader.version,
            "fingerprint": claim.reader.fingerprint,
            "rule": claim.reader.rule,
        },
    }


def document_to_json(document: Document) -> dict[str, Any]:
    """The document's own fields as the format writes them (layout and raw hash are not part of it)."""
    return {key: getattr(document, key) for key in _DOCUMENT_KEYS}


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """A problem with its place in the text, where it has one."""
    return {"code": problem.code, "message": problem.message, "start": problem.start, "end": problem.end}


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """One line of the format: the document, its claims and problems."""
    return {
        "format": FORMAT,
        **document_to_json(reading.document),
        "claims": [claim_to_json(c) for c in reading.claims],
        "problems": [problem_to_json(p) for p in reading.problems],
    }


def reading_to_line(reading: Reading) -> str:
    """The reading as one line of JSON Lines, without the line's end."""
    return json.dumps(reading_to_json(reading), ensure_ascii=False, allow_nan=False)


def _span(value: Mapping[str, Any]) -> Span:
    return Span(value["start"], value["end"], value["text"])


def _span_or_none(value: Mapping[str, Any] | None) -> Span | None:
    return None if value is None else _span(value)


def _actor(value: Mapping[str, Any]) -> Actor:
    return Actor(value["id"], value["name"], _span(value), value.get("role"), value.get("of"))


def _actors(values: Sequence[Mapping[str, Any]]) -> tuple[Actor, ...]:
    return tuple(_actor(v) for v in values)


def _item(value: Mapping[str, Any]) -> Item:
    slots = {k: v for k, v in value.items() if k not in ("text", "start", "end")}
    return Item(span=_span(value), **slots)


def claim_from_json(value: Mapping[str, Any]) -> Claim:
    """The claim that ``claim_to_json`` wrote.

    Raises:
        KeyError: A field of the format is missing.
    """
    common: dict[str, Any] = {
        "id": value["id"],
        "evidence": _span(value["evidence"]),
        "source": None if value["source"] is None else _actor(value["source"]),
        "cue": _span_or_none(value["cue"]),
        "negated": value["negated"],
        "factuality": value["factuality"],
        "date": value["date"],
        "confidence": value["confidence"],
        "reader": Reader(**value["reader"]),
    }
    kind = _KINDS[value["kind"]]
    if kind is Statement:
        own: dict[str, Any] = {
            "content": _span(value["content"]),
            "mode": value["mode"],
            "concept": value["concept"],
            "stance": value["stance"],
            "joint": _actors(value.get("joint", ())),
        }
    elif kind is Event:
        own = {
            "actors": _actors(value["actors"]),
            "targets": _actors(value["targets"]),
            "type": value["type"],
            "place": _span_or_none(value["place"]),
        }
    else:
        own = {
            "actors": _actors(value["actors"]),
            "recipients": _actors(value["recipients"]),
            "items": tuple(_item(i) for i in value["items"]),
            "cumulative": value["cumulative"],
        }
        if kind is Commitment:
            own |= {
                "stage": value["stage"],
                "deadline": value["deadline"],
                "condition": _span_or_none(value["condition"]),
            }
    return kind(**common, **own)


def reading_from_json(value: Mapping[str, Any]) -> Reading:
    """The reading that ``reading_to_json`` wrote; layout and raw hash are not in the format and stay empty.

    Raises:
        KeyError: A field of the format is missing.
    """
    document = Document(**{key: value[key] for key in _DOCUMENT_KEYS}, sha256="")
    claims = tuple(claim_from_json(c) for c in value["claims"])
    problems = tuple(Problem(**p) for p in value["problems"])
    return Reading(document, claims, problems)
