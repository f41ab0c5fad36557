"""The chain of entries."""

import sqlalchemy as sa
from alembic import op
from tallystick.ledger.guards import allow_changes, refuse_changes

revision = "0001"
down_revision = None

_BY_SIGN = sa.String(255).with_variant(sa.String(255, collation="C"), "postgresql")
"""Compared sign by sign whatever the server's language, so that the start of an id can be looked up."""


def upgrade() -> None:
    """Make the table of entries and guard it against changes."""
    op.create_table(
        "entries",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("subject", _BY_SIGN, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("recorded_at", sa.String(32), nullable=False),
    )
    op.create_index("entries_by_subject", "entries", ["kind", "subject"])
    for statement in refuse_changes("entries", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Remove the ledger."""
    for statement in allow_changes("entries", op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("entries")
