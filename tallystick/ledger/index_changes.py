"""Which promises differ between two days: counted in the database, and only those looked up that are shown.

What promises differ in is compared by hashes, so that no more of them are read than are shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from tallystick.ledger.index_promises import comparison_of
from tallystick.ledger.index_tables import histories, history_members
from tallystick.ledger.index_then import valid
from tallystick.ledger.rows import Present
from tallystick.ledger.shelf import portions
from tallystick.model.differences import DifferenceKind
from tallystick.model.records import Promise
from tallystick.reconcile.differences import Matched, matched

COLUMNS = [histories.c[name] for name in ("number", "cell", "id", "rank", "since", "until", "compared")]
"""What is asked of rows that are held against others."""

_SAME = histories.alias("same")
"""Rows of the same promise as others."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise on a day, of which no more was read than what tells it from others.

    Attributes:
        id: Its id.
        rank: What it is sorted by.
        compared: The same where all is that differences compare.
        claims: Those that may tell who took over a promise that is no more.
        number: Its row in the histories.
        promise: The promise where that was folded, and no row holds it.
    """

    id: str
    rank: str
    compared: str
    claims: tuple[str, ...] = ()
    number: int = 0
    promise: Promise | None = None

    @classmethod
    def of(cls, promise: Promise, rank: str) -> Kept:
        """A promise that was folded."""
        return cls(promise.id, rank, comparison_of(promise), tuple(promise.claims), promise=promise)


@dataclass(frozen=True, slots=True)
class Changed:
    """The promises that differ between two days, as differences are told.

    Attributes:
        first: The first of them.
        kinds: How many there are of each kind.
    """

    first: Sequence[Matched[Kept]]
    kinds: Counter[DifferenceKind]

    @classmethod
    def of(cls, found: Sequence[Matched[Kept]], most: int | None) -> Changed:
        """Of all that differ the first; ``most`` of ``None`` for all."""
        return cls(found[:most], Counter(one.kind for one in found))


def changed_between(connection: Connection, earlier: str, later: str, most: int | None) -> Changed:
    """The promises that differ between two days.

    Args:
        connection: A transaction in which the index and its histories are up to date.
        earlier: ISO date.
        later: ISO date.
        most: How many are looked up, the others being counted alone; ``None`` for all.
    """
    was = _all_of(connection, alone_on(earlier, later), "id", "compared")
    now = _all_of(connection, alone_on(later, earlier), "rank", "number", "id", "compared")
    known = _known_before(was, now)
    news = [number for number, differs in known.items() if differs is not False]
    is_lost = len(was) > sum(one is not None for one in known.values())
    moved = _moved(connection, earlier, later) if is_lost else []
    heirs = {one.after.id: one for one in moved if one.after is not None and not one.is_gone}
    gone = [one for one in moved if one.is_gone]
    counts: dict[DifferenceKind, int] = {
        "changed": sum(map(bool, known.values())) + sum(map(_is_difference, heirs.values())),
        "new": sum(one is None for one in known.values()) - len(heirs),
        "gone": len(gone),
    }
    shown = _held(connection, news if most is None else news[: most + len(heirs)], earlier)
    first = [one for one in (heirs.get(now.id, one) for now, one in shown) if _is_difference(one)]
    return Changed([*first, *gone][:most], Counter({kind: n for kind, n in counts.items() if n}))


def alone_on(day: str, other: str) -> tuple[ColumnElement[bool], ...]:
    """Of histories those rows that hold on a day and not on another one; an index has them by their days.

    The last day that anything is known of may lie before the day that it is compared with.
    """
    since, until = histories.c.since, histories.c.until
    if day > other:
        return since > other, since <= day, until > day
    return until > day, until <= other, since <= day


def _of_it(day: str) -> tuple[ColumnElement[bool], ...]:
    """What ``_SAME`` holds on a day of the promise of a row; an index has all that is asked of it."""
    return _SAME.c.id == histories.c.id, _SAME.c.since <= day, _SAME.c.until > day


def _all_of(connection: Connection, asked: Iterable[ColumnElement[bool]], *names: str) -> Sequence[Any]:
    """Columns of rows that an index has; what is given out of the rows is looked up, and checked, by their numbers."""
    rows = select(*(histories.c[name] for name in names)).where(*asked).subquery()
    return connection.execute(select(*rows.c)).all()


def _known_before(was: Iterable[Any], now: Iterable[Any]) -> dict[int, bool | None]:
    """The rows that began between two days, first known first, each with whether the promise differed before.

    Args:
        was: What ended between the days: id, and what is compared.
        now: What began: rank, number, id, and what is compared.

    Returns:
        ``None`` for a promise that was not there.
    """
    before = {row.id: row.compared for row in was}
    return {
        number: before[identity] != compared if identity in before else None
        for _, number, identity, compared in sorted(now, key=itemgetter(0))
    }


def _held(connection: Connection, numbers: Sequence[int], earlier: str) -> list[tuple[Kept, Matched[Kept]]]:
    """Rows by their numbers, in this order, each with what its promise was on an earlier day."""
    before = (
        select(_SAME.c[name])
        .where(*_of_it(earlier))
        .correlate(histories)
        .scalar_subquery()
        .label(f"{name}_was")
        for name in ("number", "compared")
    )
    query = select(*(histories.c[name] for name in ("number", "id", "rank", "compared")), *before)
    found: Present[int, tuple[Kept, Matched[Kept]]] = Present()
    for portion in portions(numbers):
        for row in connection.execute(query.where(histories.c.number.in_(portion))):
            was = Kept(row.id, row.rank, row.compared_was or "", number=row.number_was or 0)
            now = Kept(row.id, row.rank, row.compared, number=row.number)
            found[row.number] = now, Matched(None if row.number_was is None else was, now)
    return [found[number] for number in numbers]


def _moved(connection: Connection, earlier: str, later: str) -> list[Matched[Kept]]:
    """What became of promises that are no more: those that took them over, and those that are gone."""
    kept_on = select(_SAME.c.number).where(*_of_it(later)).correlate(histories).exists()
    lost = connection.execute(select(*COLUMNS).where(*alone_on(earlier, later), ~kept_on)).all()
    claims = claims_of(connection, [row.number for row in lost])
    held = resting_on(connection, {claim for some in claims.values() for claim in some}, later)
    now = rows_numbered(connection, held)
    was = [*lost, *_on(connection, {row.id for row in now}, earlier)]
    found = matched(
        *(
            sorted((kept_in(row, told) for row in rows), key=lambda one: one.rank)
            for rows, told in ((was, claims), (now, held))
        )
    )
    ids = {row.id for row in lost}
    return [one for one in found if one.before is not None and one.before.id in ids]


def _on(connection: Connection, ids: Set[str], day: str) -> list[Any]:
    """The rows of promises that hold on a day."""
    found: list[Any] = []
    for portion in portions(sorted(ids)):
        query = select(*COLUMNS).where(histories.c.id.in_(portion), valid(day))
        found += connection.execute(query).all()
    return found


def differing(before: Sequence[Kept], after: Sequence[Kept]) -> list[Matched[Kept]]:
    """Of promises of two days, first known first, those that differ."""
    return [one for one in matched(before, after) if _is_difference(one)]


def _is_difference(one: Matched[Kept]) -> bool:
    return one.is_gone or one.before is None or one.after is None or one.before.compared != one.after.compared


def kept_in(row: Any, claims: Mapping[int, Sequence[str]]) -> Kept:
    """A row of histories with those of the claims that it rests on."""
    return Kept(row.id, row.rank, row.compared, tuple(claims.get(row.number, ())), row.number)


def claims_of(connection: Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    """The claims that rows rest on."""
    found: dict[int, list[str]] = defaultdict(list)
    for portion in portions(sorted(numbers)):
        query = select(history_members).where(history_members.c.number.in_(portion))
        for row in connection.execute(query):
            found[row.number].append(row.claim)
    return found


def resting_on(connection: Connection, claims: Set[str], day: str) -> dict[int, list[str]]:
    """The rows that hold on a day and rest on claims, each with those of them."""
    found: dict[int, list[str]] = defaultdict(list)
    for portion in portions(sorted(claims)):
        query = (
            select(history_members.c.number, history_members.c.claim)
            .join(histories, histories.c.number == history_members.c.number)
            .where(history_members.c.claim.in_(portion), valid(day))
        )
        for row in connection.execute(query):
            found[row.number].append(row.claim)
    return found


def rows_numbered(connection: Connection, numbers: Iterable[int]) -> list[Any]:
    """Rows of histories by their numbers."""
    found: list[Any] = []
    for portion in portions(sorted(numbers)):
        query = select(*COLUMNS).where(histories.c.number.in_(portion))
        found += connection.execute(query).all()
    return found
