"""Which documents are worth comparing: those that share keys of an index, so that not all pairs are looked at.

Keys are numbers of 63 bits that can be stored beside a fingerprint. Bands of the MinHash signature find near copies
(locality sensitive hashing: Indyk and Motwani 1998; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets",
ch. 3); two numbers or names that follow each other find what was cut, rewritten or translated. A single band or text
is enough, of the pairs it takes two.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import compress, pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

import numpy as np

from tallystick.reconcile.copies.comparison import (
    COPIED,
    LONGEST_DELAY_DAYS,
    order_of,
    shared_phrases_of,
)
from tallystick.reconcile.copies.fingerprints import SKETCH_BYTES, Fingerprint
from tallystick.reconcile.copies.survivors import DOUBTFUL, NAME, NUMBER, match_key, weight
from tallystick.reconcile.intervals import interval

ROWS = 4
"""Values of the signature in a band: with 32 bands of four, texts alike by a half are found nine times in ten."""
MOST_SHARING = 200
"""A pair of survivors that more documents of the same days share is a phrase of the day and tells nothing."""

KeyKind = Literal["text", "told", "band", "pair"]

KINDS: tuple[KeyKind, ...] = ("text", "told", "band", "pair")
ENOUGH_PAIRS = 2
_TELLING_NUMBER = 0.5
_PORTION = 20_000
"""How many pairs are held against each other at once."""


def index_keys(found: Fingerprint) -> tuple[int, ...]:
    """The keys of a fingerprint; documents without one in common are never compared."""
    if not found.words:
        return ()
    keys = {_key("text", found.words), _key("told", found.document)}
    if found.copy_of is not None:
        keys.add(_key("told", found.copy_of))
    width = ROWS * SKETCH_BYTES
    for at in range(0, len(found.sketch), width):
        keys.add(_key("band", f"{at} {found.sketch[at : at + width].hex()}"))
    keys |= {_key("pair", f"{one} {other}") for one, other in _telling_pairs(found.survivors)}
    return tuple(sorted(keys))


def kind_of(key: int) -> KeyKind:
    """What a key stands for."""
    return KINDS[key % len(KINDS)]


def _key(kind: KeyKind, value: str) -> int:
    hashed = int.from_bytes(blake2b(value.encode(errors="replace"), digest_size=8).digest())
    return (hashed >> 3) * len(KINDS) + KINDS.index(kind)


def _telling_pairs(survivors: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Numbers that follow each other among the numbers that say something, and names among the names."""
    numbers = [s for s in survivors if s[0] == NUMBER and weight(s) >= _TELLING_NUMBER]
    names = [match_key(s) for s in survivors if s[0] in (NAME, DOUBTFUL)]
    for kept in (numbers, names):
        yield from (pair for pair in pairwise(kept) if pair[0] != pair[1])


class Profile(NamedTuple):
    """What of a fingerprint decides, beside its keys, whether it is worth comparing with another.

    Attributes:
        day: The day of publication as a number, ``None`` where it is not known exactly.
        sketch: The MinHash signature.
        shingles: How many shingles the text has.
    """

    day: int | None
    sketch: bytes
    shingles: int


def profile_of(found: Fingerprint) -> Profile:
    """The profile of a fingerprint."""
    days = interval(found.published)
    is_exact = days is not None and days.first == days.last
    day = days.first.toordinal() if days is not None and is_exact else None
    return Profile(day, found.sketch, found.shingles)


def candidate_pairs(fingerprints: Iterable[Fingerprint]) -> list[tuple[Fingerprint, Fingerprint]]:
    """The pairs worth comparing, each once, in a fixed order."""
    ordered = sorted(fingerprints, key=order_of)
    profiles = [profile_of(found) for found in ordered]
    certain: set[tuple[int, int]] = set()
    banded: set[tuple[int, int]] = set()
    paired: Counter[tuple[int, int]] = Counter()
    days = [profile.day for profile in profiles]
    for key, places in _shared_keys(ordered):
        match kind_of(key):
            case "pair":
                paired.update(_within_days(places, days))
            case "text":
                certain.update(pairwise(places))
            case "told":
                certain.update(_near(places))
            case "band":
                banded.update(_near(places))
    certain |= {pair for pair, count in paired.items() if count >= ENOUGH_PAIRS}
    found = sorted(certain.union(_alike(sorted(banded - certain), profiles)))
    return [(ordered[a], ordered[b]) for a, b in found]


def _shared_keys(ordered: Sequence[Fingerprint]) -> Iterator[tuple[int, list[int]]]:
    """Each key that several fingerprints have, with their places in order.

    Most keys have one holder, so all are sorted as plain numbers: a table of them would not fit into memory.
    """
    keys, holders = array("q"), array("l")
    for place, found in enumerate(ordered):
        own = index_keys(found)
        keys.extend(own)
        holders.extend([place] * len(own))
    if not keys:
        return
    by_key = np.argsort(np.frombuffer(keys, dtype=np.int64), kind="stable")
    sorted_keys = np.frombuffer(keys, dtype=np.int64)[by_key]
    places = np.frombuffer(holders, dtype=np.dtype("l"))[by_key]
    starts = np.flatnonzero(np.diff(sorted_keys, prepend=sorted_keys[0] - 1))
    ends = np.append(starts[1:], len(sorted_keys))
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        yield int(sorted_keys[start]), places[start:end].tolist()


def _near(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of the holders of a key; where it has too many, each with the next few."""
    for at, place in enumerate(places):
        yield from ((place, other) for other in places[at + 1 : at + 1 + MOST_SHARING])


def _within_days(places: Sequence[int], days: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """Pairs of the holders of a key that may be of the same days, save where too many are."""
    dated = [(place, day) for place in places if (day := days[place]) is not None]
    if len(places) <= MOST_SHARING:
        undated = [place for place in places if days[place] is None]
        yield from ((min(a, b), max(a, b)) for a in undated for b, _ in dated)
        yield from _near(undated)
    for at, (place, day) in enumerate(dated):
        end = bisect_right(dated, day + LONGEST_DELAY_DAYS, key=itemgetter(1))
        if end - at - 1 <= MOST_SHARING:
            yield from ((place, other) for other, _ in dated[at + 1 : end])


def _alike(pairs: Sequence[tuple[int, int]], profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Of pairs that share a band alone, those that are ``worth_comparing``."""
    for start in range(0, len(pairs), _PORTION):
        portion = pairs[start : start + _PORTION]
        ones, others = ([profiles[pair[side]] for pair in portion] for side in (0, 1))
        yield from compress(portion, worth_comparing(ones, others))


def worth_comparing(ones: Sequence[Profile], others: Sequence[Profile]) -> list[bool]:
    """Of pairs of documents with neither one text nor one that names the other, those that ``compare`` may link.

    A band is easily shared by chance; what is neither near in time nor shares most of its phrases is no copy.

    Args:
        ones: The one of each pair.
        others: The other of each, at its place.
    """
    if not ones:
        return []
    copied = (shared_phrases_of(ones, others) >= COPIED).tolist()
    return [
        is_copied or one.day is None or other.day is None or abs(one.day - other.day) <= LONGEST_DELAY_DAYS
        for one, other, is_copied in zip(ones, others, copied, strict=True)
    ]
