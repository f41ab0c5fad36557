"""Asking the index who was for what and who against on a day: no report is read but those judged as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from tallystick.ledger.index_assignments import found_in
from tallystick.ledger.index_judged import Decided, check_texts_are_those_of, copies_around
from tallystick.ledger.index_position_tables import spoken
from tallystick.ledger.index_speakers import sources_known, sources_like, sources_of
from tallystick.ledger.index_spoken import counting, dated, spoken_of, telling
from tallystick.ledger.index_tables import versions
from tallystick.ledger.schema import entries
from tallystick.ledger.shelf import Shelf, portions
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Party
from tallystick.reconcile import last_day_of
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.positions import (
    concept_record,
    concept_records,
    concepts_of,
    no_concept,
    speaker_key,
    stands,
)
from tallystick.reconcile.spoken import Source, Spoken, spoken_in
from tallystick.reconcile.voices import Named


class PastPositions:
    """Who stands where on the concepts of one codebook, as known on a day; as ``tallystick.reconcile.positions``."""

    def __init__(
        self, connection: Connection, name: str, codebook: Codebook | None, book: int, as_of: str
    ) -> None:
        """Ask what ``connection`` sees.

        Args:
            connection: A transaction in which the index is up to date, and all stands are added up.
            name: How messages call the ledger.
            codebook: The concepts; ``None`` for those assigned in reading.
            book: The number of the codebook.
            as_of: The day.

        Raises:
            Unsure: A text of that time was replaced since: what copied what then is not kept.
            SettingError: ``as_of`` is no date.
        """
        self._connection = connection
        self._name = name
        self._codebook = codebook
        self._book = book
        self._until = last_day_of(as_of).isoformat()
        check_texts_are_those_of(connection, self._until)

    def records(self) -> tuple[ConceptRecord, ...]:
        """All concepts."""
        return concept_records(self._codebook, self._spoken())

    def record(self, key: str) -> ConceptRecord:
        """One concept.

        Raises:
            SettingError: There is none of this key.
        """
        if self._codebook is not None and key not in self._codebook.concepts:
            raise no_concept(key, self._codebook.concepts)
        on_it = [one for one in self._spoken(spoken.c.concept == key) if one.concept == key]
        if self._codebook is None and not on_it:
            raise no_concept(key, sorted(self._keys()))
        (concept,) = concepts_of(None, [key]) if self._codebook is None else [self._codebook.concepts[key]]
        return concept_record(concept, stands(on_it, self._named))

    def of_actor(self, key: str) -> tuple[ConceptRecord, ...]:
        """What one actor alone says; see ``tallystick.reconcile.positions.of_actor``."""
        sources = self._those_like(key)
        everybody = (*sources.values(), *(one.source for one in self._overlaid))
        named = Named(everybody)
        groups = {speaker_key(s, named) for s in everybody if Party(s.id, s.name).key == key}
        same = [number for number, s in sources.items() if speaker_key(s, named) in groups]
        by_concept: dict[str, list[Spoken]] = defaultdict(list)
        for numbers in portions(sorted(same)):
            for one in self._kept(sources, spoken.c.speaker.in_(numbers)):
                by_concept[one.concept].append(one)
        for one in dated(self._connection, self._overlaid, self._until):
            if speaker_key(one.source, named) in groups:
                by_concept[one.concept].append(one)
        found = []
        for concept in concepts_of(self._codebook, by_concept):
            said = stands(by_concept.get(concept.key, ()), named)
            own = tuple(stand for stand in said if stand.actor.key == key)
            if own:
                found.append(concept_record(concept, own))
        return tuple(found)

    def _keys(self) -> Iterable[str]:
        """The concepts that anybody speaks of; not looked up where a codebook has them."""
        if self._codebook is not None:
            return ()
        query = select(spoken.c.concept).where(*counting(self._book, self._until)).distinct()
        kept = self._without_overlaid(query.add_columns(spoken.c.version))
        return {row.concept for row in kept} | {one.concept for one in self._overlaid}

    def _spoken(self, *conditions: ColumnElement[bool]) -> list[Spoken]:
        """What is said that fits conditions, and all of reports that people decided about as a whole."""
        told = self._kept(self._sources, *conditions)
        return [*told, *dated(self._connection, self._overlaid, self._until)]

    def _kept(self, sources: Mapping[int, Source], *conditions: ColumnElement[bool]) -> list[Spoken]:
        """What is said that fits conditions, without reports that people decided about as a whole."""
        rows = self._without_overlaid(telling(self._book, self._until).where(*conditions))
        return spoken_of(self._connection, rows, sources, self._until)

    def _without_overlaid(self, query: Any) -> Sequence[Row[Any]]:
        left_out = {row.version for row in self._whole_reports}
        if not left_out:
            return self._connection.execute(query).all()
        return [row for row in self._connection.execute(query) if row.version not in left_out]

    @cached_property
    def _sources(self) -> dict[int, Source]:
        """Everybody who speaks on any concept, by number."""
        if not self._whole_reports:
            return sources_known(self._connection, self._book, self._until)
        query = select(spoken.c.speaker, spoken.c.version).where(*counting(self._book, self._until))
        numbers = {row.speaker for row in self._without_overlaid(query.distinct())}
        return sources_of(self._connection, numbers)

    def _those_like(self, key: str) -> dict[int, Source]:
        """Those who are called so, and all on whom it depends who is one with them; more where that is not kept."""
        if self._whole_reports:
            return self._sources
        return sources_like(self._connection, self._book, self._until, key)

    @cached_property
    def _named(self) -> Named:
        return Named((*self._sources.values(), *(one.source for one in self._overlaid)))

    # -- reports that people decided about as a whole ------------------------------------------------------

    @cached_property
    def _decided(self) -> Decided | None:
        """What people decided, where they did about whole reports."""
        query = select(entries.c.seq).where(
            entries.c.kind == "judgement", entries.c.payload.contains('"on":"document"', autoescape=True)
        )
        if self._connection.execute(query.limit(1)).scalar() is None:
            return None
        return Decided.by(self._connection, self._name, self._until)

    @cached_property
    def _whole_reports(self) -> Sequence[Row[Any]]:
        """The versions that people decided about as a whole, and of what is copied from these reports."""
        if self._decided is None:
            return ()
        documents = self._decided.whole_documents
        copies = (*self._decided.copies, *copies_around(self._connection, documents, None))
        documents |= {name for group in copies for name in group.documents}
        rows: list[Row[Any]] = []
        for portion in portions(sorted(documents)):
            query = select(versions).where(versions.c.document.in_(portion), versions.c.is_current)
            rows += self._connection.execute(query).all()
        return rows

    @cached_property
    def _overlaid(self) -> Sequence[Spoken]:
        """What stands of it."""
        if self._decided is None:
            return ()
        rows = [row for row in self._whole_reports if row.last_day <= self._until]
        read = Shelf(self._connection, self._name).load(rows)
        told = {row.version: reading for row, reading in zip(rows, read, strict=True)}
        judged = self._decided.shelf().load(rows)
        found = found_in(self._connection, self._book, self._codebook, told)
        return [
            one
            for (version, reading), counting in zip(told.items(), judged, strict=True)
            for one in spoken_in(reading, counting, found[version], None)
        ]
