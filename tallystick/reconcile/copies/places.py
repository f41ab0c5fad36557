"""States, unions and capitals under one key in every language: names of the Unicode CLDR and a few of our own.

The CLDR names territories, and the city by which each time zone is known, which for most states is the capital.
Inflected forms and adjectives mostly share the beginning of the name ("Ukraine", "ukrainienne", "України").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pycountry
from babel.core import Locale, UnknownLocaleError, get_global

from tallystick.reconcile.copies.letters import folded
from tallystick.reconcile.copies.lexicon import lexicon

_OPENING = 4
"""Letters by which names are looked up, and that each word of a longer name is known by."""
_CITY = "city-"
_UNIONS = frozenset({"EU", "UN", "002", "142", "150"})
"""The CLDR's codes for what is no state: two unions, and Africa, Asia and Europe (UN M49)."""
_SURE = 5
_LONGEST_CHANGE = 3
_LONGEST_ENDING = 6
_WORDS = re.compile(r"[^\W\d_]+")
_TABULAR = re.compile(r"\s*\([^)]*\)| SAR .*")


@dataclass(frozen=True, slots=True)
class Places:
    """A language's names, folded.

    Attributes:
        single: Names of one word and their keys, by their opening letters.
        longer: Openings of the further words of names of several words and the key, by the opening of the first.
    """

    single: Mapping[str, Sequence[tuple[str, str]]]
    longer: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]

    def opens_longer(self, word: str) -> bool:
        """Whether a name of several words begins as the folded ``word`` does."""
        return word[:_OPENING] in self.longer

    def key_of_words(self, words: Sequence[str]) -> tuple[str, int] | None:
        """The key of the longest name of several words that ``words`` opens with, and how many words it has.

        Args:
            words: Folded, the first few from a place in the text.
        """
        for others, key in self.longer.get(words[0][:_OPENING], ()):
            if len(others) < len(words) and all(
                word.startswith(opening) for word, opening in zip(words[1:], others, strict=False)
            ):
                return key, 1 + len(others)
        return None

    def key_of_word(self, word: str, *, is_capital: bool) -> str | None:
        """The key of the name that the folded ``word`` is a form of, ``None`` where it is of none."""
        best: tuple[int, int, str] | None = None
        for name, key in self.single.get(word[:_OPENING], ()):
            shared = _shared_opening(word, name)
            if _is_form(word, name, shared, is_capital=is_capital) and (is_capital or not _is_city(key)):
                best = max(best or (0, 0, ""), (shared, -len(name), key))
        return best[2] if best else None


def _shared_opening(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _is_city(key: str) -> bool:
    return key.startswith(_CITY)


def _is_form(word: str, name: str, shared: int, *, is_capital: bool) -> bool:
    if len(name) < _SURE:
        return is_capital and shared == len(name) and len(word) - shared <= _LONGEST_CHANGE
    return shared >= _SURE and shared >= len(name) - _LONGEST_CHANGE and len(word) - shared <= _LONGEST_ENDING


@lru_cache(maxsize=64)
def places(language: str | None) -> Places:
    """The names of ``language``, an ISO 639-1 code; English ones where the CLDR does not know it."""
    single: dict[str, set[tuple[str, str]]] = defaultdict(set)
    longer: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    for name, key in _names(_locale(language)):
        words = [folded(word) for word in _WORDS.findall(name)]
        if len(words) == 1 and len(words[0]) >= _OPENING:
            single[words[0][:_OPENING]].add((words[0], key))
        elif len(words) > 1:
            longer[words[0][:_OPENING]].add((tuple(w[:_OPENING] for w in words[1:]), key))
    return Places(
        {opening: sorted(found) for opening, found in single.items()},
        {opening: sorted(found, key=lambda f: (-len(f[0]), f)) for opening, found in longer.items()},
    )


def _locale(language: str | None) -> Locale:
    try:
        return Locale(language or "en")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=512)
def _state(alpha2: str) -> str | None:
    """ISO 3166-1 alpha-3 of a territory, ``None`` for what is a part or a whole of several."""
    found = pycountry.countries.get(alpha_2=alpha2) if len(alpha2) == 2 else None
    return found.alpha_3 if found else None


def _names(locale: Locale) -> Iterator[tuple[str, str]]:
    for code, name in locale.territories.items():
        key = _state(code) or (code if code in _UNIONS else None)
        if key is not None:
            yield _TABULAR.sub("", name), key
    zones = locale.time_zones
    for zone in sorted({*get_global("zone_territories"), *zones}):
        city = zone.rpartition("/")[2].replace("_", " ")
        yield zones.get(zone, {}).get("city", city), _CITY + folded(city)


@lru_cache(maxsize=1)
def _stems() -> Mapping[str, Sequence[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for stem, key in lexicon().stems.items():
        found[folded(stem)[:_OPENING]].append((folded(stem), key))
    return {opening: sorted(stems, key=lambda s: (-len(s[0]), s)) for opening, stems in found.items()}


@lru_cache(maxsize=100_000)
def place_key(word: str, language: str | None) -> str | None:
    """The key of the state, union or capital that one word of a text stands for, ``None`` where for none."""
    if word in lexicon().words:
        return lexicon().words[word]
    plain = folded(word)
    if len(plain) < _OPENING:
        return None
    key = places(language).key_of_word(plain, is_capital=word[0].isupper())
    if key is not None:
        return key
    return next((key for stem, key in _stems().get(plain[:_OPENING], ()) if plain.startswith(stem)), None)
