"""What two days' promises differ in: which are new, which changed and in what, and the claims that changed them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from tallystick.errors import SettingError
from tallystick.model.differences import (
    Change,
    ChangedField,
    Content,
    Difference,
    DifferenceKind,
    Reason,
)
from tallystick.model.judgements import Judgement
from tallystick.model.records import Promise
from tallystick.reconcile.intervals import last_day_of

FIELDS: tuple[ChangedField, ...] = (
    "stage", "quantity", "amount", "deadline", "fulfilled", "status", "conflicts",
)  # fmt: skip
"""What is compared. Days late and voices grow by themselves, and an estimate moves with every figure."""


def differences(
    before: Sequence[Promise],
    after: Sequence[Promise],
    documents: Mapping[str, str],
    judgements: Iterable[Judgement] = (),
) -> tuple[Difference, ...]:
    """What ``after`` holds that ``before`` does not: changed ones and new ones in its order, then those gone.

    Args:
        before: The promises as known on the earlier day.
        after: As known on the later day.
        documents: For each claim behind ``after`` the id of its document.
        judgements: The decisions taken between the two days.
    """
    decided = list(judgements)
    found = (difference(one, documents, decided) for one in matched(before, after))
    return tuple(one for one in found if one is not None)


def difference(
    one: Matched[Promise], documents: Mapping[str, str], judgements: Sequence[Judgement]
) -> Difference | None:
    """What a promise differs in, ``None`` where it does not; see ``differences``."""
    if one.is_gone and one.before is not None:
        about = _about(one.before, judgements)
        return Difference("gone", one.before, one.after, (), (), (), about)
    return None if one.after is None else _difference(one.before, one.after, documents, judgements)


def claims_added(some: Iterable[Matched[Promise]]) -> set[str]:
    """The claims behind promises of the later day that were not behind them on the earlier one."""
    found: set[str] = set()
    for one in some:
        if one.after is not None and not one.is_gone:
            found |= set(one.after.claims) - set(one.before.claims if one.before else ())
    return found


def compared(promise: Promise) -> tuple[Content, ...]:
    """All of a promise that is compared: two with the same differ in nothing."""
    return tuple(_content(promise, field) for field in FIELDS)


def decided_between(
    judgements: Iterable[Judgement], earlier: str, later: str | None
) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """The judgements given after one day and by the end of another, and all others, each in their order.

    Args:
        judgements: All that were given.
        earlier: The first day, ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` (its last day).
        later: The second day, likewise; ``None`` for no end.

    Raises:
        SettingError: The second day lies before the first, or one of them is no date.
    """
    first, last = last_day_of(earlier), None if later is None else last_day_of(later)
    if last is not None and last < first:
        raise SettingError(f"{later} lies before {earlier}; name the earlier day first")
    given = list(judgements)
    between = [
        j for j in given if j.at[:10] > first.isoformat() and (last is None or j.at[:10] <= last.isoformat())
    ]
    ids = {j.id for j in between}
    return tuple(between), tuple(j for j in given if j.id not in ids)


class Known(Protocol):
    """A promise, as far as one day's are told to be those of another."""

    @property
    def id(self) -> str:
        """As in ``Promise``."""

    @property
    def claims(self) -> Sequence[str]:
        """As in ``Promise``."""


One = TypeVar("One", bound=Known)


@dataclass(frozen=True, slots=True)
class Matched(Generic[One]):
    """A promise on two days.

    Attributes:
        before: As it was, ``None`` for a new one.
        after: As it is; of one that is no more that which took over most of its claims, ``None`` without any.
        is_gone: Whether it is no more.
    """

    before: One | None
    after: One | None
    is_gone: bool = False

    @property
    def kind(self) -> DifferenceKind:
        """What kind of difference it is, if it is one."""
        return "gone" if self.is_gone else "new" if self.before is None else "changed"


def matched(before: Sequence[One], after: Sequence[One]) -> list[Matched[One]]:
    """Every promise of two days: those of the later one in their order, then those that are no more.

    Ids are those of a promise's first telling, which a later report may show to tell of another promise; then
    the promise that holds most of its claims is its successor, unless that one has an own predecessor.
    """
    ids = {p.id for p in after}
    was = {p.id: p for p in before if p.id in ids}
    holders: dict[str, list[One]] = defaultdict(list)
    for promise in after:
        for claim in promise.claims:
            holders[claim].append(promise)
    gone: list[Matched[One]] = []
    for old in before:
        if old.id in ids:
            continue
        shared = Counter(p.id for claim in old.claims for p in holders[claim])
        heir = min(shared, key=lambda i: (-shared[i], i), default=None)
        if heir is not None and heir not in was:
            was[heir] = old
        else:
            now = next((p for p in after if p.id == heir), None)
            gone.append(Matched(old, now, is_gone=True))
    return [*(Matched(was.get(p.id), p) for p in after), *gone]


def _difference(
    old: Promise | None, new: Promise, documents: Mapping[str, str], decided: Sequence[Judgement]
) -> Difference | None:
    known = frozenset(old.claims) if old else frozenset()
    added = tuple(claim for claim in new.claims if claim not in known)
    about = _about(new, decided)
    changes = () if old is None else tuple(_changes(old, new, frozenset(added), is_judged=bool(about)))
    if old is not None and not changes:
        return None
    return Difference(
        kind="new" if old is None else "changed",
        before=old,
        after=new,
        changes=changes,
        claims=added,
        documents=tuple(sorted({documents[claim] for claim in added if claim in documents})),
        judgements=about,
    )


def _about(promise: Promise, decided: Iterable[Judgement]) -> tuple[str, ...]:
    subjects = {*promise.claims, *promise.documents}
    marked = set(promise.judgements)
    return tuple(j.id for j in decided if j.id in marked or {j.subject, j.other} & subjects)


def _changes(old: Promise, new: Promise, added: frozenset[str], *, is_judged: bool) -> Iterable[Change]:
    for field in FIELDS:
        before, after = _content(old, field), _content(new, field)
        if before != after:
            claims = tuple(sorted(_behind(old, new, field) & added))
            reason: Reason = "reports"
            if not claims:
                moved = set(old.claims) != set(new.claims)
                reason = "judgements" if is_judged else "links" if moved and not added else "day"
            yield Change(field, before, after, reason, claims)


def _content(promise: Promise, field: ChangedField) -> Content:
    if field == "fulfilled":
        kept = promise.fulfilled
        if kept is None:
            return None
        is_known = kept.low is not None or kept.high is not None
        return (kept.low, kept.high) if is_known else (kept.share_low, kept.share_high)
    if field == "conflicts":
        return tuple(conflict.what for conflict in promise.conflicts)
    content: Content = getattr(promise, field)
    return content


def _behind(old: Promise, new: Promise, field: ChangedField) -> frozenset[str]:
    """The claims that a field of ``new`` rests on."""
    if field == "fulfilled":
        return _giving(new)
    if field == "status":
        return _judging(old, new)
    if field == "conflicts":
        told = {conflict.what for conflict in old.conflicts}
        return frozenset(
            c for conflict in new.conflicts if conflict.what not in told for c in conflict.claims
        )
    return _telling(new, field, getattr(new, field))


def _telling(promise: Promise, field: str, value: object) -> frozenset[str]:
    return frozenset(c for told in promise.history if getattr(told, field) == value for c in told.claims)


def _judging(old: Promise, new: Promise) -> frozenset[str]:
    """What a status rests on, apart from the day: the deadline, a refusal, or what arrived."""
    if new.status == "overdue":
        return frozenset() if old.deadline == new.deadline else _telling(new, "deadline", new.deadline)
    if new.status in ("refused", "withdrawn"):
        return _telling(new, "stage", "refusal")
    return _giving(new) if new.fulfilled else frozenset(new.claims)


def _giving(promise: Promise) -> frozenset[str]:
    """The deliveries that give the ends of the range; where they are sums, all that count."""
    kept = promise.fulfilled
    counted = [d for d in promise.deliveries if not d.negated and d.factuality == "certain"]
    ends = () if kept is None else (kept.low, kept.high, kept.share_low, kept.share_high)
    exact = [d for d in counted if not {d.quantity, d.amount, d.share}.isdisjoint({*ends} - {None})]
    return frozenset(claim for delivery in exact or counted for claim in delivery.claims)
