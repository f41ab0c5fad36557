"""Asking the index who was for what and who against on a day: no report is read but those judged as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from tallystick.ledger.index_assignments import found_in
from tallystick.ledger.index_judged import Decided, check_texts_are_those_of, copies_around
from tallystick.ledger.index_outlines import Outline, Telling, outlines, tellings_of
from tallystick.ledger.index_position_tables import spoken
from tallystick.ledger.index_speakers import sources_known, sources_like, sources_of
from tallystick.ledger.index_spoken import counting, dated, sketching, telling, worded
from tallystick.ledger.index_stands import Share, Sum, grouped
from tallystick.ledger.index_tables import versions
from tallystick.ledger.schema import entries
from tallystick.ledger.shelf import Shelf, portions
from tallystick.model.positions import (
    SIDES_TAKEN,
    ConceptRecord,
    ConceptSum,
    Position,
    Shift,
    Side,
    Standing,
)
from tallystick.model.records import Party
from tallystick.reconcile import last_day_of
from tallystick.reconcile.codebook import Codebook, Concept
from tallystick.reconcile.courses import Said, latest_of, months_of
from tallystick.reconcile.positions import concept_record, concepts_of, no_concept, speaker_key
from tallystick.reconcile.reversals import changes
from tallystick.reconcile.spoken import LAST, Source, Spoken, spoken_in
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
        self._sketches: dict[str, Sequence[Outline]] = {}
        check_texts_are_those_of(connection, self._until)

    def records(self) -> tuple[ConceptRecord, ...]:
        """All concepts."""
        by_concept = self._by_concept(telling(self._book, self._until))
        return tuple(self._record(c, by_concept) for c in concepts_of(self._codebook, by_concept))

    def record(self, key: str) -> ConceptRecord:
        """One concept.

        Raises:
            SettingError: There is none of this key.
        """
        by_concept = self._by_concept(telling(self._book, self._until).where(spoken.c.concept == key))
        return self._record(self._concept(key, by_concept), by_concept)

    def sums(self) -> Sequence[ConceptSum]:
        """See ``Standings.sums``."""
        return [self._sum(concept) for concept in concepts_of(self._codebook, self._every_sketch)]

    def sum_of(self, key: str) -> ConceptSum:
        """See ``Standings.sum_of``."""
        return self._sum(self._concept(key, [key] if self._sketch(key) else ()))

    def standings(self, key: str, first: int, most: int) -> Sequence[Standing]:
        """See ``Standings.standings``."""
        found = sorted(self._sketch(key), key=lambda one: -len(one.told))[first : first + most]
        said = [one.said for one in found]
        latest = [told[latest_of(told)] for told in said]
        at = self._positions(key, zip(found, latest, strict=True))
        return [
            Standing(one.actor, one.of, position, months_of(told), len(told))
            for one, told, position in zip(found, said, at, strict=True)
        ]

    def said(self, key: str, first: int, most: int) -> Sequence[tuple[Party, Position]]:
        """See ``Standings.said``."""
        found = [(one, said) for one in self._sketch(key) for said in one.told]
        found = sorted(found, key=lambda told: told[1][0] or "", reverse=True)[first : first + most]
        actors = (one.actor for one, _ in found)
        return list(zip(actors, self._positions(key, found), strict=True))

    def shifts(self, key: str, first: int, most: int) -> Sequence[Shift]:
        """See ``Standings.shifts``."""
        found = [
            (one, one.actor, kind, said[before], said[after])
            for one, said in ((one, one.said) for one in self._sketch(key))
            for kind, before, after in changes(said)
        ]
        found.sort(key=lambda shift: (shift[4][0] or LAST, shift[1].name, shift[2]))
        found = found[::-1][first : first + most]
        before = self._positions(key, ((one, was) for one, _, _, was, _ in found))
        after = self._positions(key, ((one, now) for one, _, _, _, now in found))
        return [
            Shift(kind, actor, was, now)
            for (_, actor, kind, _, _), was, now in zip(found, before, after, strict=True)
        ]

    def sides(self) -> Sequence[Side]:
        """See ``Standings.sides``."""
        keys = sorted(concept.key for concept in concepts_of(self._codebook, self._every_sketch))
        return [
            Side(key, one.actor, stance, len(said))
            for key in keys
            for one, said in ((one, one.said) for one in self._sketch(key))
            for _, stance in [said[latest_of(said)]]
            if stance in SIDES_TAKEN
        ]

    def of_actor(self, key: str) -> tuple[ConceptRecord, ...]:
        """What one actor alone says; see ``tallystick.reconcile.positions.of_actor``."""
        sources = self._those_like(key)
        everybody = (*sources.values(), *(one.source for one in self._overlaid))
        named = Named(everybody)
        groups = {speaker_key(s, named) for s in everybody if Party(s.id, s.name).key == key}
        same = [number for number, s in sources.items() if speaker_key(s, named) in groups]
        by_concept: dict[str, list[Telling]] = defaultdict(list)
        for numbers in portions(sorted(same)):
            rows = self._without_overlaid(
                telling(self._book, self._until).where(spoken.c.speaker.in_(numbers))
            )
            for concept, told in tellings_of(self._connection, rows, self._until).items():
                by_concept[concept] += told
        for concept, one in self._overlaid_tellings:
            if speaker_key(self._strangers[one.speaker], named) in groups:
                by_concept[concept].append(one)
        everyone = {**sources, **self._strangers}
        actors = grouped(everyone)
        found = []
        for about in concepts_of(self._codebook, by_concept):
            spoke = outlines(by_concept.get(about.key, ()), everyone, actors)
            own = tuple(one.stand() for one in spoke if one.actor.key == key)
            if own:
                found.append(concept_record(about, own))
        return tuple(found)

    def _concept(self, key: str, known: Container[str]) -> Concept:
        """A concept of the codebook; without one, one of those ``known``."""
        if self._codebook is not None:
            if key not in self._codebook.concepts:
                raise no_concept(key, self._codebook.concepts)
            return self._codebook.concepts[key]
        if key not in known:
            raise no_concept(key, sorted(self._keys()))
        (concept,) = concepts_of(None, [key])
        return concept

    def _record(self, concept: Concept, by_concept: Mapping[str, Sequence[Telling]]) -> ConceptRecord:
        told = outlines(by_concept.get(concept.key, ()), self._sources, self._actors)
        return concept_record(concept, tuple(one.stand() for one in told))

    def _sum(self, concept: Concept) -> ConceptSum:
        total = Sum()
        for one in self._sketch(concept.key):
            total.add(Share.of(one.said))
        return total.of(concept)

    def _sketch(self, key: str) -> Sequence[Outline]:
        """What each actor said on a concept, as far as it is counted."""
        if key not in self._sketches:
            asked = sketching(self._book, self._until, spoken.c.concept == key)
            self._sketches |= {key: (), **self._sketched(self._by_concept(asked))}
        return self._sketches[key]

    @cached_property
    def _every_sketch(self) -> Mapping[str, Sequence[Outline]]:
        """The same of all concepts that anybody speaks of."""
        found = self._sketched(self._by_concept(sketching(self._book, self._until)))
        self._sketches = {**dict.fromkeys(self._codebook.concepts if self._codebook else (), ()), **found}
        return found

    def _sketched(self, by_concept: Mapping[str, Sequence[Telling]]) -> dict[str, Sequence[Outline]]:
        return {concept: outlines(told, self._sources, self._actors) for concept, told in by_concept.items()}

    def _positions(self, key: str, wanted: Iterable[tuple[Outline, Said]]) -> list[Position]:
        """Positions on a concept in full: only what tells these is looked up."""
        some = list(wanted)
        numbers = {one.version for outline, said in some for one in outline.told[said] if one.words is None}
        words = worded(self._connection, self._book, key, numbers)
        return [outline.position(said, words) for outline, said in some]

    def _keys(self) -> Iterable[str]:
        """The concepts that anybody speaks of; not looked up where a codebook has them."""
        if self._codebook is not None:
            return ()
        query = select(spoken.c.concept).where(*counting(self._book, self._until)).distinct()
        kept = self._without_overlaid(query.add_columns(spoken.c.version))
        return {row.concept for row in kept} | {one.concept for one in self._overlaid}

    def _by_concept(self, asked: Select[Any]) -> dict[str, list[Telling]]:
        """What is said by concept: what is asked for, and all of reports that people decided about as a whole."""
        found = tellings_of(self._connection, self._without_overlaid(asked), self._until)
        for concept, one in self._overlaid_tellings:
            found[concept].append(one)
        return found

    def _without_overlaid(self, query: Any) -> Sequence[Row[Any]]:
        left_out = {row.version for row in self._whole_reports}
        if not left_out:
            return self._connection.execute(query).all()
        return [row for row in self._connection.execute(query) if row.version not in left_out]

    @cached_property
    def _sources(self) -> dict[int, Source]:
        """Everybody who speaks on any concept, by number."""
        return {**self._kept_sources, **self._strangers}

    @cached_property
    def _kept_sources(self) -> dict[int, Source]:
        """The same without reports that people decided about as a whole."""
        if not self._whole_reports:
            return sources_known(self._connection, self._book, self._until)
        query = select(spoken.c.speaker, spoken.c.version).where(*counting(self._book, self._until))
        numbers = {row.speaker for row in self._without_overlaid(query.distinct())}
        return sources_of(self._connection, numbers)

    def _those_like(self, key: str) -> dict[int, Source]:
        """Those who are called so, and all on whom it depends who is one with them; more where that is not kept."""
        if self._whole_reports:
            return self._kept_sources
        return sources_like(self._connection, self._book, self._until, key)

    @cached_property
    def _actors(self) -> dict[int, int]:
        """Who of them are one and the same: for each the smallest number of these."""
        return grouped(self._sources)

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

    @cached_property
    def _strangers(self) -> dict[int, Source]:
        """Who speaks in these reports; by numbers that nobody else has."""
        sources = dict.fromkeys(one.source for one in self._overlaid)
        return {-number: source for number, source in enumerate(sources, 1)}

    @cached_property
    def _overlaid_tellings(self) -> Sequence[tuple[str, Telling]]:
        numbers = {source: number for number, source in self._strangers.items()}
        told = dated(self._connection, self._overlaid, self._until)
        return [(one.concept, Telling.of(one, numbers[one.source])) for one in told]
