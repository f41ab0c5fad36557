"""Registers held against reports: what both know, where their figures differ, and what only one of them knows.

Both are folded together, so that the same score says what is one promise; then each side is folded alone over the
claims of that promise, and what the two say is set side by side. Pairs that the score leaves to a person are given
as such, and so are those that differ in their figure alone: rivals between the same parties, of the same kind and
of the same weeks, which no score links because figures rule each other out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tallystick.model import Commitment, CopyGroup, Document, Judgement, Reading
from tallystick.model.claims_format import number
from tallystick.model.records import Because, Party, Promise
from tallystick.reconcile.fold import Reconciled, fold
from tallystick.reconcile.grouping import why_same
from tallystick.reconcile.intervals import dates_agree, days_between
from tallystick.reconcile.mentions import Mention, mentions_of, same_or_missing

FORMAT = "tally-comparison/1"
TOLERANCE = 0.02
"""Figures this close to each other, as a part of the larger, are taken for one."""

RIVALS_WITHIN_DAYS = 31
"""A row and a report that differ in their figure may tell of one promise if so many days lie between them at most."""

RIVALS_WITHIN = 1.5
"""And if the larger figure is at most so many times the smaller one."""

Found = Literal["both", "perhaps", "register_only", "reports_only"]
_PREFIX = "register:"
_TRIED = 20
"""So many tellings of each side are held against each other to say why they are one promise."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the two give otherwise; ``None`` where a side does not say."""

    field: str
    register: float | str | None
    reports: float | str | None


