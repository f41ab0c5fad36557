"""All that a ledger says on one day, as whoever takes the whole of it along wants it."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model import CopyGroup, Judgement, Reading
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Promise


@dataclass(frozen=True, slots=True)
class Account:
    """One reading of a ledger and all that follows from it.

    Attributes:
        readings: The last reading of every document, as stored.
        judgements: What people decided, in that order.
        copies: Which documents copy which.
        promises: First known first.
        concepts: Who stands where.
    """

    readings: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    promises: tuple[Promise, ...] = ()
    concepts: tuple[ConceptRecord, ...] = ()
