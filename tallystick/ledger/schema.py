"""The tables of a ledger: the entries, which are all that it knows, and what is remembered of working on them.

Migrations write it (``migrations/versions``); a test holds the two to each other.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text

from tallystick.ledger.checksums import CHECKSUM, add_checksum

REVISION = "0005"
"""The newest migration; later ones count up, which tells a newer ledger from a strange file."""

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("subject", String(255).with_variant(String(255, collation="C"), "postgresql"), nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Column(CHECKSUM, BigInteger),
    Index("entries_by_subject", "kind", "subject"),
)

copy_fingerprints = Table(
    "copy_fingerprints",
    metadata,
    Column("method", String(64), primary_key=True),
    Column("document", String(64), primary_key=True),
    Column("payload", Text, nullable=False),
)
"""Fingerprints of documents, by the key of the document's entry and the method that made them."""

copy_comparisons = Table(
    "copy_comparisons",
    metadata,
    Column("method", String(64), primary_key=True),
    Column("document", String(64), primary_key=True),
    Column("other", String(64), primary_key=True),
    Column("payload", Text, nullable=False),
)
"""What comparing two documents came to, by the keys of their entries, the lesser one first."""

for _table in (copy_fingerprints, copy_comparisons):
    add_checksum(_table)
