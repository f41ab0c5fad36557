"""From which day on histories have to be made anew: those of whole cells, or only of what is promised to some there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from tallystick.ledger.index_tables import NEVER, cells, looks, parts, touches, untold_parts, versions
from tallystick.ledger.rows import add_rows
from tallystick.ledger.shelf import portions

Pair = tuple[int, int]
"""The number of a cell, and that of a version that touches it."""

Parts = frozenset[str]
"""Whom things are for (``tallystick.reconcile.homes.part_of``)."""

_ALL = ""
"""Stands for everybody in place of a part."""


@dataclass(frozen=True, slots=True)
class Untold:
    """A cell of which histories are to be made anew.

    Attributes:
        cell: Its number.
        name: Its name.
        since: From which day on; of parts the first of their days.
        parts: Of whom, and from which day on; ``None`` for all.
        told_apart: As in the table of cells.
    """

    cell: int
    name: str
    since: str
    parts: Mapping[str, str] | None
    told_apart: bool


def whom_told(connection: Connection, numbers: Iterable[int]) -> dict[Pair, Parts | None]:
    """The cells that versions touch, each with whom that is for which a version tells there.

    Args:
        connection: A transaction in which these versions are taken in.
        numbers: Of the versions.

    Returns:
        ``None`` where what it tells there may be for anybody.
    """
    found: dict[Pair, Parts | None] = {}
    for portion in portions(sorted(set(numbers))):
        told: dict[Pair, set[str]] = defaultdict(set)
        for row in connection.execute(select(parts).where(parts.c.version.in_(portion))):
            told[row.cell, row.version].add(row.part)
        query = select(touches.c.cell, touches.c.version, touches.c.is_home)
        rows = connection.execute(query.where(touches.c.version.in_(portion))).all()
        unclear = {row.version for row in rows if row.is_home and (row.cell, row.version) not in told}
        every: dict[int, set[str]] = defaultdict(set)
        for (_, version), some in told.items():
            every[version] |= some
        for row in rows:
            elsewhere = None if row.version in unclear else frozenset(every[row.version])
            own = told.get((row.cell, row.version))
            found[row.cell, row.version] = elsewhere if own is None else frozenset(own)
    return found


def forget_from(
    connection: Connection,
    told: Iterable[Mapping[Pair, Parts | None]],
    rows: Mapping[int, Row[Any]],
    judged: Set[str],
    moved: Mapping[str, Set[str]],
) -> None:
    """Note from which day on histories have to be made anew.

    Args:
        connection: A transaction that writes.
        told: What versions told until now, and what they tell (``whom_told``).
        rows: The versions, by their numbers.
        judged: Documents of which something changed for every day.
        moved: Documents that come from another original than before, each with the documents by which they do.
    """
    documents = {row.document for row in rows.values()}
    first = _first_days(connection, documents - judged)
    causes = {document: moved.get(document, {document}) for document in first}
    days = {
        document: min((first.get(cause, "") for cause in some), default="")
        for document, some in causes.items()
    }
    changed = [
        (cell, some, days.get(rows[version].document, ""))
        for pairs in told
        for (cell, version), some in pairs.items()
    ]
    for document in sorted(first):
        changed += _around(connection, document, days[document])
    make_anew(connection, changed)


def _around(connection: Connection, document: str, day: str) -> list[tuple[int, Parts | None, str]]:
    """What those documents tell which come from one text with a document that became known on ``day``."""
    own = select(versions.c.original).where(versions.c.document == document, versions.c.is_current)
    family = select(versions.c.version).where(versions.c.original.in_(own), versions.c.document != document)
    told = whom_told(connection, connection.execute(family).scalars().all())
    return [(cell, some, day) for (cell, _), some in told.items()]


def _first_days(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    """For each document the first day on which a version of it was known."""
    found: dict[str, str] = {}
    for portion in portions(sorted(documents)):
        query = select(versions.c.document, func.min(versions.c.last_day))
        chosen = query.where(versions.c.document.in_(portion)).group_by(versions.c.document)
        found |= {row[0]: row[1] for row in connection.execute(chosen)}
    return found


def make_anew(connection: Connection, changed: Iterable[tuple[int, Parts | None, str]]) -> None:
    """Note that histories have to be made anew, with those that depend on them.

    Args:
        connection: A transaction that writes.
        changed: Cells, each with whom it changed for (``None`` for all) and the first day on which it did.
    """
    days: dict[int, dict[str, str]] = defaultdict(dict)
    for cell, some, day in changed:
        _note(days[cell], [_ALL] if some is None else some, day)
    own = {cell: dict(some) for cell, some in days.items()}
    for cell, looked_at in _looking_at(connection, own):
        for part, day in own[looked_at].items():
            _note(days[cell], [part], day)
    apart = _told_apart(connection, days)
    whole = {
        cell: min(some.values())
        for cell, some in days.items()
        if some and (_ALL in some or cell not in apart)
    }
    if rows := [{"of": cell, "day": day} for cell, day in sorted(whole.items())]:
        late = update(cells).where(cells.c.cell == bindparam("of"), cells.c.told_until > bindparam("day"))
        connection.execute(late.values(told_until=bindparam("day")), rows)
    _note_parts(connection, {cell: some for cell, some in days.items() if cell not in whole})


def _note(days: dict[str, str], some: Iterable[str], day: str) -> None:
    for part in some:
        days[part] = min(day, days.get(part, day))


def _looking_at(connection: Connection, numbers: Iterable[int]) -> list[Pair]:
    """The cells whose histories depend on some cells, each with one that it depends on."""
    found: list[Pair] = []
    for portion in portions(sorted(numbers)):
        query = select(looks.c.cell, cells.c.cell.label("looked_at")).join(
            cells, cells.c.digest == looks.c.looked_at
        )
        rows = connection.execute(query.where(cells.c.cell.in_(portion)))
        found += [(row.cell, row.looked_at) for row in rows]
    return found


def _told_apart(connection: Connection, numbers: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for portion in portions(sorted(numbers)):
        query = select(cells.c.cell).where(cells.c.cell.in_(portion), cells.c.told_apart)
        found |= set(connection.execute(query).scalars())
    return found


def _note_parts(connection: Connection, days: Mapping[int, Mapping[str, str]]) -> None:
    known: dict[tuple[int, str], str] = {}
    for portion in portions(sorted(days)):
        for row in connection.execute(select(untold_parts).where(untold_parts.c.cell.in_(portion))):
            known[row.cell, row.part] = row.since
    rows = [
        {"cell": cell, "part": part, "since": min(day, known.get((cell, part), day))}
        for cell, some in sorted(days.items())
        for part, day in sorted(some.items())
    ]
    add_rows(connection, untold_parts, rows, replacing=True)


def next_untold(connection: Connection, most: int) -> list[Untold]:
    """The first cells of which histories are to be made anew, those that have none in front."""
    columns = select(cells.c.cell, cells.c.name, cells.c.told_until, cells.c.told_apart)
    late = columns.where(cells.c.told_until < NEVER, cells.c.was_home)
    rows = connection.execute(late.order_by(cells.c.told_until, cells.c.cell).limit(most)).all()
    if len(rows) < most:
        some = select(untold_parts.c.cell)
        in_parts = columns.where(cells.c.told_until == NEVER, cells.c.cell.in_(some))
        rows = [*rows, *connection.execute(in_parts.order_by(cells.c.cell).limit(most - len(rows)))]
    days: dict[int, dict[str, str]] = defaultdict(dict)
    for portion in portions([row.cell for row in rows]):
        for row in connection.execute(select(untold_parts).where(untold_parts.c.cell.in_(portion))):
            days[row.cell][row.part] = row.since
    return [
        Untold(
            row.cell,
            row.name,
            since=min([row.told_until, *days[row.cell].values()]),
            parts=days[row.cell] if row.told_until == NEVER else None,
            told_apart=row.told_apart,
        )
        for row in rows
    ]


def settle_told(connection: Connection, told: Mapping[int, bool]) -> None:
    """Note that the histories of cells are made.

    Args:
        connection: A transaction that writes.
        told: The numbers of the cells, each with whether what is promised to some can be told apart there.
    """
    for portion in portions(sorted(told)):
        connection.execute(delete(untold_parts).where(untold_parts.c.cell.in_(portion)))
    for is_apart in (False, True):
        for portion in portions(sorted(cell for cell, found in told.items() if found is is_apart)):
            settled = update(cells).where(cells.c.cell.in_(portion))
            connection.execute(settled.values(told_until=NEVER, told_apart=is_apart))


def is_all_told(connection: Connection) -> bool:
    """Whether no histories are to be made anew."""
    whole = select(cells.c.cell).where(cells.c.told_until < NEVER, cells.c.was_home)
    some = select(untold_parts.c.cell)
    return all(connection.execute(query.limit(1)).scalar() is None for query in (whole, some))


def names_everybody(connection: Connection, cell: int) -> bool:
    """Whether of all that lives in a cell it is known whom it is for."""
    unclear = select(touches.c.version).where(
        touches.c.cell == cell,
        touches.c.version.not_in(select(parts.c.version).where(parts.c.cell == cell)),
    )
    return connection.execute(unclear.limit(1)).scalar() is None
