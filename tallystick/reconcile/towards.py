"""Which promise a delivery counts towards.

Whatever contradicts a promise (another giver, recipient, unit or currency, a day before the promise) rules it
out. Of those left, the one with the highest score is chosen; the score is the sum of the weights below. Of
promises that score alike those with a figure go before those without, what is promised before what is only proposed,
then the one that all others revise, or the one due first where they differ in nothing else; between any others the
delivery stays unattached and is offered for review.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tallystick.model import Delivery
from tallystick.model.records import Because, Candidate
from tallystick.reconcile.admission import is_possible, promised_on, told_on
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints
from tallystick.reconcile.groups import Group, only_one
from tallystick.reconcile.intervals import dates_agree, interval
from tallystick.reconcile.likeness import worded_most_alike
from tallystick.reconcile.mentions import (
    Figures,
    Mention,
    day_of,
    figures_agree,
    names_others,
    steps_of,
)
from tallystick.reconcile.revisions import revisions

WEIGHTS = {
    "share_of": 0.35,  # a share of exactly what was promised names its promise
    "figure": 0.2,  # what is said to have arrived, or not, is what was promised: "the million"
    "actors": 0.2,
    "recipients": 0.1,
    "same_document": 0.05,  # told in the same breath
    "unit": 0.05,
    "due": 0.05,  # it was, or was not, there on the day that the promise was due
}
"""What each feature adds to the score of a delivery towards a promise; they sum to 1."""

DOUBTS = {
    "exceeds": 0.1,  # more arrived than was promised
    "not_yet_told": 0.35,  # it was reported before any report told of the promise
}
"""What is taken away."""

ENOUGH = ("share_of", "actors", "same_document")
"""Features without one of which nothing ties a delivery to a promise."""

CHOICE = 200
"""Among more promises of one giver than this nothing is chosen that neither report nor figure ties to one."""

OFFERED = 3
"""So many promises, the likeliest, are offered for review of one delivery."""

Arrived = Mention[Delivery]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A delivery and the promise that it counts towards, with the reasons."""

    delivery: Arrived
    group: Group
    score: float
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of deliveries.

    Attributes:
        attached: Those that count towards a promise.
        unattached: Those that have none or too many to choose from.
        candidates: For the ``id()`` of an unattached delivery the promises that it may count towards.
    """

    attached: list[Attachment] = field(default_factory=list)
    unattached: list[Arrived] = field(default_factory=list)
    candidates: dict[int, list[Candidate]] = field(default_factory=lambda: defaultdict(list))


def attach(
    groups: Sequence[Group], deliveries: Iterable[Arrived], constraints: Constraints = UNCONSTRAINED
) -> Account:
    """Each delivery's promise, and the deliveries that have none or too many to choose from.

    Args:
        groups: All promises that a delivery may count towards.
        deliveries: In the order of the result.
        constraints: A delivery that is the *same* as a claim of a promise counts towards it; one that is
            *different* from a claim does not count towards its promise.
    """
    table = _Promises(groups, constraints)
    account = Account()
    for delivery in deliveries:
        judged = table.judged(delivery)
        rated = [judged] if judged is not None else table.rated(delivery)
        chosen = table.choose(rated)
        if chosen is None:
            account.unattached.append(delivery)
            account.candidates[id(delivery)] += [_candidate(delivery, r) for r in rated[:OFFERED]]
        else:
            account.attached.append(replace(chosen, delivery=delivery))
    return account


def _candidate(delivery: Arrived, rated: Attachment) -> Candidate:
    group = rated.group
    return Candidate("towards", delivery.claim.id, group.first.claim.id, group.id, rated.score, rated.because)


@dataclass(frozen=True, slots=True)
class _Rated:
    """What ties deliveries told alike to a promise, all but when they arrived.

    Attributes:
        group: The promise.
        because: The features.
        sum: What they add up to.
    """

    group: Group
    because: tuple[Because, ...]
    sum: float

    def towards(self, delivery: Arrived) -> Attachment:
        """The attachment of one of these deliveries."""
        days = (*when_due(self.group, delivery), *when_told(self.group, delivery))
        return Attachment(delivery, self.group, round(self.sum + _sum_of(days), 3), (*self.because, *days))


class _Promises:
    """Promises by who gives what, with what people decided about them."""

    def __init__(self, groups: Sequence[Group], constraints: Constraints) -> None:
        self._near: dict[object, dict[int, Group]] = defaultdict(dict)
        self._by_claim: dict[str, list[Group]] = defaultdict(list)
        self._same = _partners(constraints.same)
        self._known: dict[tuple[object, int], list[_Rated]] = {}
        self._begun: dict[object, list[date]] = defaultdict(list)
        self._different = _partners(constraints.different)
        promises = [g for g in groups if g.family == "promise"]
        for promise in promises:
            for key in _places(promise):
                self._near[key][id(promise)] = promise
            if promised := promised_on(promise):
                begun = {min(days.first for days in promised), *told_on(promise)}
                for giver in {(m.category, m.actors) for m in promise.variants}:
                    self._begun[giver] += sorted(begun)
            for claim in promise.claims:
                self._by_claim[claim].append(promise)
        for days in self._begun.values():
            days.sort()
        self._revised = {id(r.later): r.earlier for r in revisions(promises)}

    def judged(self, delivery: Arrived) -> Attachment | None:
        """The promise that people decided on."""
        for claim in sorted(self._same.get(delivery.claim.id, ())):
            for promise in self._by_claim.get(claim, ()):
                return Attachment(
                    delivery, promise, 1.0, (Because("judged", f"judged to be that of {claim}"),)
                )
        return None

    def rated(self, delivery: Arrived) -> list[Attachment]:
        """The promises that a delivery, or one told alike, may count towards, the best first."""
        barred = {
            id(g) for c in self._different.get(delivery.claim.id, ()) for g in self._by_claim.get(c, ())
        }
        untold: list[Attachment] = []
        exceeded: list[Attachment] = []
        for alike in self._explained(delivery, barred):
            more = [rated.towards(delivery) for rated in alike]
            beside = {id(attachment.group) for attachment in more}
            found = [a for a in exceeded if id(a.group) not in beside] + more
            found.sort(key=lambda a: (-a.score, a.group.first.order))
            if any(is_told(attachment) and not _is_exceeded(attachment) for attachment in found):
                return found
            exceeded = [a for a in found if is_told(a)]
            untold = untold or found
        return exceeded or untold

    def _explained(self, delivery: Arrived, barred: set[int]) -> Iterator[list[_Rated]]:
        """The likely promises that something ties it to, the nearest first; deliveries told alike share them."""
        key = self._alike(delivery)
        for step, near in enumerate((self._nearest, self._of_giver)):
            known = None if barred else self._known.get((key, step))
            if known is None:
                possible = [p for p in near(delivery) if id(p) not in barred and is_possible(p, delivery)]
                known = _explained(possible, delivery)
            if not barred:
                self._known[key, step] = known
            yield known

    def _alike(self, delivery: Arrived) -> object:
        """All that the rating looks at but when it was due: deliveries told alike are rated once."""
        giver = (delivery.category, delivery.actors)
        arrived, begun = day_of(delivery), self._begun.get(giver, ())
        in_time = len(begun) if arrived is None else bisect_right(begun, arrived.last)  # see _is_before
        is_beside = (*giver, "document", delivery.document.id) in self._near
        return (
            giver,
            delivery.recipients,
            (delivery.unit, delivery.currency, delivery.quantity, delivery.amount),
            delivery.item and delivery.item.share_of,
            delivery.item is None,
            delivery.inferred,
            names_others(delivery.claim.recipients),
            in_time,
            delivery.document.id if is_beside else None,
        )

    def _nearest(self, delivery: Arrived) -> list[Group]:
        """Promises of the giver told in the same report or of the same figure."""
        giver = (delivery.category, delivery.actors)
        whole = delivery.item.share_of if delivery.item else None
        arrived = delivery.amount if delivery.currency else delivery.quantity
        near = dict(self._near.get((*giver, "document", delivery.document.id), {}))
        for step in steps_of((whole, whole) if whole else arrived):
            for beside in (step - 1, step, step + 1):
                near |= self._near.get((*giver, "figure", beside), {})
        return list(near.values())

    def _of_giver(self, delivery: Arrived) -> list[Group]:
        """All of the giver's, where none of the nearest will do."""
        giver = (delivery.category, delivery.actors)
        to_all = self._near.get((*giver, "recipients", ()), {})
        if delivery.recipients:
            everything = to_all | self._near.get((*giver, "recipients", delivery.recipients), {})
        else:
            everything = self._near.get((*giver, "all"), {})
        return list(everything.values()) if len(everything) <= CHOICE else []

    def choose(self, rated: Sequence[Attachment]) -> Attachment | None:
        """The best one, if it is the only one or the first of a line of revisions."""
        if not rated:
            return None
        best = [r for r in rated if r.score == rated[0].score]
        groups = [r.group for r in best if r.group.target is not None] or [r.group for r in best]
        groups = [group for group in groups if not _is_only_proposed(group)] or groups
        chosen = self._root(groups) or only_one(groups) or worded_most_alike(groups, rated[0].delivery)
        return next((r for r in best if r.group is chosen), None)

    def _root(self, groups: Sequence[Group]) -> Group | None:
        """The one of ``groups`` that all others revise, directly or by way of others."""
        roots = [g for g in groups if not any(g is not o and self._comes_from(g, o) for o in groups)]
        if len(roots) != 1:
            return None
        return roots[0] if all(g is roots[0] or self._comes_from(g, roots[0]) for g in groups) else None

    def _comes_from(self, group: Group, root: Group) -> bool:
        earlier = self._revised.get(id(group))
        while earlier is not None and earlier is not root:
            earlier = self._revised.get(id(earlier))
        return earlier is root


