"""What was worked out about copies; can be emptied at any time, for it is worked out anew."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables that remember fingerprints and comparisons of documents."""
    op.create_table(
        "copy_fingerprints",
        sa.Column("method", sa.String(64), primary_key=True),
        sa.Column("document", sa.String(64), primary_key=True),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "copy_comparisons",
        sa.Column("method", sa.String(64), primary_key=True),
        sa.Column("document", sa.String(64), primary_key=True),
        sa.Column("other", sa.String(64), primary_key=True),
        sa.Column("payload", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("copy_comparisons")
    op.drop_table("copy_fingerprints")
