"""Why a claim was made: the rule, and what it read in which words."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tallystick.model import Claim, Document
from tallystick.model.claims_format import claim_to_json, span_to_json
from tallystick.reading import Explanation
from tallystick.views.claims import HEADINGS, claim_line, origin_text
from tallystick.views.passages import passage, printable


def explanation_view(document: Document, claim: Claim, explanation: Explanation) -> RenderableType:
    """A claim with its sentence, the rule that made it and the words that filled each role."""
    colour = next(heading.colour for heading in HEADINGS if heading.kind == claim.kind)
    roles = Table.grid(padding=(0, 3, 0, 0))
    roles.add_column(style="dim")
    roles.add_column(ratio=1)
    roles.add_column(style="dim", justify="right")
    roles.add_row("rule", Text(explanation.rule, style=f"bold {colour}"), "")
    for role, span in explanation.roles:
        roles.add_row(Text(role), Text(printable(span.text)), f"{span.start}–{span.end}")
    roles.add_row("reader", f"{claim.reader.name} {claim.reader.version}", claim.reader.fingerprint[:8])
    roles.add_row("confidence", f"{claim.confidence:.2f}", "")
    return Group(
        claim_line(claim, colour),
        passage(document, claim, colour),
        Text(f"— {origin_text(document)}", style="dim"),
        Text(),
        roles,
        Text(f"\n{claim.id}", style="dim"),
    )


def explanation_to_json(claim: Claim, explanation: Explanation) -> dict[str, Any]:
    """The same as one JSON object: ``claim`` in the claims format, ``rule``, ``roles`` and ``sentence``."""
    return {
        "claim": claim_to_json(claim),
        "rule": explanation.rule,
        "roles": [{"role": role, "span": span_to_json(span)} for role, span in explanation.roles],
        "sentence": span_to_json(explanation.sentence),
    }
