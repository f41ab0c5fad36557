"""Whether one document comes from another: named features, their weights and the thresholds.

Copies share their words. Rewrites and translations share what survives both, in the same order; newsrooms that
report one event on their own share much of it, too, but each tells it in an order of its own and quotes others. The
features are parts, 0 to 1; those that cannot be judged leave their weight to the others. How the figures were
found, and what they come to on texts, is in ``docs/copies.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tallystick.model.copies import CopyKind, CopyLink
from tallystick.model.records import Because
from tallystick.reconcile.copies.alignment import Alignment, align, standing_weight
from tallystick.reconcile.copies.fingerprints import PERMUTATIONS, SKETCH_BYTES, Fingerprint
from tallystick.reconcile.copies.survivors import LASTING, NUMBER, QUOTATION, match_key, shared_weight, weight
from tallystick.reconcile.intervals import interval

WEIGHTS = {
    "order": 0.22,  # of what both tell, the part that both tell in the same order
    "chain": 0.22,  # that part against all that the shorter one tells
    "shared": 0.14,  # of the shorter one's places, names and numbers those that the other has
    "numbers": 0.10,  # of the shorter one's numbers alone
    "quotations": 0.10,  # of the one's quotations that stand at the same place, with a like length, in the other
    "evidence": 0.12,  # how much that is in all; little is easily shared by chance
    "time": 0.04,  # published soon after each other
    "credit": 0.06,  # the same wire service named, or another
}
"""What each feature adds to the score of a rewrite or translation; they sum to 1."""

LINKED = 0.66
"""Score from which a document is taken for a rewrite or translation of another."""
COPIED = 0.6
"""Part of the shorter one's phrases in the other from which it is a copy."""
FACTS_KEPT = 0.7
"""Part of the shorter one's places, names and numbers that a copy has; a form filled in anew keeps its words alone."""
LEAST_WEIGHT = 5.0
"""A chain that weighs less says nothing: a name or two and a number are in every report of an event."""
FULL_WEIGHT = 12.0
"""A chain that weighs this much is all the evidence that can be wanted."""
LONGEST_DELAY_DAYS = 10
"""Rewrites and translations appear within so many days; copies may at any time."""

_LEAST_SHINGLES = 8
_LEAST_RATIO = 0.1
"""Texts of more unequal length are not compared by a signature of a hundred values, which is too coarse."""
_CHAIN_ALLOWANCE = 1.5
_ORDER_ALLOWANCE = 0.5
_MOST_NAMED = 5
_APART = {0: "the same day", 1: "a day apart"}


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two fingerprints, the earlier in front, and what they have in common."""

    one: Fingerprint
    other: Fingerprint
    alignment: Alignment

    @property
    def shorter(self) -> Fingerprint:
        """The one whose survivors weigh less."""
        pair = (self.one, self.other)
        return min(pair, key=lambda f: (standing_weight(f.survivors), f.document))

    @property
    def longer(self) -> Fingerprint:
        """The other one."""
        return self.other if self.shorter is self.one else self.one


def order_of(found: Fingerprint) -> tuple[str, bool, int, str]:
    """What fingerprints are sorted by, the likely original in front.

    The day of publication decides, unknown ones last; of one day who credits an agency, then who tells most.
    """
    return (found.published or "9999", found.agency is None, -len(found.survivors), found.document)


def compare(one: Fingerprint, other: Fingerprint) -> CopyLink | None:
    """How the later of two documents comes from the earlier, ``None`` where too little says that it does."""
    found = rate(one, other)
    return (
        found if found is not None and found.score >= (COPIED if found.kind == "copy" else LINKED) else None
    )


def rate(one: Fingerprint, other: Fingerprint) -> CopyLink | None:
    """As ``compare``, however little says so; ``None`` where nothing can."""
    one, other = sorted((one, other), key=order_of)
    if one.words and one.words == other.words:
        return _link(one, other, "copy", 1.0, [Because("text", "every word is the same")])
    if other.copy_of == one.document or one.copy_of == other.document:
        return _link(one, other, _kind(one, other), 1.0, [Because("told", "says so itself")])
    if one.publisher is not None and one.publisher == other.publisher and _same_language(one, other):
        return None  # a newsroom that changes its own text, or a register's rows: one voice, but no copies
    words = shared_phrases(one, other)
    if words >= COPIED and _same_language(one, other) and _facts_kept(one, other) >= FACTS_KEPT:
        detail = f"{words:.0%} of the shorter one's phrases are in the other"
        return _link(one, other, "copy", words, [Because("words", detail), *_because_credit(one, other)])
    return _by_survivors(one, other)


def shared_phrases(one: Fingerprint, other: Fingerprint) -> float:
    """The part, 0 to 1, of the shorter text's shingles that the longer has, as the signatures estimate it."""
    return float(shared_phrases_of([one], [other])[0])


