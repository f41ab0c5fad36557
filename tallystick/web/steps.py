"""Where the figures on the page of a promise lead: to their own steps, and from a part to its whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tallystick.ledger.glances import Glance
from tallystick.model.claims import Commitment
from tallystick.model.derivations import Derivation
from tallystick.model.records import DeliveryRecord, Promise
from tallystick.reconcile.derivations import Sources


def anchor(label: str) -> str:
    """The name by which a figure's link finds its steps: "share_low" stands at "why-share-low"."""
    return f"why-{re.sub(r'[^a-z0-9]+', '-', label.lower()).strip('-')}"


NAMES: Mapping[str, str] = {
    "share_kept": "kept of it",
    "low": "arrived, at least",
    "high": "arrived, at most",
    "share_low": "kept of it, at least",
    "share_high": "kept of it, at most",
    "giver": "arrived, says the giver",
    "recipient": "arrived, says the recipient",
    "third_party": "arrived, say third parties",
    "quantity": "promised",
    "quantity_max": "promised, at most",
    "amount": "promised",
    "amount_max": "promised, at most",
    "deadline": "due",
    "promised": "first promised",
    "voices": "independent sources",
    "date_low": "kept at this pace, at the earliest",
    "date_high": "kept at this pace, at the latest",
    "pace": "kept at this pace",
}
"""What the fields of a promise are called where its figures are explained; the others have names that speak."""


def figure_name(derivation: Derivation) -> str:
    """What a step's figure is: "arrived, at least", "independent source"."""
    name = NAMES.get(derivation.label, derivation.label.replace("_", " "))
    return name.removesuffix("s") if derivation.label == "voices" and derivation.value == 1 else name


_ID = re.compile(r"\b[0-9a-f]{16}\b")


def named_in(words: str) -> frozenset[str]:
    """The ids of promises in the words of a contradiction."""
    return frozenset(_ID.findall(words))


def with_links(words: str, promises: Iterable[Promise]) -> list[tuple[str, Promise | None]]:
    """The words of a contradiction, cut where they name a promise by its id: each piece with the promise it names."""
    known = {promise.id: promise for promise in promises}
    pieces, at = list[tuple[str, Promise | None]](), 0
    for match in _ID.finditer(words):
        if match[0] in known:
            pieces += [(words[at : match.start()], None), (match[0], known[match[0]])]
            at = match.end()
    return [*pieces, (words[at:], None)]


def told_once(derived: Iterable[Derivation]) -> tuple[Derivation, ...]:
    """The steps of a promise's figures; of two ends of a range that are one figure, the lower one's alone.

    What euros are worth in euros is left out.
    """
    found = {derivation.label: derivation for derivation in derived if not _is_in_euros(derivation)}
    ends = (
        ("low", "high", "arrived"),
        ("share_low", "share_high", "share_kept"),
        ("date_low", "date_high", "pace"),
    )
    for low, high, both in ends:
        if low in found and high in found and found[low].value == found[high].value:
            del found[high]
            found = {label: replace(d, label=both) if label == low else d for label, d in found.items()}
    return tuple(found.values())


def _is_in_euros(derivation: Derivation) -> bool:
    return derivation.operation == "exchange" and derivation.value == derivation.parts[0].value


def arrivals(glance: Glance, promise: Promise) -> tuple[Derivation | None, ...]:
    """The steps behind the figure of each delivery, in their order; ``None`` where none tells a figure."""
    sources = Sources(promise, glance.evidence(promise.cited), {})
    return tuple(_arrival(sources, delivery) for delivery in promise.deliveries)


def _arrival(sources: Sources, delivery: DeliveryRecord) -> Derivation | None:
    is_told = any(figure is not None for figure in (delivery.quantity, delivery.share, delivery.amount))
    if not is_told or delivery.part is not None:
        return None
    found = sources.delivered(delivery)
    return None if found.operation == "given" else found


def wholes_of(glance: Glance, promise: Promise) -> tuple[Promise, ...]:
    """The promises that this one lies within: each is told in a report that tells the part, too."""
    told = [
        claim.id
        for reading in glance.readings(promise.documents)
        for claim in reading.claims
        if isinstance(claim, Commitment)
    ]
    around = {whole.id: whole for whole in glance.promises_of(told).values()}
    return tuple(
        whole
        for _, whole in sorted(around.items())
        if any(part.promise.id == promise.id for part in whole.parts)
    )
