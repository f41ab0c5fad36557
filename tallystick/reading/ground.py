"""Ground: the only way from a proposal to a claim.

A proposal whose spans the text does not reproduce exactly becomes a problem, never a claim, whoever proposed
it. Ids, confidence and the reader's name are given here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tallystick.model import (
    Actor,
    Claim,
    Commitment,
    Delivery,
    Document,
    Event,
    Problem,
    Reader,
    Span,
    Statement,
)
from tallystick.model.claims_format import claim_id
from tallystick.reading.confidence import confidence_of
from tallystick.reading.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Grounded:
    """What ``ground`` made of proposals.

    Attributes:
        claims: In order of ``evidence.start``, each once.
        problems: One for each proposal that could not be anchored.
        proposals: The proposal behind each claim, by claim id.
    """

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    proposals: dict[str, Proposal]


def ground(document: Document, proposals: Iterable[Proposal], reader: Reader) -> Grounded:
    """Turn proposals about ``document`` into claims by ``reader`` (whose rule is taken from each proposal)."""
    behind: dict[str, Proposal] = {}
    claims: dict[str, Claim] = {}
    problems: list[Problem] = []
    for proposal in proposals:
        loose = next((s for s in spans_of(proposal.claim) if not s.holds_in(document.text)), None)
        if loose is not None:
            problems.append(_not_in_text(proposal, loose))
            continue
        named = replace(
            proposal.claim,
            reader=replace(reader, rule=proposal.rule),
            confidence=confidence_of(proposal.claim),
        )
        claim = replace(named, id=claim_id(document.id, named))
        claims.setdefault(claim.id, claim)
        behind.setdefault(claim.id, proposal)
    ordered = sorted(claims.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.kind, c.id))
    return Grounded(tuple(ordered), tuple(problems), behind)


def spans_of(claim: Claim) -> Iterator[Span]:
    """Every span that the claim rests on, its evidence first."""
    yield claim.evidence
    if claim.cue is not None:
        yield claim.cue
    if claim.source is not None:
        yield claim.source.span
    match claim:
        case Statement():
            yield claim.content
            yield from _actor_spans(claim.joint)
        case Commitment() | Delivery():
            yield from _actor_spans(claim.actors, claim.recipients)
            yield from (item.span for item in claim.items)
            if isinstance(claim, Commitment) and claim.condition is not None:
                yield claim.condition
        case Event():
            yield from _actor_spans(claim.actors, claim.targets)
            if claim.place is not None:
                yield claim.place


def _actor_spans(*groups: tuple[Actor, ...]) -> Iterator[Span]:
    for group in groups:
        yield from (actor.span for actor in group)


def _not_in_text(proposal: Proposal, span: Span) -> Problem:
    return Problem(
        "not_grounded",
        f"Rule {proposal.rule} proposed {span.text[:60]!r} at {span.start}, which the text does not hold there; "
        "the proposal was dropped",
    )
