"""What a register's row says, whatever the register looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from tallystick.model import Problem, Stage


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a register prints the name, with an id where the register or its map gives one."""

    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that a row records: something promised, or something delivered.

    Attributes:
        kind: ``commitment`` or ``delivery``.
        stage: Of a commitment.
        date: Day, month or year of the act.
        deadline: Of a commitment.
        quantity: How many.
        unit: Of what, as the register prints it.
        amount: How much money, in full.
        currency: ISO 4217 code of ``amount``.
        cumulative: The figure is all so far.
    """

    kind: Literal["commitment", "delivery"]
    stage: Stage = "commitment"
    date: str | None = None
    deadline: str | None = None
    quantity: float | None = None
    unit: str | None = None
    amount: float | None = None
    currency: str | None = None
    cumulative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, or one transaction.

    Attributes:
        place: Where it stands, as messages name it ("aid.csv line 12").
        id: Its name in the register.
        giver: Who promises or delivers.
        recipient: Who is to receive.
        goods: What it is about, in the register's words.
        acts: What it records.
        published: Day on which the register says it became known.
        note: The register's own explanation.
        url: Where the register has it from.
        problems: Cells that could not be read and are left out.
    """

    place: str
    id: str
    giver: Named | None
    recipient: Named | None
    goods: str | None
    acts: tuple[Act, ...]
    published: str | None = None
    note: str | None = None
    url: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a register that cannot be read, and where it stands."""

    place: str
    problem: Problem


class Source(Protocol):
    """A kind of register."""

    @property
    def name(self) -> str:
        """As ``tally import`` names it."""

    @property
    def title(self) -> str:
        """As its documents print it."""

    def rows(self, path: Path) -> Iterator[Row | Fault]:
        """The rows of a file, one at a time.

        Raises:
            SourceError: The file is not of this kind.
        """
