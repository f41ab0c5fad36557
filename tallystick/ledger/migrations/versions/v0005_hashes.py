"""No more index of hashes: nobody looks an entry up by its hash, and a hash falls anywhere in such an index.

So adding an entry had to read and write one more page of a large file. That no two entries follow the same one is what
their places are for, which no two entries share. In a file the index is let go where it lies and its room is used
again: making the table anew, which is what SQLite offers for it (https://sqlite.org/lang_altertable.html), takes as
much room again as all entries and a long time.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_CONSTRAINT = "entries_hash_key"
"""PostgreSQL's name for it."""

_IN_PASSING = "entries_by_hash"
_OWN = "sqlite_autoindex_entries_2"
"""SQLite's name for the second index that the words of the table ask for; the first is that of the keys."""

_WORDS = re.compile(r",\s*UNIQUE \(hash\)")
_KEYS = 'UNIQUE ("key")'


def upgrade() -> None:
    """Let the index go."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(_CONSTRAINT, "entries", type_="unique")
        return
    _say_of_file(
        table=_WORDS.sub("", _words_of_table()),
        index=_OWN,
        name=_IN_PASSING,
        words=f"CREATE UNIQUE INDEX {_IN_PASSING} ON entries (hash)",
    )
    op.drop_index(_IN_PASSING)


def downgrade() -> None:
    """Make it again."""
    if op.get_bind().dialect.name == "postgresql":
        op.create_unique_constraint(_CONSTRAINT, "entries", ["hash"])
        return
    op.create_index(_IN_PASSING, "entries", ["hash"], unique=True)
    table = _words_of_table().replace(_KEYS, f"{_KEYS}, \n\tUNIQUE (hash)")
    _say_of_file(table=table, index=_IN_PASSING, name=_OWN, words=None)


def _words_of_table() -> str:
    return str(op.get_bind().scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = 'entries'")))


def _say_of_file(*, table: str, index: str, name: str, words: str | None) -> None:
    """Change what a file says of itself; not what lies in it, which is the same whoever asked for an index."""
    connection = op.get_bind()
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :words WHERE name = 'entries'"), {"words": table}
    )
    connection.execute(
        sa.text("UPDATE sqlite_master SET name = :name, sql = :words WHERE name = :index"),
        {"index": index, "name": name, "words": words},
    )
    connection.execute(sa.text("PRAGMA writable_schema = RESET"))
