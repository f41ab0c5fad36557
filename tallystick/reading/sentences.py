"""Where sentences begin and end, inside the blocks of a document's layout.

Headings stand alone, so that they never stick to the sentence after them; a line break inside a paragraph is
typesetting. The rules for full stops follow Grefenstette and Tapanainen (1994): an abbreviation, an initial
or a number does not end a sentence, unless what follows can only begin one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tallystick.model import Block

READABLE = frozenset({"headline", "subheading", "paragraph", "item"})
"""Kinds of blocks that hold sentences."""

_CLOSERS = "”’\"'»)]"
_END = re.compile(rf"[.!?…]+[{re.escape(_CLOSERS)}]*(?=\s)|;(?=\s*\n)")
_WORD_BEFORE = re.compile(r"[\w.’'-]*$")
_STARTER = re.compile(r"[\s“\"'‘«(\[„–—-]*")
_LONGEST = 1500
"""A sentence of more characters than this is cut at a blank: no prose is meant to be that long."""


def split_sentences(text: str, block: Block, abbreviations: Collection[str]) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences in ``block``, in order, without the blanks around them.

    Args:
        text: The document's text.
        block: The block to split; kinds other than ``READABLE`` give nothing.
        abbreviations: Lower-case words that a full stop belongs to ("mr", "gen", "u.s").
    """
    if block.kind not in READABLE:
        return
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if _ends_sentence(text, match, block.end, abbreviations):
            yield from _bounded(text, start, match.end())
            start = match.end()
    yield from _bounded(text, start, block.end)


def _ends_sentence(text: str, match: re.Match[str], limit: int, abbreviations: Collection[str]) -> bool:
    starter = _STARTER.match(text, match.end(), limit)
    following = text[starter.end() : starter.end() + 1] if starter and starter.end() < limit else ""
    if not following:
        return True
    if match.group()[0] != ".":
        # "Really?" he asked: the sentence goes on.
        return not following.islower()
    word = _WORD_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
    before = word.group().lower() if word else ""
    if following.islower():
        return False
    if before in abbreviations:
        return False
    initial = len(before) == 1 and before.isalpha() and match.group() == "."
    dotted = "." in before and all(len(part) <= 1 for part in before.split("."))
    if dotted:  # "U.S. President" goes on, "in the U.S. The" ends
        return bool(re.match(r"(?:The|A|An|In|It|He|She|They|But|And|On|This|That|We|I)\b", text[starter.end() :][:5])) if starter else True
    return not initial


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end
