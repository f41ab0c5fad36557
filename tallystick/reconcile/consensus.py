"""How far actors are one on a concept, and how far they stand in two camps.

Stances lie on a scale: against, open, for. Both measures look at how many actors stand where and at nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

from tallystick.model import Stance
from tallystick.model.positions import SIDES_TAKEN

_PLACES: dict[Stance, float] = {side: at / (len(SIDES_TAKEN) - 1) for at, side in enumerate(SIDES_TAKEN)}
_DIGITS = 3


def consensus(standing: Mapping[Stance, int]) -> float | None:
    """The consensus of Tastle and Wierman: 1 where all stand in one place, 0 for two equal camps at the ends.

    ``1 + Σ p(x) · log2(1 - |x - mean| / width)`` over the places of an ordinal scale: W. J. Tastle and M. J. Wierman,
    "Consensus and dissention: a measure of ordinal dispersion", International Journal of Approximate Reasoning
    45 (2007) 531-545.

    Args:
        standing: Number of actors on each side.

    Returns:
        ``None`` for fewer than two actors.
    """
    shares = _shares(standing)
    if shares is None:
        return None
    mean = sum(share * _PLACES[side] for side, share in shares.items())
    spread = sum(share * log2(1 - abs(_PLACES[side] - mean)) for side, share in shares.items() if share)
    return round(max(0.0, 1 + spread), _DIGITS)


def polarisation(standing: Mapping[Stance, int]) -> float | None:
    """The polarisation of Esteban and Ray: 1 for two equal camps at the ends, 0 where all stand in one place.

    ``K · ΣΣ π(i)^(1+α) · π(j) · |y(i) - y(j)|`` with α = 1 and K = 4, by which two equal camps have 1: J.-M. Esteban
    and D. Ray, "On the measurement of polarization", Econometrica 62 (1994) 819-851.

    Args:
        standing: Number of actors on each side.

    Returns:
        ``None`` for fewer than two actors.
    """
    shares = _shares(standing)
    if shares is None:
        return None
    apart = (
        own**2 * other * abs(_PLACES[one] - _PLACES[two])
        for one, own in shares.items()
        for two, other in shares.items()
    )
    return round(4 * sum(apart), _DIGITS)


def _shares(standing: Mapping[Stance, int]) -> dict[Stance, float] | None:
    count = sum(standing.get(side, 0) for side in SIDES_TAKEN)
    if count < 2:
        return None
    return {side: standing.get(side, 0) / count for side in SIDES_TAKEN}
