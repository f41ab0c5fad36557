"""How sure a claim is: the share of claims like it that were right on labelled texts.

Two things tell most: the kind of claim, and whether the one who speaks, promises or gives is identified. Slots that
are wrong mostly go with an agent that could not be resolved.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from tallystick.model import Actor, Claim, Commitment, Delivery, Event, Statement


def confidence_of(claim: Claim) -> float:
    """0 to 1: of the claims at 0.8, eight in ten are right (``confidence.toml``)."""
    return _table()[claim.kind]["identified" if is_identified(claim) else "unidentified"]


def is_identified(claim: Claim) -> bool:
    """Whether the one who speaks, promises, gives or acts has an identity."""
    return any(actor.id is not None for actor in _agents(claim))


def _agents(claim: Claim) -> tuple[Actor, ...]:
    match claim:
        case Statement():
            return (claim.source,) if claim.source is not None else ()
        case Commitment() | Delivery() | Event():
            return claim.actors
    return ()


@cache
def _table() -> dict[str, dict[str, float]]:
    return tomllib.loads((Path(__file__).parent / "confidence.toml").read_text(encoding="utf-8"))
