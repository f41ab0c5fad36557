"""What people had better look at, weighed by how much deciding it changes.

A doubt weighs its uncertainty times what hangs on it. That of a pair of claims is how close its score is to a half (1
at 0.5, 0 at 0 and 1), that of a claim what its confidence lacks to 1. What hangs on it is the part of its promise's
target that its figure makes up, at most 1; a tenth where that cannot be told, as totals may stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tallystick.model import Claim, Commitment, Delivery, Judgement
from tallystick.model.records import Because, Candidate, Promise
from tallystick.reconcile.judging import standing

SURE = 0.9
"""Claims as sure as this are not offered for review."""

_UNTOLD = 0.1

DoubtKind = Literal["pair", "towards", "claim"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question to a person.

    Attributes:
        key: The claim's id, or both joined by a dot.
        kind: ``pair``: do both speak of one promise? ``towards``: does the first, a delivery, count towards the promise
            of the second? ``claim``: was it read right?
        claims: The one claim, or both.
        promise: Id of the promise that it is about; ``None`` where the claim belongs to none.
        weight: 0 to 1.
        doubt: 0 to 1.
        because: What speaks for a pair and against it.
    """

    key: str
    kind: DoubtKind
    claims: tuple[str, ...]
    promise: str | None
    weight: float
    doubt: float
    because: tuple[Because, ...] = ()


def doubts(
    promises: Iterable[Promise], candidates: Iterable[Candidate], claims: Mapping[str, Claim]
) -> list[Doubt]:
    """All there is to ask, weightiest first; of a question that is about two promises the weightier one.

    Args:
        promises: In which it is looked for.
        candidates: Claims that may belong together.
        claims: Those of promises and candidates, by id.
    """
    given = list(promises)
    found = [*_pairs(given, candidates, claims), *_doubtful(given, claims)]
    chosen: dict[str, Doubt] = {}
    for doubt in sorted(found, key=place_of):
        chosen.setdefault(doubt.key, doubt)
    return list(chosen.values())


def place_of(doubt: Doubt) -> tuple[float, str, str]:
    """What doubts are sorted by."""
    return -doubt.weight, doubt.key, doubt.promise or ""


def answered(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The keys of the questions that judgements answer and that nobody took back."""
    found: set[str] = set()
    for judgement in standing(judgements):
        if judgement.on == "claim" and judgement.other is None:
            found.add(judgement.subject)
        elif judgement.on == "claim":
            found |= {f"{judgement.subject}.{judgement.other}", f"{judgement.other}.{judgement.subject}"}
    return frozenset(found)


def _pairs(
    promises: Iterable[Promise], candidates: Iterable[Candidate], claims: Mapping[str, Claim]
) -> Iterator[Doubt]:
    known = {promise.id: promise for promise in promises}
    for candidate in candidates:
        if candidate.claim not in claims or candidate.other not in claims:
            continue
        promise = known.get(candidate.promise)
        doubt = 1 - abs(2 * candidate.score - 1)
        if doubt <= 0:  # what speaks against it outweighs all that speaks for it
            continue
        yield Doubt(
            f"{candidate.claim}.{candidate.other}",
            "towards" if candidate.kind == "towards" else "pair",
            (candidate.claim, candidate.other),
            None if promise is None else promise.id,
            doubt * _part(promise, claims[candidate.claim]),
            doubt,
            candidate.because,
        )


def _doubtful(promises: Iterable[Promise], claims: Mapping[str, Claim]) -> Iterator[Doubt]:
    for promise in promises:
        for identity in promise.claims:
            claim = claims.get(identity)
            if isinstance(claim, Commitment | Delivery) and claim.confidence < SURE:
                doubt = 1 - claim.confidence
                yield Doubt(identity, "claim", (identity,), promise.id, doubt * _part(promise, claim), doubt)


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
