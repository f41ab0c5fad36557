"""Which documents are worth comparing: those that share keys of an index, so that not all pairs are looked at.

Keys are strings that can be stored beside a fingerprint. Bands of the MinHash signature find near copies (locality
sensitive hashing: Indyk and Motwani 1998; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", ch. 3); two
numbers or names that follow each other find what was cut, rewritten or translated. A single band or text is enough,
of the pairs it takes two.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tallystick.reconcile.copies.comparison import LONGEST_DELAY_DAYS, order_of
from tallystick.reconcile.copies.fingerprints import Fingerprint
from tallystick.reconcile.copies.survivors import DOUBTFUL, NAME, NUMBER, match_key, weight
from tallystick.reconcile.intervals import interval

ROWS = 4
"""Values of the signature in a band: with 32 bands of four, texts alike by a half are found nine times in ten."""
MOST_SHARING = 200
"""A pair of survivors that more documents of the same days share is a phrase of the day and tells nothing."""

_ENOUGH_PAIRS = 2
_TELLING_NUMBER = 0.5
_TEXT, _BAND, _PAIR, _TOLD = "=", "b", "s", ">"


def index_keys(found: Fingerprint) -> tuple[str, ...]:
    """The keys of a fingerprint; documents without one in common are never compared."""
    if not found.words:
        return ()
    keys = {f"{_TEXT}{found.words}", f"{_TOLD}{found.document}"}
    if found.copy_of is not None:
        keys.add(f"{_TOLD}{found.copy_of}")
    for at in range(0, len(found.sketch), ROWS):
        keys.add(f"{_BAND}{at // ROWS}-{_hashed(found.sketch[at : at + ROWS])}")
    keys |= {f"{_PAIR}{_hashed(pair)}" for pair in _telling_pairs(found.survivors)}
    return tuple(sorted(keys))


def _hashed(values: Sequence[object]) -> str:
    return format(zlib.crc32(repr(tuple(values)).encode()), "08x")


def _telling_pairs(survivors: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Numbers that follow each other among the numbers that say something, and names among the names."""
    numbers = [s for s in survivors if s[0] == NUMBER and weight(s) >= _TELLING_NUMBER]
    names = [match_key(s) for s in survivors if s[0] in (NAME, DOUBTFUL)]
    for kept in (numbers, names):
        yield from (pair for pair in pairwise(kept) if pair[0] != pair[1])


def candidate_pairs(fingerprints: Iterable[Fingerprint]) -> list[tuple[Fingerprint, Fingerprint]]:
    """The pairs worth comparing, each once, in a fixed order."""
    ordered = sorted(fingerprints, key=order_of)
    holders: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(ordered):
        for key in index_keys(found):
            holders[key].append(place)
    certain: set[tuple[int, int]] = set()
    shared: Counter[tuple[int, int]] = Counter()
    for key, places in holders.items():
        if len(places) < 2:
            continue
        if key[0] == _PAIR:
            shared.update(_within_days(places, ordered))
        else:
            certain.update(pairwise(places) if key[0] == _TEXT else _all_pairs(places))
    likely = {pair for pair, count in shared.items() if count >= _ENOUGH_PAIRS}
    return [(ordered[a], ordered[b]) for a, b in sorted(certain | likely)]


def _all_pairs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of the holders of a key; where it has too many, each with the next few."""
    for at, place in enumerate(places):
        yield from ((place, other) for other in places[at + 1 : at + 1 + MOST_SHARING])


def _within_days(places: Sequence[int], ordered: Sequence[Fingerprint]) -> Iterator[tuple[int, int]]:
    """Pairs of the holders of a key that may be of the same days, save where too many are."""
    days = [(place, _day(ordered[place])) for place in places]
    dated = [(place, day) for place, day in days if day is not None]
    undated = [place for place, day in days if day is None]
    if len(places) <= MOST_SHARING:
        yield from ((min(a, b), max(a, b)) for a in undated for b, _ in dated)
        yield from _all_pairs(undated)
    end = 0
    for at, (place, day) in enumerate(dated):
        while end < len(dated) and dated[end][1] - day <= LONGEST_DELAY_DAYS:
            end += 1
        if end - at - 1 <= MOST_SHARING:
            yield from ((place, other) for other, _ in dated[at + 1 : end])


def _day(found: Fingerprint) -> int | None:
    """The day of publication as a number, ``None`` where it is not known exactly."""
    days = interval(found.published)
    return days.first.toordinal() if days is not None and days.first == days.last else None
