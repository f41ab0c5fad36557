"""What people have decided about pairs of claims, which grouping has to obey."""

from __future__ import annotations

from dataclasses import dataclass

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Pairs of ids of claims.

    Attributes:
        same: The two speak of one promise, whatever their features say.
        different: They speak of two.
    """

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


UNCONSTRAINED = Constraints()
"""Nobody has decided anything."""
