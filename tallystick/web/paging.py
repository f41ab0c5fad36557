"""Long lists in parts, a part a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tallystick.web.overview import page_number

Item = TypeVar("Item")

LONGEST_TEXT = 20_000
"""Characters of a report on one page, of which claims make ten times as much; the rest stands on further ones."""


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """What a page shows of a list.

    Attributes:
        items: Those of this part.
        number: Of the part, from 1.
        parts: How many there are, at least one.
        total: How many items there are in all.
    """

    items: Sequence[Item]
    number: int
    parts: int
    total: int

    @classmethod
    def of(cls, first: Sequence[Item], total: int, number: int, size: int) -> Part[Item]:
        """One part of a list, the last one where there are fewer than ``number``.

        Args:
            first: The list, at least as far as this part goes.
            total: How many items the list has.
            number: The part asked for, from 1.
            size: How many items a part has.
        """
        parts = max(1, -(-total // size))
        number = min(number, parts)
        return cls(first[(number - 1) * size : number * size], number, parts, total)


def part_at(offset: int) -> int:
    """The part of a report in which a character stands, from 1."""
    return offset // LONGEST_TEXT + 1


def part_number(query: Mapping[str, str], name: str) -> int:
    """The part of a list that an address asks for by this name, the first where that makes no sense."""
    return page_number({"page": query.get(name, "1")})


def asked_for(**parts: Part[Any]) -> Mapping[str, object]:
    """What stands in the address of a page that shows these parts of its lists; of the first ones nothing."""
    return {name: part.number if part.number > 1 else "" for name, part in parts.items()}
