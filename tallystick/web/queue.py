"""What is to be decided, in the order in which deciding it changes most.

An item weighs its doubt times what hangs on it. The doubt of a pair of claims is how close its score is to a half
(1 at 0.5, 0 at 0 and 1), that of a claim what its confidence lacks to 1. What hangs on it is the part of its promise's
target that its figure makes up, at most 1; a tenth where that cannot be told, as totals may stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tallystick.model import Claim, Commitment, Delivery, Judgement
from tallystick.model.records import Because, Promise
from tallystick.reconcile.judging import standing
from tallystick.web.library import Snapshot

SURE = 0.9
"""Claims as sure as this are not offered for review."""

_UNTOLD = 0.1


@dataclass(frozen=True, slots=True)
class Item:
    """One question to a person.

    Attributes:
        key: Names it in an address: the claim's id, or both joined by a dot.
        kind: ``pair``: do both speak of one promise? ``claim``: was it read right?
        claims: The one claim, or both.
        promise: The promise that it is about; ``None`` where the claim belongs to none.
        weight: 0 to 1.
        doubt: 0 to 1.
        because: What speaks for a pair and against it.
        decided: What people decided about it, and did not take back.
    """

    key: str
    kind: Literal["pair", "claim"]
    claims: tuple[str, ...]
    promise: Promise | None
    weight: float
    doubt: float
    because: tuple[Because, ...] = ()
    decided: tuple[Judgement, ...] = ()


def queue(snapshot: Snapshot) -> list[Item]:
    """All that is undecided, weightiest first."""
    items = [item for item in (*_pairs(snapshot), *_doubtful(snapshot)) if not item.decided]
    return sorted(items, key=lambda item: (-item.weight, item.key))


def item_named(snapshot: Snapshot, key: str) -> Item | None:
    """The item with this key, also one that was decided; ``None`` where its claims are not known."""
    open_item = next((i for i in (*_pairs(snapshot), *_doubtful(snapshot)) if i.key == key), None)
    if open_item is not None:
        return open_item
    claims = tuple(key.split("."))
    if len(claims) > 2 or len(set(claims)) != len(claims) or not all(c in snapshot.claims for c in claims):
        return None
    kind: Literal["pair", "claim"] = "pair" if len(claims) == 2 else "claim"
    return Item(key, kind, claims, snapshot.promise_of(claims[0]), 0.0, 0.0, (), decided_on(snapshot, claims))


def decided_on(snapshot: Snapshot, claims: Iterable[str]) -> tuple[Judgement, ...]:
    """What stands on a claim, or on a pair of claims, oldest first."""
    about = set(claims)
    return tuple(
        j for j in standing(snapshot.judgements) if about == {j.subject, j.other} - {None} and j.on == "claim"
    )


def _pairs(snapshot: Snapshot) -> Iterator[Item]:
    for candidate in snapshot.found.candidates:
        if candidate.kind != "same_promise":
            continue
        claims = candidate.claim, candidate.other
        promise = snapshot.promise_of(candidate.other)
        doubt = 1 - abs(2 * candidate.score - 1)
        weight = doubt * _part(promise, snapshot.claims[candidate.claim])
        yield Item(
            ".".join(claims),
            "pair",
            claims,
            promise,
            weight,
            doubt,
            candidate.because,
            decided_on(snapshot, claims),
        )


def _doubtful(snapshot: Snapshot) -> Iterator[Item]:
    homes = {claim: promise for promise in snapshot.promises for claim in promise.claims}
    for claim in snapshot.claims.values():
        if not isinstance(claim, Commitment | Delivery) or claim.confidence >= SURE or claim.id not in homes:
            continue
        promise, doubt = homes[claim.id], 1 - claim.confidence
        decided = decided_on(snapshot, [claim.id])
        yield Item(claim.id, "claim", (claim.id,), promise, doubt * _part(promise, claim), doubt, (), decided)


def _part(promise: Promise | None, claim: Claim) -> float:
    """How much of a promise's target hangs on a claim."""
    if promise is None or not isinstance(claim, Commitment | Delivery):
        return _UNTOLD
    shares = [item.share for item in claim.items if item.share is not None]
    for target, figures in (
        (promise.quantity, [item.quantity for item in claim.items]),
        (promise.amount, [item.amount for item in claim.items]),
    ):
        if target:
            shares += [figure / target for figure in figures if figure is not None]
    return min(max(shares, default=_UNTOLD), 1.0)
