"""Judgements: what a person decided about a claim, a document or two claims. All are kept; the last one counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["accept", "reject", "correct", "same", "different", "withdraw"]
Subject = Literal["claim", "document", "judgement"]

VERDICTS: tuple[Verdict, ...] = ("accept", "reject", "correct", "same", "different", "withdraw")
"""In the order in which they are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision, with who took it, when and why.

    Attributes:
        id: Hash of all that follows.
        verdict: ``accept``: the claim or document stands. ``reject``: it does not, nor what rests on it.
            ``correct``: ``slot`` of the claim should be ``value``. ``same`` and ``different``: the claims
            ``subject`` and ``other`` speak of one promise, or of two. ``withdraw``: the judgement ``subject``
            is taken back.
        on: What ``subject`` is the id of.
        subject: Id of the claim, document or judgement.
        other: Id of the second claim, for ``same`` and ``different``.
        slot: Name of the slot, for ``correct``; a dotted path into a list ("items.0.quantity").
        value: What the slot should be, as the claims format writes it; ``None`` for "nothing".
        user: Who decided.
        at: When, as ISO 8601 in UTC.
        reason: Why, in the user's words.
    """

    id: str
    verdict: Verdict
    on: Subject
    subject: str
    other: str | None = None
    slot: str | None = None
    value: Any = None
    user: str
    at: str
    reason: str | None = None
