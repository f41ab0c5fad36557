"""The ledger: what was read, kept in a file or database that only grows, and the promises it comes to as of a day.

SQLAlchemy takes a while to import, so it is loaded when a name of this package is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tallystick.ledger.appending import Head
    from tallystick.ledger.entries import BrokenEntry
    from tallystick.ledger.index_queries import Page, PromiseQuery
    from tallystick.ledger.judging import Decision
    from tallystick.ledger.searching import Found, Passage
    from tallystick.ledger.store import Appended, Ledger

__all__ = [
    "Appended",
    "BrokenEntry",
    "Decision",
    "Found",
    "Head",
    "Ledger",
    "Page",
    "Passage",
    "PromiseQuery",
]

_HOMES = {
    "Appended": "store",
    "BrokenEntry": "entries",
    "Decision": "judging",
    "Found": "searching",
    "Head": "appending",
    "Ledger": "store",
    "Page": "index_queries",
    "Passage": "searching",
    "PromiseQuery": "index_queries",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
