"""Where sentences begin and end, inside the blocks of a document's layout.

Headings stand alone, so that they never stick to the sentence after them; a line break inside a paragraph is
typesetting. The rules for full stops follow Grefenstette and Tapanainen (1994): an abbreviation, an initial
or a number does not end a sentence, unless what follows can only begin one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.languages.grammar import Grammar
from tallystick.model import Block

READABLE = frozenset({"headline", "subheading", "paragraph", "item"})
"""Kinds of blocks that hold sentences."""

_CLOSERS = "”’\"'»)]"
_END = re.compile(rf"(?<![.!?…])[.!?…]++[{re.escape(_CLOSERS)}]*+(?=\s)|;(?=\s*\n)")
_WORD_BEFORE = re.compile(r"[\w.’'-]*$")
_WORD = re.compile(r"\w+")
_OPENING_MARKS = re.compile(r"[\s“\"'‘«(\[„–—-]*")
_LONGEST_WORD = 30
"""Characters before a full stop that are looked at."""
_LONGEST = 1500
"""A sentence of more characters than this is cut at a blank: no prose is meant to be that long."""


def split_sentences(text: str, block: Block, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences in ``block``, in order, without the blanks around them.

    Args:
        text: The document's text.
        block: The block to split; kinds other than ``READABLE`` give nothing.
        grammar: Knows the language's abbreviations and what opens a sentence.
    """
    if block.kind not in READABLE:
        return
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if _ends_sentence(text, match, block.end, grammar):
            yield from _bounded(text, start, match.end())
            start = match.end()
    yield from _bounded(text, start, block.end)


def _ends_sentence(text: str, match: re.Match[str], limit: int, grammar: Grammar) -> bool:
    following = _following(text, match.end(), limit)
    if not following or following[0].islower():
        return not following  # "Really?" he asked: the sentence goes on.
    if not match.group().startswith("."):
        return True
    word = _WORD_BEFORE.search(text[max(0, match.start() - _LONGEST_WORD) : match.start()])
    before = word.group() if word else ""
    if before in grammar.abbreviations:
        return False
    parts = before.split(".")
    if all(len(part) == 1 and part.isalpha() for part in parts):
        # "J. Smith" and "U.S. President" go on; "in the U.S. The" ends.
        return len(parts) > 1 and following.lower() in grammar.openers
    return True


def _following(text: str, start: int, limit: int) -> str:
    """The word behind blanks and opening marks; a single character where it is none, nothing at the end."""
    marks = _OPENING_MARKS.match(text, start, limit)
    at = marks.end() if marks else start
    word = _WORD.match(text, at, limit)
    return word.group() if word else text[at : min(at + 1, limit)]


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
