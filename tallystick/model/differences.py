"""What a ledger holds otherwise on one day than on an earlier one, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tallystick.model.claims_format import number
from tallystick.model.records import Promise

FORMAT = "tally-difference/1"

DifferenceKind = Literal["new", "changed", "gone"]
ChangedField = Literal["stage", "quantity", "amount", "deadline", "fulfilled", "status", "conflicts"]
Reason = Literal["reports", "judgements", "links", "day"]
Content = float | str | tuple[float | None, float | None] | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One field that is not what it was.

    Attributes:
        field: Its name in the records format.
        before: What it was: a figure, a word, a date; for ``fulfilled`` least and greatest figure, for
            ``conflicts`` what contradicts what.
        after: What it is.
        reason: ``reports``: claims that became known in between. ``judgements``: what people decided in between.
            ``links``: claims known before were found to belong to another promise. ``day``: the day alone, as
            when a deadline passes.
        claims: The claims that made the change; none for other reasons.
    """

    field: ChangedField
    before: Content
    after: Content
    reason: Reason
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One promise that is new, changed or gone.

    Attributes:
        kind: ``gone``: what told of it is now part of the promise ``after``, where there is one.
        before: As it was, ``None`` for a new one.
        after: As it is.
        changes: Field by field; none for a new or a vanished promise.
        claims: Claims behind ``after`` that became known in between.
        documents: The documents that make them.
        judgements: Ids of the decisions taken in between about its claims and documents.
    """

    kind: DifferenceKind
    before: Promise | None
    after: Promise | None
    changes: tuple[Change, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    judgements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """What two days differ in, as far as it is to be shown.

    Attributes:
        shown: The first of them.
        counts: How many there are of each kind in all.
    """

    shown: tuple[Difference, ...]
    counts: Mapping[DifferenceKind, int]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self.counts.values())


def difference_to_json(difference: Difference) -> dict[str, Any]:
    """The difference as one JSON object, keys in a fixed order."""
    shown = difference.before if difference.kind == "gone" else difference.after
    return {
        "format": FORMAT,
        "kind": difference.kind,
        "promise": shown.id if shown else None,
        "title": shown.title if shown else None,
        "was": None if difference.before is None else difference.before.id,
        "now": None if difference.after is None else difference.after.id,
        "changes": [_change(change) for change in difference.changes],
        "claims": list(difference.claims),
        "documents": list(difference.documents),
        "judgements": list(difference.judgements),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "field": change.field,
        "before": _content(change.before),
        "after": _content(change.after),
        "reason": change.reason,
        "claims": list(change.claims),
    }


def _content(content: Content) -> Any:
    if isinstance(content, tuple):
        return [_content(part) for part in content]
    return number(content) if isinstance(content, int | float) else content
