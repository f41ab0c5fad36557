"""Drafts: promises and deliveries whose parts may still be filled in from the sentences around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tallystick.model import Actor, Commitment, Delivery, Item, Span
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.proposals import DRAFT, UNRATED, Proposal


@dataclass(slots=True, eq=False)
class Draft:
    """A proposal that may still change.

    Attributes:
        proposal: As it was made.
        claim: Its claim as it now stands.
        sentence: Index of the sentence it stands in.
    """

    proposal: Proposal
    claim: Commitment | Delivery
    sentence: int

    @property
    def gives(self) -> bool:
        """Whether it gives something, so that parts can belong to it."""
        refused = isinstance(self.claim, Commitment) and self.claim.stage in ("refusal", "request")
        return not self.claim.negated and not refused

    @property
    def home(self) -> str | None:
        """The id of who gives, by which "dollars" are told."""
        return self.claim.actors[0].id if self.claim.actors else None

    def take(self, items: Iterable[Item], *, first: bool = False) -> None:
        """Add the items that it does not hold yet."""
        new: tuple[Item, ...] = ()
        for item in items:
            if all(_apart(item.span, i.span) for i in (*self.claim.items, *new)):
                new = (*new, item)
        joined = (*new, *self.claim.items) if first else (*self.claim.items, *new)
        self.claim = replace(self.claim, items=joined)

    def exchange(self, old: Item, new: Item) -> None:
        """Put ``new`` where ``old`` stood."""
        self.claim = replace(self.claim, items=tuple(new if i is old else i for i in self.claim.items))

    def finished(self) -> Proposal:
        """The proposal with the claim as it now stands."""
        return replace(self.proposal, claim=self.claim)


def drafts_of(parsed: ParsedDocument, proposals: Sequence[Proposal]) -> list[Draft]:
    """A draft of each commitment and delivery, in text order."""
    found = [
        Draft(p, p.claim, parsed.sentence_at(p.claim.evidence.start))
        for p in proposals
        if isinstance(p.claim, Commitment | Delivery)
    ]
    return in_order(found)


def pledge(evidence: Span, items: Iterable[Item], recipients: tuple[Actor, ...] = ()) -> Commitment:
    """A promise by somebody still to be named, for words that only list what is given."""
    return Commitment(
        id="",
        evidence=evidence,
        source=None,
        cue=None,
        negated=False,
        factuality="certain",
        date=None,
        confidence=UNRATED,
        reader=DRAFT,
        actors=(),
        recipients=recipients,
        items=tuple(items),
        cumulative=False,
        stage="pledge",
        deadline=None,
        condition=None,
    )


def in_order(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts in the order of their evidence."""
    return sorted(drafts, key=lambda d: (d.claim.evidence.start, d.claim.evidence.end))


def _apart(one: Span, other: Span) -> bool:
    return one.end <= other.start or other.end <= one.start
