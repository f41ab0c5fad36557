"""Event records in JSON after PLOVER (Open Event Data Alliance); docs/formats/plover.md tells which draft of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tallystick.exports.material import Material, quoted
from tallystick.exports.pieces import json_list
from tallystick.exports.protocol import Part
from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Event, Stage, Statement
from tallystick.model.claims import EVENT_TYPES

VERSION = "0.7b1"
"""The draft of 2021, whose classes ours are."""

_OWN_TYPES = {"DEATH", "OTHER"}
_CLASSES = set(EVENT_TYPES) - _OWN_TYPES
_SPOKEN = "statements: PLOVER has no class for what was only said."
_NEGATED = "claims of what did not happen: PLOVER has no negation."
_OWN = "events of the types DEATH and OTHER, which PLOVER does not have."
_STAGES: dict[Stage, str] = {
    "request": "REQUEST",
    "proposal": "AGREE",
    "pledge": "AGREE",
    "commitment": "AGREE",
    "refusal": "REJECT",
}


class Plover:
    """Event records."""

    name = "plover"
    what = "events, promises and deliveries as PLOVER event records in JSON"
    is_folder = False

    def parts(self, material: Material) -> Iterator[Part]:
        """One list of records."""
        yield Part("events.json", json_list(_records(material)))

    def left_out(self, material: Material) -> Iterator[str]:
        """What is no event there."""
        left = Counter(_left_out(claim) for reading in material.readings for claim in reading.claims)
        for why in (_SPOKEN, _NEGATED, _OWN):
            if left[why]:
                yield f"{left[why]} {why}"
        yield "Quantities, amounts, deadlines and the figures of what was kept."


def _records(material: Material) -> Iterator[dict[str, Any]]:
    for reading in material.readings:
        for claim in reading.claims:
            event = _class_of(claim)
            if event is not None and not claim.negated:
                yield _record(reading.document, claim, event)


def _left_out(claim: Claim) -> str | None:
    """Why a claim is no record, ``None`` where it is one."""
    if isinstance(claim, Statement):
        return _SPOKEN
    if claim.negated:
        return _NEGATED
    return _OWN if _class_of(claim) is None else None


def _class_of(claim: Claim) -> str | None:
    if isinstance(claim, Event):
        return claim.type if claim.type in _CLASSES else None
    if isinstance(claim, Commitment):
        return _STAGES[claim.stage]
    return "AID" if isinstance(claim, Delivery) else None


def _record(document: Document, claim: Claim, event: str) -> dict[str, Any]:
    targets: Sequence[Actor] = ()
    sources: Sequence[Actor] = ()
    place = None
    if isinstance(claim, Event):
        sources, targets, place = claim.actors, claim.targets, claim.place
    elif isinstance(claim, Commitment | Delivery):
        sources, targets = claim.actors, claim.recipients
    record = {
        "id": claim.id,
        "date": claim.date or document.published or "",
        "source": [_actor(actor) for actor in sources],
        "target": [_actor(actor) for actor in targets],
        "event": event,
        "eventText": claim.evidence.text,
        "mode": "" if claim.factuality == "certain" else claim.factuality,
        "context": "",
        "text": quoted(document, claim).sentence,
        "textInfo": {"document": document.id, "start": claim.evidence.start, "end": claim.evidence.end},
        "language": document.language or "",
        "publication": document.publisher or document.agency or "",
        "url": document.url or "",
        "coder": f"{claim.reader.name} {claim.reader.version}",
        "version": VERSION,
        "comment": claim.kind,
    }
    return record if place is None else {**record, "location": place.text}


def _actor(actor: Actor) -> dict[str, str]:
    return {
        "actorText": actor.span.text,
        "name": actor.name,
        "code": actor.of or actor.id or "",
        "office": actor.role or "",
    }


EXPORT = Plover()
