"""Letters and names across scripts and spellings: folded to ASCII, and reduced to what is heard in all of them.

"Zelensky", "Selenskyj" and "Зеленський" share one sound key, as do "Macron" and "Макрона". The key keeps the
consonants, as phonetic codes since Soundex (Russell 1918) do, with the classes that European spellings confuse put
together; it is meant to find one name again in a text and its translation, not to tell any two names apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from tallystick.reconcile.copies.lexicon import lexicon

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LEAST_STEM = 3
_LEAST_KEY = 2


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """``word`` in ASCII letters and lower case, without accents and apostrophes."""
    ascii_word = word if word.isascii() else anyascii(word)
    return "".join(sign for sign in ascii_word.lower() if sign.isalnum())


@lru_cache(maxsize=100_000)
def sound_key(name: str) -> str | None:
    """What is heard of ``name`` in every spelling; ``None`` where that is too little to know it by."""
    heard = folded(_without_ending(name))
    for spelling, sound in lexicon().sounds:
        heard = spelling.sub(sound, heard)
    return heard.lower() if len(heard) >= _LEAST_KEY else None


def _without_ending(name: str) -> str:
    """A name in Cyrillic script without the ending of its case."""
    if not _CYRILLIC.search(name):
        return name
    for ending in lexicon().cyrillic_endings:
        if name.endswith(ending) and len(name) - len(ending) >= _LEAST_STEM:
            return name[: -len(ending)]
    return name
