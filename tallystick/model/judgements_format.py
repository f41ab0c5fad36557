"""Judgements to and from JSON, and the id that their content gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from tallystick.model.canonical import content_hash
from tallystick.model.judgements import Judgement

FORMAT = "tally-judgement/1"
_SLOTS = tuple(one.name for one in fields(Judgement) if one.name != "id")


def judgement_to_json(judgement: Judgement) -> dict[str, Any]:
    """A judgement with its id in front."""
    return {"format": FORMAT, "id": judgement.id, **{slot: getattr(judgement, slot) for slot in _SLOTS}}


def judgement_from_json(value: Mapping[str, Any]) -> Judgement:
    """The judgement that ``judgement_to_json`` wrote.

    Raises:
        KeyError: A field of the format is missing.
    """
    return Judgement(id=value["id"], **{slot: value[slot] for slot in _SLOTS})


def with_id(judgement: Judgement) -> Judgement:
    """The judgement with the id of its content: 16 hex digits of the hash over all its other fields."""
    content = {slot: getattr(judgement, slot) for slot in _SLOTS}
    return replace(judgement, id=content_hash(["judgement", content])[:16])
