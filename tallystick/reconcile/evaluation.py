"""Doing a derivation's steps anew: what they come to is the figure that it explains."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tallystick.model.derivations import Derivation, Figure, Operation
from tallystick.model.shares import part_of
from tallystick.reconcile.intervals import interval
from tallystick.reconcile.projection import days_to_go, paces

REFUSED, TAKEN_BACK, ANY_ARRIVED = "refused", "taken back", "anything arrived"
TARGET, DUE, DAY, REACHED, ACCOUNT = "promised", "due", "judged on", "all had arrived", "account"
"""Labels that the parts of a status are known by; several accounts may bear the last."""


def evaluate(derivation: Derivation) -> Figure:
    """The value that the steps come to, from the leaves up; the values noted in between are not looked at."""
    if derivation.operation == "status":
        return _status([(part.label, evaluate(part)) for part in derivation.parts])
    if derivation.operation in ("stated", "given", "voice"):
        return derivation.value
    return _OPERATIONS[derivation.operation]([evaluate(part) for part in derivation.parts])


def _share(values: Sequence[Any]) -> float:
    return part_of(values[0], values[1])


def _quotient(values: Sequence[Any]) -> float:
    return float(values[0] / values[1])


def _exchange(values: Sequence[Any]) -> float:
    return round(float(values[0]) / float(values[1]), 2)


def _sum(values: Sequence[Any]) -> float:
    total = 0.0
    for value in values:  # one by one as accounts do; the built-in sum rounds otherwise
        total += value
    return total


def _first_day(values: Sequence[Any]) -> str | None:
    found = interval(values[0])
    return found.first.isoformat() if found else None


def _last_day(values: Sequence[Any]) -> str | None:
    return min((found.last.isoformat() for text in values if (found := interval(text))), default=None)


def _days_between(values: Sequence[Any]) -> int:
    return (date.fromisoformat(values[0]) - date.fromisoformat(values[1])).days


def _points(values: Sequence[Any]) -> list[tuple[date, float]]:
    return [(date.fromisoformat(d), v) for d, v in zip(values[::2], values[1::2], strict=True)]


def _quick(values: Sequence[Any]) -> float:
    return paces(_points(values))[2]


def _slow(values: Sequence[Any]) -> float:
    return paces(_points(values))[0]


def _arrival(values: Sequence[Any]) -> str:
    day, total, target, pace = values
    return (date.fromisoformat(day) + timedelta(days=days_to_go(target - total, pace))).isoformat()


_OPERATIONS: Mapping[Operation, Callable[[Sequence[Any]], Figure]] = {
    "share": _share,
    "sum": _sum,
    "at_most": lambda _: 0.0,
    "least": min,
    "greatest": max,
    "latest": lambda values: values[-1],
    "part_of_target": _quotient,
    "exchange": _exchange,
    "count": len,
    "first_day": _first_day,
    "last_day": _last_day,
    "days_between": _days_between,
    "quick_pace": _quick,
    "slow_pace": _slow,
    "arrival": _arrival,
}


def _status(parts: Sequence[tuple[str, Figure]]) -> str:
    known: dict[str, Any] = dict(parts)
    figures: list[Any] = [value for label, value in parts if label.startswith(ACCOUNT)]
    target, due, day = known.get(TARGET), known.get(DUE), known.get(DAY)
    if REFUSED in known:
        return "refused"
    if target and figures and all(figure >= target for figure in figures):
        return "fulfilled_late" if due and known.get(REACHED) and known[REACHED] > due else "fulfilled"
    if TAKEN_BACK in known:
        return "withdrawn"
    if due and day and day > due:
        return "overdue"
    if target is not None and any(figure > 0 for figure in figures):
        return "partly"
    return "unknown" if ANY_ARRIVED in known else "open"
