"""What two texts tell in the same order.

The order is found by chaining: of all chains of shared survivors that go forward in both texts, the one that weighs
most, a little taken off for everything passed over (sparse local alignment after Hunt and Szymanski 1977 and Smith
and Waterman 1981). It costs n log n in the number of shared survivors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tallystick.reconcile.copies.survivors import LASTING, QUOTATION, match_key, shared_weight, weight

_SKIPPED = 0.1
"""What each name, number or quotation passed over costs a chain; cognates are passed over freely."""
_REPEATED = 0.35
"""What a survivor weighs beside its first mention in a text."""
_MOST_PLACES = 6
"""Mentions of one survivor that are paired; more only make chance chains."""
_QUOTATION_RATIO = 1.6
"""Translations of one quotation differ in length by less; EN to FR or UK to DE rarely by a third."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two texts lie beside each other.

    Attributes:
        chain: Pairs of places, in the one and in the other, of survivors told in the same order.
        weight: What the chain weighs.
    """

    chain: tuple[tuple[int, int], ...]
    weight: float


def align(one: Sequence[str], other: Sequence[str]) -> Alignment:
    """The survivors of two texts that both tell in the same order."""
    chain, chain_weight = _best_chain(list(_matches(one, other)), _steps(one), _steps(other))
    return Alignment(tuple(chain), chain_weight)


def _steps(survivors: Sequence[str]) -> list[float]:
    """What passing over all survivors before each place costs, and over all of them last."""
    costs = (_SKIPPED if _stands(survivor) else 0.0 for survivor in survivors)
    return list(accumulate(costs, initial=0.0))


def _stands(survivor: str) -> bool:
    return survivor[0] in LASTING or survivor[0] == QUOTATION


def standing_weight(survivors: Sequence[str]) -> float:
    """What the survivors of a text weigh that a translation has whatever its language; repetitions little."""
    seen: set[str] = set()
    total = 0.0
    for survivor in survivors:
        if _stands(survivor):
            total += weight(survivor) * (_REPEATED if survivor in seen else 1.0)
        if survivor[0] != QUOTATION:
            seen.add(survivor)
    return total


def _matches(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Places in the two texts of one survivor, and what the match weighs."""
    places: dict[str, list[int]] = defaultdict(list)
    quotations = [(j, int(s[1:])) for j, s in enumerate(other) if s[0] == QUOTATION]
    for j, survivor in enumerate(other):
        places[match_key(survivor)].append(j)
    seen: set[str] = set()
    for i, survivor in enumerate(one):
        if survivor[0] == QUOTATION:
            yield from (
                (i, j, weight(survivor)) for j, length in quotations if alike(int(survivor[1:]), length)
            )
            continue
        key = match_key(survivor)
        for rank, j in enumerate(places.get(key, ())[:_MOST_PLACES]):
            is_first = key not in seen and rank == 0
            yield i, j, shared_weight(survivor, other[j]) * (1.0 if is_first else _REPEATED)
        seen.add(key)


def alike(one: int, other: int) -> bool:
    """Whether two quotations may be one in two languages, by their lengths in letters."""
    return max(one, other) <= _QUOTATION_RATIO * min(one, other) + 4


def _best_chain(
    matches: Sequence[tuple[int, int, float]], steps: Sequence[float], other_steps: Sequence[float]
) -> tuple[list[tuple[int, int]], float]:
    """The heaviest chain of ``matches`` that goes forward in both texts, and its weight."""
    tree = [(0.0, -1)] * len(other_steps)
    best, last = 0.0, -1
    before = [-1] * len(matches)
    order = sorted(range(len(matches)), key=lambda m: (matches[m][0], -matches[m][1]))
    for m in order:
        i, j, score = matches[m]
        potential, predecessor = _greatest_before(tree, j)
        ahead = potential - steps[i] - other_steps[j]
        if predecessor >= 0 and ahead > 0:
            score += ahead
            before[m] = predecessor
        _raise(tree, j, (score + steps[i + 1] + other_steps[j + 1], m))
        if score > best:
            best, last = score, m
    chain = []
    while last >= 0:
        chain.append(matches[last][:2])
        last = before[last]
    return chain[::-1], best


def _greatest_before(tree: Sequence[tuple[float, int]], j: int) -> tuple[float, int]:
    found = (0.0, -1)
    while j > 0:
        found = max(found, tree[j])
        j -= j & -j
    return found


def _raise(tree: list[tuple[float, int]], j: int, value: tuple[float, int]) -> None:
    j += 1
    while j < len(tree):
        tree[j] = max(tree[j], value)
        j += j & -j
