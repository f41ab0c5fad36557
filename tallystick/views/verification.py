"""What a check of a ledger found, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rich.text import Text

from tallystick.views.figures import counted
from tallystick.views.passages import printable

_MOST = 20


class Broken(Protocol):
    """An entry that is not as it was written."""

    @property
    def seq(self) -> int:
        """Its place."""

    @property
    def reason(self) -> str:
        """What is wrong with it."""


def verification_view(name: str, entries: int, broken: Sequence[Broken]) -> Text:
    """One line for a sound ledger; else the broken entries, the first first.

    Args:
        name: How the ledger is called.
        entries: How many it holds.
        broken: Those that are not as they were written.
    """
    if not broken:
        return Text.assemble(
            ("✓ ", "green"),
            f"{printable(name)}: {counted(entries, 'entry', 'entries')}, each as it was written",
        )
    shown = Text.assemble(
        ("✗ ", "bold red"),
        f"{printable(name)}: {len(broken):,} of {counted(entries, 'entry', 'entries')} broken",
    )
    for entry in broken[:_MOST]:
        shown.append(f"\n  entry {entry.seq:,}  ", "red")
        shown.append(printable(entry.reason))
    if len(broken) > _MOST:
        shown.append(f"\n  and {len(broken) - _MOST:,} more", "dim")
    return shown.append("\nRestore it from a copy.", "dim")
