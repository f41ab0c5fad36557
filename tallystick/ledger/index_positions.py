"""Asking the index who is for what and who against, now: stands are read as they were added up."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from tallystick.ledger.index_position_tables import shifted, stands, sums, taken
from tallystick.ledger.index_spoken import Pair
from tallystick.ledger.index_stands import Sum, position_in
from tallystick.ledger.rows import Present
from tallystick.ledger.shelf import portions
from tallystick.model import Stance
from tallystick.model.positions import (
    ConceptRecord,
    ConceptSum,
    Position,
    Shift,
    Side,
    Stand,
    Standing,
)
from tallystick.model.records import Party
from tallystick.reconcile.codebook import Codebook, Concept
from tallystick.reconcile.positions import concept_record, concepts_of, no_concept


class IndexedPositions:
    """Who stands where on the concepts of one codebook, as ``tallystick.reconcile.positions``; also ``Standings``."""

    def __init__(self, connection: Connection, codebook: Codebook | None, book: int) -> None:
        """Ask what ``connection`` sees.

        Args:
            connection: A transaction in which the index is up to date, and all stands are added up.
            codebook: The concepts; ``None`` for those assigned in reading.
            book: The number of the codebook.
        """
        self._connection = connection
        self._codebook = codebook
        self._book = book

    def records(self) -> tuple[ConceptRecord, ...]:
        """All concepts."""
        found = self._stands()
        concepts = concepts_of(self._codebook, self._keys())
        return tuple(concept_record(concept, found.get(concept.key, ())) for concept in concepts)

    def record(self, key: str) -> ConceptRecord:
        """One concept.

        Raises:
            SettingError: There is none of this key.
        """
        return concept_record(self._concept(key), self._stands(concept=key).get(key, ()))

    def sums(self) -> Sequence[ConceptSum]:
        """See ``Standings.sums``."""
        query = select(sums.c.concept, sums.c.record).where(sums.c.book == self._book)
        found = {row.concept: row.record for row in self._connection.execute(query)}
        return [_sum_in(found.get(c.key)).of(c) for c in concepts_of(self._codebook, found)]

    def sum_of(self, key: str) -> ConceptSum:
        """See ``Standings.sum_of``."""
        concept = self._concept(key)
        query = select(sums.c.record).where(sums.c.book == self._book, sums.c.concept == key)
        return _sum_in(self._connection.execute(query).scalar()).of(concept)

    def standings(self, key: str, first: int, most: int) -> Sequence[Standing]:
        """See ``Standings.standings``."""
        query = select(stands).where(stands.c.book == self._book, stands.c.concept == key)
        query = query.order_by(stands.c.said.desc(), stands.c.began).offset(first).limit(most)
        rows = self._connection.execute(query).all()
        records = [json.loads(row.record) for row in rows]
        places = [(row.actor, record["latest"]) for row, record in zip(rows, records, strict=True)]
        latest = self._at(key, places)
        return [
            Standing(Party(*record["actor"]), record["of"], latest[place], _months(record), row.said)
            for row, record, place in zip(rows, records, places, strict=True)
        ]

    def said(self, key: str, first: int, most: int) -> Sequence[tuple[Party, Position]]:
        """See ``Standings.said``."""
        query = select(taken).where(taken.c.book == self._book, taken.c.concept == key)
        order = taken.c.day.desc(), taken.c.began, taken.c.number
        rows = self._connection.execute(query.order_by(*order).offset(first).limit(most)).all()
        named = self._named(key, {row.actor for row in rows})
        return [(named[row.actor], position_in(row.record)) for row in rows]

    def shifts(self, key: str, first: int, most: int) -> Sequence[Shift]:
        """See ``Standings.shifts``."""
        query = select(shifted).where(shifted.c.book == self._book, shifted.c.concept == key)
        order = (shifted.c.day, shifted.c.name, shifted.c.kind, shifted.c.began, shifted.c.number)
        query = query.order_by(*(column.desc() for column in order))
        rows = self._connection.execute(query.offset(first).limit(most)).all()
        named = self._named(key, {row.actor for row in rows})
        at = self._at(key, [(row.actor, place) for row in rows for place in (row.before, row.after)])
        return [
            Shift(row.kind, named[row.actor], at[row.actor, row.before], at[row.actor, row.after])
            for row in rows
        ]

    def sides(self) -> Sequence[Side]:
        """See ``Standings.sides``."""
        query = select(stands.c.concept, stands.c.key, stands.c.name, stands.c.side, stands.c.said)
        query = query.where(stands.c.book == self._book, stands.c.side.is_not(None))
        if self._codebook is not None:
            query = query.where(stands.c.concept.in_(self._codebook.concepts))
        rows = self._connection.execute(query.order_by(stands.c.concept, stands.c.began)).all()
        return [Side(concept, _party(key, name), side, number) for concept, key, name, side, number in rows]

    def of_actor(self, key: str) -> tuple[ConceptRecord, ...]:
        """What one actor alone says; see ``tallystick.reconcile.positions.of_actor``."""
        found = self._stands(key=key)
        concepts = concepts_of(self._codebook, found)
        return tuple(concept_record(c, found[c.key]) for c in concepts if c.key in found)

    def _concept(self, key: str) -> Concept:
        concepts = {concept.key: concept for concept in concepts_of(self._codebook, self._keys())}
        if key not in concepts:
            raise no_concept(key, concepts)
        return concepts[key]

    def _named(self, concept: str, actors: Iterable[int]) -> dict[int, Party]:
        """Actors of stands on a concept by their numbers."""
        found: dict[int, Party] = {}
        for portion in portions(sorted(actors)):
            query = select(stands.c.actor, stands.c.key, stands.c.name).where(stands.c.book == self._book)
            query = query.where(stands.c.concept == concept, stands.c.actor.in_(portion))
            found |= {row.actor: _party(row.key, row.name) for row in self._connection.execute(query)}
        return found

    def _at(self, concept: str, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Position]:
        """Positions on a concept by the numbers of their actors and their own.

        Asked for by both numbers apart, since SQLite looks up no pair: a few more are found than are wanted.
        """
        found: Present[tuple[int, int], str] = Present()
        query = select(taken.c.actor, taken.c.number, taken.c.record)
        query = query.where(taken.c.book == self._book, taken.c.concept == concept)
        numbers = sorted({number for _, number in places})
        for portion in portions(sorted({actor for actor, _ in places})):
            own = taken.c.actor.in_(portion), taken.c.number.in_(numbers)
            rows = self._connection.execute(query.where(*own))
            found.update({(row.actor, row.number): row.record for row in rows})
        return {place: position_in(found[place]) for place in dict.fromkeys(places)}

    def _keys(self) -> Iterable[str]:
        """The concepts that anybody speaks of; not looked up where a codebook has them."""
        if self._codebook is not None:
            return ()
        return (
            self._connection.execute(select(sums.c.concept).where(sums.c.book == self._book)).scalars().all()
        )

    def _stands(self, **slots: str) -> dict[str, tuple[Stand, ...]]:
        """The stands that have these values, by concept, who spoke first in front."""
        query = select(stands.c.concept, stands.c.actor, stands.c.record).where(stands.c.book == self._book)
        query = query.where(*(stands.c[name] == value for name, value in slots.items()))
        rows = self._connection.execute(query.order_by(stands.c.concept, stands.c.began)).all()
        positions = self._positions(
            [(concept, actor) for concept, actor, _ in rows], is_all="key" not in slots
        )
        found: dict[str, list[Stand]] = defaultdict(list)
        for concept, actor, record in rows:
            found[concept].append(_stand(record, positions[concept, actor]))
        return {concept: tuple(some) for concept, some in found.items()}

    def _positions(self, pairs: Sequence[Pair], *, is_all: bool) -> dict[Pair, list[Position]]:
        """The positions of actors on concepts.

        Args:
            pairs: Concepts and numbers of actors.
            is_all: Whether these are all actors of their concepts.
        """
        found: dict[Pair, list[Position]] = defaultdict(list)
        query = select(taken.c.concept, taken.c.actor, taken.c.record).where(taken.c.book == self._book)
        wanted = (
            [(concept,) for concept in dict.fromkeys(concept for concept, _ in pairs)] if is_all else pairs
        )
        for values in wanted:
            own = (
                column == value
                for column, value in zip((taken.c.concept, taken.c.actor), values, strict=False)
            )
            rows = self._connection.execute(query.where(*own).order_by(taken.c.actor, taken.c.number))
            for concept, actor, record in rows:
                found[concept, actor].append(position_in(record))
        return found


def _stand(text: str, positions: Sequence[Position]) -> Stand:
    record = json.loads(text)
    return Stand(
        actor=Party(*record["actor"]),
        of=record["of"],
        latest=positions[record["latest"]],
        months=_months(record),
        positions=tuple(positions),
    )


def _months(record: Mapping[str, Any]) -> dict[str, tuple[Stance, ...]]:
    return {month: tuple(stances) for month, stances in record["months"].items()}


def _party(key: str, name: str) -> Party:
    return Party(None if key.startswith("name:") else key, name)


def _sum_in(text: str | None) -> Sum:
    return Sum() if text is None else Sum.from_text(text)
