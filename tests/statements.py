"""Statements, put into the words of a database once a process: each test opens a ledger, and with it an engine."""

from functools import partial

import sqlalchemy
from sqlalchemy.util import LRUCache
from tallystick.ledger import postgresql, sqlite

MOST = 10_000


class _ByKind(LRUCache):
    """A cache in which engines that speak alike share what they compiled; SQLAlchemy keeps those of each apart.

    They speak alike where the words of statements are made by the same classes, for the same version of a server.
    """

    def get(self, key, default=None):
        return super().get(_kind(key), default)

    def __setitem__(self, key, value):
        super().__setitem__(_kind(key), value)


def _kind(key):
    dialect, *rest = key
    made_by = tuple(base for base in dialect.statement_compiler.__mro__ if base.__name__ != "Checked")
    return type(dialect), made_by, dialect.server_version_info, *rest


def share():
    """From now on the engines of all ledgers share what they compiled."""
    shared = _ByKind(MOST)
    for module in (postgresql, sqlite):
        module.create_engine = partial(sqlalchemy.create_engine, execution_options={"compiled_cache": shared})
