"""tallystick reads reports and keeps the tally: what was said, what was promised, what was done."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tallystick.api import Outcome, Reading, ReadingSettings, SourceOptions, read, read_all
    from tallystick.errors import TallyError
    from tallystick.ledger import Ledger

__version__ = "0.1.0"

__all__ = [
    "Ledger", "Outcome", "Reading", "ReadingSettings", "SourceOptions", "TallyError", "read", "read_all",
]  # fmt: skip

_HOMES = {"Ledger": "tallystick.ledger", "TallyError": "tallystick.errors"}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: a parser and a database are too heavy for a bare import."""
    if name not in __all__:
        raise AttributeError(f"module 'tallystick' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES.get(name, "tallystick.api")), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
