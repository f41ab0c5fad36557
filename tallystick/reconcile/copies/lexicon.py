"""The package's own data: what the CLDR does not say about names and numbers in many languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NumberWordList:
    """A language's number words: ``ones`` from 1 to 19, ``tens`` from 20, ``pair`` how the two come together."""

    ones: tuple[str, ...]
    tens: tuple[str, ...]
    pair: str
    more: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The content of ``survivors.toml``; see there."""

    capital_nouns: frozenset[str]
    cyrillic_endings: tuple[str, ...]
    sounds: tuple[tuple[re.Pattern[str], str], ...]
    words: Mapping[str, str]
    stems: Mapping[str, str]
    scales: Mapping[str, Mapping[str, float]]
    numbers: Mapping[str, NumberWordList]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the package's data, once in a process."""
    data = tomllib.loads((files(__package__) / "data/survivors.toml").read_text(encoding="utf-8"))
    return Lexicon(
        capital_nouns=frozenset(data["capital_nouns"]),
        cyrillic_endings=tuple(sorted(data["cyrillic_endings"], key=lambda e: (-len(e), e))),
        sounds=tuple((re.compile(sound["spelled"]), sound["heard"]) for sound in data["sound"]),
        words={word: key for key, entry in data["names"].items() for word in entry["words"]},
        stems={stem: key for key, entry in data["names"].items() for stem in entry["stems"]},
        scales=data["scales"],
        numbers={
            language: NumberWordList(
                ones=tuple(entry["ones"]), tens=tuple(entry["tens"]), pair=entry["pair"], more=entry["more"]
            )
            for language, entry in data["numbers"].items()
        },
    )
