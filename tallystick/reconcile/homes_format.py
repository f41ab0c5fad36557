"""What lives in one cell of a reading, as a line of JSON, so that a cell can be folded from what is kept.

What folding looks at of a document goes with them, its text does not: what is compared of it stands in the mentions.
The format is nobody's but this program's: an index holds it, which is made anew when the program changes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tallystick.model import Claim, Commitment, Delivery, Document, Reading
from tallystick.model.claims_format import claim_from_json, claim_to_json
from tallystick.reconcile.homes import Cell, Home, Homes, homes_of
from tallystick.reconcile.mentions import Figures, Mention

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Transfer = TypeVar("Transfer", Commitment, Delivery)


@dataclass(frozen=True, slots=True)
class Kept(Reading):
    """A reading of which only what lives in one cell is kept: no text and no claims, but its homes there."""

    homes: Homes = field(default_factory=lambda: Homes((), ()))


def homes_in(reading: Reading) -> Homes:
    """What ``homes_of`` gives, or what was kept of it."""
    return reading.homes if isinstance(reading, Kept) else homes_of(reading)


def kept_to_json(document: Document, homes: Homes, cell: Cell) -> str:
    """Of the ``homes`` of a document those that live in ``cell``; parts of other promises are not written."""
    told = [home for home in homes.told if home.cell == cell]
    arrived = [home for home in homes.arrived if home.cell == cell]
    claims: dict[str, Claim] = {home.mention.claim.id: home.mention.claim for home in told}
    claims |= {home.mention.claim.id: home.mention.claim for home in arrived}
    at = {claim: number for number, claim in enumerate(claims)}
    return _ENCODER.encode(
        [
            [document.id, document.published, document.language],
            [claim_to_json(claim) for claim in claims.values()],
            [_home_to_json(home, at) for home in told],
            [_home_to_json(home, at) for home in arrived],
        ]
    )


def kept_from_json(cell: Cell, text: str) -> Kept:
    """What ``kept_to_json`` wrote of ``cell``."""
    (name, published, language), stored, told, arrived = json.loads(text)
    document = Document(id=name, text="", sha256="", published=published, language=language)
    claims = [claim_from_json(claim) for claim in stored]
    homes = Homes(
        tuple(_home_from_json(one, cell, document, claims) for one in told),
        tuple(_home_from_json(one, cell, document, claims) for one in arrived),
    )
    return Kept(document, homes=homes)


def _home_to_json(home: Home[Transfer], at: dict[str, int]) -> list[Any]:
    mention = home.mention
    items = mention.claim.items
    item = next((number for number, item in enumerate(items) if item is mention.item), None)
    return [
        at[mention.claim.id], item, mention.category, mention.unit, mention.quantity, mention.amount,
        mention.currency, mention.actors, mention.recipients, mention.deadline, mention.phrase,
        sorted(mention.quotations), mention.sentence, mention.words, mention.order, mention.is_headline,
        mention.inferred, home.others, home.is_carried,
    ]  # fmt: skip


def _home_from_json(value: Sequence[Any], cell: Cell, document: Document, claims: Sequence[Any]) -> Home[Any]:
    (
        number, item, category, unit, quantity, amount, currency, actors, recipients, deadline, phrase, quotations,
        sentence, words, order, is_headline, inferred, others, is_carried,
    ) = value  # fmt: skip
    claim = claims[number]
    mention: Mention[Any] = Mention(
        document=document,
        claim=claim,
        item=None if item is None else claim.items[item],
        category=category,
        unit=unit,
        quantity=_figures(quantity),
        amount=_figures(amount),
        currency=currency,
        actors=tuple(actors),
        recipients=tuple(recipients),
        deadline=deadline,
        phrase=phrase,
        quotations=frozenset(quotations),
        sentence=sentence,
        words=words,
        order=tuple(order),
        is_headline=is_headline,
        inferred=inferred,
    )
    return Home(mention, cell, tuple(others), is_carried)


def _figures(value: list[float] | None) -> Figures | None:
    return None if value is None else (value[0], value[1])
