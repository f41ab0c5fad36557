"""Changes to a ledger behind its back, in a file or on a server."""

from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy import make_url
from tallystick.ledger import sqlite_driver

DATABASE_ERRORS = (sqlite_driver.Error, psycopg.Error)


def file_opened(path):
    """A connection to the file of a ledger, which keeps the checksums of its pages; each statement for itself."""
    return closing(sqlite_driver.Connection(Path(path).absolute().as_uri(), patience_seconds=60))


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
    with file_opened(place) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers if not guarded else ():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, definition in triggers if not guarded else ():
            connection.execute(definition)
