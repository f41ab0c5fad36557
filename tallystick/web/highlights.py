"""A text cut into stretches that the same claims cover, so that overlapping claims stay readable.

Marks cannot cross in HTML, and claims do. So the text is cut wherever a claim begins or ends; every stretch
knows all claims that cover it, the shortest of them first, as the one that a reader means who points there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
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
    """

    text: str
    start: int
    claims: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    leads: bool = False


def stretches(text: str, claims: Sequence[Claim], start: int = 0, end: int | None = None) -> list[Stretch]:
    """The stretches of ``text[start:end]``, in order and without a gap.

    Args:
        text: The whole document's text, in which the claims' spans count.
        claims: Any claims of the document; those outside are passed over.
        start: Where to begin.
        end: Where to stop; ``None`` is the text's end.
    """
    end = len(text) if end is None else end
    ordered = sorted(
        (c for c in claims if c.evidence.start < end and c.evidence.end > start),
        key=lambda c: (c.evidence.end - c.evidence.start, c.evidence.start, c.id),
    )
    edges = {start, end}
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
    """The stretches; a claim is led to where it is first the shortest."""
    led: set[str] = set()
    for position, (start, end) in enumerate(pairwise(cuts)):
        over = covering[position]
        leads = bool(over) and over[0].id not in led
        led |= {c.id for c in over[:1]}
        kinds = tuple(kind for kind in KINDS if any(c.kind == kind for c in over))
        yield Stretch(text[start:end], start, tuple(c.id for c in over), kinds, leads)
