"""Derivations: how a figure of a record comes about, step by step down to the sentences that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from tallystick.model.claims_format import number, span_to_json
from tallystick.model.spans import Span

Operation = Literal[
    "stated", "given", "share", "sum", "least", "greatest", "latest", "part_of_target", "exchange",
    "at_most", "count", "voice", "first_day", "last_day", "days_between", "quick_pace", "slow_pace", "arrival",
    "status",
]  # fmt: skip
"""How a value comes from those of its parts, in their order.

``stated``: a claim says it. ``given``: asked for by the user, or a published rate. ``share``: a share of a whole.
``at_most``: at least nothing of what is only said to be at most so much.
``sum``, ``least``, ``greatest``: of all parts. ``latest``: the last part. ``part_of_target``: the first as a part of
the second. ``exchange``: the first divided by the second, to the cent. ``count``: how many parts. ``voice``: whoever
vouches for the quoted claims. ``first_day``, ``last_day``: of a date that may be coarse; of several last days the
earliest. ``days_between``: from the second day to the first. ``quick_pace``, ``slow_pace``: of days and totals in
turn. ``arrival``: the day by which, from the day of the first with the total of the second, the target in the third
is reached at the pace in the fourth. ``status``: by the rules, from parts known by their labels.
"""

Figure = float | str | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a claim says that a value rests on.

    Attributes:
        claim: Its id.
        document: Id of the document that makes it.
        published: When that was published.
        said_by: Name of whoever the claim reports as saying it; ``None`` is the author's own voice.
        evidence: The words, exactly as they stand in the document.
        slot: What of the claim is used, a dotted path as in the claims format ("items.0.quantity"); "published"
            is the document's date.
    """

    claim: str
    document: str
    published: str | None
    said_by: str | None
    evidence: Span
    slot: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """One step: a value and what it comes from.

    Attributes:
        label: What the value is.
        value: The value.
        operation: How it comes from ``parts``.
        parts: What it comes from; none in a leaf.
        quoted: The claims that state it; only in a leaf.
        left_out: Figures of the same kind that it does without; their notes say why.
        note: What else there is to say about it.
    """

    label: str
    value: Figure
    operation: Operation
    parts: tuple[Derivation, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    left_out: tuple[Derivation, ...] = ()
    note: str | None = None


def derivation_to_json(derivation: Derivation) -> dict[str, Any]:
    """The step and all below it as JSON; keys in a fixed order."""
    value = derivation.value
    return {
        "label": derivation.label,
        "value": number(value) if isinstance(value, int | float) else value,
        "operation": derivation.operation,
        "parts": [derivation_to_json(part) for part in derivation.parts],
        "quoted": [_quoted(q) for q in derivation.quoted],
        "left_out": [derivation_to_json(other) for other in derivation.left_out],
        "note": derivation.note,
    }


def _quoted(quoted: Quoted) -> dict[str, Any]:
    return {
        "claim": quoted.claim,
        "document": quoted.document,
        "published": quoted.published,
        "said_by": quoted.said_by,
        "evidence": span_to_json(quoted.evidence),
        "slot": quoted.slot,
    }
