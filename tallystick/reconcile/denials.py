"""Figures that somebody says did not arrive, and the figures that they speak against."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tallystick.model.records import DeliveryRecord
from tallystick.reconcile.intervals import Interval, interval

RIVAL = 0.05
"""Figures further apart than this, as a part of the larger, contradict each other."""


def are_rivals(one: float, other: float) -> bool:
    """Whether two figures contradict each other."""
    return abs(one - other) > RIVAL * max(one, other)


class Denials:
    """Denials of figures, looked up by the figure that they may speak against.

    Args:
        denied: Denials with the figure that each gives.
    """

    def __init__(self, denied: Iterable[tuple[DeliveryRecord, float]]) -> None:
        self._by_value: dict[float, list[DeliveryRecord]] = defaultdict(list)
        for denial, value in denied:
            self._by_value[value].append(denial)
        self._values = sorted(self._by_value)
        for denials in self._by_value.values():
            denials.sort(key=lambda d: (_said_on(d), d.claims), reverse=True)

    def of(self, value: float, days: Interval | None) -> tuple[DeliveryRecord, ...]:
        """The last denial of each figure that is as good as ``value`` and was not said before ``days``.

        Args:
            value: A figure.
            days: When it held; ``None`` where nothing dates it.
        """
        first = bisect_left(self._values, value * (1 - RIVAL))
        last = bisect_right(self._values, value / (1 - RIVAL))
        near = [self._by_value[v][0] for v in self._values[first:last] if not are_rivals(v, value)]
        return tuple(denial for denial in near if days is None or _said_on(denial) >= days.first)


def _said_on(denial: DeliveryRecord) -> date:
    """The day that a denial is about, else that on which it was told; what nothing dates may be the newest."""
    days = interval(denial.as_of if denial.is_dated else denial.reported or denial.as_of)
    return days.last if days else date.max
