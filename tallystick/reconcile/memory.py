"""Readings in memory, found by the cells they touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tallystick.model import Document, Reading
from tallystick.reconcile.homes import Cell, homes_of


class Memory:
    """Readings in memory, as ``cells.Readings`` asks for them; of one document the last."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._touching: dict[Cell, list[Reading]] = defaultdict(list)
        self._telling: dict[str, list[Reading]] = defaultdict(list)
        self._readings = list(
            {r.document.id: r for r in sorted(readings, key=lambda r: r.document.id)}.values()
        )
        for reading in self._readings:
            for cell in homes_of(reading).cells:
                self._touching[cell].append(reading)
            for claim in reading.claims:
                self._telling[claim.id].append(reading)

    @property
    def cells(self) -> list[Cell]:
        """All cells, sorted."""
        return sorted(self._touching)

    @property
    def documents(self) -> list[Document]:
        """All documents, by id."""
        return [reading.document for reading in self._readings]

    def touching(self, cell: Cell) -> Sequence[Reading]:
        """See ``cells.Readings``."""
        return self._touching.get(cell, ())

    def telling(self, claim: str) -> Sequence[Reading]:
        """See ``cells.Readings``."""
        return self._telling.get(claim, ())
