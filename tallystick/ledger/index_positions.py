"""Asking the index who is for what and who against: no report is read but those that were judged as a whole."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from tallystick.ledger.index_assignments import found_in
from tallystick.ledger.index_judged import Decided, check_texts_are_those_of
from tallystick.ledger.index_queries import Families
from tallystick.ledger.index_tables import speakers, spoken, versions
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


class IndexedPositions:
    """Who stands where on the concepts of one codebook, as known on a day; as ``tallystick.reconcile.positions``."""

    def __init__(
        self, connection: Connection, name: str, codebook: Codebook | None, book: int, as_of: str | None
    ) -> None:
        """Ask what ``connection`` sees.

        Args:
            connection: A transaction in which the index is up to date, and all readings are assigned.
            name: How messages call the ledger.
            codebook: The concepts; ``None`` for those assigned in reading.
            book: The number of the codebook.
            as_of: The day; ``None`` for everything.

        Raises:
            Unsure: A text of that time was replaced since: what copied what then is not kept.
            SettingError: ``as_of`` is no date.
        """
        self._connection = connection
        self._name = name
        self._codebook = codebook
        self._book = book
        self._until = None if as_of is None else last_day_of(as_of).isoformat()
        if self._until is not None:
            check_texts_are_those_of(connection, self._until)

    def records(self) -> tuple[ConceptRecord, ...]:
        """All concepts."""
        return concept_records(self._codebook, self._spoken())

    def record(self, key: str) -> ConceptRecord:
        """One concept.

        Raises:
            SettingError: There is none of this key.
        """
        concepts = {concept.key: concept for concept in concepts_of(self._codebook, self._keys())}
        if key not in concepts:
            raise no_concept(key, concepts)
        on_it = [one for one in self._spoken(spoken.c.concept == key) if one.concept == key]
        return concept_record(concepts[key], stands(on_it, self._named))

    def of_actor(self, key: str) -> tuple[ConceptRecord, ...]:
        """What one actor alone says; see ``tallystick.reconcile.positions.of_actor``."""
        named = self._named
        groups = {speaker_key(s, named) for s in self._sources.values() if Party(s.id, s.name).key == key}
        same = [number for number, s in self._sources.items() if speaker_key(s, named) in groups]
        by_concept: dict[str, list[Spoken]] = defaultdict(list)
        for numbers in portions(sorted(same)):
            for one in self._kept(spoken.c.speaker.in_(numbers)):
                by_concept[one.concept].append(one)
        for one in self._overlaid:
            if speaker_key(one.source, named) in groups:
                by_concept[one.concept].append(one)
        found = []
        for concept in concepts_of(self._codebook, by_concept):
            said = self._dated(by_concept.get(concept.key, ()))
            own = tuple(stand for stand in stands(said, named) if stand.actor.key == key)
            if own:
                found.append(concept_record(concept, own))
        return tuple(found)

    def _keys(self) -> Iterable[str]:
        """The concepts that anybody speaks of; not looked up where a codebook has them."""
        if self._codebook is not None:
            return ()
        query = select(spoken.c.concept).where(*self._counting).distinct()
        kept = self._without_overlaid(query.add_columns(spoken.c.version))
        return {row.concept for row in kept} | {one.concept for one in self._overlaid}

    @property
    def _counting(self) -> tuple[ColumnElement[bool], ...]:
        """What is said in versions that count, joined with the versions."""
        joined = and_(spoken.c.version == versions.c.version, versions.c.is_current)
        known = () if self._until is None else (versions.c.last_day <= self._until,)
        return spoken.c.book == self._book, joined, *known

    def _spoken(self, *conditions: ColumnElement[bool]) -> list[Spoken]:
        """What is said that fits conditions, and all of reports that people decided about as a whole."""
        return self._dated([*self._kept(*conditions), *self._overlaid])

    def _kept(self, *conditions: ColumnElement[bool]) -> list[Spoken]:
        """What is said that fits conditions, without reports that people decided about as a whole."""
        query = select(spoken, versions.c.document).where(*self._counting, *conditions)
        rows = self._without_overlaid(query)
        sources = self._sources
        return [
            Spoken(
                concept=row.concept, stance=row.stance, source=sources[row.speaker], claim=row.claim,
                start=row.start, place=row.place, said=row.said, sentence=row.sentence,
                document=row.document, published=row.published, publisher=row.publisher, url=row.url,
                first_published=None,
            )
            for row in rows
        ]  # fmt: skip

    def _without_overlaid(self, query: Any) -> Sequence[Row[Any]]:
        left_out = {row.version for row in self._whole_reports}
        return [row for row in self._connection.execute(query) if row.version not in left_out]

    @cached_property
    def _sources(self) -> dict[int, Source]:
        """Everybody who speaks on any concept, by number."""
        query = select(spoken.c.speaker, spoken.c.version).where(*self._counting).distinct()
        numbers = sorted({row.speaker for row in self._without_overlaid(query)})
        found: dict[int, Source] = {}
        for portion in portions(numbers):
            rows = self._connection.execute(select(speakers).where(speakers.c.speaker.in_(portion)))
            found |= {row.speaker: Source(*json.loads(row.source)) for row in rows}
        return found

    @cached_property
    def _named(self) -> Named:
        return Named([*self._sources.values(), *(one.source for one in self._overlaid)])

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
        documents = {name for group in self._decided.copies for name in group.documents}
        documents |= self._decided.whole_documents
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
        rows = [row for row in self._whole_reports if self._until is None or row.last_day <= self._until]
        read = Shelf(self._connection, self._name).load(rows)
        told = {row.version: reading for row, reading in zip(rows, read, strict=True)}
        judged = self._decided.shelf().load(rows)
        found = found_in(self._connection, self._book, self._codebook, told)
        return [
            one
            for (version, reading), counting in zip(told.items(), judged, strict=True)
            for one in spoken_in(reading, counting, found[version], None)
        ]

    # -- days ----------------------------------------------------------------------------------------------

    def _dated(self, said: Sequence[Spoken]) -> list[Spoken]:
        """The same with the day on which the report that each comes from was published."""
        firsts = self._first_published({one.document for one in said if one.said is None})
        return [
            replace(one, first_published=firsts.get(one.document, one.published)) if one.said is None else one
            for one in said
        ]

    def _first_published(self, documents: Iterable[str]) -> dict[str, str | None]:
        """When the original of documents was published; those that are their own may be missing."""
        originals: dict[str, str] = {}
        for portion in portions(sorted(documents)):
            query = select(versions.c.document, versions.c.original).where(
                versions.c.document.in_(portion), versions.c.is_current
            )
            originals |= {row.document: row.original for row in self._connection.execute(query)}
        families = self._split_families(originals)
        found = {document: families[document].published for document in families}
        others = {d: original for d, original in originals.items() if d not in found and d != original}
        published: dict[str, str | None] = {}
        for portion in portions(sorted(set(others.values()))):
            query = select(versions.c.document, versions.c.facts).where(
                versions.c.document.in_(portion), versions.c.is_current
            )
            rows = self._connection.execute(query)
            published |= {row.document: json.loads(row.facts)["published"] for row in rows}
        return found | {document: published[original] for document, original in others.items()}

    def _split_families(self, originals: dict[str, str]) -> Families:
        """The originals, on the day asked for, of documents with copies that came later."""
        families = Families(self._connection, self._until or "")
        if self._until is None:
            return families
        later: set[str] = set()
        for portion in portions(sorted(set(originals.values()))):
            query = select(versions.c.original).where(
                versions.c.original.in_(portion), versions.c.is_current, versions.c.last_day > self._until
            )
            later |= set(self._connection.execute(query.distinct()).scalars())
        families.look_up(document for document, original in originals.items() if original in later)
        return families
