"""Groups: the mentions of one promise, what tells them apart, and what is told of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tallystick.model import Commitment
from tallystick.model.canonical import content_hash
from tallystick.model.records import Because, Candidate
from tallystick.reconcile.intervals import dates_agree
from tallystick.reconcile.mentions import VAGUE_CATEGORIES, Mention, figures_agree, same_or_missing
from tallystick.reconcile.wording import gist

Told = Mention[Commitment]
Signature = tuple[Any, ...]


@dataclass
class Stated:
    """Every different value that the mentions of a group state; none of them contradicts another.

    ``deadline`` is the most exact of the deadlines.
    """

    recipients: set[tuple[str, ...]] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    currencies: set[str] = field(default_factory=set)
    deadlines: set[str] = field(default_factory=set)
    quantities: set[tuple[float, float]] = field(default_factory=set)
    amounts: set[tuple[float, float]] = field(default_factory=set)
    deadline: str | None = None

    def add(self, mention: Told) -> None:
        """Take in what ``mention`` states."""
        for values, value in self._pairs(mention):
            if value:
                values.add(value)
        due = [day for day in (mention.deadline, self.deadline) if day]
        self.deadline = max(due, key=lambda d: (len(d), d), default=None)

    def is_contradicted_by(self, mention: Told) -> bool:
        """Whether one of the values cannot be of the same promise as ``mention``."""
        return not (
            all(same_or_missing(mention.recipients, value) for value in self.recipients)
            and all(same_or_missing(mention.unit, value) for value in self.units)
            and all(same_or_missing(mention.currency, value) for value in self.currencies)
            and all(figures_agree(mention.quantity, value) for value in self.quantities)
            and all(figures_agree(mention.amount, value) for value in self.amounts)
            and all(dates_agree(mention.deadline, value) for value in self.deadlines)
        )

    def _pairs(self, mention: Told) -> Iterable[tuple[set[Any], Any]]:
        return (
            (self.recipients, mention.recipients),
            (self.units, mention.unit),
            (self.currencies, mention.currency),
            (self.deadlines, mention.deadline),
            (self.quantities, mention.quantity),
            (self.amounts, mention.amount),
        )


@dataclass
class Group:
    """The mentions of one promise, and those that take it back or deny it.

    Attributes:
        id: ``id_of`` the mention that it began with, or that with its claim's id where another group has that.
        family: ``promise``, ``request`` or ``refusal``.
        mentions: First known first.
        variants: One mention of each signature among them: enough to compare with.
        stated: Every different value among them.
        withdrawals: Refusals of what was promised before.
        denials: Mentions that say it was never promised.
        reasons: For the claim id of each mention but the first, the features that say why it is here.
        scores: For the same, how far they say so.
        candidates: Tellings of other promises that may be this one, for review.
        documents: Ids of the documents that tell of it.
        target: The mention known last that says how much.
    """

    id: str
    family: str
    mentions: list[Told] = field(default_factory=list)
    variants: list[Told] = field(default_factory=list)
    stated: Stated = field(default_factory=Stated)
    withdrawals: list[Told] = field(default_factory=list)
    denials: list[Told] = field(default_factory=list)
    reasons: dict[str, tuple[Because, ...]] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    target: Told | None = None
    _signatures: set[Signature] = field(default_factory=set)

    def add(self, mentions: Sequence[Told]) -> None:
        """Take in ``mentions`` of one signature; whoever is done with adding calls ``settle``."""
        self.mentions += mentions
        self.documents |= {m.document.id for m in mentions}
        self.stated.add(mentions[0])
        if mentions[0].has_figure:
            known = [*mentions, *([self.target] if self.target else [])]
            self.target = max(known, key=lambda m: m.order)
        key = (mentions[0].actors, mentions[0].category, signature(mentions[0]))
        if key not in self._signatures:
            self._signatures.add(key)
            self.variants.append(mentions[0])

    def take_in(self, other: Group) -> None:
        """Make the mentions of ``other`` this group's own, whatever they say."""
        for mention in other.mentions:
            self.add([mention])
        self.withdrawals += other.withdrawals
        self.denials += other.denials
        self.reasons |= other.reasons
        self.scores |= other.scores
        self.candidates += other.candidates
        self.settle()

    def settle(self) -> None:
        """Bring the mentions into their order."""
        self.mentions.sort(key=lambda m: m.order)
        self.variants.sort(key=lambda m: m.order)

    @property
    def first(self) -> Told:
        """The mention that the promise was first known by."""
        return self.mentions[0]

    @property
    def deadline(self) -> str | None:
        """The most exact of the deadlines, which all agree."""
        return self.stated.deadline

    @property
    def claims(self) -> frozenset[str]:
        """Ids of the claims that tell of it."""
        return frozenset(m.claim.id for m in self.mentions)


def family_of(mention: Told) -> str:
    """The side of a promise a stage is on: asking, promising or refusing are never one record."""
    return mention.claim.stage if mention.claim.stage in ("request", "refusal") else "promise"


def signature(mention: Told) -> Signature:
    """All that grouping compares within a block; equal signatures are one promise."""
    return (
        mention.recipients,
        mention.quantity,
        mention.amount,
        mention.currency,
        mention.deadline,
        mention.unit,
        gist(mention.phrase) if mention.category in VAGUE_CATEGORIES and not mention.has_figure else None,
    )


def id_of(first: Told) -> str:
    """Hash of what a mention says, not of who says it.

    A later report, or the same words in another undated document, leaves it alone.
    """
    is_open = first.inferred == "figure"  # which actors it is given may be told by later reports
    told = block_of(replace(first, actors=()) if is_open else first)
    return content_hash([told, signature(first)])[:16]


def block_of(mention: Told) -> tuple[Any, ...]:
    """Only mentions of one block are compared; promises of nobody only within their document."""
    home = None if mention.actors else mention.document.id
    return (family_of(mention), mention.actors, mention.category, home)


def only_one(groups: Sequence[Group]) -> Group | None:
    """The one group of ``groups``; of groups that differ in nothing but their deadline, the earliest due."""
    if not groups:
        return None
    earliest = min(groups, key=lambda g: (g.deadline is None, g.deadline or "", g.first.order))
    return earliest if all(_differ_in_deadline_alone(earliest, g) for g in groups) else None


def _differ_in_deadline_alone(one: Group, other: Group) -> bool:
    a, b = one.target, other.target
    if one is other:
        return True
    if a is None or b is None:
        return False
    same_figures = (a.quantity, a.amount, a.currency) == (b.quantity, b.amount, b.currency)
    return same_figures and _recipients(one) == _recipients(other)


def _recipients(found: Group) -> tuple[str, ...]:
    return min(found.stated.recipients, default=())


def same_figures_stated(one: Told, other: Told) -> bool:
    """Whether both say how much, and say the same."""
    quantities = one.quantity is not None and other.quantity is not None
    amounts = one.amount is not None and other.amount is not None
    return (
        (quantities or amounts)
        and figures_agree(one.quantity, other.quantity)
        and figures_agree(one.amount, other.amount)
        and same_or_missing(one.currency, other.currency)
    )


def same_thing(one: Told, other: Told) -> bool:
    """Whether two mentions of different families speak of one thing between the same parties."""
    return (
        one.actors == other.actors
        and one.category == other.category
        and same_or_missing(one.recipients, other.recipients)
        and same_or_missing(one.unit, other.unit)
    )
