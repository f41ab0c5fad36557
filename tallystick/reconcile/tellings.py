"""How a telling stands to others: new money, a known promise told again, a part of one, or given for another's.

The words for it are data, by language, in ``wording.toml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from tallystick.reconcile.mentions import Mention, Transfer
from tallystick.reconcile.wording import fold, tellings

Cue = Literal["new", "beside", "again", "part", "within", "package"]


def cue_of(told: Mention[Transfer], cue: Cue) -> str | None:
    """The words in and around a mention that say so; ``None`` without such words."""
    is_of_item = cue in ("new", "beside", "part")
    words = told.words if is_of_item else told.sentence
    return _cue_in(words, told.document.language or "en", cue)


def opens_whole(before: str, language: str) -> bool:
    """Whether the words just before an item say that all others lie within it ("as part of the EU's")."""
    words = tellings(language).get("within", ())
    return (
        bool(words)
        and re.search(rf"\b(?:{'|'.join(map(re.escape, words))})(?: \S+){{0,2}} ?$", fold(before)) is not None
    )


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
