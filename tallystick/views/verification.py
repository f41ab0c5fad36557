"""What a check of a ledger found, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Protocol

from rich.text import Text

from tallystick.views.figures import counted
from tallystick.views.passages import printable

_MOST = 20


class Broken(Protocol):
    """An entry that is not as it was written, or damage beside the entries."""

    @property
    def seq(self) -> int:
        """Its place."""

    @property
    def reason(self) -> str:
        """What is wrong with it."""

    @property
    def part(self) -> str:
        """What is damaged: an "entry", the "database" or the "index"."""


def verification_view(name: str, entries: int, broken: Sequence[Broken]) -> Text:
    """One line for a sound ledger; else the broken entries, the first first, and what to do.

    Args:
        name: How the ledger is called.
        entries: How many it holds.
        broken: Those that are not as they were written, and what else is damaged.
    """
    if not broken:
        return Text.assemble(
            ("✓ ", "green"),
            f"{printable(name)}: {counted(entries, 'entry', 'entries')}, each as it was written",
        )
    among = sum(one.part == "entry" for one in broken)
    shown = Text.assemble(
        ("✗ ", "bold red"),
        f"{printable(name)}: {among:,} of {counted(entries, 'entry', 'entries')} broken",
    )
    for one in broken[:_MOST]:
        shown.append(f"\n  entry {one.seq:,}  " if one.part == "entry" else "\n  ", "red")
        shown.append(printable(one.reason))
    if len(broken) > _MOST:
        shown.append(f"\n  and {len(broken) - _MOST:,} more", "dim")
    return shown.append(f"\n{_remedy({one.part for one in broken}, printable(name))}", "dim")


def _remedy(parts: Set[str], name: str) -> str:
    if "entry" in parts:
        return (
            "Restore it from a copy. Without one, the entries that can still be told to be sound make a new ledger: "
            f"tally dump --ledger {name} | tally load - --ledger NEW"
        )
    if "database" in parts:
        return (
            f"Its entries are sound: make a new ledger of them. tally dump --ledger {name} | tally load - "
            "--ledger NEW"
        )
    return f"Its entries are sound: make its index anew. tally index --rebuild --ledger {name}"
