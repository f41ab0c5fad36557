"""Direct quotations: what stands between quotation marks, over as many sentences and paragraphs as it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.model import Block

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›"}
_MARK = re.compile(r"[“”„«»\"]|``|''")
_OPENING = ("“", '"', "«", "„", "''")
_LONGEST = 6000
"""A quotation of more characters than this is a mark that was never closed."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch inside quotation marks.

    Attributes:
        start: Offset of the first character inside the marks.
        end: Offset of the closing mark.
        outer_start: Offset of the opening mark.
        outer_end: Offset behind the closing mark.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int


def find_quotations(text: str, blocks: Sequence[Block]) -> list[Quotation]:
    """All quotations in ``blocks`` of ``text``, in order, none inside another.

    A quotation that runs over paragraphs has an opening mark at each and a closing mark at the last only
    (Chicago Manual of Style 13.32); each paragraph gives a quotation of its own. A mark that is never closed
    inside its paragraph opens one to the paragraph's end only if the next paragraph opens with a mark again, or
    if it opens a paragraph that goes on with such a quotation.
    """
    found: list[Quotation] = []
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        opens_next = following is not None and _opens_with_mark(text, following)
        goes_on = bool(found) and at > 0 and found[-1].outer_end == blocks[at - 1].end
        continued = opens_next or (goes_on and _opens_with_mark(text, block))
        found += _in_block(text, block.start, block.end, continued=continued)
    return found


def _opens_with_mark(text: str, block: Block) -> bool:
    return text.startswith(_OPENING, block.start)


def _in_block(text: str, start: int, end: int, *, continued: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is not None and mark.start() - opened.end() > _LONGEST:
            opened = None
        if opened is None:
            if _opens(text, mark, start):
                opened = mark
        elif _closes(text, opened.group(), mark, end):
            if mark.start() > opened.end():
                found.append(Quotation(opened.end(), mark.start(), opened.start(), mark.end()))
            opened = None
    if opened is not None and continued and opened.end() < end:
        found.append(Quotation(opened.end(), end, opened.start(), end))
    return found


def _opens(text: str, mark: re.Match[str], start: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1]
    if mark.group() in ("“", "„", "«", "``"):
        return True
    if mark.group() in ('"', "''"):
        # A straight mark behind a digit is an inch; one before a blank closes what was opened elsewhere.
        return not before.isalnum() and bool(after.strip())
    return mark.group() == "»" and not before.isalnum() and bool(after.strip()) and "«" in text[mark.end() :]


def _closes(text: str, opening: str, mark: re.Match[str], end: int) -> bool:
    closing = mark.group()
    behind = text[mark.end() : mark.end() + 1] if mark.end() < end else " "
    if opening == "``":
        return closing in ("''", '"')
    if opening == "''":
        return closing == opening and not behind.isalnum()
    if opening in ('"', "“") and closing in ('"', "“", "”"):
        # Straight and curly marks are mixed up, and curly ones turned, more often than quotations are nested.
        return closing == "”" or (not behind.isalnum() and not text[mark.start() - 1].isspace())
    return closing in _PAIRS.get(opening, "")
