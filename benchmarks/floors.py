"""Floors: what a figure may not fall below, in ``floors.toml`` with the reason of each that was lowered."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

MARGIN = 0.02
"""How far below the present value a floor is set: one or two claims of a hundred."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was lowered: which, from where to where, and why."""

    figure: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """The floor of each figure, and those that were lowered, in order."""

    values: Mapping[str, float]
    lowered: tuple[Lowered, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Floors:
        """Read ``path``; a file that does not exist holds no floors."""
        if not path.exists():
            return cls({})
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(table.get("floors", {}), tuple(Lowered(**entry) for entry in table.get("lowered", ())))

    def write(self, path: Path) -> None:
        """Write to ``path`` in TOML."""
        lines = [
            "# Written by benchmarks/exams.py and thread.py: a run fails when a figure falls below its floor.",
            "",
            "[floors]",
        ]
        lines += [f"{_quoted(figure)} = {value:.3f}" for figure, value in sorted(self.values.items())]
        for entry in self.lowered:
            lines += [
                "",
                "[[lowered]]",
                f"figure = {_quoted(entry.figure)}",
                f"before = {entry.before:.3f}",
                f"after = {entry.after:.3f}",
                f"reason = {_quoted(entry.reason)}",
            ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def broken(self, figures: Mapping[str, float]) -> list[str]:
        """One line for each of ``figures`` that lies below its floor."""
        return [
            f"{figure} fell to {value:.3f}, below its floor {self.values[figure]:.3f}; mend it, or accept it "
            f"with --lower {figure} --reason TEXT"
            for figure, value in figures.items()
            if value < self.values.get(figure, 0)
        ]

    def lifted(self, figures: Mapping[str, float]) -> Floors:
        """With every floor just below its present value; none is lowered by this."""
        lifted = {figure: max(_below(value), self.values.get(figure, 0)) for figure, value in figures.items()}
        return replace(self, values={**self.values, **lifted})

    def lower(self, figure: str, value: float, reason: str) -> Floors:
        """With the floor of ``figure`` just below ``value``, and the reason kept.

        Raises:
            ValueError: There is no such floor, or it lies no higher than that already.
        """
        if figure not in self.values:
            raise ValueError(f"No floor is named {figure!r}; there are: {', '.join(sorted(self.values))}")
        before, after = self.values[figure], _below(value)
        if after >= before:
            raise ValueError(f"{figure} stands at {value:.3f}: its floor {before:.3f} need not be lowered")
        entry = Lowered(figure, before, after, reason)
        return Floors({**self.values, figure: after}, (*self.lowered, entry))


def _quoted(text: str) -> str:
    """A TOML string: as in JSON, but for the one control character that only TOML forbids."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", r"\u007f")


def _below(value: float) -> float:
    return max(0.0, math.floor(round((value - MARGIN) * 1000, 6)) / 1000)
