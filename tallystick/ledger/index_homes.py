"""Cells folded from what the index keeps of them; a text is read again only where that does not do.

It does not where people decided something about a document, or where its text tells one promise to be a part of
another: then what lives elsewhere has a say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from tallystick.ledger.index_stale import Stale
from tallystick.ledger.index_tables import cells, parts, touches, versions
from tallystick.ledger.shelf import Shelf, portions
from tallystick.model import Reading
from tallystick.model.canonical import content_hash
from tallystick.reconcile.homes import Home, Homes, is_figure_cell, joint_cell_of, part_of
from tallystick.reconcile.homes_format import Kept, homes_in, kept_from_json, kept_to_json

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
        self._of_claim: dict[str, dict[str, str]] = {}
        self._folded: dict[int, frozenset[str]] = {}

    def prepare(self, connection: Connection, asked: Sequence[Stale]) -> list[str]:
        """Look up at once what folding cells will ask for one after the other; forget what others asked for.

        Args:
            connection: The transaction that all further questions are asked in.
            asked: The cells, each with the parts of it that are enough.

        Returns:
            The ids of the documents that tell what lives there.
        """
        self._shelf.connection = connection
        self._ready, self._of_claim = {}, {}
        self._folded = {cell.cell: cell.parts for cell in asked if cell.parts is not None}
        self._look_up([cell for cell in asked if cell.parts is not None])
        inseparable = [cell for cell in asked if cell.parts is not None and cell.name not in self._of_claim]
        for cell in inseparable:
            del self._folded[cell.cell]
        self._look_up([*inseparable, *(cell for cell in asked if cell.parts is None)])
        own = {cell.name for cell in asked} & self._ready.keys()
        return sorted({reading.document.id for cell in own for reading in self._ready[cell]})

    def folded_parts(self, cell: Stale) -> frozenset[str] | None:
        """What was looked up of a cell, ``None`` for all of it: where it cannot be told apart, parts are not enough."""
        return self._folded.get(cell.cell)

    def parts_in(self, cell: str) -> Mapping[str, str] | None:
        """For each claim in a cell whom it is for; ``None`` where what is promised to some depends on others."""
        return self._of_claim.get(cell)

    def _look_up(self, asked: Sequence[Stale]) -> None:
        rows: dict[int, list[Any]] = {cell.cell: [] for cell in asked}
        whole = [cell.cell for cell in asked if cell.cell not in self._folded]
        for portion in portions(sorted(whole)):
            query = _TOUCHING.where(touches.c.cell.in_(portion), versions.c.is_current)
            for row in self._shelf.connection.execute(query):
                rows[row.cell].append(row)
        for number in sorted(rows.keys() - set(whole)):
            own = select(parts.c.version).where(
                parts.c.cell == number, parts.c.part.in_(sorted(self._folded[number]))
            )
            query = _TOUCHING.where(touches.c.cell == number, touches.c.version.in_(own))
            rows[number] = list(self._shelf.connection.execute(query.where(versions.c.is_current)))
        living = {
            cell.name: _of_parts(self._living(cell.name, rows[cell.cell]), self._folded.get(cell.cell))
            for cell in asked
            if holds_homes_alone(cell.name)
        }
        there = [reading for some in living.values() for reading in some]
        told = [home for reading in there if isinstance(reading, Kept) for home in reading.homes.told]
        meeting = {other for home in told for other in home.others}
        meeting |= {joint for cell in asked if (joint := joint_cell_of(cell.name)) is not None}
        inhabited = self._inhabited(self._shelf.connection, meeting)
        self._ready |= living
        self._ready |= {cell: [] for cell in meeting - inhabited}
        for cell, some in living.items():
            of_claim = _told_apart(some)
            meets = {other for reading in some for home in homes_in(reading).told for other in home.others}
            if of_claim is not None and not inhabited & {*meets, joint_cell_of(cell)}:
                self._of_claim[cell] = of_claim

    def touching(self, cell: str) -> Sequence[Reading]:
        """Every reading that counts and touches ``cell``; none of a cell of a figure in which nothing lives."""
        if cell not in self._ready:
            query = _TOUCHING.join(cells, cells.c.cell == touches.c.cell)
            query = query.where(cells.c.digest == content_hash(cell), versions.c.is_current)
            rows = self._shelf.connection.execute(query).all()
            if is_figure_cell(cell) and not any(row.is_home for row in rows):
                rows = []
            self._ready[cell] = self._living(cell, rows) if holds_homes_alone(cell) else self._found(rows)
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


def holds_homes_alone(cell: str) -> bool:
    """Whether nothing is found in a cell but what lives there: it is one of actors or of a document."""
    return cell.startswith(('["who"', '["document"'))


def _together(parts: Sequence[Kept]) -> Kept:
    told = tuple(home for part in parts for home in part.homes.told)
    arrived = tuple(home for part in parts for home in part.homes.arrived)
    return Kept(parts[0].document, homes=Homes(told, arrived))


def _of_parts(readings: list[Reading], some: frozenset[str] | None) -> list[Reading]:
    """Of what lives in a cell that which is for some; ``None`` for all."""
    if some is None or not all(isinstance(reading, Kept) for reading in readings):
        return readings
    return [
        replace(reading, homes=_homes_for(reading.homes, some))
        for reading in readings
        if isinstance(reading, Kept)
    ]


def _homes_for(homes: Homes, some: frozenset[str]) -> Homes:
    return Homes(
        tuple(home for home in homes.told if part_of(home.mention.recipients) in some),
        tuple(home for home in homes.arrived if part_of(home.mention.recipients) in some),
    )


def _told_apart(readings: Iterable[Reading]) -> dict[str, str] | None:
    """For each claim whom it is for; ``None`` where one does not say, or a text has to be read for it."""
    found: dict[str, str] = {}
    for reading in readings:
        if not isinstance(reading, Kept):
            return None
        every: tuple[Home[Any], ...] = (*reading.homes.told, *reading.homes.arrived)
        for home in every:
            part = part_of(home.mention.recipients)
            if not part or found.setdefault(home.mention.claim.id, part) != part:
                return None
    return found
