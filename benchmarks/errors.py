"""Where claims go wrong: precision and recall of each kind, and which slots are right of the claims that were found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.exam_readings import Sitting
from benchmarks.gold import KINDS, LABELLED
from benchmarks.pages import table

_OF_A_CODEBOOK = {"concept", "stance"}
"""Slots that only a user's codebook can fill; the exams are read without one."""


def report(sittings: Iterable[Sitting]) -> str:
    """Two tables: what is missed and what is said too much, and the accuracy of slots."""
    scores = {s.exam.name: json.loads(s.score()) for s in sittings if s.exam.name in LABELLED}
    kinds = [
        (f"{exam}, {kind}", score[kind]) for exam, score in scores.items() for kind in KINDS if kind in score
    ]
    return f"{_found(kinds)}\n\n{_slots(kinds)}"


def _found(kinds: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    rows = [
        (
            name,
            score["gold"],
            score["said"],
            *(f"{figure:.2f}" for figure in (*score["found"][:2], *score["exact"][:2])),
        )
        for name, score in kinds
    ]
    head = ("exam, kind", "labelled", "claimed", "found: precision", "recall", "exact: precision", "recall")
    return table(head, rows)


def _slots(kinds: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    slots = sorted({slot for _, score in kinds for slot in score["slots"]} - _OF_A_CODEBOOK)
    rows = [(slot, *(_share(score["slots"].get(slot)) for _, score in kinds)) for slot in slots]
    return table(("slot", *(name for name, _ in kinds)), rows)


def _share(slot: Sequence[float] | None) -> str | None:
    return None if slot is None else f"{slot[0]:.2f}"
