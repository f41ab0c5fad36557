"""Positions: who is for what, who against, since when; computed from statements and never stored as truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from tallystick.model.claims import Stance
from tallystick.model.records import Party

STANCES: tuple[Stance, ...] = get_args(Stance)
"""The order is that of the format's document."""

SIDES_TAKEN: tuple[Stance, ...] = ("against", "open", "for")
"""The stances that an actor holds, from one end to the other; who denies or reports takes none."""

ShiftKind = Literal["reversal", "hedge", "decision", "denial"]


@dataclass(frozen=True, slots=True)
class Position:
    """What an actor said on a concept on one day, told once or many times.

    Attributes:
        stance: The side taken.
        date: Day of the statement, else of the first report of it; as in the claims format.
        sentence: The words around it, exactly as that report has them.
        claims: Ids of all statements that tell it.
        documents: Ids of their documents, the one published first in front.
        publisher: Agency or paper of the first of them.
        url: Its address.
    """

    stance: Stance
    date: str | None
    sentence: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """One actor on one concept.

    Attributes:
        actor: Who.
        of: Id of the state or organisation that the actor holds an office of.
        latest: The side taken last; of who took none the last thing said.
        months: The stances of each month in which something was said, in the order of ``STANCES``.
        positions: Oldest first.
    """

    actor: Party
    of: str | None
    latest: Position
    months: Mapping[str, tuple[Stance, ...]]
    positions: tuple[Position, ...]

    @property
    def side(self) -> Stance | None:
        """The side that the actor stands on, ``None`` for who only denied or reported."""
        return self.latest.stance if self.latest.stance in SIDES_TAKEN else None


@dataclass(frozen=True, slots=True)
class Month:
    """How the actors stood at the end of a month.

    Attributes:
        month: ``YYYY-MM``.
        standing: Number of actors on each of ``SIDES_TAKEN``; what was said stands until something else is said.
        consensus: 0 to 1 (Tastle and Wierman 2007); ``None`` for fewer than two actors.
        polarisation: 0 to 1 (Esteban and Ray 1994); ``None`` likewise.
    """

    month: str
    standing: Mapping[Stance, int]
    consensus: float | None
    polarisation: float | None


@dataclass(frozen=True, slots=True)
class Shift:
    """An actor says something else than before.

    Attributes:
        kind: ``reversal``: from for to against or back. ``hedge``: from a side to open. ``decision``: from open to
            a side. ``denial``: denies what concerns the matter, the side taken before untouched.
        actor: Who.
        before: The side taken before.
        after: What was said then.
    """

    kind: ShiftKind
    actor: Party
    before: Position
    after: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRecord:
    """All that is known of who stands where on one concept.

    Attributes:
        concept: Its key in the codebook.
        label: As people read it.
        means: What it means.
        meaning_of_for: What being for it means, where that is not plain.
        stands: Of each actor; who spoke first in front.
        months: From the first month in which anybody spoke to the last, without gaps.
        shifts: Oldest first.
    """

    concept: str
    label: str
    means: str
    meaning_of_for: str
    stands: tuple[Stand, ...]
    months: tuple[Month, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one actor stands on one concept, without all that it said.

    Attributes:
        actor: Who.
        of: As in ``Stand``.
        latest: As in ``Stand``.
        months: As in ``Stand``.
        positions: How many the actor took.
    """

    actor: Party
    of: str | None
    latest: Position
    months: Mapping[str, tuple[Stance, ...]]
    positions: int


@dataclass(frozen=True, slots=True)
class Side:
    """Which side an actor stands on.

    Attributes:
        concept: Key of the concept.
        actor: Who.
        stance: One of ``SIDES_TAKEN``.
        positions: How many the actor took on the concept.
    """

    concept: str
    actor: Party
    stance: Stance
    positions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptSum:
    """What all that is known of who stands where on one concept adds up to.

    Attributes:
        concept: Its key in the codebook.
        label: As people read it.
        means: What it means.
        meaning_of_for: What being for it means, where that is not plain.
        latest: How many actors took which stance last.
        positions: How many they took in all.
        shifts: How often one said something else than before.
        months: As in ``ConceptRecord``.
    """

    concept: str
    label: str
    means: str
    meaning_of_for: str
    latest: Mapping[Stance, int]
    positions: int
    shifts: int
    months: tuple[Month, ...]

    @property
    def actors(self) -> int:
        """How many speak of it."""
        return sum(self.latest.values())
