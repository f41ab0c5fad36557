"""A checksum beside what was worked out about copies, all of it made anew; PostgreSQL learns to name a damaged row."""

import sqlalchemy as sa
from alembic import op
from tallystick.ledger.checksums import DAMAGED, DAMAGED_STATE, checksum_over

revision = "0003"
down_revision = "0002"

_FAILING = (
    f"CREATE FUNCTION {DAMAGED}(place text, asked anyelement) RETURNS anyelement LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION USING ERRCODE = '{DAMAGED_STATE}', MESSAGE = place; END $$"
)

_KEYS = {"copy_fingerprints": ("method", "document"), "copy_comparisons": ("method", "document", "other")}


def upgrade() -> None:
    """Make the tables that remember fingerprints and comparisons anew, each row with its checksum."""
    _make_anew(with_checksum=True)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_FAILING)


def downgrade() -> None:
    """Make them as they were."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {DAMAGED}")
    _make_anew(with_checksum=False)


def _make_anew(*, with_checksum: bool) -> None:
    for table, keys in _KEYS.items():
        op.drop_table(table)
        columns = [sa.Column(key, sa.String(64), primary_key=True) for key in keys]
        columns.append(sa.Column("payload", sa.Text, nullable=False))
        op.create_table(table, *columns, *([checksum_over(*columns)] if with_checksum else []))
