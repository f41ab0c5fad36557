"""Who holds a key, for a store that compares a new document with those it knows.

A store keeps, for each key of ``index_keys``, its holders as bytes. Only the last few are kept where they are many, so
that a new document costs the same however many there are: what a thousand share tells little, and who copies the
first of many copies is like the last of them, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tallystick.reconcile.copies.candidates import (
    ENOUGH_PAIRS,
    KINDS,
    MOST_SHARING,
    KeyKind,
    kind_of,
    profile_of,
)
from tallystick.reconcile.copies.comparison import LONGEST_DELAY_DAYS
from tallystick.reconcile.copies.fingerprints import Fingerprint

MOST_COMPARED = 50
"""With so many documents a new one is compared: those that share most keys with it, of as many the newest."""

Holders = bytes
"""The holders of a key, the last ``MOST_SHARING`` of them, each by its number in the store and its day."""

_HOLDER = np.dtype([("number", "<u4"), ("day", "<u4")])
_CERTAIN = 1_000_000
"""What a shared text, or an original that is named, counts beside other keys."""


def holder(number: int, found: Fingerprint) -> Holders:
    """One holder, by the number that its store knows it by."""
    return np.array([(number, profile_of(found).day or 0)], _HOLDER).tobytes()


def with_holder(holders: Holders, new: Holders) -> Holders:
    """The holders of a key with another one, which may push out the first."""
    return (holders + new)[-MOST_SHARING * _HOLDER.itemsize :]


def without_holder(holders: Holders, number: int) -> Holders:
    """The holders of a key but one."""
    found = np.frombuffer(holders, _HOLDER)
    return bytes(found[found["number"] != number].tobytes())


def likely(found: Fingerprint, keys: Iterable[int], held: Mapping[int, Holders]) -> list[int]:
    """The numbers of the documents that ``found`` is worth comparing with, the likeliest first.

    Args:
        found: A document that is not among the holders.
        keys: Its ``index_keys``.
        held: The holders of these keys.
    """
    day = profile_of(found).day
    by_kind: dict[KeyKind, list[Holders]] = {kind: [] for kind in KINDS}
    for key in keys:
        if key in held:
            kind = kind_of(key)
            by_kind[kind].append(_of_these_days(held[key], day) if kind == "pair" else held[key])
    score = Counter(dict.fromkeys(_counted([*by_kind["text"], *by_kind["told"]]), _CERTAIN))
    score.update(_counted(by_kind["band"]))
    pairs = _counted(by_kind["pair"])
    score.update({number: count for number, count in pairs.items() if count >= ENOUGH_PAIRS})
    return sorted(score, key=lambda number: (-score[number], -number))[:MOST_COMPARED]


def sure(keys: Iterable[int], held: Mapping[int, Holders]) -> set[int]:
    """The numbers of those that have the text of a document, name it, or are named by it.

    Args:
        keys: The document's ``index_keys``.
        held: The holders of these keys.
    """
    return set(_counted([held[key] for key in keys if key in held and kind_of(key) in ("text", "told")]))


def _of_these_days(holders: Holders, day: int | None) -> Holders:
    """The holders of a pair that may be of the same days; none where they are too many to tell anything."""
    found = np.frombuffer(holders, _HOLDER)
    if day is not None:
        apart = np.abs(found["day"].astype(np.int64) - day)
        found = found[(found["day"] == 0) | (apart <= LONGEST_DELAY_DAYS)]
    return found.tobytes() if len(found) < MOST_SHARING else b""


def _counted(holders: Sequence[Holders]) -> dict[int, int]:
    """How many of the keys each holder has."""
    numbers, counts = np.unique(np.frombuffer(b"".join(holders), _HOLDER)["number"], return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))
