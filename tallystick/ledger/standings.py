"""Who stands where, asked for no more than is to be shown: sums, and parts of the lists behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from tallystick.model.positions import ConceptRecord, ConceptSum, Position, Shift, Side, Standing
from tallystick.model.records import Party
from tallystick.reconcile.positions import named_concept


class Standings(Protocol):
    """What can be asked of who stands where on the concepts of a codebook, however it is answered."""

    def sums(self) -> Sequence[ConceptSum]:
        """All concepts, in the order of the codebook; without one by their keys."""

    def sum_of(self, key: str) -> ConceptSum:
        """One concept.

        Raises:
            SettingError: There is none of this key.
        """

    def standings(self, key: str, first: int, most: int) -> Sequence[Standing]:
        """Some of those who speak of a concept, those of most positions in front, of as many who spoke first.

        Args:
            key: Of the concept.
            first: How many are passed over.
            most: How many are given.
        """

    def said(self, key: str, first: int, most: int) -> Sequence[tuple[Party, Position]]:
        """Some of the positions on a concept, the last in front, with who took them; see ``standings``."""

    def shifts(self, key: str, first: int, most: int) -> Sequence[Shift]:
        """Some of the changes of mind on a concept, the last in front; see ``standings``."""

    def sides(self) -> Sequence[Side]:
        """On which side everybody stands on each concept, by concept, who spoke first in front."""


class WholeStandings:
    """Who stands where, from records that tell everything; see ``Standings``."""

    def __init__(self, records: Sequence[ConceptRecord]) -> None:
        """Ask of ``records``."""
        self._records = records

    def sums(self) -> Sequence[ConceptSum]:
        """See ``Standings.sums``."""
        return [_sum_of(record) for record in self._records]

    def sum_of(self, key: str) -> ConceptSum:
        """See ``Standings.sum_of``."""
        return _sum_of(named_concept(self._records, key))

    def standings(self, key: str, first: int, most: int) -> Sequence[Standing]:
        """See ``Standings.standings``."""
        stands = sorted(named_concept(self._records, key).stands, key=lambda stand: -len(stand.positions))
        return [
            Standing(one.actor, one.of, one.latest, one.months, len(one.positions))
            for one in stands[first : first + most]
        ]

    def said(self, key: str, first: int, most: int) -> Sequence[tuple[Party, Position]]:
        """See ``Standings.said``."""
        stands = named_concept(self._records, key).stands
        said = [(stand.actor, position) for stand in stands for position in stand.positions]
        said.sort(key=lambda told: told[1].date or "", reverse=True)
        return said[first : first + most]

    def shifts(self, key: str, first: int, most: int) -> Sequence[Shift]:
        """See ``Standings.shifts``."""
        return named_concept(self._records, key).shifts[::-1][first : first + most]

    def sides(self) -> Sequence[Side]:
        """See ``Standings.sides``."""
        return [
            Side(record.concept, stand.actor, stand.side, len(stand.positions))
            for record in sorted(self._records, key=lambda record: record.concept)
            for stand in record.stands
            if stand.side is not None
        ]


def _sum_of(record: ConceptRecord) -> ConceptSum:
    return ConceptSum(
        concept=record.concept,
        label=record.label,
        means=record.means,
        meaning_of_for=record.meaning_of_for,
        latest=Counter(stand.latest.stance for stand in record.stands),
        positions=sum(len(stand.positions) for stand in record.stands),
        shifts=len(record.shifts),
        months=record.months,
    )