class Sketched(Protocol):
    """A text's shingles: a signature of them, and how many there are."""

    @property
    def sketch(self) -> bytes:
        """The MinHash signature."""

    @property
    def shingles(self) -> int:
        """How many shingles the text has."""


def shared_phrases_of(ones: Sequence[Sketched], others: Sequence[Sketched]) -> NDArray[np.float64]:
    """``shared_phrases`` of many pairs at once: of each of ``ones`` and the one of ``others`` at its place."""
    sketches = (b"".join(found.sketch for found in some) for some in (ones, others))
    first, second = (
        np.frombuffer(sketch, f"<u{SKETCH_BYTES}").reshape(-1, PERMUTATIONS) for sketch in sketches
    )
    counts = np.array([[found.shingles for found in some] for some in (ones, others)], np.float64)
    few, many = counts.min(axis=0), counts.max(axis=0)
    resemblance = (first == second).mean(axis=1)
    shared = np.minimum(1.0, resemblance * (few + many) / (1 + resemblance) / np.maximum(few, 1))
    return np.where((few < _LEAST_SHINGLES) | (few < _LEAST_RATIO * many), 0.0, shared)


def _facts_kept(one: Fingerprint, other: Fingerprint) -> float:
    """The part, 0 to 1, of the shorter text's places, names and numbers that the longer has."""
    shorter, longer = sorted((one, other), key=lambda found: (found.shingles, found.document))
    mine = {match_key(s) for s in shorter.survivors if s[0] in LASTING}
    kept = _part(mine, {match_key(s) for s in longer.survivors})
    return 1.0 if kept is None else kept


def _same_language(one: Fingerprint, other: Fingerprint) -> bool:
    return one.language is None or other.language is None or one.language == other.language


def _kind(one: Fingerprint, other: Fingerprint) -> CopyKind:
    return "rewrite" if _same_language(one, other) else "translation"


def _by_survivors(one: Fingerprint, other: Fingerprint) -> CopyLink | None:
    apart = days_apart(one, other)
    if apart is not None and apart > LONGEST_DELAY_DAYS:
        return None
    pair = _Pair(one, other, align(one.survivors, other.survivors))
    if pair.alignment.weight < LEAST_WEIGHT:
        return None
    features = _features(pair)
    return _link(one, other, _kind(one, other), _score(features), _reasons(pair, features))


def days_apart(one: Fingerprint, other: Fingerprint) -> int | None:
    """Days between the publication of two documents, at least; ``None`` where that may be none or some."""
    first, second = interval(one.published), interval(other.published)
    if first is None or second is None:
        return None
    apart = max(0, (second.first - first.last).days, (first.first - second.last).days)
    is_exact = first.first == first.last and second.first == second.last
    return apart if is_exact or apart > 0 else None


def _features(pair: _Pair) -> dict[str, float | None]:
    mine = {match_key(s) for s in pair.shorter.survivors if s[0] in LASTING}
    theirs = {match_key(s) for s in pair.longer.survivors}
    told = pair.alignment.weight
    apart = days_apart(pair.one, pair.other)
    return {
        "order": min(1.0, told / (_weight_of_shared(pair) + _ORDER_ALLOWANCE)),
        "chain": min(1.0, told / (standing_weight(pair.shorter.survivors) + _CHAIN_ALLOWANCE)),
        "shared": _part(mine, theirs),
        "numbers": _part({key for key in mine if key[0] == NUMBER}, theirs),
        "quotations": _quotations(pair),
        "evidence": min(1.0, told / FULL_WEIGHT),
        "time": None if apart is None else 1 - apart / LONGEST_DELAY_DAYS,
        "credit": _credit(pair.one, pair.other),
    }


