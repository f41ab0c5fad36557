"""Two reports side by side: which claims of one tell the same as claims of the other.

Copies and translations keep figures, actors and kinds of claims while words change; so pairs are told by these, and
by their order where several fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Event, Statement
from tallystick.model.records import Promise
from tallystick.views.history import Evidence

LEAST = 0.5
"""Pairs of claims that are less alike tell different things."""

_WORD = re.compile(r"\w+")
_LASTING = re.compile(r"\d+|\b[A-Z]\w+")
"""Numbers, and words that begin with a capital: names, which translation leaves much as they are."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one report tells and the other; ``None`` where one of them does not."""

    left: Claim | None
    right: Claim | None


@dataclass(frozen=True, slots=True)
class Beside:
    """Another report beside the one that is shown.

    Attributes:
        document: The other one.
        rows: What both tell.
        evidence: Every claim with its document.
    """

    document: Document
    rows: Sequence[Row]
    evidence: Mapping[str, Evidence]


def aligned(
    left: Sequence[Claim], right: Sequence[Claim], homes: Mapping[str, Promise], *, is_one_language: bool
) -> list[Row]:
    """The claims of two reports, those that tell the same in one row, in the order of the left one.

    Args:
        left: Claims of a report.
        right: Claims of the other.
        homes: For a claim the promise that rests on it.
        is_one_language: Whether words can be compared, and not only names and numbers.
    """
    look = _WORD if is_one_language else _LASTING
    rated = sorted(
        (
            (-_likeness(one, other, homes, look), abs(at / len(left) - beside / len(right)), at, beside)
            for at, one in enumerate(left)
            for beside, other in enumerate(right)
            if one.kind == other.kind
        )
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, _, at, beside in rated:
        if -likeness >= LEAST and at not in partner and beside not in taken:
            partner[at] = beside
            taken.add(beside)
    rows: list[tuple[float, Row]] = []
    for at, claim in enumerate(left):
        rows.append((at, Row(claim, right[partner[at]] if at in partner else None)))
    places = {beside: at for at, beside in partner.items()}
    for beside, claim in enumerate(right):
        if beside not in taken:
            before = [places[b] for b in range(beside) if b in places]
            rows.append((max(before, default=-1) + 0.5, Row(None, claim)))
    return [row for _, row in sorted(rows, key=lambda placed: placed[0])]


def _likeness(one: Claim, other: Claim, homes: Mapping[str, Promise], look: re.Pattern[str]) -> float:
    """How much two claims of one kind tell the same, 0 to 1: the mean of what can be compared."""
    if one.evidence.text == other.evidence.text:
        return 1.0
    parts: list[float] = [float(one.negated == other.negated)]
    parts += _same(_actors(one), _actors(other))
    parts += _same(*(frozenset(look.findall(claim.evidence.text)) for claim in (one, other))) * 2
    if isinstance(one, Commitment | Delivery) and isinstance(other, Commitment | Delivery):
        parts += _same(_figures(one), _figures(other))
        parts += _same(_ids(one.recipients), _ids(other.recipients))
        mine, theirs = homes.get(one.id), homes.get(other.id)
        if mine is not None and theirs is not None:
            parts += [float(mine.id == theirs.id)] * 2
    if isinstance(one, Event) and isinstance(other, Event):
        parts.append(float(one.type == other.type))
    return sum(parts) / len(parts)


def _same(one: frozenset[object], other: frozenset[object]) -> list[float]:
    return [len(one & other) / len(one | other)] if one or other else []


def _actors(claim: Claim) -> frozenset[object]:
    if isinstance(claim, Statement):
        return _ids([claim.source] if claim.source is not None else [])
    return _ids(getattr(claim, "actors", ()))


def _ids(actors: Iterable[Actor]) -> frozenset[object]:
    return frozenset(actor.id or actor.name.casefold() for actor in actors)


def _figures(claim: Commitment | Delivery) -> frozenset[object]:
    return frozenset(
        figure
        for item in claim.items
        for figure in (item.quantity, item.amount, item.share)
        if figure is not None
    )
