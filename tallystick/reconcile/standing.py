"""Which accounts stand, and which are left out of the range because others contradict or overtake them.

A running total holds for its day. Figures of different days need not contradict each other: what had arrived
only grows. These are left out, in this order, and never all of them:

1. *Pieces.* Deliveries told one by one, without a total, where somebody's total is no less: they are within it.
2. *Overtaken.* A figure more than ``CURRENT_DAYS`` older than the latest that is lower than it: more has come since.
   The registers that count aid appear every two months, so that figures closer to each other are of one time.
   A third party's figure that nothing dates may be as old, so that a lower one contradicts nobody.
3. *Old.* A third party's figure as much older, whatever it says: it holds no half of the tally.
4. *Outliers.* A third party's figure that a party to the promise says is wrong, or that several others of its
   time contradict, all from one side.

Giver and recipient are left out for nothing but 1 and 2: where they differ, both halves of the tally are shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tallystick.model.records import DeliveryRecord
from tallystick.reconcile.accounts import Account, Target, denied
from tallystick.reconcile.denials import RIVAL, Denials

CURRENT_DAYS = 60
"""Figures no more than this apart are of one time."""

SEVERAL = 2
"""How many others have to contradict a third party's figure to make it an outlier."""

Fault = Literal["pieces", "overtaken", "old", "denied", "outlier"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An account whose latest figure the range does without.

    Attributes:
        account: The account.
        fault: Which of the rules leaves it out.
        against: The accounts that speak against it.
        denials: Denials of its figure by a party to the promise.
    """

    account: Account
    fault: Fault
    against: tuple[Account, ...] = ()
    denials: tuple[DeliveryRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Accounts sorted into those that count and those left out."""

    accounts: tuple[Account, ...]
    left_out: tuple[LeftOut, ...] = ()


def stand(found: Sequence[Account], deliveries: Sequence[DeliveryRecord], target: Target) -> Standing:
    """The accounts of ``found`` that stand.

    Args:
        found: All accounts of one promise.
        deliveries: All that is told of arrivals, denials included.
        target: What figures are measured in.
    """
    whole, pieces = _without_pieces(found)
    current, aged = _without_aged(whole)
    sound, outliers = _without_outliers(current, deliveries, target)
    return Standing(tuple(sound), (*pieces, *aged, *outliers))


def _without_pieces(found: Sequence[Account]) -> tuple[list[Account], list[LeftOut]]:
    totals = [account for account in found if not account.is_piecemeal]
    if not totals:
        return list(found), []
    most = max(totals, key=lambda account: account.upper_figure)
    kept, pieces = [], []
    for account in found:
        if account.is_piecemeal and account.upper_figure <= most.upper_figure:
            pieces.append(LeftOut(account, "pieces", (most,)))
        else:
            kept.append(account)
    return kept, pieces


def _without_aged(found: Sequence[Account]) -> tuple[list[Account], list[LeftOut]]:
    dated = [account for account in found if account.last_days is not None]
    if not dated:
        return list(found), []
    latest = max(dated, key=lambda account: (_last_day(account), account.upper_figure))
    kept, aged = [], []
    for account in found:
        fault = _age(account, latest)
        if fault is None:
            kept.append(account)
        else:
            aged.append(LeftOut(account, fault, (latest,)))
    return kept, aged


def _last_day(account: Account) -> date:
    return account.last_days.last if account.last_days else date.min


def _age(account: Account, latest: Account) -> Fault | None:
    is_lower = account.upper_figure <= latest.upper_figure
    if account.last_days is None:
        return "overtaken" if is_lower and account.side == "third_party" else None
    if _last_day(latest) - timedelta(days=CURRENT_DAYS) <= _last_day(account):
        return None
    if is_lower:
        return "overtaken"
    return "old" if account.side == "third_party" else None


def _without_outliers(
    found: Sequence[Account], deliveries: Sequence[DeliveryRecord], target: Target
) -> tuple[list[Account], list[LeftOut]]:
    denials = Denials(denied((d for d in deliveries if d.side != "third_party"), target))
    others = _Others(found)
    kept, outliers = [], []
    for account in found:
        left_out = None
        if account.side == "third_party":
            left_out = others.against(account) or _denied(account, denials)
        if left_out is None:
            kept.append(account)
        else:
            outliers.append(left_out)
    return (kept, outliers) if kept else (list(found), [])


class _Others:
    """Accounts in the order of their figures, so that each is compared with all at once."""

    def __init__(self, found: Sequence[Account]) -> None:
        self._by_high = sorted(found, key=lambda a: a.most)
        self._by_low = sorted(found, key=lambda a: -a.least)
        self._highs = [a.most for a in self._by_high]
        self._lows = [-a.least for a in self._by_low]

    def against(self, account: Account) -> LeftOut | None:
        """Whether several others say less, or more, that outnumber those who agree with ``account``."""
        below = bisect_left(self._highs, account.least * (1 - RIVAL))
        above = bisect_left(self._lows, -account.most / (1 - RIVAL))
        most, agreeing = max(below, above), len(self._highs) - below - above
        if most < SEVERAL or min(below, above) > 0 or most <= agreeing:
            return None
        return LeftOut(account, "outlier", tuple((self._by_high if below else self._by_low)[:SEVERAL]))


def _denied(account: Account, denials: Denials) -> LeftOut | None:
    against = denials.of(account.upper_figure, account.last_days)
    return LeftOut(account, "denied", denials=against) if against else None
