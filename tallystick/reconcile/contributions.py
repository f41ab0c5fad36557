"""What came of the parts of a promise counts for the whole, once.

A part keeps its promise, its deliveries and its status. What came of all parts together is one more account of the
whole, told piece by piece: where somebody's total of the whole is no less, it lies within that and adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import inf, isfinite

from tallystick.model.records import Contribution, DeliveryRecord, Promise
from tallystick.reconcile.accounts import Account, Figure, Level, Target, added, counts, target_of_promise
from tallystick.reconcile.intervals import interval
from tallystick.reconcile.mentions import same_or_missing
from tallystick.reconcile.wording import unit_of

NAME = "its parts"
"""How the account of all parts is called."""


def contribution_of(part: Promise, claim: str, whole: Promise, day: date | None) -> Contribution:
    """What a part adds to the whole; nothing where it is counted in something else.

    Args:
        part: The promise that lies within ``whole``.
        claim: Id of the claim that tells it beside the whole.
        whole: The promise that it lies within.
        day: The day asked for.
    """
    kept = part.fulfilled if counts_the_same(part, whole) else None
    told = [d.as_of for d in part.deliveries if counts(d, day)] + [within.as_of for within in part.parts]
    return Contribution(
        promise=part,
        claim=claim,
        low=None if kept is None else kept.low,
        high=None if kept is None else kept.high,
        as_of=max((as_of for as_of in told if as_of is not None), key=_end, default=None),
    )


def _end(as_of: str) -> tuple[date, str]:
    days = interval(as_of)
    return (days.last if days else date.min, as_of)


def counts_the_same(part: Promise, whole: Promise) -> bool:
    """Whether both are counted in one unit, or in one currency."""
    measure = target_of_promise(part).measure
    if measure != target_of_promise(whole).measure:
        return False
    if measure == "amount":
        return part.currency == whole.currency
    units = (unit_of(part.unit, part.category), unit_of(whole.unit, whole.category))
    return measure == "quantity" and part.category == whole.category and same_or_missing(*units)


def account_of(parts: Iterable[Contribution], target: Target) -> Account | None:
    """The account of all parts together, ``None`` where nothing is known to have come of any."""
    figures = [
        _figure(part, target)
        for part in sorted(parts, key=lambda p: (p.as_of or "", p.promise.id))
        if part.low is not None or part.high is not None
    ]
    if not figures:
        return None
    return Account(
        side="third_party",
        voice=NAME,
        low=_levels(figures, [figure.least for figure in figures]),
        high=_levels(figures, [figure.most for figure in figures]),
        largest=max(figures, key=lambda f: (f.value, f.delivery.part or "")),
        is_of_parts=True,
    )


def _figure(part: Contribution, target: Target) -> Figure:
    record = record_of(part, target)
    least, most = -inf if part.low is None else part.low, inf if part.high is None else part.high
    value = least if isfinite(least) else most
    return Figure(record, value, interval(part.as_of), least, most)


def _levels(figures: Sequence[Figure], ends: Sequence[float]) -> tuple[Level, ...]:
    levels: list[Level] = []
    so_far = -inf
    for figure, end in zip(figures, ends, strict=True):
        so_far = added(so_far, end)
        levels.append(Level(figure.days, so_far, figure.delivery, is_total=False, start=0))
    return tuple(levels)


def record_of(part: Contribution, target: Target) -> DeliveryRecord:
    """What came of a part as a figure of the whole; its claims are those of the part's deliveries."""
    is_money = target.measure == "amount"
    low = part.high if part.low is None else part.low
    high = part.high if part.high != low else None
    return DeliveryRecord(
        as_of=part.as_of,
        quantity=None if is_money else low,
        quantity_max=None if is_money else high,
        share=None,
        amount=low if is_money else None,
        amount_max=high if is_money else None,
        bound="at_most" if part.low is None else "at_least" if part.high is None else None,
        cumulative=False,
        negated=False,
        factuality="certain",
        said_by=None,
        side="third_party",
        claims=tuple(sorted({claim for d in part.promise.deliveries for claim in d.claims})),
        voices=part.promise.voices,
        is_dated=part.as_of is not None,
        part=part.promise.id,
    )