@dataclass(frozen=True, slots=True)
class Words:
    """What one side says, in the words of one document: a sentence's stretch, or what a row prints, on one line."""

    claim: str
    document: str
    published: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One promise, as the register and the reports have it.

    Attributes:
        found: Where it is known; ``perhaps``: each has one, and a person has to say whether they are the same.
        title: Its title.
        register: As the register alone tells it.
        reports: As the reports alone tell it.
        differences: What they give otherwise.
        because: Why the two are, or may be, the same.
        register_says: The words behind what the register tells, of rows and acts in their order.
        reports_say: The words behind what the reports tell, those published first in front.
    """

    found: Found
    title: str
    register: Promise | None
    reports: Promise | None
    differences: tuple[Difference, ...] = ()
    because: tuple[Because, ...] = ()
    register_says: tuple[Words, ...] = ()
    reports_say: tuple[Words, ...] = ()


def register_of(reading: Reading) -> str | None:
    """Name of the register that a reading was made from; ``None`` for a report."""
    names = (claim.reader.name for claim in reading.claims)
    return next((name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)), None)


def reports_among(readings: Iterable[Reading]) -> list[Document]:
    """The documents that somebody wrote; rows of one register are alike without copying each other."""
    return [reading.document for reading in readings if register_of(reading) is None]


def registers_in(readings: Iterable[Reading]) -> tuple[str, ...]:
    """The registers that readings were made from, by name."""
    return tuple(sorted({name for reading in readings if (name := register_of(reading))}))


def compared(
    readings: Sequence[Reading],
    register: str | None = None,
    as_of: str | None = None,
    *,
    judgements: Iterable[Judgement] = (),
    copies: Sequence[CopyGroup] | None = None,
) -> tuple[Compared, ...]:
    """Hold registers against reports.

    Args:
        readings: All of a ledger.
        register: Only this one; ``None`` for all.
        as_of: As for ``fold``.
        judgements: As for ``fold``.
        copies: As for ``fold``.

    Returns:
        Those that both know first, then perhaps, then those of one side alone; within each as ``fold`` orders them.

    Raises:
        SettingError: ``as_of`` is no date.
    """
    sides = {r.document.id: register_of(r) for r in readings}
    asked = [r for r in readings if sides[r.document.id] in (None, register) or register is None]
    official = {c.id for r in asked if sides[r.document.id] for c in r.claims}
    given = list(judgements)
    together = fold(asked, as_of, judgements=given, copies=copies)
    telling = {c.id: r for r in asked for c in r.claims}

    def alone(claims: frozenset[str], others: frozenset[str]) -> Promise | None:
        """The promise that these claims make by themselves; of several the one that most of them stand behind.

        A side that only tells of deliveries is given the commitments of the other to hold them against.
        """
        found = folded(claims)
        return found or folded(claims | {c for c in others if _is_commitment(telling[c], c)})

    def folded(claims: frozenset[str]) -> Promise | None:
        behind = {telling[claim].document.id: telling[claim] for claim in sorted(claims)}
        own = [replace(r, claims=tuple(c for c in r.claims if c.id in claims)) for r in behind.values()]
        promises = fold(own, as_of, judgements=given, copies=copies).promises
        return max(promises, key=lambda p: len(p.claims), default=None)

    homes = {claim: p for p in together.promises for claim in p.claims}
    pairs = _perhaps(together, homes, official)
    pairs |= _rivals([p for p in together.promises if p.id not in pairs], official, telling)
    found: list[Compared] = []
    for promise in together.promises:
        known = frozenset(promise.claims)
        ours, theirs = known & official, known - official
        if ours and theirs:
            one, other = alone(ours, theirs), alone(theirs, ours)
            found.append(_beside("both", promise, one, other, (ours, theirs), telling))
        elif promise.id not in pairs:
            side: Found = "register_only" if ours else "reports_only"
            one, other = (promise, None) if ours else (None, promise)
            found.append(_beside(side, promise, one, other, (ours, theirs), telling))
    for one, other, because in {id(p): p for p in pairs.values()}.values():
        both = frozenset(one.claims), frozenset(other.claims)
        found.append(replace(_beside("perhaps", one, one, other, both, telling), because=because))
    order = {"both": 0, "perhaps": 1, "register_only": 2, "reports_only": 3}
    return tuple(sorted(found, key=lambda c: order[c.found]))


def _beside(  # noqa: PLR0913, PLR0917 (what one line of a comparison is made of)
    found: Found,
    whole: Promise,
    register: Promise | None,
    reports: Promise | None,
    claims: tuple[frozenset[str], frozenset[str]],
    telling: Mapping[str, Reading],
) -> Compared:
    """Both sides of a promise, each with the words of its own claims."""
    ours, theirs = claims
    return Compared(
        found,
        whole.title,
        register,
        reports,
        differences(register, reports) if register and reports else (),
        _why(ours, theirs, telling),
        _words(ours, telling),
        _words(theirs, telling),
    )


def _is_commitment(reading: Reading, claim_id: str) -> bool:
    return any(c.id == claim_id and isinstance(c, Commitment) for c in reading.claims)


def _words(claims: Iterable[str], telling: Mapping[str, Reading]) -> tuple[Words, ...]:
    """The words of claims, in the order of their documents; the lines of a row are parted by a dot."""
    found = []
    for claim_id in claims:
        reading = telling[claim_id]
        claim = next(c for c in reading.claims if c.id == claim_id)
        between = " · " if register_of(reading) else " "
        text = between.join(" ".join(line.split()) for line in claim.evidence.text.splitlines())
        said = Words(claim_id, reading.document.id, reading.document.published, text)
        found.append(((said.published or "", said.document, claim.evidence.start, claim_id), said))
    return tuple(said for _, said in sorted(found, key=lambda one: one[0]))


def _why(ours: frozenset[str], theirs: frozenset[str], telling: Mapping[str, Reading]) -> tuple[Because, ...]:
    """What a row and a report have in common, of those that have most; nothing where one only tells of deliveries."""
    pairs = [
        why_same(here, there)
        for here in _mentions(ours, telling)[:_TRIED]
        for there in _mentions(theirs, telling)[:_TRIED]
    ]
    return max(pairs, key=lambda because: sum(b.detail.endswith("in both") for b in because), default=())


def _mentions(claims: frozenset[str], telling: Mapping[str, Reading]) -> list[Mention[Commitment]]:
    readings = {telling[claim].document.id: telling[claim] for claim in sorted(claims)}
    return [m for m in mentions_of(readings.values(), Commitment, None) if m.claim.id in claims]


_Pair = tuple[Promise, Promise, tuple[Because, ...]]


def _perhaps(together: Reconciled, homes: Mapping[str, Promise], official: set[str]) -> dict[str, _Pair]:
    """For the id of each promise of one side the pair that it may form with one of the other side, likeliest first."""
    pairs: dict[str, _Pair] = {}
    for candidate in together.candidates:
        one, other = homes.get(candidate.claim), homes.get(candidate.other)
        if one is None or other is None or one.id == other.id or {one.id, other.id} & set(pairs):
            continue
        sides = [official.issuperset(p.claims) for p in (one, other)]
        mixed = [bool(official & set(p.claims)) for p in (one, other)]
        if sides != mixed or sides[0] == sides[1]:
            continue
        ours, theirs = (one, other) if sides[0] else (other, one)
        pairs[one.id] = pairs[other.id] = (ours, theirs, candidate.because)
    return pairs


def _rivals(
    promises: Sequence[Promise], official: set[str], telling: Mapping[str, Reading]
) -> dict[str, _Pair]:
    """For the id of each promise of one side alone its only rival on the other: the same but for its figure."""
    theirs: dict[object, list[Promise]] = defaultdict(list)
    for promise in promises:
        if official.isdisjoint(promise.claims) and promise.actors and promise.recipients:
            theirs[_kind(promise)].append(promise)
    ours = [p for p in promises if official.issuperset(p.claims)]
    alike = ((one, other) for one in ours for other in theirs.get(_kind(one), ()))
    near = [pair for pair in alike if _are_rivals(*pair, telling)]
    times = Counter(promise.id for pair in near for promise in pair)
    pairs: dict[str, _Pair] = {}
    for one, other in near:
        if times[one.id] == times[other.id] == 1:
            parties = ", ".join(party.name for party in (*one.actors, *one.recipients))
            figures = f"{_figure(one):,.15g} in the register, {_figure(other):,.15g} in the reports"
            because = (Because("parties", f"{parties} in both"), Because("rival_figures", figures))
            pairs[one.id] = pairs[other.id] = (one, other, because)
    return pairs


def _are_rivals(one: Promise, other: Promise, telling: Mapping[str, Reading]) -> bool:
    low, high = sorted((_figure(one), _figure(other)))
    days = days_between(_since(one, telling), _since(other, telling))
    return (
        same_or_missing(one.unit, other.unit)
        and 0 < low <= high <= RIVALS_WITHIN * low
        and days is not None
        and days <= RIVALS_WITHIN_DAYS
    )


def _kind(promise: Promise) -> tuple[object, ...]:
    """Who promises whom what kind of thing."""
    return (_keys(promise.actors), _keys(promise.recipients), promise.category, promise.currency)


def _keys(named: Iterable[Party]) -> tuple[str, ...]:
    return tuple(sorted(party.key for party in named))


def _figure(promise: Promise) -> float:
    """What it counts in money, where it is some, else in things; 0 where nobody says how much."""
    return (promise.amount if promise.currency else promise.quantity) or 0.0


def _since(promise: Promise, telling: Mapping[str, Reading]) -> str | None:
    """The day it was promised, else the first on which it was told."""
    published = (telling[claim].document.published for claim in promise.claims)
    return promise.promised or min((day for day in published if day), default=None)


def differences(register: Promise, reports: Promise) -> tuple[Difference, ...]:
    """The fields that two tellings of a promise give otherwise; what only one of them says is one, too."""
    fields: list[tuple[str, float | str | None, float | str | None, bool]] = []
    for name in ("quantity", "amount"):
        ours, theirs = getattr(register, name), getattr(reports, name)
        fields.append((name, ours, theirs, _agree(ours, theirs)))
    for name in ("currency", "stage"):
        ours, theirs = getattr(register, name), getattr(reports, name)
        fields.append((name, ours, theirs, ours == theirs))
    fields.append(
        ("deadline", register.deadline, reports.deadline, _dates_agree(register.deadline, reports.deadline))
    )
    for end in ("low", "high"):
        ours = getattr(register.fulfilled, end) if register.fulfilled else None
        theirs = getattr(reports.fulfilled, end) if reports.fulfilled else None
        fields.append((f"fulfilled.{end}", ours, theirs, _agree(ours, theirs)))
    return tuple(Difference(name, ours, theirs) for name, ours, theirs, same in fields if not same)


def _agree(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE * max(one, other)


def _dates_agree(one: str | None, other: str | None) -> bool:
    return (one is None) == (other is None) and dates_agree(one, other)


def compared_to_json(one: Compared) -> dict[str, Any]:
    """A comparison as JSON; the claims of each side lead to its sentences and rows."""
    return {
        "format": FORMAT,
        "found": one.found,
        "title": one.title,
        "register": _side_to_json(one.register, one.register_says),
        "reports": _side_to_json(one.reports, one.reports_say),
        "differences": [
            {"field": d.field, "register": _plain(d.register), "reports": _plain(d.reports)}
            for d in one.differences
        ],
        "because": [{"feature": b.feature, "detail": b.detail} for b in one.because],
        "register_says": [_words_to_json(words) for words in one.register_says],
        "reports_say": [_words_to_json(words) for words in one.reports_say],
    }


def _words_to_json(words: Words) -> dict[str, Any]:
    return {
        "claim": words.claim, "document": words.document, "published": words.published, "text": words.text,
    }  # fmt: skip


def _side_to_json(promise: Promise | None, said: Sequence[Words]) -> dict[str, Any] | None:
    if promise is None:
        return None
    return {
        "title": promise.title,
        "claims": sorted(words.claim for words in said),
        "documents": sorted({words.document for words in said}),
    }


def _plain(value: float | str | None) -> float | str | None:
    return value if isinstance(value, str) else number(value)


def counted(found: Iterable[Compared]) -> dict[Found, int]:
    """How many promises were found where."""
    counts: dict[Found, int] = defaultdict(int)
    for one in found:
        counts[one.found] += 1
    return dict(counts)
