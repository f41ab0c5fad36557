"""Changes to a ledger behind its back, in a file or on a server."""

import sqlite3
from contextlib import closing

import psycopg
from sqlalchemy import make_url

DATABASE_ERRORS = (sqlite3.Error, psycopg.Error)


def behind(place, *statements, guarded=False):
    """Run statements with no ledger in between; the triggers sleep meanwhile unless ``guarded``."""
    if "://" in place:
        _on_a_server(place, statements, guarded=guarded)
    else:
        _in_a_file(place, statements, guarded=guarded)


def _on_a_server(place, statements, *, guarded):
    url = make_url(place).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        if not guarded:
            connection.execute("SET session_replication_role = replica")
        for statement in statements:
            connection.execute(statement)


def _in_a_file(place, statements, *, guarded):
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers if not guarded else ():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, definition in triggers if not guarded else ():
            connection.execute(definition)
