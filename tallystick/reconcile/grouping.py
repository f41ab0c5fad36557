"""Which commitments speak of the same promise.

Mentions are compared within blocks (who, of what category, on which side of a promise). Equal ones go
together first; then the more specific found groups that the less specific may join, and only where there is
no choice: a mention that fits two promises stays on its own. Every step runs in an order made of content
alone, so the order in which reports arrive changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tallystick.model import Commitment
from tallystick.model.canonical import canonical_json, content_hash
from tallystick.model.records import Because
from tallystick.reconcile.intervals import interval
from tallystick.reconcile.mentions import (
    Mention,
    do_not_contradict,
    figures_agree,
    same_or_missing,
)

VAGUE_CATEGORIES = frozenset({"other", "other-equipment", "political"})
"""Categories too wide to tell promises apart where no figure does: there the words have to be equal."""

Told = Mention[Commitment]
Signature = tuple[Any, ...]


@dataclass
class Group:
    """The mentions of one promise, and those that take it back or deny it.

    Attributes:
        family: ``promise``, ``request`` or ``refusal``.
        mentions: First known first.
        variants: One mention of each signature among them: enough to compare with.
        withdrawals: Refusals of what was promised before.
        denials: Mentions that say it was never promised.
        reasons: For the claim id of each mention but the first, the features that say why it is here.
    """

    family: str
    mentions: list[Told]
    variants: list[Told]
    withdrawals: list[Told] = field(default_factory=list)
    denials: list[Told] = field(default_factory=list)
    reasons: dict[str, tuple[Because, ...]] = field(default_factory=dict)

    @property
    def first(self) -> Told:
        """The mention that the promise was first known by."""
        return self.mentions[0]

    @property
    def id(self) -> str:
        """Hash of what the first mention says, not of who says it.

        A later report, or the same words in another undated document, leaves it alone.
        """
        return content_hash([_block(self.first), signature(self.first)])[:16]

    @property
    def target(self) -> Told | None:
        """The last mention that says how much."""
        return next((m for m in reversed(self.mentions) if m.has_figure), None)

    @property
    def deadline(self) -> str | None:
        """The most exact of the deadlines, which all agree."""
        stated = {d for m in self.mentions if (d := m.deadline) is not None}
        return max(stated, key=lambda d: (len(d), d), default=None)


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
        mention.phrase if mention.category in VAGUE_CATEGORIES and not mention.has_figure else None,
    )


def _block(mention: Told) -> tuple[Any, ...]:
    """Only mentions of one block are compared; promises of nobody only within their document."""
    home = None if mention.actors else mention.document.id
    return (family_of(mention), mention.actors, mention.category, home)


def group(mentions: Iterable[Told]) -> list[Group]:
    """The promises that ``mentions`` tell of, first known first."""
    told = sorted(mentions, key=lambda m: m.order)
    blocks = defaultdict(list)
    for mention in told:
        if not mention.claim.negated:
            blocks[_block(mention)].append(mention)
    groups = [g for key in sorted(blocks, key=canonical_json) for g in _group_block(blocks[key])]
    groups = _with_withdrawals(groups)
    for mention in told:
        if mention.claim.negated:
            _deny(groups, mention)
    return sorted(groups, key=lambda g: (g.first.order, g.id))


def _group_block(mentions: Sequence[Told]) -> list[Group]:
    atoms = defaultdict(list)
    for mention in mentions:
        atoms[signature(mention)].append(mention)
    groups: list[Group] = []
    for key in sorted(atoms, key=lambda s: (-_specificity(atoms[s][0]), canonical_json(s))):
        chosen = _choose(groups, atoms[key][0])
        if chosen is None:
            groups.append(Group(family_of(atoms[key][0]), list(atoms[key]), atoms[key][:1]))
        else:
            chosen.mentions += atoms[key]
            chosen.variants += atoms[key][:1]
    for found in groups:
        found.mentions.sort(key=lambda m: m.order)
        found.reasons |= {m.claim.id: why_same(m, found.first) for m in found.mentions[1:]}
    return groups


def _specificity(mention: Told) -> int:
    """How much a mention says; figures outweigh all else."""
    others = (mention.recipients, mention.deadline, mention.unit)
    return (mention.has_figure and len(others) + 1) + sum(bool(o) for o in others)


def _choose(groups: Sequence[Group], mention: Told) -> Group | None:
    """The only group that a mention may belong to: one with figures before one without."""
    if mention.category in VAGUE_CATEGORIES and not mention.has_figure:
        return None
    fitting = [g for g in groups if all(do_not_contradict(mention, m) for m in g.variants)]
    with_figures = [g for g in fitting if g.target is not None]
    without = [g for g in fitting if g.target is None]
    return only_one(with_figures) or (None if mention.has_figure else only_one(without))


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
    return next((m.recipients for m in found.mentions if m.recipients), ())


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


def _same_thing(one: Told, other: Told) -> bool:
    """Whether two mentions of different families speak of one thing between the same parties."""
    return (
        one.actors == other.actors
        and one.category == other.category
        and same_or_missing(one.recipients, other.recipients)
        and same_or_missing(one.unit, other.unit)
    )


def _with_withdrawals(groups: Sequence[Group]) -> list[Group]:
    """A refusal of what was promised before takes that promise back; any other refusal stands on its own."""
    promises = [g for g in groups if g.family == "promise"]
    kept = []
    for found in groups:
        taken_back = only_one([p for p in promises if found.family == "refusal" and _takes_back(found, p)])
        if taken_back is None:
            kept.append(found)
            continue
        taken_back.withdrawals += found.mentions
        taken_back.reasons |= {m.claim.id: why_same(m, taken_back.first) for m in found.mentions}
    return kept


def _takes_back(refusal: Group, promise: Group) -> bool:
    one, other = refusal.target, promise.target
    if one is None or other is None or not _same_thing(one, other) or not same_figures_stated(one, other):
        return False
    refused, promised = interval(refusal.first.order[0]), interval(promise.first.order[0])
    return refused is not None and promised is not None and refused.is_after(promised)


def _deny(groups: Sequence[Group], mention: Told) -> None:
    """Put a denial beside the one promise that it can mean; a denial alone is no promise."""
    denied = only_one(
        [
            g
            for g in groups
            if g.family == family_of(mention)
            and _same_thing(mention, g.first)
            and all(do_not_contradict(mention, m) for m in g.variants)
        ]
    )
    if denied is not None:
        denied.denials.append(mention)
        denied.reasons[mention.claim.id] = why_same(mention, denied.first)


def why_same(mention: Told, first: Told) -> tuple[Because, ...]:
    """The features by which a mention speaks of the promise that ``first`` tells of."""
    pairs: list[tuple[str, object, object]] = [
        ("actors", ", ".join(mention.actors), ", ".join(first.actors)),
        ("recipients", ", ".join(mention.recipients), ", ".join(first.recipients)),
        ("category", mention.category, first.category),
        ("quantity", _figure(mention.quantity), _figure(first.quantity)),
        ("amount", _figure(mention.amount), _figure(first.amount)),
        ("deadline", mention.deadline, first.deadline),
    ]
    return tuple(
        Because(
            feature,
            f"{here} in both" if here == there else f"{here or 'not stated'} beside {there or 'not stated'}",
        )
        for feature, here, there in pairs
        if here or there
    )


def _figure(figures: tuple[float, float] | None) -> str | None:
    if figures is None:
        return None
    low, high = figures
    return f"{low:,.15g}" if low == high else f"{low:,.15g} to {high:,.15g}"
