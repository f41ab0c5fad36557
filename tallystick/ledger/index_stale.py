"""Which cells of the index are to be folded anew: as a whole, or only what is promised to some in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from tallystick.ledger.index_tables import cells, parts, stale_parts
from tallystick.ledger.rows import add_rows
from tallystick.ledger.shelf import portions
from tallystick.reconcile.homes import Home, Homes, part_of

CellPart = tuple[int, str]
"""The number of a cell, and whom something in it is for (``part_of``)."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A cell that is to be folded anew.

    Attributes:
        cell: Its number.
        name: Its name.
        parts: What is to be folded of it; ``None`` for all.
    """

    cell: int
    name: str
    parts: frozenset[str] | None


def parts_in(homes: Homes) -> dict[str, set[str]]:
    """Whom those things are for that a reading tells, by cell; only cells where each claim says whom it is for."""
    if homes.parts:
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    every: tuple[Home[Any], ...] = (*homes.told, *homes.arrived)
    for home in every:
        found[home.cell].add(part_of(home.mention.recipients))
        claims[home.cell, home.mention.claim.id].add(part_of(home.mention.recipients))
    unclear = {cell for (cell, _), some in claims.items() if len(some) > 1}
    return {cell: some for cell, some in found.items() if "" not in some and cell not in unclear}


def keep_parts(
    connection: Connection, told: Mapping[int, Mapping[int, Iterable[str]]]
) -> dict[tuple[int, int], set[str]]:
    """Put whom versions tell things for in place of what was kept of them.

    Args:
        connection: A transaction that may write.
        told: By version, then by the number of the cell.

    Returns:
        What was kept until now, by cell and version.
    """
    before: dict[tuple[int, int], set[str]] = defaultdict(set)
    for portion in portions(sorted(told)):
        for row in connection.execute(select(parts).where(parts.c.version.in_(portion))):
            before[row.cell, row.version].add(row.part)
        connection.execute(delete(parts).where(parts.c.version.in_(portion)))
    rows = [
        {"cell": cell, "part": part, "version": version}
        for version, some in told.items()
        for cell, names in some.items()
        for part in sorted(names)
    ]
    add_rows(connection, parts, rows)
    return before


def mark_whole(connection: Connection, numbers: Iterable[int]) -> None:
    """Note that cells are to be folded anew."""
    for portion in portions(sorted(set(numbers))):
        connection.execute(update(cells).where(cells.c.cell.in_(portion)).values(is_stale=True))


def mark_parts(connection: Connection, some: Iterable[CellPart]) -> None:
    """Note that what is promised to some in cells is to be folded anew."""
    rows = [{"cell": cell, "part": part} for cell, part in sorted(set(some))]
    add_rows(connection, stale_parts, rows, replacing=True)


def hold_together(connection: Connection, numbers: Iterable[int]) -> None:
    """Note that cells are not to be folded in parts."""
    for portion in portions(sorted(set(numbers))):
        connection.execute(update(cells).where(cells.c.cell.in_(portion)).values(is_parted=False))


def stale_names(connection: Connection) -> list[str]:
    """The names of all cells of which anything is to be folded anew."""
    return list(connection.execute(select(cells.c.name).where(_is_stale())).scalars())


def next_stale(connection: Connection, most: int) -> list[Stale]:
    """The first cells of which anything is to be folded anew, by name."""
    rows = connection.execute(select(cells).where(_is_stale()).order_by(cells.c.name).limit(most)).all()
    wanted = _parts_of(connection, [row.cell for row in rows if row.is_parted and not row.is_stale])
    return [
        Stale(row.cell, row.name, frozenset(wanted[row.cell]) if row.cell in wanted else None) for row in rows
    ]


def _is_stale() -> Any:
    return or_(cells.c.is_stale, cells.c.cell.in_(select(stale_parts.c.cell)))


def _parts_of(connection: Connection, numbers: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for portion in portions(numbers):
        for row in connection.execute(select(stale_parts).where(stale_parts.c.cell.in_(portion))):
            found[row.cell].add(row.part)
    return found


def settle_cells(connection: Connection, folded: Iterable[int], parted: Mapping[int, bool]) -> None:
    """Note that cells are up to date.

    Args:
        connection: A transaction that may write.
        folded: Their numbers.
        parted: Of those that were folded as a whole, whether they may be folded in parts from now on.
    """
    for portion in portions(sorted(folded)):
        connection.execute(delete(stale_parts).where(stale_parts.c.cell.in_(portion)))
        connection.execute(update(cells).where(cells.c.cell.in_(portion)).values(is_stale=False))
    for is_parted in (False, True):
        for portion in portions(sorted(cell for cell, found in parted.items() if found is is_parted)):
            connection.execute(update(cells).where(cells.c.cell.in_(portion)).values(is_parted=is_parted))


def cells_left(connection: Connection) -> tuple[int, int]:
    """How many cells there are, and of how many anything is still to be folded."""
    every = select(func.count()).select_from(cells)
    left = every.where(_is_stale())
    return connection.execute(every).scalar() or 0, connection.execute(left).scalar() or 0
