"""Registers against reports as a table: the two side by side, what differs in colour."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tallystick.reconcile.comparison import Compared, Difference, Found, Words, counted
from tallystick.views.passages import printable

_HEADINGS: dict[Found, tuple[str, str]] = {
    "both": ("In both", "green"),
    "perhaps": ("Perhaps the same", "yellow"),
    "register_only": ("In the register only", "cyan"),
    "reports_only": ("In the reports only", "magenta"),
}
MOST_SHOWN = 200
"""Of those that one side alone knows; JSON Lines give all."""
WORDS_SHOWN = 2
"""Of each side of a promise."""
LONGEST_WORDS = 160
"""Signs of one sentence or row."""


def comparison_view(found: Sequence[Compared]) -> RenderableType:
    """What ``compared`` found, by where it is known."""
    counts = counted(found)
    parts: list[RenderableType] = []
    for where, (heading, colour) in _HEADINGS.items():
        own = [one for one in found if one.found == where]
        if own:
            title = Text(f"{heading.upper()} {counts[where]:,}", style=f"bold {colour}")
            parts += [Text(), Rule(title, align="left", style=f"dim {colour}"), _table(own[:MOST_SHOWN])]
            if len(own) > MOST_SHOWN:
                parts.append(Text(f"… and {len(own) - MOST_SHOWN:,} more; --json lists all", style="dim"))
    return Group(*parts, Text())


def _table(own: Sequence[Compared]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, header_style="dim", pad_edge=False)
    table.add_column("PROMISE", ratio=3)
    if own[0].found in ("both", "perhaps"):
        table.add_column("REGISTER SAYS", ratio=2)
        table.add_column("REPORTS SAY", ratio=2)
    for one in own:
        cells = [Text(printable(one.title))]
        if one.found in ("both", "perhaps"):
            cells[0].append("".join(f"\n{printable(b.detail)}" for b in one.because), style="dim")
            cells += [
                Text("\n").join([_side(one.differences, "register"), *_words(one.register_says)]),
                Text("\n").join([_side(one.differences, "reports"), *_words(one.reports_say)]),
            ]
        table.add_row(*cells)
    return table


def _words(said: Sequence[Words]) -> list[Text]:
    """The first words of one side, each with its document."""
    whole = [one for one in said if not any(_goes_on(other, one) for other in said)]
    lines = [
        Text(f"“{shortened(printable(one.text), LONGEST_WORDS)}”", style="italic").append(
            f" — {printable(one.published or '')} {printable(one.document)}", style="not italic dim"
        )
        for one in whole[:WORDS_SHOWN]
    ]
    more = len(whole) - WORDS_SHOWN
    return [*lines, Text(f"… and {more:,} more", style="dim")] if more > 0 else lines


def _goes_on(longer: Words, shorter: Words) -> bool:
    """Whether one stretch of a document begins with another, as those of one row do."""
    is_longer = len(longer.text) > len(shorter.text)
    return is_longer and longer.document == shorter.document and longer.text.startswith(shorter.text)


def shortened(text: str, most: int) -> str:
    """The text, cut where it is longer than ``most`` signs."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _side(differences: Sequence[Difference], side: str) -> Text:
    """What one side says where the two differ; a green tick where they agree in all."""
    if not differences:
        return Text("✓ the same", style="green")
    lines = []
    for difference in differences:
        value = getattr(difference, side)
        shown = f"{value:,.15g}" if isinstance(value, float | int) else (value or "not said")
        style = "dim" if value is None else "yellow"
        lines.append(Text.assemble((f"{difference.field} ", "dim"), (printable(str(shown)), style)))
    return Text("\n").join(lines)
