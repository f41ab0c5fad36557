"""Figures of what arrived that contradict each other, each told with who says what and why it is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite

from tallystick.model.records import Conflict, DeliveryRecord
from tallystick.reconcile.accounts import Account, Level, Target, behind
from tallystick.reconcile.denials import are_rivals
from tallystick.reconcile.standing import Fault, LeftOut, Standing

_REASONS: dict[Fault, str] = {
    "old": "left out: older, and {against}",
    "denied": "left out: {against}",
    "outlier": "left out: {against}",
}
"""Pieces are within a total and overtaken figures were right in their day: neither contradicts anything."""


def contradictions(found: Sequence[Account], standing: Standing, target: Target) -> tuple[Conflict, ...]:
    """All contradictions between figures.

    Args:
        found: All accounts of one promise.
        standing: The same accounts, sorted into those that stand and those left out.
        target: What figures are measured in.
    """
    tell = _Teller(target)
    return (
        *tell.rivals_of_one_day(standing.accounts),
        *tell.rivals(standing.accounts),
        *tell.left_out(standing.left_out),
        *tell.shrunk(found),
        *tell.larger_than_all(found),
        *tell.taken_back(found),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts contradictions into words, figures in the measure of the target."""

    target: Target

    def rivals_of_one_day(self, standing: Iterable[Account]) -> Iterator[Conflict]:
        for account in standing:
            low, high = account.low[-1], account.high[-1]
            is_one_figure = low.delivery is high.delivery
            if account.is_bounded and not is_one_figure and are_rivals(low.value, high.value):
                what = f"{name_of(account)} says {self._figure(low.value)} and {self._figure(high.value)}"
                yield Conflict(what, _claims(behind(account.low), behind(account.high)))

    def rivals(self, standing: Sequence[Account]) -> Iterator[Conflict]:
        """Each side against each other; of many third parties the lowest and the highest are enough."""
        parties = [account for account in standing if account.side != "third_party"]
        others = [account for account in standing if account.side == "third_party"]
        lowest = min(others, key=lambda a: (a.most, name_of(a)), default=None)
        highest = max(others, key=lambda a: (a.least, name_of(a)), default=None)
        extremes = [a for a in (lowest, highest) if a is not None]
        for one, other in combinations([*parties, *extremes[: 1 if lowest is highest else 2]], 2):
            if _contradict(one, other):
                what = f"{self._says(one)}, {self._says(other)}"
                yield Conflict(what, _claims(behind(one.low), behind(other.low)))

    def left_out(self, left_out: Iterable[LeftOut]) -> Iterator[Conflict]:
        for one in left_out:
            reason = _REASONS.get(one.fault)
            others = [a for a in one.against if _contradict(a, one.account)]
            against = [self._says(other) for other in others] + [
                f"{d.said_by.name if d.said_by else d.side} denies it" for d in one.denials
            ]
            if reason is not None and against:
                what = f"{self._says(one.account)}, {reason.format(against=', '.join(against))}"
                claims = _claims(behind(one.account.low), *(behind(a.low) for a in others), one.denials)
                yield Conflict(what, claims)

    def shrunk(self, found: Iterable[Account]) -> Iterator[Conflict]:
        """A running total lower than an earlier one of the same voice: the later is taken for a correction."""
        for account in found:
            last = account.low[-1] if isfinite(account.least) else account.high[-1]
            index = max(range(len(account.low)), key=lambda i: (account.low[i].value, -i))
            most = account.low[index]
            is_later = most.days is not None and last.days is not None and last.days.is_after(most.days)
            if is_later and most.value > last.value and are_rivals(most.value, last.value):
                what = (
                    f"{name_of(account)} said {self._dated(most)}, then {self._dated(last)}: "
                    "what had arrived cannot shrink, the later figure is taken"
                )
                yield Conflict(what, _claims(behind(account.low, index), behind(account.low)))

    def larger_than_all(self, found: Iterable[Account]) -> Iterator[Conflict]:
        """One delivery larger than all that the same voice says had arrived by then or later."""
        for account in found:
            delivery, value = account.largest.delivery, account.largest.value
            most = max(level.value for level in account.high)
            if value > most and are_rivals(value, most):
                what = f"{name_of(account)} says {self._figure(value)} came, and {self._figure(most)} in all"
                yield Conflict(what, _claims((delivery,), behind(account.low)))

    def taken_back(self, found: Iterable[Account]) -> Iterator[Conflict]:
        """Figures that the same voice denies: the denial is taken."""
        for account in found:
            for delivery, value, denials in account.taken_back:
                what = f"{name_of(account)} says {self._figure(value)} and denies it"
                yield Conflict(what, _claims((delivery,), denials))

    def _says(self, account: Account) -> str:
        """Who says what: "giver says 300", "giver says at most 300", "giver says 400 to 600"."""
        low, high = account.low[-1], account.high[-1]
        if not account.is_bounded:
            bound = "at most" if isfinite(account.most) else "at least"
            return f"{name_of(account)} says {bound} {self._figure(account.lower_figure)}"
        figure = self._figure(low.value)
        if high.delivery is low.delivery and high.value != low.value:
            figure = f"{figure} to {self._figure(high.value)}"
        return f"{name_of(account)} says {figure}"

    def _dated(self, level: Level) -> str:
        figure = self._figure(level.value)
        return f"{figure} as of {level.delivery.as_of}" if level.delivery.as_of else figure

    def _figure(self, value: float) -> str:
        return f"{value * 100:,.15g}%" if self.target.measure == "share" else f"{value:,.15g}"


def _contradict(one: Account, other: Account) -> bool:
    """Whether the ranges of two accounts lie apart, by more than rounding."""
    lower, upper = sorted((one, other), key=lambda a: (a.most, a.least))
    return lower.most < upper.least and are_rivals(lower.most, upper.least)


def name_of(account: Account) -> str:
    """How an account is called: by who keeps it, else by its side."""
    return account.voice or account.side.replace("_", " ")


def _claims(*deliveries: Iterable[DeliveryRecord]) -> tuple[str, ...]:
    return tuple(sorted({claim for some in deliveries for delivery in some for claim in delivery.claims}))
