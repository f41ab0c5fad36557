"""Which version of the schema a ledger has, and how it is brought up to date."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from tallystick.errors import LedgerError
from tallystick.ledger.schema import REVISION


def is_up_to_date(connection: Connection, name: str) -> bool:
    """Whether the ledger has this program's schema; an empty file has none yet.

    Args:
        connection: A connection to it.
        name: How messages call it.

    Raises:
        LedgerError: The file holds something else, or was written by a newer version.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return False
    revision = ""
    if {"alembic_version", "entries"} <= set(tables):
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    if not revision.isdigit():
        raise LedgerError(f"{name} is a database but not a ledger; name another one")
    if revision > REVISION:
        raise LedgerError(
            f"Ledger {name} has version {revision} and this program knows {REVISION}; update tallystick"
        )
    return revision == REVISION


def upgrade(connection: Connection) -> None:
    """Run the migrations that a ledger lacks, inside the transaction of ``connection``."""
    import_module("alembic.command").upgrade(_config(connection), "head")


def downgrade(connection: Connection, revision: str) -> None:
    """Take a ledger back to ``revision`` (``base`` removes it), inside the transaction of ``connection``."""
    import_module("alembic.command").downgrade(_config(connection), revision)


def _config(connection: Connection) -> Any:
    config = import_module("alembic.config").Config()  # takes longer to import than a ledger to open
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