def _weight_of_shared(pair: _Pair) -> float:
    """What all that both tell weighs, in any order."""
    mine = {match_key(s): s for s in pair.shorter.survivors if s[0] != QUOTATION}
    theirs = {match_key(s): s for s in pair.longer.survivors}
    return sum(shared_weight(mine[key], theirs[key]) for key in sorted(mine.keys() & theirs.keys()))


def _weight(keys: set[str]) -> float:
    return sum(weight(key) for key in sorted(keys))


def _part(own: set[str], others: set[str]) -> float | None:
    whole = _weight(own)
    return _weight(own & others) / whole if whole else None


def _quotations(pair: _Pair) -> float | None:
    """Of the text with fewer quotations, those that stand in the chain."""
    fewest = min(_count(pair.one.survivors, QUOTATION), _count(pair.other.survivors, QUOTATION))
    return _in_chain(pair, QUOTATION) / fewest if fewest else None


def _count(survivors: Sequence[str], kind: str) -> int:
    return sum(survivor[0] == kind for survivor in survivors)


def _in_chain(pair: _Pair, kind: str) -> int:
    return sum(pair.one.survivors[i][0] == kind for i, _ in pair.alignment.chain)


def _credit(one: Fingerprint, other: Fingerprint) -> float | None:
    if not one.agencies or not other.agencies:
        return None
    return float(bool(set(one.agencies) & set(other.agencies)))


def _score(features: Mapping[str, float | None]) -> float:
    judged = {name: part for name, part in features.items() if part is not None}
    whole = sum(WEIGHTS[name] for name in judged)
    return round(sum(WEIGHTS[name] * part for name, part in judged.items()) / whole, 3)


def _reasons(pair: _Pair, features: Mapping[str, float | None]) -> list[Because]:
    """What speaks for it, in words."""
    told = sum(pair.one.survivors[i][0] in LASTING for i, _ in pair.alignment.chain)
    reasons = [Because("order", f"{told} names and numbers in the same order")]
    numbers = _numbers_told(pair)
    if numbers:
        reasons.append(Because("numbers", f"{', '.join(numbers)} in both"))
    quoted = _in_chain(pair, QUOTATION)
    if quoted:
        counted = "1 quotation" if quoted == 1 else f"{quoted} quotations"
        reasons.append(Because("quotations", f"{counted} of like length where the other has them"))
    if features["shared"] is not None:
        reasons.append(Because("shared", f"{features['shared']:.0%} of the shorter one's names and numbers"))
    apart = days_apart(pair.one, pair.other)
    if apart is not None:
        reasons.append(Because("time", _APART.get(apart, f"{apart} days apart")))
    return reasons + _because_credit(pair.one, pair.other)


def _numbers_told(pair: _Pair) -> list[str]:
    """The numbers of the chain that say most, as they are written in English."""
    told = {pair.one.survivors[i] for i, _ in pair.alignment.chain if pair.one.survivors[i][0] == NUMBER}
    chosen = sorted(told, key=lambda s: (-weight(s), s))[:_MOST_NAMED]
    return [f"{float(survivor[1:]):,.15g}" for survivor in chosen]


def _because_credit(one: Fingerprint, other: Fingerprint) -> list[Because]:
    both = [agency for agency in one.agencies if agency in other.agencies]
    return [Because("credit", f"{', '.join(both)} in both")] if both else []


def _link(
    one: Fingerprint, other: Fingerprint, kind: CopyKind, score: float, because: Sequence[Because]
) -> CopyLink:
    return CopyLink(other.document, one.document, kind, round(score, 3), tuple(because))
