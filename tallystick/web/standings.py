"""Who stands where on a day that is past, as pages ask for it: each answer is worked out once and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

from tallystick.ledger.standings import Standings
from tallystick.model.positions import ConceptSum, Position, Shift, Side, Standing
from tallystick.model.records import Party
from tallystick.web.kept import Kept, Made


class KeptStandings:
    """Answers that are kept; see ``tallystick.ledger.standings.Standings``."""

    def __init__(self, standings: Standings, kept: Kept[Any], of: tuple[Hashable, ...]) -> None:
        """Keep what is asked from now on.

        Args:
            standings: Who is asked for what is not kept.
            kept: Where answers are.
            of: The day and the state of the ledger.
        """
        self._standings = standings
        self._kept = kept
        self._of = of

    def sums(self) -> Sequence[ConceptSum]:
        """See ``Standings``."""
        return self._once(self._standings.sums)

    def sum_of(self, key: str) -> ConceptSum:
        """See ``Standings``."""
        return self._once(self._standings.sum_of, key)

    def standings(self, key: str, first: int, most: int) -> Sequence[Standing]:
        """See ``Standings``."""
        return self._once(self._standings.standings, key, first, most)

    def said(self, key: str, first: int, most: int) -> Sequence[tuple[Party, Position]]:
        """See ``Standings``."""
        return self._once(self._standings.said, key, first, most)

    def shifts(self, key: str, first: int, most: int) -> Sequence[Shift]:
        """See ``Standings``."""
        return self._once(self._standings.shifts, key, first, most)

    def sides(self) -> Sequence[Side]:
        """See ``Standings``."""
        return self._once(self._standings.sides)

    def _once(self, question: Callable[..., Made], *asked: Hashable) -> Made:
        found: Made = self._kept.of((*self._of, question.__name__, *asked), partial(question, *asked))
        return found
