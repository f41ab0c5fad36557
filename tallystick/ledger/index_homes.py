"""Cells folded from what the index keeps of them; a text is read again only where that does not do.

It does not where people decided something about a document, or where its text tells one promise to be a part of
another: then what lives elsewhere has a say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from tallystick.ledger.index_tables import cells, touches, versions
from tallystick.ledger.shelf import Shelf, portions
from tallystick.model import Reading
from tallystick.model.canonical import content_hash
from tallystick.reconcile.homes import Homes, is_figure_cell, joint_cell_of
from tallystick.reconcile.homes_format import Kept, kept_from_json, kept_to_json

_TOUCHING = select(
    touches.c.cell, touches.c.is_home, touches.c.homes, versions.c.version, versions.c.document
).join(versions, versions.c.version == touches.c.version)


def what_to_keep(reading: Reading, homes: Homes) -> dict[str, str]:
    """By cell what is kept of a reading; nothing where its text has to be read for it."""
    if homes.parts:
        return {}
    own = {home.cell for home in homes.told} | {home.cell for home in homes.arrived}
    return {cell: kept_to_json(reading.document, homes, cell) for cell in own}


class KeptCells:
    """The current readings of a ledger by cell and by claim; see ``tallystick.reconcile.cells.Readings``."""

    def __init__(self, shelf: Shelf, decided: Container[str]) -> None:
        """What counts now.

        Args:
            shelf: Where texts are read, in the light of what people decided.
            decided: Ids of all documents that judgements may be about.
        """
        self._shelf = shelf
        self._decided = decided
        self._ready: dict[str, list[Reading]] = {}

    def prepare(self, connection: Connection, asked: Mapping[int, str]) -> list[str]:
        """Look up at once what folding cells will ask for one after the other; forget what others asked for.

        Args:
            connection: The transaction that all further questions are asked in.
            asked: The cells by number.

        Returns:
            The ids of the documents that tell what lives there.
        """
        self._shelf.connection = connection
        rows: dict[int, list[Any]] = {number: [] for number in asked}
        for portion in portions(sorted(asked)):
            query = _TOUCHING.where(touches.c.cell.in_(portion), versions.c.is_current)
            for row in connection.execute(query):
                rows[row.cell].append(row)
        self._ready = {
            cell: self._living(cell, rows[number])
            for number, cell in asked.items()
            if _holds_homes_alone(cell)
        }
        there = [reading for some in self._ready.values() for reading in some]
        told = [home for reading in there if isinstance(reading, Kept) for home in reading.homes.told]
        meeting = {other for home in told for other in home.others}
        meeting |= {joint for cell in asked.values() if (joint := joint_cell_of(cell)) is not None}
        self._ready |= {cell: [] for cell in meeting - self._inhabited(connection, meeting)}
        return sorted({reading.document.id for reading in there})

    def touching(self, cell: str) -> Sequence[Reading]:
        """Every reading that counts and touches ``cell``; none of a cell of a figure in which nothing lives."""
        if cell not in self._ready:
            query = _TOUCHING.join(cells, cells.c.cell == touches.c.cell)
            query = query.where(cells.c.digest == content_hash(cell), versions.c.is_current)
            rows = self._shelf.connection.execute(query).all()
            if is_figure_cell(cell) and not any(row.is_home for row in rows):
                rows = []
            self._ready[cell] = self._living(cell, rows) if _holds_homes_alone(cell) else self._found(rows)
        return self._ready[cell]

    def telling(self, claim: str) -> Iterable[Reading]:
        """Every reading that counts and makes the claim with this id."""
        return self._shelf.telling(claim)

    def _living(self, cell: str, rows: Sequence[Any]) -> list[Reading]:
        """What lives in a cell of actors or of a document."""
        texts = {row.version: row.homes for row in rows if row.homes and row.document not in self._decided}
        kept = [kept_from_json(cell, text) for text in texts.values()]
        return [*kept, *self._shelf.numbered([row.version for row in rows if row.version not in texts])]

    def _found(self, rows: Sequence[Any]) -> list[Reading]:
        """All that is kept of readings, of which some can only be found in a cell."""
        wanted = [row.version for row in rows if row.document not in self._decided]
        texts: dict[int, list[tuple[str, str]]] = defaultdict(list)
        query = select(touches.c.version, cells.c.name, touches.c.homes)
        query = query.join(cells, cells.c.cell == touches.c.cell).where(touches.c.homes.is_not(None))
        for portion in portions(wanted):
            found = self._shelf.connection.execute(query.where(touches.c.version.in_(portion)))
            for version, name, text in found:
                texts[version].append((name, text))
        kept = [_together([kept_from_json(name, text) for name, text in some]) for some in texts.values()]
        return [*kept, *self._shelf.numbered([row.version for row in rows if row.version not in texts])]

    @staticmethod
    def _inhabited(connection: Connection, names: Collection[str]) -> set[str]:
        """Those cells that anything touches; of those of a figure where something has lived."""
        digests = {content_hash(name): name for name in names}
        found: set[str] = set()
        for portion in portions(sorted(digests)):
            query = select(cells.c.digest, cells.c.was_home).where(cells.c.digest.in_(portion))
            for digest, was_home in connection.execute(query):
                name = digests[digest]
                found |= {name} if was_home or not is_figure_cell(name) else set()
        return found


def _holds_homes_alone(cell: str) -> bool:
    """Whether nothing is found in a cell but what lives there: it is one of actors or of a document."""
    return cell.startswith(('["who"', '["document"'))


def _together(parts: Sequence[Kept]) -> Kept:
    told = tuple(home for part in parts for home in part.homes.told)
    arrived = tuple(home for part in parts for home in part.homes.arrived)
    return Kept(parts[0].document, homes=Homes(told, arrived))
