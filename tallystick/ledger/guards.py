"""Triggers that keep a table from being changed, in each database's own words."""

from __future__ import annotations

_SQLITE_VERBS = ("UPDATE", "DELETE")
_POSTGRESQL_VERBS = ("UPDATE", "DELETE", "TRUNCATE")


def refuse_changes(table: str, dialect: str) -> list[str]:
    """Statements that let a table only grow.

    Args:
        table: Its name.
        dialect: SQLAlchemy's name of the database, ``sqlite`` or ``postgresql``.
    """
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'a ledger only grows: {verb} refused'); END"
            for verb in _SQLITE_VERBS
        ]
    function = (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a ledger only grows: % refused', TG_OP; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        for verb in _POSTGRESQL_VERBS
    ]
    return [function, *triggers]


def allow_changes(table: str, dialect: str) -> list[str]:
    """Statements that take back ``refuse_changes``."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER {table}_refuse_{verb.lower()}" for verb in _SQLITE_VERBS]
    triggers = [f"DROP TRIGGER {table}_refuse_{verb.lower()} ON {table}" for verb in _POSTGRESQL_VERBS]
    return [*triggers, f"DROP FUNCTION {table}_refuse()"]