def _is_only_proposed(promise: Group) -> bool:
    """Whether nobody promises it yet: "could deliver 250,000 tons by November" foresees what was promised before."""
    return all(mention.claim.stage == "proposal" for mention in promise.mentions)


def _partners(pairs: Iterable[frozenset[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for claim in pair:
            found[claim] |= pair - {claim}
    return found


def _places(promise: Group) -> set[tuple[object, ...]]:
    """What a promise can be found by."""
    found: set[tuple[object, ...]] = set()
    givers = {(m.category, m.actors) for m in promise.variants}
    figures = {step for f in (*promise.stated.quantities, *promise.stated.amounts) for step in steps_of(f)}
    for giver in givers:
        found |= {(*giver, "all")} | {(*giver, "figure", step) for step in figures}
        found |= {(*giver, "document", m.document.id) for m in promise.mentions}
        found |= {(*giver, "recipients", r) for r in promise.stated.recipients or {()}}
    return found


def _explained(possible: Iterable[Group], delivery: Arrived) -> list[_Rated]:
    """The promises that something ties ``delivery`` to."""
    found = []
    for promise in possible:
        because = features(promise, delivery)
        if any(b.feature in ENOUGH for b in because):
            found.append(_Rated(promise, because, _sum_of(because)))
    return found


def _sum_of(because: Iterable[Because]) -> float:
    """The sum of the weights of what speaks for it, less what speaks against."""
    return sum(WEIGHTS.get(b.feature, 0) - DOUBTS.get(b.feature, 0) for b in because)


def features(promise: Group, delivery: Arrived) -> tuple[Because, ...]:
    """What speaks for and against a delivery counting towards a promise, whenever it arrived."""
    found = []
    whole = delivery.item.share_of if delivery.item else None
    target = promise.target
    promised = (target.amount if delivery.currency else target.quantity) if target else None
    arrived = delivery.amount if delivery.currency else delivery.quantity
    if whole is not None and promised is not None and figures_agree((whole, whole), promised):
        found.append(Because("share_of", f"a share of {whole:,.15g}, which was promised"))
    if whole is None and arrived is not None and promised is not None:
        found += _compared(arrived, promised)
    if delivery.actors and delivery.inferred in (None, "listed"):
        how = "in both" if delivery.inferred is None else "promised together"
        found.append(Because("actors", f"{', '.join(delivery.actors)} {how}"))
    if delivery.recipients and delivery.recipients in promise.stated.recipients:
        found.append(Because("recipients", f"{', '.join(delivery.recipients)} in both"))
    if delivery.document.id in promise.documents:
        found.append(Because("same_document", f"both told in {delivery.document.id}"))
    if delivery.unit is not None and delivery.unit in promise.stated.units:
        found.append(Because("unit", f"both count {delivery.unit}"))
    return tuple(found)


def when_due(promise: Group, delivery: Arrived) -> tuple[Because, ...]:
    """What the day of a delivery says for it counting towards a promise: that it was then due."""
    day = delivery.claim.date
    if not day or not promise.deadline or not dates_agree(day, promise.deadline):
        return ()
    return (Because("due", f"told of {day}, when it was due"),)


def when_told(promise: Group, delivery: Arrived) -> tuple[Because, ...]:
    """What speaks against it where the delivery was reported before the promise, and nobody dates that earlier."""
    told, reported = promise.first.order[0], delivery.order[0]
    if not reported or not told or reported >= told:
        return ()
    made = [days for m in promise.variants if m.claim.date and (days := interval(m.claim.date)) is not None]
    known = interval(reported)
    if known is None or any(days.first <= known.last for days in made):
        return ()
    return (Because("not_yet_told", f"reported on {reported}, the promise on {told}"),)


def is_told(attachment: Attachment) -> bool:
    """Whether its promise was known when the delivery was reported."""
    return all(b.feature != "not_yet_told" for b in attachment.because)


def _is_exceeded(attachment: Attachment) -> bool:
    """Whether more arrived than was promised, so that a larger promise of the giver may be meant."""
    return any(b.feature == "exceeds" for b in attachment.because)


def _compared(arrived: Figures, promised: Figures) -> list[Because]:
    if figures_agree(arrived, promised):
        return [Because("figure", f"{promised[0]:,.15g} in both")]
    if arrived[0] > promised[1]:
        return [Because("exceeds", f"{arrived[0]:,.15g} is more than the {promised[0]:,.15g} promised")]
    return []
