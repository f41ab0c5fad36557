"""From what the scoring scripts say to named figures between 0 and 1."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from benchmarks.exam_readings import Sitting

_PATTERNS = {
    "register": {kind: rf"{kind} .*recall ([\d.]+)" for kind in ("donor", "amount", "units")},
    "attribution": {
        "content": r"content .*F1 ([\d.]+)",
        "whole": r"whole .*F1 ([\d.]+)",
        "source": r"source +([\d.]+) of",
        "cue": r"cue ([\d.]+) of",
    },
    "events": {
        "right": r"right \d+ of \d+ \(([\d.]+)\)",
        "f1": r"F1 ([\d.]+)",
        "actor": r"actor ([\d.]+) of",
    },
}
"""Where the scripts that print text print each figure."""

_KINDS = {
    "claims": ("commitment", "delivery", "statement", "event"),
    "general": ("commitment", "delivery", "statement"),
}


def figures_of(sitting: Sitting) -> dict[str, float]:
    """All figures of one exam, as ``exam.figure``; rounded to three decimals."""
    name, said = sitting.exam.name, sitting.score()
    found = _claim_figures(said, _KINDS[name]) if name in _KINDS else _printed_figures(said, _PATTERNS[name])
    return {f"{name}.{figure}": round(value, 3) for figure, value in found}


def _claim_figures(said: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    scores = json.loads(said)
    for kind in kinds:
        for measure in ("found", "exact"):
            _, _, f1 = scores[kind][measure]
            yield f"{kind}.{measure}", f1
    for slot in ("concept", "stance"):  # shares of the statements found that are labelled with a concept
        if slot in scores["statement"]["slots"]:
            share, _ = scores["statement"]["slots"][slot]
            yield f"statement.{slot}", share


def _printed_figures(said: str, patterns: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for figure, pattern in patterns.items():
        match = re.search(pattern, said)
        if match is None:
            raise ValueError(f"No {figure} ({pattern}) in what the script printed:\n{said}")
        yield figure, float(match[1])
