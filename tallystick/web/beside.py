"""Two reports side by side: which claims of one tell the same as claims of the other.

Copies and translations keep figures, actors and kinds of claims while words change; so pairs are told by these, and
by their order where several fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Event, Statement
from tallystick.model.records import Promise
from tallystick.views.history import Evidence
from tallystick.views.passages import passage_bounds
from tallystick.web.passages import Passage

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
class Pair:
    """A sentence of one report and one of the other that tell the same; ``None`` where one of them has none.

    Attributes:
        left: Of the one, with all that was read in it.
        right: Of the other.
        alone: Ids of the claims that the other report does not tell.
    """

    left: Passage | None
    right: Passage | None
    alone: frozenset[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """Another report beside the one that is shown.

    Attributes:
        document: The other one.
        pairs: What both tell.
    """

    document: Document
    pairs: Sequence[Pair]


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


def paired(rows: Iterable[Row], evidence: Mapping[str, Evidence]) -> list[Pair]:
    """The sentences that tell aligned claims, each pair of them once, in the order of the claims.

    A claim that only one report tells stands with its sentence, where that stands already.

    Args:
        rows: Claims side by side.
        evidence: Claims with their documents, laid out; rows whose claims it lacks are passed over.
    """
    placed = [(row, (_place(row.left, evidence), _place(row.right, evidence))) for row in rows]
    whole = [key for _, key in placed if all(key)]
    found = dict[tuple[str, str], list[Row]]()
    for row, (left, right) in placed:
        if left or right:
            fits = (key for key in whole if left in ("", key[0]) and right in ("", key[1]))
            found.setdefault(next(fits, (left, right)), []).append(row)
    return [
        Pair(
            _passage([row.left for row in some], evidence),
            _passage([row.right for row in some], evidence),
            frozenset(
                claim.id for row in some if row.left is None or row.right is None for claim in _both(row)
            ),
        )
        for some in found.values()
    ]


def _place(claim: Claim | None, evidence: Mapping[str, Evidence]) -> str:
    """Names the sentence of a claim; "" where there is none."""
    if claim is None or claim.id not in evidence:
        return ""
    one = evidence[claim.id]
    return "{}-{}".format(*passage_bounds(one.document, one.claim))


def _both(row: Row) -> Iterator[Claim]:
    return (claim for claim in (row.left, row.right) if claim is not None)


def _passage(claims: Iterable[Claim | None], evidence: Mapping[str, Evidence]) -> Passage | None:
    told = [evidence[claim.id] for claim in claims if claim is not None and claim.id in evidence]
    bounds = [passage_bounds(one.document, one.claim) for one in told]
    return Passage(told, min(b[0] for b in bounds), max(b[1] for b in bounds)) if told else None


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
