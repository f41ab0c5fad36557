"""What people decided, laid over what was read: claims left out, put right, held together and kept apart.

Of contradicting judgements the last one counts, all are kept. A judgement that was taken back does not count, unless
that was taken back in its turn. A document that was refuted takes all its claims with it, and those of its copies;
a claim that somebody accepted after that stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tallystick.errors import SettingError
from tallystick.model import Claim, CopyGroup, Judgement, Reading
from tallystick.model.corrections import corrected
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints


@dataclass(frozen=True, slots=True)
class Removal:
    """A claim that no longer counts.

    Attributes:
        claim: The claim as it was read.
        document: Id of its document.
        judgement: The judgement that took it out; on the claim, its document or what that copies.
        beside: Ids of the other claims of the promise that it would belong to, itself left out.
        promise: Id that the promise would have had with it; ``None`` where it belonged to none.
    """

    claim: Claim
    document: str
    judgement: Judgement
    beside: tuple[str, ...] = ()
    promise: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Readings in the light of judgements.

    Attributes:
        readings: Without the claims that were rejected, with those that were corrected as they should be.
        constraints: Which claims speak of one promise, and which of two.
        removals: What was left out, by document and place in the text.
        about: For the id of a claim the judgements that stand on it, in their order.
    """

    readings: tuple[Reading, ...]
    constraints: Constraints = UNCONSTRAINED
    removals: tuple[Removal, ...] = ()
    about: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those of ``judgements`` that were not taken back, in their order; ``withdraw`` itself is not among them."""
    taken_back: set[str] = set()
    kept: list[Judgement] = []
    for judgement in reversed(list(judgements)):
        if judgement.id in taken_back:
            continue
        if judgement.verdict == "withdraw":
            taken_back.add(judgement.subject)
        else:
            kept.append(judgement)
    return tuple(reversed(kept))


def apply(
    readings: Iterable[Reading],
    judgements: Iterable[Judgement],
    copies: Sequence[CopyGroup] | None = None,
) -> Judged:
    """Lay ``judgements`` over ``readings``.

    Args:
        readings: What was read, in any order.
        judgements: In the order in which they were given.
        copies: Which documents copy which: a refuted report takes its copies with it.
    """
    stand = standing(judgements)
    if not stand:
        return Judged(tuple(readings))
    verdicts = _Verdicts(stand, copies or ())
    kept: list[Reading] = []
    removals: list[Removal] = []
    for reading in readings:
        claims = []
        for claim in reading.claims:
            against = verdicts.against(reading.document.id, claim.id)
            if against is None:
                claims.append(verdicts.put_right(claim))
            else:
                removals.append(Removal(claim, reading.document.id, against))
        kept.append(replace(reading, claims=tuple(claims)))
    removals.sort(key=lambda r: (r.document, r.claim.evidence, r.claim.id))
    return Judged(tuple(kept), _constraints(stand), tuple(removals), verdicts.about)


class _Verdicts:
    """The judgements that stand, by what they are about."""

    def __init__(self, stand: Sequence[Judgement], copies: Iterable[CopyGroup]) -> None:
        self._order = {judgement.id: number for number, judgement in enumerate(stand)}
        self._last: dict[tuple[str, str], Judgement] = {}
        self._corrections: dict[str, dict[str, Judgement]] = defaultdict(dict)
        about: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in stand:
            if judgement.verdict in ("accept", "reject"):
                self._last[judgement.on, judgement.subject] = judgement
            elif judgement.verdict == "correct":
                self._corrections[judgement.subject].pop(str(judgement.slot), None)
                self._corrections[judgement.subject][str(judgement.slot)] = judgement
            if judgement.on == "claim":
                for claim in (judgement.subject, judgement.other):
                    if claim is not None:
                        about[claim].append(judgement)
        self.about = {claim: tuple(found) for claim, found in about.items()}
        self._original = {d: group.documents[0] for group in copies for d in group.documents}

    def against(self, document: str, claim: str) -> Judgement | None:
        """The judgement that takes a claim out: of those on it and on its document the last one counts."""
        original = self._original.get(document, document)
        found = [
            self._last.get(("claim", claim)),
            self._last.get(("document", document)),
            self._last.get(("document", original)),
        ]
        last = max((j for j in found if j is not None), key=lambda j: self._order[j.id], default=None)
        return last if last is not None and last.verdict == "reject" else None

    def put_right(self, claim: Claim) -> Claim:
        """The claim with its corrections; one that no longer fits it is passed over."""
        for slot, judgement in self._corrections.get(claim.id, {}).items():
            try:
                claim = corrected(claim, slot, judgement.value)
            except SettingError:
                continue
        return claim


def _constraints(stand: Iterable[Judgement]) -> Constraints:
    last: dict[frozenset[str], str] = {}
    for judgement in stand:
        if judgement.verdict in ("same", "different") and judgement.other is not None:
            last[frozenset((judgement.subject, judgement.other))] = judgement.verdict
    return Constraints(
        same=frozenset(pair for pair, verdict in last.items() if verdict == "same"),
        different=frozenset(pair for pair, verdict in last.items() if verdict == "different"),
    )
