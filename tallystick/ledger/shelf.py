"""Readings found through the index, as they count for one question."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Row, func, select

from tallystick.ledger.entries import claim_from_payload, claim_key, document_from_payload
from tallystick.ledger.index_tables import cells, touches, versions
from tallystick.ledger.lookup import unchanged
from tallystick.ledger.rows import Present
from tallystick.ledger.schema import entries
from tallystick.model import Claim, CopyGroup, Document, Judgement, Reading
from tallystick.model.canonical import content_hash
from tallystick.model.claims_format import FORMAT, reading_from_json
from tallystick.reconcile.homes import is_figure_cell
from tallystick.reconcile.judging import apply

PORTION = 500
"""How many keys or numbers are asked for at once."""

_KEPT = 50_000
"""How many readings are kept in memory."""


Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Cover:
    """A document that was read, without its claims.

    Attributes:
        document: The document.
        places: The ids of all that were read in it, with their places from 0.
    """

    document: Document
    places: Mapping[str, int]


class Recent(Generic[Kept]):
    """What was read of versions last; several threads may use it."""

    def __init__(self, most: int) -> None:
        """Nothing yet.

        Args:
            most: Of how many versions it is kept; what was asked for longest ago is let go first.
        """
        self._most = most
        self._kept: OrderedDict[tuple[int, int], Kept] = OrderedDict()
        self._turn = Lock()

    def known(self, rows: Iterable[Any]) -> dict[tuple[int, int], Kept]:
        """Those of these versions that are kept, by version and last entry."""
        found = {}
        with self._turn:
            for place in ((row.version, row.last) for row in rows):
                if place in self._kept:
                    self._kept.move_to_end(place)
                    found[place] = self._kept[place]
        return found

    def keep(self, found: Mapping[tuple[int, int], Kept]) -> None:
        """Keep what was read."""
        with self._turn:
            self._kept |= found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


class Memory:
    """What an open ledger gave before, for whoever asks next; what was read once never changes.

    Attributes:
        readings: By version and last entry, as those of ``covers``.
        covers: Documents without their claims.
    """

    def __init__(self, most: int = 2_000) -> None:
        """Nothing yet.

        Args:
            most: Of how many versions either is kept; what was asked for longest ago is let go first.
        """
        self.readings = Recent[Reading](most)
        self.covers = Recent[Cover](most)


class Shelf:
    """The readings of a ledger by cell and by claim; see ``tallystick.reconcile.cells.Readings``."""

    def __init__(
        self,
        connection: Connection,
        name: str,
        *,
        until: str | None = None,
        judgements: Sequence[Judgement] = (),
        copies: Sequence[CopyGroup] = (),
    ) -> None:
        """Readings as they count.

        Args:
            connection: A transaction that sees one state of the ledger.
            name: How messages call the ledger.
            until: ISO date; of several versions of a document the last of those published by then is taken.
            judgements: What people decided; laid over the readings.
            copies: Which documents copy which, for documents that were refuted.
        """
        self._memory: Memory | None = None
        self.connection = connection
        self.name = name
        self._until = until
        self._judgements = judgements
        self._copies = copies
        self._kept: OrderedDict[int, Reading] = OrderedDict()
        self._at_hand: dict[int | str, Row[Any]] = {}

    def sharing(self, memory: Memory | None) -> Self:
        """This shelf, which takes from a memory what others read before, and keeps there what it reads."""
        self._memory = memory
        return self

    def touching(self, cell: str) -> list[Reading]:
        """Every reading that counts and touches ``cell``; none of a cell of a figure in which nothing lives.

        Folding asks there for what leaves its actors open: where there is nothing of that kind, it need not
        look at all those who promise the same figure.
        """
        return self._counting(self.rows_touching(cell))

    def all_touching(self, cell: str) -> list[Reading]:
        """Every reading that counts and touches ``cell``, whatever lives there."""
        return self._counting(self._touching(cell))

    def rows_touching(self, cell: str) -> Sequence[Row[Any]]:
        """The versions that ``touching`` chooses from."""
        found = self._touching(cell)
        return [] if is_figure_cell(cell) and not any(row.is_home for row in found) else found

    def _touching(self, cell: str) -> Sequence[Row[Any]]:
        query = (
            select(versions, touches.c.is_home)
            .join(touches, touches.c.version == versions.c.version)
            .join(cells, cells.c.cell == touches.c.cell)
            .where(cells.c.digest == content_hash(cell))
        )
        return self.connection.execute(query).all()

    def telling(self, claim: str) -> list[Reading]:
        """Every reading that counts and makes the claim with this id."""
        return [r for r in self._counting(self.rows_telling(claim)) if any(c.id == claim for c in r.claims)]

    def rows_telling(self, claim: str) -> Sequence[Row[Any]]:
        """The versions that ``telling`` chooses from."""
        query = select(entries.c.payload).where(entries.c.kind == "claim", entries.c.subject == claim)
        keys = {json.loads(payload)["document"] for payload in self.connection.execute(query).scalars()}
        return self.connection.execute(select(versions).where(versions.c.key.in_(sorted(keys)))).all()

    def of_documents(self, documents: Iterable[str]) -> list[Reading]:
        """The readings that count of documents with these ids."""
        found: list[Row[Any]] = []
        for portion in portions(sorted(set(documents))):
            found += self.connection.execute(select(versions).where(versions.c.document.in_(portion))).all()
        return self._counting(found)

    def take(self, rows: Iterable[Row[Any]]) -> None:
        """Take entries that were fetched already, so that they are not looked up again."""
        self._at_hand = {key: row for row in rows for key in (row.seq, row.key)}

    def numbered(self, numbers: Sequence[int]) -> list[Reading]:
        """The readings of versions with these numbers, in this order."""
        rows: Present[int, Row[Any]] = Present()
        for portion in portions(numbers):
            found = self.connection.execute(select(versions).where(versions.c.version.in_(portion)))
            rows.update({row.version: row for row in found})
        return self.load([rows[number] for number in numbers])

    def _counting(self, found: Sequence[Row[Any]]) -> list[Reading]:
        if self._until is None:
            return self.load([row for row in found if row.is_current])
        return self.load(self.newest_of([row for row in found if row.last_day <= self._until]))

    def newest_of(self, rows: Iterable[Row[Any]]) -> list[Row[Any]]:
        """Of versions that were published in time those that count: of each document the last that was read."""
        known = list(rows)
        newest = self._newest({row.document for row in known})
        return [row for row in known if row.last == newest[row.document]]

    def _newest(self, documents: set[str]) -> dict[str, int]:
        """For each document its last reading among the versions published in time."""
        newest: dict[str, int] = {}
        for portion in portions(sorted(documents)):
            query = (
                select(versions.c.document, func.max(versions.c.last))
                .where(versions.c.document.in_(portion), versions.c.last_day <= self._until)
                .group_by(versions.c.document)
            )
            newest |= {row[0]: row[1] for row in self.connection.execute(query)}
        return newest

    def load(self, rows: Sequence[Any]) -> list[Reading]:
        """The readings of versions, judged; each is taken from memory where it was read before.

        Args:
            rows: With ``version``, ``last`` and ``key`` as in the table of versions.
        """
        missing = [row for row in rows if row.version not in self._kept]
        for start in range(0, len(missing), PORTION):
            portion = missing[start : start + PORTION]
            judged = apply(self._remembered(portion), self._judgements, self._copies).readings
            self._kept |= {row.version: reading for row, reading in zip(portion, judged, strict=True)}
        found = []
        for row in rows:
            self._kept.move_to_end(row.version)
            found.append(self._kept[row.version])
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def told(
        self, rows: Sequence[Any], claims: Mapping[str, Sequence[Row[Any]]]
    ) -> Iterator[tuple[Document, Mapping[int, Claim]]]:
        """The documents of versions with some of their claims, nothing else of what was read in them.

        Args:
            rows: The versions, as for ``load``.
            claims: Entries of claims by the keys of their documents; those that no longer count are left out.

        Yields:
            Each document with its claims by their places among all that were read in it, from 0.
        """
        covers = self._covers(rows)
        for row in rows:
            cover = covers[row.version, row.last]
            told = (claim_from_payload(entry.payload) for entry in claims[row.key])
            yield cover.document, {cover.places[c.id]: c for c in told if c.id in cover.places}

    def _covers(self, rows: Sequence[Any]) -> Mapping[tuple[int, int], Cover]:
        known = {} if self._memory is None else self._memory.covers.known(rows)
        missing = [row for row in rows if (row.version, row.last) not in known]
        numbers = [number for row in missing for number in (row.version, row.last)]
        payloads = Present({e.seq: e.payload for e in self._entries(entries.c.seq, numbers)})
        fresh = {
            (row.version, row.last): Cover(
                document_from_payload(payloads[row.version]),
                {claim: place for place, claim in enumerate(json.loads(payloads[row.last])["claims"])},
            )
            for row in missing
        }
        if self._memory is not None:
            self._memory.covers.keep(fresh)
        return {**known, **fresh}

    def _remembered(self, rows: Sequence[Any]) -> list[Reading]:
        if self._memory is None:
            return self._read(rows)
        found = self._memory.readings.known(rows)
        missing = [row for row in rows if (row.version, row.last) not in found]
        fresh = {(row.version, row.last): one for row, one in zip(missing, self._read(missing), strict=True)}
        self._memory.readings.keep(fresh)
        found |= fresh
        return [found[row.version, row.last] for row in rows]

    def _read(self, rows: Sequence[Any]) -> list[Reading]:
        numbers = [number for row in rows for number in (row.version, row.last)]
        payloads = Present({e.seq: json.loads(e.payload) for e in self._entries(entries.c.seq, numbers)})
        keys = [claim_key(row.key, claim) for row in rows for claim in payloads[row.last]["claims"]]
        told = ((e.key, json.loads(e.payload)["claim"]) for e in self._entries(entries.c.key, keys))
        claims = Present(told)
        return [
            reading_from_json(
                {
                    **payloads[row.version],
                    "format": FORMAT,
                    "claims": [claims[claim_key(row.key, c)] for c in payloads[row.last]["claims"]],
                    "problems": payloads[row.last]["problems"],
                }
            )
            for row in rows
        ]

    def _entries(self, column: Any, values: Sequence[Any]) -> Iterable[Any]:
        yield from (unchanged(self._at_hand[v], self.name) for v in values if v in self._at_hand)
        for portion in portions([value for value in values if value not in self._at_hand]):
            for row in self.connection.execute(select(entries).where(column.in_(portion))):
                yield unchanged(row, self.name)


class Whole(Shelf):
    """A shelf for who asks what may have been found in a cell before something was taken away."""

    def touching(self, cell: str) -> list[Reading]:
        """Every reading that counts and touches ``cell``; none of a cell of a figure in which nothing ever lived."""
        query = select(cells.c.was_home).where(cells.c.digest == content_hash(cell))
        if is_figure_cell(cell) and not self.connection.execute(query).scalar():
            return []
        return self._counting(self._touching(cell))


def portions(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """``values`` in portions that every database takes."""
    for start in range(0, len(values), PORTION):
        yield values[start : start + PORTION]
