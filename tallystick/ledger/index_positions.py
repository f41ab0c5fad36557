"""Asking the index who is for what and who against, now: stands are read as they were added up."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from tallystick.ledger.index_position_tables import stands, sums, taken
from tallystick.ledger.index_spoken import Pair
from tallystick.ledger.index_stands import position_in
from tallystick.model.positions import ConceptRecord, Position, Stand
from tallystick.model.records import Party
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.positions import concept_record, concepts_of, no_concept


class IndexedPositions:
    """Who stands where on the concepts of one codebook; as ``tallystick.reconcile.positions``."""

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
        concepts = {concept.key: concept for concept in concepts_of(self._codebook, self._keys())}
        if key not in concepts:
            raise no_concept(key, concepts)
        return concept_record(concepts[key], self._stands(concept=key).get(key, ()))

    def of_actor(self, key: str) -> tuple[ConceptRecord, ...]:
        """What one actor alone says; see ``tallystick.reconcile.positions.of_actor``."""
        found = self._stands(key=key)
        concepts = concepts_of(self._codebook, found)
        return tuple(concept_record(c, found[c.key]) for c in concepts if c.key in found)

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
        months={month: tuple(stances) for month, stances in record["months"].items()},
        positions=tuple(positions),
    )
