"""What waits for a decision, as a list: the question, the sentences it is about, and how to answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tallystick.model import Claim, Document
from tallystick.reconcile.doubts import Doubt, DoubtKind
from tallystick.views.claims import SHORT_ID, origin_text
from tallystick.views.passages import printable

QUESTIONS: Mapping[DoubtKind, str] = {
    "pair": "Same promise?",
    "towards": "Counts towards it?",
    "claim": "Read right?",
}


def candidates_view(found: Sequence[Doubt], told: Mapping[str, tuple[Document, Claim]]) -> RenderableType:
    """Questions in their order, each with its sentences.

    Args:
        found: The questions.
        told: Every claim that they are about with its document, by the claim's id.
    """
    if not found:
        return Text("Nothing waits for a decision.", style="dim")
    table = Table.grid(padding=(0, 2, 1, 0), expand=True)
    table.add_column(style="dim", width=6, justify="right")
    table.add_column(width=18)
    table.add_column(ratio=1)
    for doubt in found:
        table.add_row(f"{doubt.weight:.2f}", Text(QUESTIONS[doubt.kind], style="bold"), _about(doubt, told))
    answer = "Answer with tally judge: accept ID, reject ID, same ID ID, different ID ID."
    return Group(table, Text(answer, style="dim"))


def _about(doubt: Doubt, told: Mapping[str, tuple[Document, Claim]]) -> Text:
    lines = []
    for claim_id in doubt.claims:
        document, claim = told[claim_id]
        line = Text(printable(claim.evidence.text))
        lines.append(line.append(f"\n— {origin_text(document)}  {claim_id[:SHORT_ID]}", style="dim"))
    reasons = ", ".join(f"{reason.feature.replace('_', ' ')}: {reason.detail}" for reason in doubt.because)
    return Text("\n").join([*lines, *([Text(printable(reasons), style="yellow")] if reasons else [])])
