"""Keeping in the index which statements are about which concepts: each reading is assigned once for each codebook.

A codebook's part of the index is made when it is first asked about, a few reports at a time. Rules work between the
transactions, so that no writer waits for them; where another program was quicker, what it kept is taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tallystick.ledger.access import Access
from tallystick.ledger.index_judged import documents_telling
from tallystick.ledger.index_tables import assigned, books, speakers, spoken, state, versions
from tallystick.ledger.lookup import all_judgements
from tallystick.ledger.progress import Report, unseen
from tallystick.ledger.rows import add_rows
from tallystick.ledger.schema import entries
from tallystick.ledger.shelf import Shelf, portions
from tallystick.model import Judgement, Reading
from tallystick.model.canonical import canonical_json, content_hash
from tallystick.reconcile.assignment import Assignment, assign_all, rules
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.judging import apply, standing
from tallystick.reconcile.spoken import Source, Spoken, as_stored, spoken_in

MOST_BOOKS = 8
"""Of so many codebooks the assignments are kept; that looked at longest ago is let go first."""

_VERSIONS = 200
"""How many readings are assigned between two transactions."""

AS_READ = "as read"
"""The key of what was assigned in reading, without a codebook."""

Found = Mapping[str, Assignment]


def key_of(codebook: Codebook | None) -> str:
    """What is the same as long as a codebook and the rules that assign its concepts are the same."""
    return AS_READ if codebook is None else content_hash([codebook.fingerprint, rules()])


def book_of(connection: Connection, codebook: Codebook | None) -> int | None:
    """The number of a codebook by which all that the index knows is assigned; ``None`` where it is not yet."""
    row = _book(connection, key_of(codebook))
    return row.book if row is not None and row.seq >= _head(connection) else None


def assign_new(access: Access, codebook: Codebook | None, report: Report = unseen) -> None:
    """Assign what was read, corrected or taken out since a codebook was asked about last.

    Args:
        access: A ledger whose index is up to date.
        codebook: The concepts; ``None`` for those assigned in reading.
        report: Called after each step with how many of the entries are done.

    Raises:
        LedgerError: The ledger may not be written.
        SettingError: The parser's pipeline is not installed.
    """
    while not _assign_some(access, codebook, report):
        pass


def found_in(
    connection: Connection, book: int, codebook: Codebook | None, told: Mapping[int, Reading]
) -> dict[int, Found]:
    """What rules assigned to readings, which are given by the numbers of their versions."""
    if codebook is None:
        return {version: as_stored(reading) for version, reading in told.items()}
    found: dict[int, Found] = {version: {} for version in told}
    for portion in portions(sorted(told)):
        query = select(assigned).where(assigned.c.book == book, assigned.c.version.in_(portion))
        for row in connection.execute(query):
            found[row.version] = {c: Assignment(*parts) for c, parts in json.loads(row.found).items()}
    return found


@dataclass(frozen=True, slots=True)
class _Portion:
    """What is to be assigned next.

    Attributes:
        since: Up to this entry everything was assigned before.
        until: Up to this one it is afterwards.
        rows: The versions read in between.
        readings: Their readings.
    """

    since: int
    until: int
    rows: Sequence[Row[Any]]
    readings: Sequence[Reading]


def _assign_some(access: Access, codebook: Codebook | None, report: Report) -> bool:
    """Assign the next readings; whether there are no more."""
    key = key_of(codebook)
    with access.reading() as connection:
        portion = _next(connection, access.name, key)
    fresh: Sequence[Found]
    if codebook is None:
        fresh = [as_stored(reading) for reading in portion.readings]
    else:
        fresh = assign_all(portion.readings, codebook)
    with access.writing() as connection:
        book = _book(connection, key) or _new_book(connection, key)
        if book.seq != portion.since:
            return False
        found = {row.version: one for row, one in zip(portion.rows, fresh, strict=True)}
        told = {row.version: one for row, one in zip(portion.rows, portion.readings, strict=True)}
        if codebook is not None:
            _keep_found(connection, book.book, found)
        again = _judged_since(connection, access.name, portion)
        found |= found_in(connection, book.book, codebook, again)
        _keep_spoken(connection, access.name, book.book, told | again, found)
        following = (connection.execute(select(func.max(books.c.filled))).scalar() or 0) + 1
        connection.execute(
            update(books).where(books.c.book == book.book).values(seq=portion.until, filled=following)
        )
        every = _head(connection)
    report("entries looked through for concepts", portion.until, every)
    return len(portion.rows) < _VERSIONS


def _next(connection: Connection, name: str, key: str) -> _Portion:
    book = _book(connection, key)
    since = 0 if book is None else book.seq
    query = select(versions).where(versions.c.last > since, versions.c.is_current)
    rows = connection.execute(query.order_by(versions.c.last).limit(_VERSIONS)).all()
    until = rows[-1].last if len(rows) == _VERSIONS else _head(connection)
    return _Portion(since, until, rows, Shelf(connection, name).load(rows))


def _head(connection: Connection) -> int:
    """The last entry that the index knows."""
    return int(connection.execute(select(state.c.value).where(state.c.name == "seq")).scalar() or 0)


def _book(connection: Connection, key: str) -> Row[Any] | None:
    return connection.execute(select(books).where(books.c.key == key)).one_or_none()


def _new_book(connection: Connection, key: str) -> Row[Any]:
    """A new codebook; where there are too many, that looked at longest ago is let go."""
    numbers = connection.execute(select(books.c.book).order_by(books.c.filled.desc())).scalars().all()
    for gone in numbers[MOST_BOOKS - 1 :]:
        for table in (books, assigned, spoken):
            connection.execute(delete(table).where(table.c.book == gone))
    number = max(numbers, default=0) + 1
    connection.execute(insert(books), [{"book": number, "key": key, "seq": 0, "filled": 0}])
    return connection.execute(select(books).where(books.c.book == number)).one()


def _judged_since(connection: Connection, name: str, portion: _Portion) -> dict[int, Reading]:
    """Readings assigned before that judgements of a portion are about."""
    decisions = select(entries.c.seq).where(entries.c.kind == "judgement").order_by(entries.c.seq)
    places = [
        number
        for number, seq in enumerate(connection.execute(decisions).scalars())
        if portion.since < seq <= portion.until
    ]
    if not places:
        return {}
    judgements = all_judgements(connection, name)
    by_id = {judgement.id: judgement for judgement in judgements}
    claims = {_decided(judgements[place], by_id).subject for place in places}
    rows: list[Row[Any]] = []
    for documents in portions(sorted(documents_telling(connection, claims))):
        query = select(versions).where(versions.c.document.in_(documents), versions.c.is_current)
        rows += connection.execute(query.where(versions.c.last <= portion.since)).all()
    return dict(
        zip((row.version for row in rows), Shelf(connection, name).load(rows), strict=True),
    )


def _decided(judgement: Judgement, by_id: Mapping[str, Judgement]) -> Judgement:
    """The judgement that another takes back, however often that was done; else itself."""
    while judgement.verdict == "withdraw" and judgement.subject in by_id:
        judgement = by_id[judgement.subject]
    return judgement


def _keep_found(connection: Connection, book: int, found: Mapping[int, Found]) -> None:
    """Put assignments in place of those kept of these versions."""
    for portion in portions(sorted(found)):
        connection.execute(delete(assigned).where(assigned.c.book == book, assigned.c.version.in_(portion)))
    rows = [
        {
            "book": book,
            "version": version,
            "found": canonical_json({c: [a.concept, a.stance, a.sentence] for c, a in some.items()}),
        }
        for version, some in found.items()
        if some
    ]
    add_rows(connection, assigned, rows)


def _keep_spoken(
    connection: Connection, name: str, book: int, told: Mapping[int, Reading], found: Mapping[int, Found]
) -> None:
    """Put what is said on concepts in place of what was kept of these versions."""
    for portion in portions(sorted(told)):
        connection.execute(delete(spoken).where(spoken.c.book == book, spoken.c.version.in_(portion)))
    on_claims = [j for j in standing(all_judgements(connection, name)) if j.on == "claim"]
    judged = apply(told.values(), on_claims).readings
    said = [
        (version, one)
        for (version, reading), counting in zip(told.items(), judged, strict=True)
        for one in spoken_in(reading, counting, found[version], None)
    ]
    numbers = _numbered(connection, {one.source for _, one in said})
    rows = {
        (version, one.concept, one.claim, one.place): _row(book, version, numbers[one.source], one)
        for version, one in said  # a report may make one claim twice
    }
    add_rows(connection, spoken, list(rows.values()))


def _row(book: int, version: int, speaker: int, one: Spoken) -> dict[str, Any]:
    return {
        "book": book,
        "concept": one.concept,
        "version": version,
        "claim": one.claim,
        "place": one.place,
        "speaker": speaker,
        "stance": one.stance,
        "said": one.said,
        "start": one.start,
        "published": one.published,
        "publisher": one.publisher,
        "url": one.url,
        "sentence": one.sentence,
    }


def _numbered(connection: Connection, sources: Iterable[Source]) -> dict[Source, int]:
    """The number of each source; a new one gets the next."""
    plain = {source: canonical_json([source.id, source.name, source.role, source.of]) for source in sources}
    by_digest = {content_hash(words): source for source, words in plain.items()}
    found: dict[Source, int] = {}
    for portion in portions(sorted(by_digest)):
        query = select(speakers.c.digest, speakers.c.speaker).where(speakers.c.digest.in_(portion))
        found |= {by_digest[digest]: number for digest, number in connection.execute(query)}
    following = (connection.execute(select(func.max(speakers.c.speaker))).scalar() or 0) + 1
    missing = [digest for digest, source in sorted(by_digest.items()) if source not in found]
    new = {by_digest[digest]: number for number, digest in enumerate(missing, following)}
    if new:
        connection.execute(
            insert(speakers),
            [{"speaker": n, "digest": content_hash(plain[s]), "source": plain[s]} for s, n in new.items()],
        )
    return found | new
