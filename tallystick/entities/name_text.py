"""Words of a text, and the folded keys by which names are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# An abbreviation with its full stops ("U.S.") is one word; combining marks belong to the letter before them.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?:[^\W_][\u0300-\u036f]*)+")
_UNDECOMPOSED = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ə": "e",
        "Ə": "E", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th",
    }
)  # fmt: skip
_DASHES = frozenset("-‐‑‒–")
_APOSTROPHES = frozenset("'’ʼ‘`")
_LONGEST_SEPARATOR = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``plain`` is without accents, ``key`` is ``plain`` without case."""

    start: int
    end: int
    plain: str
    key: str


def plain(text: str) -> str:
    """``text`` with its letters stripped of accents and strokes; case stays."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_UNDECOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[Word]:
    """The words of ``text`` in order, in linear time."""
    found = []
    for match in _WORD.finditer(text):
        bare = plain(match.group())
        found.append(Word(match.start(), match.end(), bare, bare.casefold()))
    return found


@lru_cache(maxsize=1024)
def joint(between: str) -> str | None:
    """What stands between two words of one name, in one spelling; ``None`` where it parts them.

    Blanks become one blank, dashes one hyphen, apostrophes one apostrophe. A blank line parts, as does
    anything longer than a few characters.
    """
    if len(between) > _LONGEST_SEPARATOR or between.count("\n") > 1:
        return None
    spelled = "".join("-" if c in _DASHES else "'" if c in _APOSTROPHES else c for c in between)
    return re.sub(r"\s+", " ", spelled)


def key_of(name: str) -> str:
    """The folded key of a whole name: its words' keys with their joints."""
    return key_of_words(name, words(name)) or ""


def key_of_words(text: str, said: Sequence[Word]) -> str | None:
    """The folded key of neighbouring words of ``text``; ``None`` where something parts them."""
    parts = [said[0].key] if said else []
    for left, right in pairwise(said):
        between = (
            joint(text[left.end : right.start]) if right.start - left.end <= _LONGEST_SEPARATOR else None
        )
        if between is None:
            return None
        parts += [between, right.key]
    return "".join(parts)
