"""The tables of the index that tell who is for what: what is said on concepts, and what it adds up to."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text, desc

from tallystick.ledger.index_tables import SIGNS, derived

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
)
"""Who speaks: ``source`` is id, name, role and office."""

spoken = Table(
    "index_spoken",
    derived,
    Column("book", Integer, primary_key=True, autoincrement=False),
    Column("concept", SIGNS, primary_key=True),
    Column("speaker", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("claim", String(64), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("stance", String(16), nullable=False),
    Column("said", Text),
    Column("start", Integer, nullable=False),
    Column("published", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("sentence", Text, nullable=False),
    Index("index_spoken_by_version", "book", "version"),
    Index("index_spoken_by_speaker", "book", "speaker", "version"),
    sqlite_with_rowid=False,
)
"""What the current readings say on the concepts of a codebook, as people decided (``tallystick.reconcile.spoken``)."""

voiced = Table(
    "index_voiced",
    derived,
    Column("book", Integer, primary_key=True, autoincrement=False),
    Column("speaker", Integer, primary_key=True, autoincrement=False),
    Column("actor", Integer, nullable=False),
    Column("since", String(10), nullable=False),
    Index("index_voiced_by_actor", "book", "actor"),
    sqlite_with_rowid=False,
)
"""Everybody who speaks on any concept of a codebook: ``actor`` is the smallest number of those who are one and the
same, ``since`` the day by which the first report with the speaker was published."""

unsettled = Table(
    "index_unsettled",
    derived,
    Column("book", Integer, primary_key=True, autoincrement=False),
    Column("concept", SIGNS, primary_key=True),
    Column("speaker", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Whose stands have to be added up anew, as something changed in what was said, or in who is one and the same."""

stands = Table(
    "index_stands",
    derived,
    Column("book", Integer, primary_key=True, autoincrement=False),
    Column("concept", SIGNS, primary_key=True),
    Column("actor", Integer, primary_key=True, autoincrement=False),
    Column("key", SIGNS, nullable=False),
    Column("began", SIGNS, nullable=False),
    Column("name", Text, nullable=False),
    Column("side", String(16)),
    Column("said", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("index_stands_by_key", "book", "key"),
    Index("index_stands_by_said", "book", "concept", desc("said"), "began"),
    sqlite_with_rowid=False,
)
"""Where each actor stands on a concept. ``key`` is what the actor is asked for by, ``began`` sorts by what was said
first, ``side`` is the one taken last, ``said`` counts the actor's positions."""

taken = Table(
    "index_taken",
    derived,
    Column("book", Integer, primary_key=True, autoincrement=False),
    Column("concept", SIGNS, primary_key=True),
    Column("actor", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", SIGNS, nullable=False),
    Column("began", SIGNS, nullable=False),
    Column("record", Text, nullable=False),
    Index("index_taken_by_day", "book", "concept", desc("day"), "began", "number"),
    sqlite_with_rowid=False,
)
"""The positions of each stand, oldest first; ``day`` is empty where none is told."""

shifted = Table(
    "index_shifted",
    derived,
    Column("book", Integer, primary_key=True, autoincrement=False),
    Column("concept", SIGNS, primary_key=True),
    Column("actor", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", SIGNS, nullable=False),
    Column("name", SIGNS, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("began", SIGNS, nullable=False),
    Column("before", Integer, nullable=False),
    Column("after", Integer, nullable=False),
    Index("index_shifted_by_day", "book", "concept", "day", "name", "kind", "began", "number"),
    sqlite_with_rowid=False,
)
"""Where an actor says something else than before; ``before`` and ``after`` are numbers of positions."""

sums = Table(
    "index_sums",
    derived,
    Column("book", Integer, primary_key=True, autoincrement=False),
    Column("concept", SIGNS, primary_key=True),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What all stands on a concept add up to."""
