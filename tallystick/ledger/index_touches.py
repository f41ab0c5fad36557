"""Which cells each reading touches, and what has to be folded and told anew as that changes."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence, Set
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tallystick.ledger.index_assignments import take_statements
from tallystick.ledger.index_copies import groups_of
from tallystick.ledger.index_histories import has_histories
from tallystick.ledger.index_homes import what_to_keep
from tallystick.ledger.index_mentions import keep_mentions
from tallystick.ledger.index_stale import keep_parts, mark_parts, mark_whole, parts_in
from tallystick.ledger.index_tables import cells, touches, versions
from tallystick.ledger.index_untold import Pair, forget_from, whom_told
from tallystick.ledger.lookup import all_judgements
from tallystick.ledger.rows import add_rows
from tallystick.ledger.shelf import Shelf, portions
from tallystick.model.canonical import content_hash
from tallystick.reconcile.homes import Homes, homes_of
from tallystick.reconcile.judging import apply


def touch(
    shelf: Shelf, name: str, changed: Sequence[int], judged: Set[str], moved: Mapping[str, Set[str]]
) -> None:
    """Note which cells versions touch, as read and as judged, and that these are to be folded anew.

    Args:
        shelf: The readings, with a transaction that writes.
        name: How messages call the ledger.
        changed: The versions that were read, or count no more.
        judged: Documents that judgements may be about, where any was given.
        moved: Documents that come from another original than before, each with those by which they do.
    """
    connection = shelf.connection
    rows = _rows_of(connection, changed, {*judged, *moved})
    numbers = [row.version for row in rows]
    judgements = all_judgements(connection, name)
    copies = groups_of(connection, sorted({row.document for row in rows})) if judgements else ()
    raw = shelf.load(rows)
    counting = apply(raw, judgements, copies).readings
    found: dict[int, dict[str, bool]] = {}
    kept: dict[int, dict[str, str]] = {}
    told: dict[int, dict[str, set[str]]] = {}
    for row, one, other in zip(rows, raw, counting, strict=True):
        homes = homes_of(one)
        found[row.version] = _touched_by(homes, homes if one is other else homes_of(other))
        kept[row.version] = what_to_keep(one, homes)
        told[row.version] = parts_in(homes) if one is other else {}
    numbered = numbers_of(connection, {cell for some in found.values() for cell in some})
    keep_mentions(connection, rows, raw, counting)
    take_statements(connection, rows, raw, counting)
    is_told = has_histories(connection)
    told_before = whom_told(connection, numbers) if is_told else {}
    parts_before = keep_parts(
        connection, {v: {numbered[cell]: p for cell, p in some.items()} for v, some in told.items()}
    )
    before = _taken_out(connection, numbers)
    pairs: list[dict[str, Any]] = [
        {
            "cell": numbered[cell],
            "version": version,
            "is_home": is_home,
            "homes": kept[version].get(cell),
        }
        for version, some in found.items()
        for cell, is_home in some.items()
    ]
    add_rows(connection, touches, pairs)
    for portion in portions(sorted({pair["cell"] for pair in pairs if pair["is_home"]})):
        connection.execute(update(cells).where(cells.c.cell.in_(portion)).values(was_home=True))
    if is_told:
        of_version = {row.version: row for row in rows}
        forget_from(connection, (told_before, whom_told(connection, numbers)), of_version, judged, moved)
    parts_now = {(numbered[cell], v): p for v, some in told.items() for cell, p in some.items()}
    # What was decided may change what is promised to anybody in its cells.
    unsettled = {row.version for row in rows if row.document in judged}
    _mark(connection, before, parts_before, unsettled)
    _mark(connection, {(pair["cell"], pair["version"]) for pair in pairs}, parts_now, unsettled)


def _rows_of(connection: Connection, numbers: Iterable[int], documents: Collection[str]) -> list[Row[Any]]:
    """The versions of these numbers, and all versions of documents."""
    wanted = set(numbers)
    for portion in portions(sorted(documents)):
        query = select(versions.c.version).where(versions.c.document.in_(portion))
        wanted |= set(connection.execute(query).scalars())
    rows: list[Row[Any]] = []
    for portion in portions(sorted(wanted)):
        rows += connection.execute(select(versions).where(versions.c.version.in_(portion))).all()
    return rows


def _touched_by(read: Homes, judged: Homes) -> dict[str, bool]:
    """The cells that a reading touches, as read or as judged, each with whether something lives or may move there."""
    lived_in: set[str] = set()
    for homes in (read, judged):
        lived_in |= {home.cell for home in homes.told} | {home.cell for home in homes.arrived}
        lived_in |= {other for home in homes.told if home.is_carried for other in home.others}
    return {cell: cell in lived_in for cell in read.cells | judged.cells}


def _taken_out(connection: Connection, numbers: Sequence[int]) -> set[Pair]:
    """Remove which cells versions touch; what was removed."""
    before: set[Pair] = set()
    for portion in portions(numbers):
        query = select(touches.c.cell, touches.c.version).where(touches.c.version.in_(portion))
        before |= {(row.cell, row.version) for row in connection.execute(query)}
        connection.execute(delete(touches).where(touches.c.version.in_(portion)))
    return before


def _mark(
    connection: Connection,
    pairs: set[Pair],
    parts: Mapping[Pair, set[str]],
    unsettled: Container[int],
) -> None:
    """Have cells folded anew that versions touch: where it is known whom they tell things for, no more than that."""
    known = {pair: some for pair, some in parts.items() if pair[1] not in unsettled}
    mark_whole(connection, {cell for cell, version in pairs if (cell, version) not in known})
    mark_parts(connection, {(cell, part) for (cell, _), some in known.items() for part in some})


def numbers_of(connection: Connection, names: set[str]) -> dict[str, int]:
    """The number of each cell; a new cell gets the next."""
    digests = {content_hash(name): name for name in names}
    found: dict[str, int] = {}
    for portion in portions(sorted(digests)):
        query = select(cells.c.digest, cells.c.cell).where(cells.c.digest.in_(portion))
        found |= {digests[digest]: cell for digest, cell in connection.execute(query)}
    following = (connection.execute(select(func.max(cells.c.cell))).scalar() or 0) + 1
    new = dict(zip(sorted(names - found.keys()), count(following)))
    if new:
        connection.execute(
            insert(cells),
            [
                {
                    "cell": n,
                    "name": c,
                    "digest": content_hash(c),
                    "is_stale": True,
                    "is_parted": False,
                    "was_home": False,
                    "told_until": "",
                    "told_apart": False,
                }
                for c, n in new.items()
            ],
        )
    return found | new
