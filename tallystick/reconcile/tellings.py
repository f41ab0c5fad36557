"""How a telling stands to others: new money, a known promise told again, a part of one, or given for another's.

The words for it are data, by language, in ``wording.toml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from tallystick.model import Item
from tallystick.reconcile.mentions import Mention, Transfer
from tallystick.reconcile.passages import sentence_around
from tallystick.reconcile.wording import fold, tellings

Cue = Literal["new", "again", "part", "within", "package"]

_LAST_END = re.compile(r"[.!?\n]")
BESIDE = 24
"""How many characters before an item's words belong to it ("the first of" ten trains)."""


def cue_of(told: Mention[Transfer], cue: Cue) -> str | None:
    """The words in and around a mention that say so; ``None`` without such words."""
    is_of_item = cue in ("new", "part")
    words = _words(told, told.item) if is_of_item else _sentence(told)
    return _cue_in(words, told.document.language or "en", cue)


@lru_cache(maxsize=16384)
def _cue_in(words: str, language: str, cue: Cue) -> str | None:
    pattern = _pattern(language, cue)
    match = None if pattern is None else pattern.search(fold(words))
    return match[0] if match else None


@cache
def _pattern(language: str, cue: Cue) -> re.Pattern[str] | None:
    words = tellings(language).get(cue, ())
    if not words:
        return None
    others = "|".join(map(re.escape, tellings(language).get("unless_before", ("\n",))))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b(?! (?:{others})\b)")


def _words(told: Mention[Transfer], item: Item | None) -> str:
    """The item's words with those just before; the claim's evidence where it has no item."""
    if item is None:
        return told.claim.evidence.text
    text, span = told.document.text, item.span
    if text[span.start : span.end] != span.text:
        return span.text
    before = text[max(0, span.start - BESIDE) : span.start]
    return _LAST_END.split(before)[-1] + span.text


def _sentence(told: Mention[Transfer]) -> str:
    """The sentence that holds a claim's evidence."""
    text, span = told.document.text, told.claim.evidence
    if text[span.start : span.end] != span.text:
        return span.text
    start, end = sentence_around(text, span.start, span.end)
    return text[start:end]
