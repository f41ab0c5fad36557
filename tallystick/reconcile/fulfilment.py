"""How far a promise is kept: a range over the accounts that stand, the status, and what contradicts what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, isfinite

from tallystick.model.records import (
    SIDES,
    Conflict,
    Contribution,
    DeliveryRecord,
    Fulfilled,
    Projection,
    Side,
    Status,
)
from tallystick.reconcile.accounts import Account, Level, Target, accounts, counts
from tallystick.reconcile.contradictions import contradictions
from tallystick.reconcile.contributions import account_of
from tallystick.reconcile.intervals import Interval, interval
from tallystick.reconcile.projection import project
from tallystick.reconcile.standing import stand


@dataclass(frozen=True, slots=True)
class Kept:
    """How far a promise is kept on a day that nobody took it back.

    Attributes:
        fulfilled: ``None`` where nobody gives a figure.
        status: Never ``withdrawn`` or ``refused``; those are decided by what was promised.
        days_late: Days between the deadline and the fulfilment, or the day asked for while overdue.
        projection: When the pace would bring the whole.
        conflicts: Figures that contradict each other.
    """

    fulfilled: Fulfilled | None
    status: Status
    days_late: int | None
    projection: Projection | None
    conflicts: tuple[Conflict, ...]


def reckon(
    deliveries: Sequence[DeliveryRecord],
    target: Target,
    deadline: str | None,
    day: date | None,
    parts: Sequence[Contribution] = (),
) -> Kept:
    """What the deliveries of one promise come to.

    Args:
        deliveries: All that is told of them, in any order.
        target: What was promised.
        deadline: As in the claims format.
        day: The day asked for; later deliveries do not count, and lateness is judged on it.
        parts: The promises that lie within it, with what came of them by that day.
    """
    found = accounts_of(deliveries, target, day, parts)
    standing = stand(found, deliveries, target)
    any_arrived = any(counts(d, None) for d in deliveries)
    status, days_late = status_and_delay(standing.accounts, target, deadline, day, any_arrived=any_arrived)
    is_kept = status in ("fulfilled", "fulfilled_late")
    return Kept(
        fulfilled=fulfilled(found, standing.accounts, target),
        status=status,
        days_late=days_late,
        projection=None if is_kept else project(standing.accounts, target, day),
        conflicts=contradictions(found, standing, target),
    )


def accounts_of(
    deliveries: Sequence[DeliveryRecord], target: Target, day: date | None, parts: Sequence[Contribution]
) -> list[Account]:
    """The accounts of all that tell of a promise, and that of its parts, if anything came of them."""
    of_parts = account_of(parts, target)
    return [*accounts(deliveries, target, day), *([of_parts] if of_parts else [])]


def fulfilled(found: Sequence[Account], standing: Sequence[Account], target: Target) -> Fulfilled | None:
    """The range over the latest figures of those that stand; of shares of an unknown whole only shares."""
    if not found:
        return None
    ends = ends_of_all(standing)
    low, high = ends.low, ends.high
    levels = [
        level.value for account in found for level in account.low + account.high if isfinite(level.value)
    ]
    largest = [account.largest.value for account in found]
    by_side: dict[Side, float | None] = dict.fromkeys(SIDES)
    by_side |= {side: account.lower_figure for side, account in spokesmen(found, standing).items()}
    if target.measure == "share":
        return Fulfilled(None, None, low, high, dict.fromkeys(SIDES), None)
    return Fulfilled(
        low=low,
        high=high,
        share_low=low / target.upper_end if low is not None and target.upper_end else None,
        share_high=high / target.value if high is not None and target.value else None,
        by_side=by_side,
        widest=(min(levels + largest), max(levels + largest)),
    )


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends of a range, each with the levels that it is the least or the greatest of.

    Attributes:
        least: The level of each account that tells how much it is at least.
        greatest: The level of each that tells how much it is at most.
    """

    least: tuple[tuple[Account, Level], ...]
    greatest: tuple[tuple[Account, Level], ...]

    @property
    def low(self) -> float | None:
        """The least of them."""
        return min((level.value for _, level in self.least), default=None)

    @property
    def high(self) -> float | None:
        """The greatest of them."""
        return max((level.value for _, level in self.greatest), default=None)


def ends_of_all(standing: Sequence[Account]) -> Ends:
    """Between what ends the latest figures of accounts lie.

    Those with both ends give the range. One that only bounds moves it no further than to its bound, where it
    contradicts the range. Where all only bound, an end that nobody gives stays open.
    """
    closed = [account for account in standing if account.is_bounded]
    above = [a for a in standing if isfinite(a.least) and not isfinite(a.most)]
    below = [a for a in standing if isfinite(a.most) and not isfinite(a.least)]
    lows = [(a, a.low[-1]) for a in closed or above]
    highs = [(a, a.high[-1]) for a in closed or below]
    least = min((level.value for _, level in lows), default=-inf)
    greatest = max((level.value for _, level in highs), default=inf)
    return Ends(
        (*lows, *((a, a.high[-1]) for a in below if a.most < least)),
        (*highs, *((a, a.low[-1]) for a in above if a.least > greatest)),
    )


def spokesmen(found: Sequence[Account], standing: Sequence[Account]) -> dict[Side, Account]:
    """For each side the account with its latest figure, one that stands before any left out."""
    chosen: dict[Side, Account] = {}
    for pool in (found, standing):
        latest: dict[Side, Account] = {}
        for account in (a for a in pool if not a.is_of_parts):
            other = latest.get(account.side)
            if other is None or _lateness(account) > _lateness(other):
                latest[account.side] = account
        chosen |= latest
    return chosen


def _lateness(account: Account) -> tuple[date, float]:
    """Order of the latest figures; of one day's rivals the lowest comes last."""
    days = account.last_days
    return (days.last if days else date.min, -account.lower_figure)


def kept_on(found: Sequence[Account], target: Target) -> Interval | None:
    """The day by which every account had it that all arrived; ``None`` without a day."""
    days = []
    for account in found:
        reached = [level.days for level in account.low if target.value and level.value >= target.value]
        if not reached or reached[0] is None:
            return None
        days.append(reached[0])
    return max(days, key=lambda d: (d.first, d.last), default=None)


def status_and_delay(
    found: Sequence[Account], target: Target, deadline: str | None, day: date | None, *, any_arrived: bool
) -> tuple[Status, int | None]:
    """Whether a promise that nobody took back is kept on ``day``, and the days between deadline and then."""
    due = interval(deadline)
    is_kept = bool(found) and all(target.value and a.low[-1].value >= target.value for a in found)
    if is_kept:
        kept = kept_on(found, target)
        late = bool(due and kept and kept.is_after(due))
        return (
            ("fulfilled_late", (kept.first - due.last).days) if late and kept and due else ("fulfilled", None)
        )
    if due and day and day > due.last:
        return ("overdue", (day - due.last).days)
    if target.value is not None and any(a.upper_figure > 0 for a in found):
        return ("partly", None)
    return ("unknown", None) if any_arrived else ("open", None)
