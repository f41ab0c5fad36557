"""Words that came from somewhere else, made harmless: shown as they are, in one direction, nothing hidden.

A report may hold markup, terminal controls, or marks that turn the direction of everything behind them
(Boucher and Anderson, Trojan Source, 2021). Markup is escaped, controls are shown by their number, and each
piece of foreign text stands in an element of its own (``bdi``), so that its direction ends where it ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup, escape

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
LONGEST_LINE = 300
"""Characters of a title, a name or a reason that are shown; a line is there to be read at a glance."""


def foreign(text: object, longest: int = LONGEST_LINE) -> Markup:
    """A foreign line as HTML: escaped, shortened, isolated in its direction; ``None`` is nothing."""
    return Markup("") if text is None else _isolated(str(text), longest)


def enclosed(text: object, longest: int = LONGEST_LINE) -> Markup:
    """A foreign line that is all an element holds whose style isolates its direction (``dd`` in a list of slots)."""
    return _line(str(text), longest)


@lru_cache(maxsize=4096)  # the same names stand on a page again and again
def _isolated(words: str, longest: int) -> Markup:
    return Markup(f"<bdi>{_line(words, longest)}</bdi>")  # noqa: S704 - the line is escaped


@lru_cache(maxsize=4096)
def _line(words: str, longest: int) -> Markup:
    cut = f"{words[: longest - 1]}…" if len(words) > longest else words
    return Markup("".join(pieces(cut)))  # noqa: S704 - every piece is escaped


def pieces(text: str) -> Iterator[Markup]:
    """The text as escaped pieces, every character that would not be seen as a labelled mark."""
    position = 0
    for match in _HIDDEN.finditer(text):
        yield escape(text[position : match.start()])
        yield _mark(match[0])
        position = match.end()
    yield escape(text[position:])


def _mark(sign: str) -> Markup:
    """A character that has no shape of its own, as its number, with its name to be read aloud."""
    number = f"U+{ord(sign):04X}"
    name = unicodedata.name(sign, "CONTROL CHARACTER")
    return Markup('<span class="unseen" title="{} {}">{}</span>').format(number, name, number)
