"""Connections: what the words between goods and a figure say of them, read as text.

Long lists and brackets are where parsers fail; the few words between two phrases of a list do not depend on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tallystick.languages.packages import PackageWords

REACH = 60
"""Characters in which the words around a figure are looked for."""


class Connections:
    """A language's words between the phrases of a list, ready to be matched.

    Args:
        words: The language's words for packages.
    """

    def __init__(self, words: PackageWords) -> None:
        joints, purposes, measures = map(_any_of, (words.joints, words.purposes, words.measures))
        self._worth = _pattern(rf"(?:^|[\s,;(])(?:{_any_of(words.worth)})\s*$")
        self._within = _pattern(rf"\b(?:{_any_of(words.within)})\b")
        totals = [phrase for phrase in words.worth if phrase.lower() not in words.loose]
        self._total = _pattern(rf"(?:^|[\s,;(])(?:{_any_of(totals)})\s*$")
        self._listing = _pattern(rf"(?:\b(?:{_any_of(words.listing)})\b|:)")
        self._partial = _pattern(rf"\b(?:{_any_of(words.opening)}),?\s*$")
        self._determined = _pattern(rf"\b(?:{_any_of(sorted(words.determined))})\s+(?:\w+\s+of\s+)?$")
        self._joint = _pattern(rf"[\s,;]*(?:(?:{joints})\s+)?(?:\w+\s+)?")
        self._last_joint = _pattern(rf"(?:[,;]|\b(?:{joints}))\s+(?:\w+\s+)?$")
        self._purpose = _pattern(rf"\s*(?:{purposes})\b")
        self._under_way = _pattern(rf"\s*(?:{_any_of(words.under_way)})\b")
        self._measure = _pattern(rf"\s+(?:{measures})\s+(?:\w+\s+)?")

    def ends_in_worth(self, between: str) -> bool:
        """Whether a sum behind the words is what goods before them are worth: ", valued at"."""
        is_of_more = self._within.search(between) is not None
        return len(between) <= 3 * REACH and self._worth.search(between) is not None and not is_of_more

    def ends_in_total(self, before: str) -> bool:
        """Whether the words can only say what goods before them are worth: "tents **for a total of**", not "for"."""
        return self._total.search(before[-REACH:]) is not None

    def lists(self, between: str) -> bool:
        """Whether the words say that parts follow: ", comprising …"."""
        return self._listing.search(between) is not None

    def ends_in_part(self, before: str) -> bool:
        """Whether the words end by opening a part of what was told: ", of which"."""
        return self._partial.search(before) is not None

    def takes_up(self, before: str) -> bool:
        """Whether a sum behind the words was told before: "this", "the remaining"."""
        return self._determined.search(before) is not None

    def joins(self, between: str) -> bool:
        """Whether the words do nothing but go on with a list: ", and another"."""
        return self._joint.fullmatch(between) is not None

    def ends_in_joint(self, between: str) -> bool:
        """Whether the words end by going on with a list: "for schools, and another"."""
        return self._last_joint.search(between) is not None

    def is_under_way(self, behind: str) -> bool:
        """Whether the words behind a figure say that it is still to come: "another 800 tonnes **on the way**"."""
        return self._under_way.match(behind) is not None

    def opens_purpose(self, behind: str) -> bool:
        """Whether the words behind a sum begin by saying whom or what it is for."""
        return self._purpose.match(behind) is not None

    def measures(self, between: str) -> bool:
        """Whether a sum before the words measures what follows: "in", "worth of"."""
        return self._measure.fullmatch(between) is not None


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in phrases) or "(?!)"  # nothing is none of no phrases
