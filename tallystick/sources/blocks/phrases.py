"""The data that layout goes by: what pages print around a report, and the names of agencies."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Phrases:
    """``data/phrases.toml`` and ``data/agencies.toml`` in the form that matching needs.

    Attributes:
        furniture_whole: Lines that are furniture if they hold nothing else, lower case.
        furniture_opening: Beginnings of furniture, lower case.
        furniture_containing: Stretches that make a short passage furniture, lower case.
        caption_opening: Beginnings of captions, lower case.
        caption_credit: Words before a photographer's name, lower case.
        caption_suppliers: Whose pictures are printed, lower case.
        credit_opening: Beginnings of credits, lower case.
        translated: Words before a translator's name, lower case.
        byline_opening: Words before an author's name, lower case.
        byline_among: Words in lower case among an author's names.
        byline_unnamed: Words that stand for an author.
        place_among: Words in lower case within the name of a place.
        agencies: The name of an agency by each form in which it is printed.
    """

    furniture_whole: frozenset[str]
    furniture_opening: tuple[str, ...]
    furniture_containing: tuple[str, ...]
    caption_opening: tuple[str, ...]
    caption_credit: tuple[str, ...]
    caption_suppliers: tuple[str, ...]
    credit_opening: tuple[str, ...]
    translated: tuple[str, ...]
    byline_opening: tuple[str, ...]
    byline_among: frozenset[str]
    byline_unnamed: frozenset[str]
    place_among: frozenset[str]
    agencies: Mapping[str, str]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("tallystick.sources") / "data" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """Read the package's phrases, once in a process."""
    data = _toml("phrases.toml")
    return Phrases(
        furniture_whole=frozenset(data["furniture"]["whole"]),
        furniture_opening=tuple(data["furniture"]["opening"]),
        furniture_containing=tuple(data["furniture"]["containing"]),
        caption_opening=tuple(data["caption"]["opening"]),
        caption_credit=tuple(data["caption"]["credit"]),
        caption_suppliers=tuple(data["caption"]["suppliers"]),
        credit_opening=tuple(data["credit"]["opening"]),
        translated=tuple(data["credit"]["translated"]),
        byline_opening=tuple(data["byline"]["opening"]),
        byline_among=frozenset(data["byline"]["among"]),
        byline_unnamed=frozenset(data["byline"]["unnamed"]),
        place_among=frozenset(data["place"]["among"]),
        agencies={
            form: agency["name"] for agency in _toml("agencies.toml")["agency"] for form in agency["printed"]
        },
    )


def agency_named(printed: str) -> str | None:
    """The agency that ``printed`` names, alone or first of several ("dpa/GNA"), or ``None``."""
    agencies = load_phrases().agencies
    parts = [part.strip() for part in printed.replace(",", "/").split("/")]
    if any(len(part.split()) > 3 for part in parts):
        return None
    return next((agencies[part] for part in parts if part in agencies), None)
