"""One promise as of a day that is past, where no histories are made: from what is promised to the same alone.

An actor may have promised a thousand others something. What it promised to one of them does not depend on the rest
where all that its cell holds says whom it is for (``tallystick.reconcile.histories``), so that the rest is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, select

from tallystick.ledger.index_editions import LIVING
from tallystick.ledger.index_homes import holds_homes_alone
from tallystick.ledger.index_judged import Decided, judged_documents
from tallystick.ledger.index_queries import Families
from tallystick.ledger.index_tables import cells, parts, touches, versions
from tallystick.ledger.index_untold import names_everybody
from tallystick.ledger.shelf import Whole
from tallystick.model import Reading
from tallystick.model.canonical import content_hash
from tallystick.reconcile.cells import Folded
from tallystick.reconcile.histories import FIRST, FOREVER, Edition, InseparableError, part_on
from tallystick.reconcile.homes import Home, Homes, joint_cell_of, part_of
from tallystick.reconcile.homes_format import homes_in, kept_from_json
from tallystick.reconcile.mentions import Transfer
from tallystick.reconcile.voices import Originals


class Alone:
    """What counted on one day, as far as it is told apart whom it is for; see ``histories.Editions``."""

    def __init__(self, connection: Connection, decided: Decided, day: date) -> None:
        """Ask what ``connection`` sees.

        Args:
            connection: A transaction in which the index is up to date.
            decided: What people decided, as it holds for the day.
            day: The day.
        """
        self._connection = connection
        self._day = day
        self._constraints = decided.constraints
        self._decided = judged_documents(connection, decided.judgements)
        self._shelf = Whole(
            connection,
            decided.name,
            until=day.isoformat(),
            judgements=decided.judgements,
            copies=decided.copies,
        )
        self._homes: dict[int, tuple[Reading, Homes]] = {}
        self._touching: dict[tuple[str, str | None], Sequence[Edition]] = {}

    def promised(self, cell: str, part: str) -> Sequence[Folded]:
        """What was promised in a cell to some on the day.

        Args:
            cell: Its name.
            part: Whom (``tallystick.reconcile.homes.part_of``).

        Raises:
            InseparableError: It may depend on what was promised to others.
        """
        number = self._connection.execute(select(cells.c.cell).where(cells.c.digest == content_hash(cell)))
        if not part or not names_everybody(self._connection, number.scalar() or 0):
            raise InseparableError
        return part_on(cell, part, self, self._constraints, self._day)

    def resting_on(self, claim: str) -> Sequence[Folded]:
        """The promises that rested on a claim on the day.

        Raises:
            InseparableError: Some may be among what was promised to others, or by others.
        """
        every = [homes for reading in self._shelf.telling(claim) for homes in [self.homes(reading)]]
        told = [home for homes in every for home in homes.told if home.mention.claim.id == claim]
        arrived = [home for homes in every for home in homes.arrived if home.mention.claim.id == claim]
        is_open = any(home.is_carried or not holds_homes_alone(home.cell) for home in told)
        if is_open or any(self._may_be_counted_elsewhere(home) for home in arrived):
            raise InseparableError
        places = {_place_of(home) for home in told} | {_place_of(home) for home in arrived}
        found = [folded for cell, part in sorted(places) for folded in self.promised(cell, part)]
        return [folded for folded in found if claim in folded.promise.claims]

    def _may_be_counted_elsewhere(self, home: Home[Transfer]) -> bool:
        """Whether nobody is named who gives it, or who does promised something together with others."""
        joint = joint_cell_of(home.cell)
        return not holds_homes_alone(home.cell) or (joint is not None and bool(self._shelf.touching(joint)))

    # -- editions ------------------------------------------------------------------------------------------

    def touching(self, cell: str, part: str | None = None) -> Sequence[Edition]:
        """See ``Editions``; of what lives in a cell of actors no text is read that is not about something decided."""
        if (cell, part) not in self._touching:
            found = self._living(cell, part) if holds_homes_alone(cell) else self._shelf.touching(cell)
            self._touching[cell, part] = _always(found)
        return self._touching[cell, part]

    def _living(self, cell: str, part: str | None) -> Iterable[Reading]:
        query = LIVING.where(cells.c.digest == content_hash(cell))
        if part is not None:
            told = select(parts.c.version).where(parts.c.cell == touches.c.cell, parts.c.part == part)
            query = query.where(touches.c.version.in_(told))
        known = query.where(versions.c.last_day <= self._day.isoformat())
        rows = self._shelf.newest_of(self._connection.execute(known).all())
        kept = [row for row in rows if row.homes and row.document not in self._decided]
        read = {row.version for row in kept}
        yield from (kept_from_json(cell, row.homes) for row in kept)
        yield from self._shelf.load([row for row in rows if row.version not in read])

    def telling(self, claim: str) -> Sequence[Edition]:
        """See ``Editions``."""
        return _always(self._shelf.telling(claim))

    def homes(self, reading: Reading) -> Homes:
        """See ``Editions``."""
        if id(reading) not in self._homes:
            self._homes[id(reading)] = reading, homes_in(reading)
        return self._homes[id(reading)][1]

    def originals(self, day: str) -> Originals:
        """See ``Editions``."""
        return Originals(Families(self._connection, day))

    def days_around(self, document: str) -> Iterable[str]:
        """See ``Editions``; no other day is asked for."""
        del document
        return ()


def _place_of(home: Home[Transfer]) -> tuple[str, str]:
    return home.cell, part_of(home.mention.recipients)


def _always(readings: Iterable[Reading]) -> list[Edition]:
    return [Edition(reading, FIRST, FOREVER) for reading in readings]
