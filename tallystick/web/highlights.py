"""A text cut into stretches that the same claims cover, so that overlapping claims stay readable.

Marks cannot cross in HTML, and claims do. So the text is cut wherever a claim begins or ends; every stretch
knows all claims that cover it, the shortest of them first, as the one that a reader means who points there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tallystick.model import Claim, Kind

KINDS: tuple[Kind, ...] = ("statement", "commitment", "delivery", "event")
"""In the order in which their lines stand below the words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text that the same claims cover.

    Attributes:
        text: The words.
        start: Their offset in the document.
        claims: Ids of the claims that cover it, the shortest first; empty between claims.
        kinds: Their kinds, each once, in the order of ``KINDS``.
        leads: The first claim's evidence begins here, so that walking by keyboard meets each claim once.
        hidden: Claims that begin here and are nowhere the shortest, so that nothing else leads to them.
    """

    text: str
    start: int
    claims: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    leads: bool = False
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or what stands between two.

    Attributes:
        start: Where the sentence begins in the document, by which it is led to; ``None`` of what stands between.
        stretches: Its words.
    """

    start: int | None
    stretches: Sequence[Stretch]


def in_sentences(
    text: str, claims: Sequence[Claim], told: Iterable[tuple[int, int]], start: int, end: int
) -> list[Sentence]:
    """The stretches of ``text[start:end]`` by the sentences that they stand in; none stands in two.

    Args:
        text: As for ``stretches``, likewise the others.
        claims: Any claims of the document.
        told: Where its sentences begin and end, in order.
        start: Where to begin.
        end: Where to stop.
    """
    bounds = {s: e for s, e in told if s < end and e > start}
    found = list[tuple[int | None, list[Stretch]]]()
    until = start
    for stretch in stretches(text, claims, start, end, {*bounds, *bounds.values()}):
        if stretch.start in bounds or not found or (stretch.start >= until and found[-1][0] is not None):
            is_told = stretch.start in bounds
            found.append((stretch.start if is_told else None, []))
            until = bounds.get(stretch.start, until)
        found[-1][1].append(stretch)
    return [Sentence(*one) for one in found]


def stretches(
    text: str, claims: Sequence[Claim], start: int = 0, end: int | None = None, cuts: Iterable[int] = ()
) -> list[Stretch]:
    """The stretches of ``text[start:end]``, in order and without a gap.

    Args:
        text: The whole document's text, in which the claims' spans count.
        claims: Any claims of the document; those outside are passed over.
        start: Where to begin.
        end: Where to stop; ``None`` is the text's end.
        cuts: Where else to cut.
    """
    end = len(text) if end is None else end
    ordered = sorted(
        (c for c in claims if c.evidence.start < end and c.evidence.end > start),
        key=lambda c: (c.evidence.end - c.evidence.start, c.evidence.start, c.id),
    )
    edges = {start, end, *(cut for cut in cuts if start < cut < end)}
    for claim in ordered:
        edges |= {max(claim.evidence.start, start), min(claim.evidence.end, end)}
    cuts = sorted(edges)
    covering: list[list[Claim]] = [[] for _ in cuts]
    for claim in ordered:
        first = bisect_right(cuts, max(claim.evidence.start, start)) - 1
        last = bisect_left(cuts, min(claim.evidence.end, end))
        for position in range(first, last):
            covering[position].append(claim)
    return list(_led(text, cuts, covering))


def _led(text: str, cuts: list[int], covering: list[list[Claim]]) -> Iterator[Stretch]:
    """The stretches; a claim is led to where it is first the shortest of something that can be seen."""
    led: set[str] = set()
    seen = [not text[start:end].isspace() for start, end in pairwise(cuts)]
    shortest = {over[0].id for over, is_seen in zip(covering, seen, strict=False) if over and is_seen}
    for position, (start, end) in enumerate(pairwise(cuts)):
        over = covering[position]
        leads = bool(over) and seen[position] and over[0].id not in led
        led |= {over[0].id} if leads else set()
        kinds = tuple(kind for kind in KINDS if any(c.kind == kind for c in over))
        before = covering[position - 1] if position else []
        hidden = tuple(c.id for c in over if c.id not in shortest and c not in before)
        yield Stretch(text[start:end], start, tuple(c.id for c in over), kinds, leads, hidden)
