"""The tables of the index that tell who is for what: what is said on concepts, and what it adds up to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Index, Integer, String, Table, Text, desc

from tallystick.ledger.index_tables import SIGNS, derived

_IN_KEYS = {"concept": SIGNS, "claim": String(64)}
"""What keys hold besides numbers."""


def _keyed(name: str, key: str, *others: Column[Any] | Index) -> Table:
    """A table whose rows are sorted by their key: the names of its columns, with the other columns and indexes."""
    columns = (
        Column(part, _IN_KEYS.get(part, Integer()), primary_key=True, autoincrement=False)
        for part in key.split()
    )
    return Table(name, derived, *columns, *others, sqlite_with_rowid=False)


books = Table(
    "index_books",
    derived,
    Column("book", Integer, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("seq", Integer, nullable=False),
    Column("filled", Integer, nullable=False),
)
"""What was assigned in reading, and the codebooks that were asked about. ``key`` is the hash of a codebook and of the
rules that assign its concepts, ``seq`` the last entry of the ledger that was looked at for it, ``filled`` counts on: it
is highest where that was done last."""

assigned = Table(
    "index_assigned",
    derived,
    Column("book", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("found", Text, nullable=False),
)
"""The concepts and stances of a version's statements as rules assign them; versions without any are missing."""

speakers = Table(
    "index_speakers",
    derived,
    Column("speaker", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("named", SIGNS, nullable=False),
    Column("sounds", SIGNS, nullable=False),
    Column("office", SIGNS, nullable=False),
    Index("index_speakers_by_name", "named"),
    Index("index_speakers_by_sound", "sounds"),
    Index("index_speakers_by_office", "office"),
)
"""Who speaks: ``source`` is id, name, role and office. Two may be one and the same where they agree in what they are
asked for by (``named``, without capitals), in how the last of a person's names ``sounds``, or in the ``office``; empty
where there is none."""

spoken = _keyed(
    "index_spoken",
    "book concept speaker version claim place",
    Column("stance", String(16), nullable=False),
    Column("said", Text),
    Column("start", Integer, nullable=False),
    Column("document", SIGNS, nullable=False),
    Column("original", SIGNS, nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("published", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("sentence", Text, nullable=False),
    Index("index_spoken_by_version", "version"),
    Index("index_spoken_by_speaker", "speaker", "version"),
)
"""What the current readings say on the concepts of a codebook, as people decided (``tallystick.reconcile.spoken``).

``document``, ``original`` and ``last_day`` are those of the version: with them none is looked up for what was said by a
day."""

voiced = _keyed(
    "index_voiced",
    "book speaker",
    Column("actor", Integer, nullable=False),
    Column("since", String(10), nullable=False),
    Index("index_voiced_by_actor", "actor"),
)
"""Everybody who speaks on any concept of a codebook: ``actor`` is the smallest number of those who are one and the
same, ``since`` the day by which the first report with the speaker was published."""

unsettled = _keyed(
    "index_unsettled",
    "book concept speaker",
)
"""Whose stands have to be added up anew, as something changed in what was said, or in who is one and the same."""

stands = _keyed(
    "index_stands",
    "book concept actor",
    Column("key", SIGNS, nullable=False),
    Column("began", SIGNS, nullable=False),
    Column("name", Text, nullable=False),
    Column("side", String(16)),
    Column("said", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("index_stands_by_key", "book", "key"),
    Index("index_stands_by_said", "book", "concept", desc("said"), "began"),
)
"""Where each actor stands on a concept. ``key`` is what the actor is asked for by, ``began`` sorts by what was said
first, ``side`` is the one taken last, ``said`` counts the actor's positions."""

taken = _keyed(
    "index_taken",
    "book concept actor number",
    Column("day", SIGNS, nullable=False),
    Column("began", SIGNS, nullable=False),
    Column("record", Text, nullable=False),
    Index("index_taken_by_day", "book", "concept", desc("day"), "began", "number"),
)
"""The positions of each stand, oldest first; ``day`` is empty where none is told."""

shifted = _keyed(
    "index_shifted",
    "book concept actor number",
    Column("day", SIGNS, nullable=False),
    Column("name", SIGNS, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("began", SIGNS, nullable=False),
    Column("before", Integer, nullable=False),
    Column("after", Integer, nullable=False),
    Index("index_shifted_by_day", "book", "concept", "day", "name", "kind", "began", "number"),
)
"""Where an actor says something else than before; ``before`` and ``after`` are numbers of positions."""

sums = _keyed(
    "index_sums",
    "book concept",
    Column("record", Text, nullable=False),
)
"""What all stands on a concept add up to."""


def in_book(table: Table, book: int) -> ColumnElement[bool]:
    """Of a codebook, where rows are looked up by something else.

    Keys begin with the number of the codebook, of which there are few. SQLite does not know that, and would rather go
    through all that a codebook has; nothing is looked up by a sum.
    """
    return table.c.book + 0 == book
