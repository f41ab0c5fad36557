"""A checksum on every page of a file; the tables stay as they are.

The pages are written before the migrations run (``Database.prepare``), as no transaction can do it. The version keeps
programs out that would write pages without checksums.
"""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing is left to do."""


def downgrade() -> None:
    """The checksums stay: a dump has none, and any version can load it."""
