"""What words have to do with it: folding, units that name one thing, and what a phrase is about."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

_LEAST_WORD = 4


@lru_cache(maxsize=1)
def _wording() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("wording.toml").read_text(encoding="utf-8"))


def fold(text: str) -> str:
    """``text`` without regard to case, compatibility forms and blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def unit_of(unit: str | None, category: str) -> str | None:
    """The one name that stands for ``unit`` among its like ("round" and "shell" in ammunition).

    Returns:
        ``None`` where the unit is missing or says nothing ("piece").
    """
    if unit is None:
        return None
    folded = fold(unit)
    if folded in _wording()["empty_units"]:
        return None
    alike: list[str] = _wording()["same_units"].get(category, [])
    return alike[0] if folded in alike else folded


def rate_in(phrase: str, language: str) -> str | None:
    """What makes the figure of a folded phrase one of every year or month, in one form: "a year" for "annually"."""
    stretches: list[list[str]] = _wording()["rates"].get(language, [])
    for rates in stretches:
        if any(phrase.endswith(f" {rate}") for rate in rates):
            return rates[0]
    return None


def tellings(language: str) -> dict[str, list[str]]:
    """Words that say how a telling stands to earlier ones, by what they say; none for an unknown language."""
    found: dict[str, list[str]] = _wording()["tellings"].get(language, {})
    return found


def opens_with_others(name: str) -> bool:
    """Whether a description says that others are meant ("other countries")."""
    words = fold(name).split()
    return bool(words) and words[0] in _wording()["others"]


def introduces(name: str) -> bool:
    """Whether a description brings in somebody new ("a coalition"), who is nobody named before."""
    return fold(name).split()[:1] in [[word] for word in _wording()["introducing"]]


def called(name: str) -> str:
    """A folded name without the words before it that are no part of it ("coalition" of "a new coalition")."""
    words = fold(name).split()
    while len(words) > 1 and words[0] in _wording()["called_without"]:
        words.pop(0)
    return " ".join(words)


def is_bounding(word: str) -> bool:
    """Whether a word before a figure says which end of a range it is ("more than" a million)."""
    return fold(word) in _wording()["bounding_words"]


def in_titles(key: str) -> str:
    """What a title says where no text does: ``nobody`` for who promises, ``nothing`` for what."""
    word: str = _wording()[key]
    return word


def is_stand_in(phrase: str) -> bool:
    """Whether a folded phrase only stands for goods that are named elsewhere ("their contribution")."""
    return bool(set(phrase.split()[-1:]) & set(_wording()["stand_ins"]))


@lru_cache(maxsize=65536)
def content_words(phrase: str) -> frozenset[str]:
    """The words of a folded phrase that say what it is, without numbers, articles and short words."""
    words = (word.strip(".,;:()\"'“”’") for word in phrase.split())
    return frozenset(w for w in words if len(w) >= _LEAST_WORD and not is_counting(w))


def gist(phrase: str) -> tuple[str, ...]:
    """What a folded phrase is about in short: its two longest words, or all of it where it has none to speak of."""
    longest = sorted(content_words(phrase), key=lambda w: (-len(w), w))[:2]
    return tuple(sorted(longest)) or (phrase,)


def is_counting(word: str) -> bool:
    """Whether a word counts, or opens a phrase without saying what it is."""
    bare = fold(word).strip(".,()~")
    return any(c.isdigit() for c in bare) or not bare or bare in _wording()["counting_words"]
