"""What is said on concepts, in the index: kept as readings come, and given out with the days that it is dated by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    delete,
    literal,
    or_,
    select,
    type_coerce,
)

from tallystick.ledger.index_position_tables import books, in_book, spoken, unsettled
from tallystick.ledger.index_queries import Families
from tallystick.ledger.index_speakers import numbered
from tallystick.ledger.index_tables import versions
from tallystick.ledger.rows import Present, add_rows
from tallystick.ledger.shelf import portions
from tallystick.model import Reading
from tallystick.reconcile.assignment import Assignment
from tallystick.reconcile.spoken import Source, Spoken, spoken_in

Found = Mapping[str, Assignment]
"""What the statements of a reading are about, by claim."""

Pair = tuple[str, int]
"""A concept and the number of a speaker."""


Place = tuple[int, int, str, int]
"""Where a row is kept that tells what is said on a concept: speaker, version, claim and place."""

Words = tuple[str, str | None, str | None]
"""What is said: the sentence, who published it, and its address."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A version of a document with what its statements are about.

    Attributes:
        row: The version; in one that does not count nothing is said.
        read: Its reading.
        judged: The same in the light of judgements.
        about: What its statements are about.
    """

    row: Row[Any]
    read: Reading
    judged: Reading
    about: Found

    def spoken(self) -> Iterator[Spoken]:
        """What is said in it."""
        return spoken_in(self.read, self.judged, self.about, None) if self.row.is_current else iter(())


_SKETCHED = (
    "concept", "speaker", "version", "claim", "place", "stance", "said", "start", "document", "original", "published",
)  # fmt: skip
"""What is said, without its words."""

_WORDS = ("sentence", "publisher", "url")


def keep_spoken(connection: Connection, book: int, told: Sequence[Assigned]) -> None:
    """Put what is said on the concepts of a codebook in place of what was kept of some versions."""
    changed: set[Pair] = set()
    for portion in portions([one.row.version for one in told]):
        own = _in_versions(book, portion)
        query = select(spoken.c.concept, spoken.c.speaker).where(*own)
        changed |= {(row.concept, row.speaker) for row in connection.execute(query.distinct())}
        connection.execute(delete(spoken).where(*own))
    said = [(one.row, spoken_) for one in told for spoken_ in one.spoken()]
    numbers = numbered(connection, {one.source for _, one in said})
    kept = {
        (row.version, one.concept, one.claim, one.place): _row(book, row, numbers[one.source], one)
        for row, one in said  # a report may make one claim twice
    }
    add_rows(connection, spoken, list(kept.values()))
    unsettle(connection, book, changed | {(one.concept, numbers[one.source]) for _, one in said})


def unsettle(connection: Connection, book: int, changed: Iterable[Pair]) -> None:
    """Note that what speakers said on concepts has to be added up anew."""
    rows = [{"book": book, "concept": concept, "speaker": speaker} for concept, speaker in sorted(changed)]
    add_rows(connection, unsettled, rows, replacing=True)


def unsettle_dated(connection: Connection, documents: Iterable[str]) -> None:
    """Note that documents, or those that come from them, come from a report of another day."""
    numbers = connection.execute(select(books.c.book)).scalars().all()
    for portion in portions(sorted(set(documents))):
        about = versions.c.document.in_(portion), versions.c.original.in_(portion)
        own = select(versions.c.version).where(or_(*about), versions.c.is_current)
        for book in numbers:
            query = select(spoken.c.concept, spoken.c.speaker).where(
                *_in_versions(book, own), spoken.c.said.is_(None)
            )
            found = {(row.concept, row.speaker) for row in connection.execute(query.distinct())}
            unsettle(connection, book, found)


def _row(book: int, version: Row[Any], speaker: int, one: Spoken) -> dict[str, Any]:
    return {
        "book": book,
        "concept": one.concept,
        "speaker": speaker,
        "version": version.version,
        "claim": one.claim,
        "place": one.place,
        "stance": one.stance,
        "said": one.said,
        "start": one.start,
        "document": version.document,
        "original": version.original,
        "last_day": version.last_day,
        "published": one.published,
        "publisher": one.publisher,
        "url": one.url,
        "sentence": one.sentence,
    }


def _in_versions(book: int, numbers: Any) -> tuple[ColumnElement[bool], ...]:
    """What is said in some versions."""
    return spoken.c.version.in_(numbers), in_book(spoken, book)


def counting(book: int, until: str | None) -> tuple[ColumnElement[bool], ...]:
    """What is said in versions that count on a day; nothing is kept of what those say that never do."""
    known = () if until is None else (spoken.c.last_day <= until,)
    return spoken.c.book == book, *known


def telling(book: int, until: str | None) -> Select[Any]:
    """What is said in versions that count on a day, each row with what ``spoken_of`` asks of it."""
    sketched, words = ((spoken.c[name] for name in names) for names in (_SKETCHED, _WORDS))
    return select(*sketched, _comes_apart(until), *words).where(*counting(book, until))


def sketching(book: int, until: str, *conditions: ColumnElement[bool]) -> Select[Any]:
    """What is said on a day that fits conditions, without its words: to be counted and sorted, and given out by none.

    What is to be given out of it is looked up, and checked, by ``worded``.
    """
    columns = (spoken.c[name] for name in _SKETCHED)
    rows = select(*columns, _comes_apart(until)).where(*counting(book, until), *conditions).subquery()
    return select(*rows.c)


def worded(connection: Connection, book: int, concept: str, numbers: Iterable[int]) -> Present[Place, Words]:
    """The words of what some versions say on a concept."""
    found: Present[Place, Words] = Present()
    own = spoken.c.concept == concept, in_book(spoken, book)
    places = spoken.c.speaker, spoken.c.version, spoken.c.claim, spoken.c.place
    query = select(*places, *(spoken.c[name] for name in _WORDS)).where(*own)
    for portion in portions(sorted(set(numbers))):
        rows = connection.execute(query.where(spoken.c.version.in_(portion))).all()
        found.update({(row[0], row[1], row[2], row[3]): (row[4], row[5], row[6]) for row in rows})
    return found


def _comes_apart(until: str | None) -> ColumnElement[Any]:
    """Whether something that comes from the same text as a version became known only after a day."""
    if until is None:
        return literal(value=False).label("comes_apart")
    later = (versions.c.original == spoken.c.original, versions.c.is_current, versions.c.last_day > until)
    found = select(versions.c.version).where(*later).correlate(spoken).exists()
    return type_coerce(found, Integer).label(
        "comes_apart"
    )  # as it comes: to make it a truth takes as long again


def spoken_of(
    connection: Connection, rows: Sequence[Any], sources: Mapping[int, Source], until: str | None
) -> list[Spoken]:
    """What rows tell, with the day on which the report that each comes from was published.

    Args:
        connection: A transaction in which the index is up to date.
        rows: Of ``telling``.
        sources: Who speaks, by number.
        until: ISO date of the day asked for, ``None`` for everything: copies that came later take no part.
    """
    firsts = first_days(connection, rows, until)
    return [
        Spoken(
            concept=concept, stance=stance, source=sources[speaker], claim=claim, start=start, place=place, said=said,
            sentence=sentence, document=document, published=published, publisher=publisher, url=url,
            first_published=None if said is not None else firsts.get(document, published),
        )
        for (
            concept, speaker, _, claim, place, stance, said, start, document, _, published, _, sentence, publisher,
            url,
        ) in rows
    ]  # fmt: skip


def first_days(connection: Connection, rows: Sequence[Any], until: str | None) -> dict[str, str | None]:
    """When the originals of reports that do not date what they tell were published; without some that are their own.

    Args:
        connection: A transaction in which the index is up to date.
        rows: Of ``telling`` or ``sketching``.
        until: As for ``spoken_of``.
    """
    apart: set[str] = set()
    originals: dict[str, str] = {}
    published_on: dict[str, str | None] = {}
    for _, _, _, _, _, _, said, _, document, original, published, comes_apart, *_ in rows:
        published_on[document] = published
        if said is None and original != document:
            originals[document] = original
        if said is None and comes_apart:
            apart.add(document)
    return _first_published(connection, originals, apart, until, published_on)


def dated(connection: Connection, said: Sequence[Spoken], until: str | None) -> list[Spoken]:
    """What was found in readings, with the day on which the report that each comes from was published."""
    originals: dict[str, str] = {}
    for portion in portions(sorted({one.document for one in said if one.said is None})):
        query = select(versions.c.document, versions.c.original).where(
            versions.c.document.in_(portion), versions.c.is_current
        )
        originals |= {row.document: row.original for row in connection.execute(query)}
    later = set() if until is None else _known_later(connection, set(originals.values()), until)
    apart = {document for document, original in originals.items() if original in later}
    published = {one.document: one.published for one in said}
    firsts = _first_published(connection, originals, apart, until, published)
    return [
        replace(one, first_published=firsts.get(one.document, one.published)) if one.said is None else one
        for one in said
    ]


def _known_later(connection: Connection, originals: Iterable[str], until: str) -> set[str]:
    """Those of ``originals`` from which something comes that became known only after a day."""
    found: set[str] = set()
    for portion in portions(sorted(originals)):
        query = select(versions.c.original).where(
            versions.c.original.in_(portion), versions.c.is_current, versions.c.last_day > until
        )
        found |= set(connection.execute(query.distinct()).scalars())
    return found


def _first_published(
    connection: Connection,
    originals: Mapping[str, str],
    apart: Iterable[str],
    until: str | None,
    known: Mapping[str, str | None],
) -> dict[str, str | None]:
    """When the original of documents was published; those that are their own may be missing.

    Args:
        connection: A transaction in which the index is up to date.
        originals: For documents those that they come from.
        apart: Documents from whose text something comes that became known only after the day asked for.
        until: ISO date of that day.
        known: When reports were published of which that was read already.
    """
    families = Families(connection, until or "")
    families.look_up(apart)
    found = {document: families[document].published for document in families}
    others = {d: original for d, original in originals.items() if d not in found and d != original}
    published: Present[str, str | None] = Present(known)
    for portion in portions(sorted(set(others.values()) - known.keys())):
        query = select(versions.c.document, versions.c.facts).where(
            versions.c.document.in_(portion), versions.c.is_current
        )
        rows = connection.execute(query)
        published.update({row.document: json.loads(row.facts)["published"] for row in rows})
    return found | {document: published[original] for document, original in others.items()}
