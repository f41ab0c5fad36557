"""What people decided, as a list: when, who, what about, and why; what was taken back is struck through.

Of decisions about one thing the last counts; those before it stay, marked as overruled.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tallystick.model import Judgement, Verdict
from tallystick.model.canonical import canonical_json
from tallystick.reconcile.judging import standing
from tallystick.views.claims import SHORT_ID
from tallystick.views.figures import counted
from tallystick.views.passages import printable

COLOURS: dict[Verdict, str] = {
    "accept": "green",
    "reject": "red",
    "correct": "yellow",
    "same": "cyan",
    "different": "magenta",
    "withdraw": "bright_black",
}


def judgements_view(shown: Sequence[Judgement], all_given: Sequence[Judgement]) -> RenderableType:
    """Judgements in the order in which they were given.

    Args:
        shown: Those to be shown.
        all_given: All of the ledger, which say what was taken back since.
    """
    if not shown:
        return Text("Nobody has decided anything yet.", style="dim")
    standing_ones = standing(all_given)
    stand = {judgement.id for judgement in standing_ones}
    in_force = {_about(judgement): judgement.id for judgement in standing_ones}
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(style="dim", width=16)
    table.add_column(width=9)
    table.add_column(ratio=1)
    table.add_column(style="dim", width=SHORT_ID)
    for judgement in shown:
        counts = judgement.id in stand or judgement.verdict == "withdraw"
        about = judgement_view(judgement)
        if not counts:
            about.stylize("strike dim")
        elif in_force.get(_about(judgement), judgement.id) != judgement.id:
            about.append("  overruled", style="italic dim")
        verdict = Text(judgement.verdict, style=f"bold {COLOURS[judgement.verdict]}")
        table.add_row(judgement.at[:16].replace("T", " "), verdict, about, judgement.id[:SHORT_ID])
    counting = len(set(in_force.values()) & {judgement.id for judgement in shown})
    return Group(table, Text(f"\n{counted(len(shown), 'judgement')}, {counting:,} in force", style="dim"))


def _about(judgement: Judgement) -> Hashable:
    """What of judgements alike only the last counts for: a claim or document, a slot, a pair."""
    if judgement.other is not None:
        return frozenset((judgement.subject, judgement.other))
    return (judgement.on, judgement.subject, judgement.slot, judgement.verdict == "withdraw")


def judgement_view(judgement: Judgement) -> Text:
    """One judgement in words: "claim 3f2a91bc: deadline should be 2024-12 (ada: typo)"."""
    line = Text(f"{judgement.on} {printable(_short(judgement))}")
    if judgement.other is not None:
        verb = "is the same promise as" if judgement.verdict == "same" else "is another promise than"
        line.append(f" {verb} claim {printable(judgement.other[:SHORT_ID])}")
    elif judgement.slot is not None:
        line.append(f": {printable(judgement.slot)} should be {printable(canonical_json(judgement.value))}")
    else:
        line.append({"accept": " stands", "reject": " is rejected"}.get(judgement.verdict, " is taken back"))
    line.append(f"  {printable(judgement.user)}", style="bold")
    return line.append(f": {printable(judgement.reason)}" if judgement.reason else "", style="dim")


def _short(judgement: Judgement) -> str:
    return judgement.subject if judgement.on == "document" else judgement.subject[:SHORT_ID]
