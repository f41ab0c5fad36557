"""Passages of a text around a claim: its sentence, and the quotations that it stands in or beside."""

from __future__ import annotations

import re
from functools import lru_cache

from tallystick.reconcile.wording import fold

LEAST_QUOTED = 4
"""A quotation of fewer words than this is a name or a phrase that anybody may use."""

_SENTENCE_ENDS = re.compile(r"[.!?](?=\s|$)|\n")
_QUOTED = re.compile(r"“([^”\n]+)”|„([^“\n]+)“|«([^»\n]+)»|\"([^\"\n]+)\"")
_MARKS = frozenset('“„«"')


@lru_cache(maxsize=4096)
def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds a stretch of a text."""
    before = max(text.rfind(mark, 0, start) for mark in (". ", "! ", "? ", "\n"))
    ends = _SENTENCE_ENDS.search(text, end)
    return (before + 1, ends.start() if ends else len(text))


def quotations_in(text: str) -> frozenset[str]:
    """The quotations in a passage, folded and without the marks that end them."""
    if _MARKS.isdisjoint(text):
        return frozenset()
    quoted = (fold(next(filter(None, match.groups()))).strip(" .,;:!?") for match in _QUOTED.finditer(text))
    return frozenset(words for words in quoted if len(words.split()) >= LEAST_QUOTED)
