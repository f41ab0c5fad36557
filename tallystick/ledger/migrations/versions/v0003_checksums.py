"""A checksum beside every row; what was worked out about copies is worked out anew, entries that are there get none."""

import sqlalchemy as sa
from alembic import op
from tallystick.ledger.checksums import CHECKSUM, DAMAGED, DAMAGED_STATE, checksum_over

revision = "0003"
down_revision = "0002"

_KEYS = {"copy_fingerprints": ("method", "document"), "copy_comparisons": ("method", "document", "other")}

_FAILING = (
    f"CREATE FUNCTION {DAMAGED}(place text, asked anyelement) RETURNS anyelement LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION USING ERRCODE = '{DAMAGED_STATE}', MESSAGE = place; END $$"
)
"""Names a damaged row; in a file the program does that itself."""

_SEAL = (
    "CREATE FUNCTION entries_seal() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN NEW.checksum := hash_record_extended(ROW(NEW.seq, NEW.kind, NEW.key, NEW.subject, NEW.payload, "
    "NEW.previous, NEW.hash, NEW.recorded_at), 0); RETURN NEW; END $$"
)
_SEALING = "CREATE TRIGGER entries_seal BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entries_seal()"
"""Gives an entry its checksum; in a file the program does that itself."""


def upgrade() -> None:
    """Make room for checksums, and the tables that remember fingerprints and comparisons anew, with theirs."""
    op.add_column("entries", sa.Column(CHECKSUM, sa.BigInteger))
    _make_anew(with_checksum=True)
    if op.get_bind().dialect.name == "postgresql":
        for statement in (_FAILING, _SEAL, _SEALING):
            op.execute(statement)


def downgrade() -> None:
    """Make them as they were."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER entries_seal ON entries")
        op.execute("DROP FUNCTION entries_seal()")
        op.execute(f"DROP FUNCTION {DAMAGED}")
    _make_anew(with_checksum=False)
    op.drop_column("entries", CHECKSUM)


def _make_anew(*, with_checksum: bool) -> None:
    for table, keys in _KEYS.items():
        op.drop_table(table)
        columns = [sa.Column(key, sa.String(64), primary_key=True) for key in keys]
        columns.append(sa.Column("payload", sa.Text, nullable=False))
        op.create_table(table, *columns, *([checksum_over(*columns)] if with_checksum else []))
