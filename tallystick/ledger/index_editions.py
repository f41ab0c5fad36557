"""Readings through the index as they counted on every day; see ``tallystick.reconcile.histories.Editions``."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, func, select

from tallystick.ledger.index_copies import groups_of, originals_of, outline
from tallystick.ledger.index_homes import holds_homes_alone
from tallystick.ledger.index_judged import judged_documents
from tallystick.ledger.index_tables import NEVER, cells, parts, touches, versions
from tallystick.ledger.lookup import all_judgements
from tallystick.ledger.shelf import Shelf
from tallystick.model import Document, Reading
from tallystick.model.canonical import content_hash
from tallystick.reconcile.histories import FIRST, Edition
from tallystick.reconcile.homes import Home, Homes, homes_of, is_figure_cell
from tallystick.reconcile.homes_format import Kept, kept_from_json
from tallystick.reconcile.judging import apply, standing
from tallystick.reconcile.voices import Originals

_KEPT = 20_000
"""Of how many readings is remembered where what they tell belongs."""

LIVING = (
    select(versions, touches.c.homes)
    .join(touches, touches.c.version == versions.c.version)
    .join(cells, cells.c.cell == touches.c.cell)
)
"""The versions that touch a cell, each with what is kept of it there."""

NOTHING_KEPT: Mapping[int, Kept] = {}


def lifetimes(connection: Connection) -> dict[int, tuple[str, str]]:
    """Of documents with several versions: between which days each version counted, if it ever did.

    Of the versions published by a day the one read last counts.
    """
    several = (
        select(versions.c.document).group_by(versions.c.document).having(func.count(versions.c.version) > 1)
    )
    columns = (versions.c.version, versions.c.document, versions.c.last, versions.c.last_day)
    query = select(*columns).where(versions.c.document.in_(several)).order_by(versions.c.last.desc())
    found: dict[int, tuple[str, str]] = {}
    ends: dict[str, str] = {}
    for row in connection.execute(query):
        until = ends.get(row.document, NEVER)
        if row.last_day < until:
            found[row.version] = (row.last_day or FIRST, until)
            ends[row.document] = row.last_day or FIRST
        else:
            found[row.version] = (FIRST, FIRST)
    return found


class Shelved:
    """Every version of every document, with what people decided, for one state of the ledger."""

    def __init__(self, connection: Connection, name: str, seq: int) -> None:
        """Look up what all histories share.

        Args:
            connection: A transaction in which the index is up to date.
            name: How messages call the ledger.
            seq: The last entry that is in the index: with others a shelf has to be made anew.
        """
        self.seq = seq
        self._judgements = tuple(all_judgements(connection, name))
        self.constraints = apply((), self._judgements).constraints
        self._refuted = sorted({j.subject for j in standing(self._judgements) if j.on == "document"})
        self._read = Shelf(connection, name)
        self._judged = Shelf(connection, name, judgements=self._judgements)
        self._decided = judged_documents(connection, self._judgements)
        self._lives = lifetimes(connection)
        self._kin = _Kin(connection)
        self._homes: OrderedDict[int, tuple[Reading, Homes]] = OrderedDict()
        self._touching: dict[tuple[str, str | None], Sequence[Edition]] = {}

    def prepare(self, connection: Connection) -> None:
        """Forget what cells asked for until now; all further questions are asked in ``connection``."""
        self._read.connection = self._judged.connection = self._kin.connection = connection
        self._touching.clear()

    def touching(self, cell: str, part: str | None = None) -> Sequence[Edition]:
        """See ``Editions``; of what lives in a cell of actors no text is read that is not about something decided.

        What tells something of some alone may only be asked for where of all that lives in the cell it is known whom it
        is for (``told_apart`` in the table of cells).
        """
        place = cell, part
        if place not in self._touching:
            self._touching[place] = (
                self._living(cell, part)
                if holds_homes_alone(cell)
                else self._editions(self._rows_touching(cell))
            )
        return self._touching[place]

    def _living(self, cell: str, part: str | None) -> list[Edition]:
        query = LIVING.where(cells.c.digest == content_hash(cell))
        if part is not None:
            query = query.join(
                parts, (parts.c.cell == touches.c.cell) & (parts.c.version == touches.c.version)
            )
            query = query.where(parts.c.part == part)
        rows = self._judged.connection.execute(query).all()
        kept = {row.version: row.homes for row in rows if row.document not in self._decided}
        return self._editions(rows, {version: _kept(cell, homes) for version, homes in kept.items() if homes})

    def _rows_touching(self, cell: str) -> Sequence[Row[Any]]:
        """The versions that touch a cell; none of a cell of a figure in which nothing ever lived."""
        lived_in = select(cells.c.was_home).where(cells.c.digest == content_hash(cell))
        if is_figure_cell(cell) and not self._judged.connection.execute(lived_in).scalar():
            return ()
        return self._judged.rows_touching(cell)

    def telling(self, claim: str) -> Sequence[Edition]:
        """See ``Editions``."""
        every = self._editions(self._judged.rows_telling(claim))
        return [e for e in every if any(c.id == claim for c in e.reading.claims)]

    def homes(self, reading: Reading) -> Homes:
        """See ``Editions``."""
        if isinstance(reading, Kept):
            return reading.homes
        known = self._homes.get(id(reading))
        if known is None:
            known = self._homes[id(reading)] = (reading, homes_of(reading))
            if len(self._homes) > _KEPT:
                self._homes.popitem(last=False)
        return known[1]

    def originals(self, day: str) -> Originals:
        """See ``Editions``."""
        return Originals(_OnDay(self._kin, day))

    def days_around(self, document: str) -> Iterable[str]:
        """See ``Editions``."""
        return self._kin.days_around(document)

    def _editions(self, rows: Sequence[Row[Any]], kept: Mapping[int, Kept] = NOTHING_KEPT) -> list[Edition]:
        lives = [self._lives.get(row.version, (row.last_day or FIRST, NEVER)) for row in rows]
        counted = [(row, *life) for row, life in zip(rows, lives, strict=True) if life[0] < life[1]]
        plain = [one for one in counted if not self._may_be_refuted(one[0].document)]
        told = [one for one in plain if one[0].version not in kept]
        readings = self._judged.load([row for row, _, _ in told])
        found = [Edition(r, since, until) for r, (_, since, until) in zip(readings, told, strict=True)]
        found += [
            Edition(kept[row.version], since, until) for row, since, until in plain if row.version in kept
        ]
        self._kin.note(row for row, _, _ in counted)
        for row, since, until in counted:
            if self._may_be_refuted(row.document):
                found += self._as_refuted(row, since, until)
        return found

    def _may_be_refuted(self, document: str) -> bool:
        return bool(self._refuted) and not set(self._kin.family(document)).isdisjoint(self._refuted)

    def _as_refuted(self, row: Row[Any], since: str, until: str) -> Iterator[Edition]:
        """A version, cut where those that it may copy became known: a copy goes with what was refuted."""
        (reading,) = self._read.load([row])
        family = self._kin.family(row.document)
        days = [since, *sorted(day for day in set(family.values()) if since < day < until), until]
        for start, end in pairwise(days):
            later = {name for name, day in family.items() if day > start}
            copies = groups_of(self._kin.connection, self._refuted, without=later)
            yield Edition(apply([reading], self._judgements, copies).readings[0], start, end)


def _kept(cell: str, text: str) -> Kept:
    """What is kept of a reading in a cell, with the claims that live there: they may be dated by themselves."""
    kept = kept_from_json(cell, text)
    every: tuple[Home[Any], ...] = (*kept.homes.told, *kept.homes.arrived)
    return replace(kept, claims=tuple({home.mention.claim.id: home.mention.claim for home in every}.values()))


class _Kin:
    """Which documents come from one text, as far as more than one does."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        several = (
            select(versions.c.original)
            .where(versions.c.is_current)
            .group_by(versions.c.original)
            .having(func.count(versions.c.version) > 1)
        )
        columns = (versions.c.document, versions.c.facts, versions.c.last_day, versions.c.original)
        query = select(*columns).where(versions.c.is_current, versions.c.original.in_(several))
        self._families: dict[str, list[Any]] = defaultdict(list)
        self._original: dict[str, str] = {}
        for row in connection.execute(query.order_by(versions.c.document)):
            self._families[row.original].append(row)
            self._original[row.document] = row.original
        self._alone: dict[str, Document] = {}
        self._known: dict[tuple[str, int], dict[str, Document]] = {}

    def note(self, rows: Iterable[Row[Any]]) -> None:
        """Keep what is to be told of documents that come from no other."""
        for row in rows:
            if row.document not in self._alone or row.is_current:
                self._alone[row.document] = outline(row.document, row.facts)

    def family(self, document: str) -> dict[str, str]:
        """The documents that come from one text with one, itself included, with the days they were known from."""
        rows = self._families.get(self._original.get(document, ""), ())
        return {row.document: row.last_day or FIRST for row in rows} or {document: FIRST}

    def days_around(self, document: str) -> Iterable[str]:
        """The days on which those became known that come from one text with a document."""
        if document not in self._original:
            return ()
        return self.family(document).values()

    def original(self, document: str, day: str) -> Document:
        """The document that one came from, among those known on a day."""
        origin = self._original.get(document)
        if origin is None:
            return self._alone[document]
        known = [row for row in self._families[origin] if row.last_day <= day]
        key = origin, len(known)  # in the order of their days, so many of them are always the same
        if key not in self._known:
            later = {row.document for row in self._families[origin]} - {row.document for row in known}
            copies = groups_of(self.connection, [row.document for row in known], without=later)
            self._known[key] = originals_of(known, copies).of
        return self._known[key].get(document) or self._alone[document]


class _OnDay(dict[str, Document]):
    """For each document the one that it came from on a day."""

    def __init__(self, kin: _Kin, day: str) -> None:
        super().__init__()
        self._kin = kin
        self._day = day

    def __missing__(self, document: str) -> Document:
        return self._kin.original(document, self._day)
