"""What a cell came to on every day: each promise with the days between which nothing about it changed.

A fold looks at some readings and leaves out those that were not known on the day asked for. Until the next day on
which one of them enters, is replaced, or a copy of one does, it would look at the same and come to the same, but
for what the passing of days does by itself (``tallystick.reconcile.ageing``). So a cell is folded on these days
alone. Where all that it holds names who is to receive, promises to different recipients never touch each other
and are followed apart: a report then changes what is told of one pair of parties, however many others share the cell,
and only that has to be followed anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tallystick.model import Reading
from tallystick.reconcile.ageing import aged, days_of_change
from tallystick.reconcile.cells import Folded, Question, fold_cells
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints
from tallystick.reconcile.homes import Cell, Homes, part_of
from tallystick.reconcile.intervals import interval
from tallystick.reconcile.voices import Originals

FOREVER = "9999-12-31"
FIRST = date.min.isoformat()

Recipients = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A reading as it counted for some time; days are ISO dates.

    Attributes:
        reading: The document in one of its versions, with what people decided about its claims.
        since: The day by which it was published, ``FIRST`` where it was always known.
        until: The first day on which another version counted instead, ``FOREVER`` where none did.
    """

    reading: Reading
    since: str
    until: str

    def days(self) -> Iterator[str]:
        """The days on which it, or a claim of it that is dated by itself, became known or ceased to count."""
        yield from (self.since, self.until)
        if self.since == FIRST:
            dated = (interval(claim.date) for claim in self.reading.claims)
            yield from (days.last.isoformat() for days in dated if days is not None)


class Editions(Protocol):
    """Where editions are found, and what they copy."""

    def touching(self, cell: Cell, part: str | None = None) -> Sequence[Edition]:
        """Every edition that touches ``cell``.

        Args:
            cell: Its name.
            part: Those are enough that tell something there of these recipients (``homes.part_of``).
        """

    def telling(self, claim: str) -> Sequence[Edition]:
        """Every edition that makes a claim; asked only for claims that constraints name."""

    def homes(self, reading: Reading) -> Homes:
        """``homes_of``, found once for each reading."""

    def originals(self, day: str) -> Originals:
        """Which documents came from which on a day."""

    def days_around(self, document: str) -> Iterable[str]:
        """The days on which those became known that come from one text with a document."""


@dataclass(frozen=True, slots=True)
class Version:
    """A promise between two days on which something about it changed.

    Attributes:
        since: The first day; the record is as of it.
        until: The first day on which it was different, ``FOREVER`` where it is so still.
        folded: The promise and its place.
        part: Whom all that it depends on is for (``homes.part_of``); empty where what is promised to others has a say.
    """

    since: str
    until: str
    folded: Folded
    part: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What a cell came to on every day from one on.

    Attributes:
        versions: Of each promise, those of one day do not overlap.
        looked_at: The cells that it depends on.
        is_parted: Whether promises to different recipients were followed apart.
    """

    versions: tuple[Version, ...]
    looked_at: frozenset[Cell]
    is_parted: bool


def history_of(cell: Cell, editions: Editions, constraints: Constraints, since: str = FIRST) -> History:
    """What ``cell`` came to on every day from ``since`` on.

    Args:
        cell: Its name.
        editions: Where editions are found.
        constraints: What people decided.
        since: ISO day.
    """
    try:
        return part_history_of(cell, None, editions, constraints, since)
    except InseparableError:
        whole = _View(editions, constraints)
        return History(tuple(_followed(cell, whole, since)), frozenset(whole.asked), is_parted=False)


def part_history_of(
    cell: Cell, part: str | None, editions: Editions, constraints: Constraints, since: str = FIRST
) -> History:
    """What was promised in ``cell`` to some recipients on every day from ``since`` on, followed without all else.

    Args:
        cell: Its name.
        part: Who they are (``homes.part_of``); ``None`` for all there are, each followed apart.
        editions: Where editions are found.
        constraints: What people decided.
        since: ISO day.

    Raises:
        InseparableError: It may depend on what is promised to others.
    """
    parted = _Parted(editions, constraints, cell, part)
    told: list[Version] = []
    looked_at: set[Cell] = set()
    for recipients in parted.recipients():
        view = _View(editions, constraints, parted, recipients)
        told += _followed(cell, view, since)
        looked_at |= view.asked.keys()
    return History(tuple(told), frozenset(looked_at | parted.asked.keys()), is_parted=True)


def part_on(
    cell: Cell, part: str, editions: Editions, constraints: Constraints, day: date
) -> tuple[Folded, ...]:
    """What was promised in ``cell`` to some recipients on one day; as ``part_history_of``.

    Raises:
        InseparableError: It may depend on what is promised to others.
    """
    parted = _Parted(editions, constraints, cell, part)
    found: list[Folded] = []
    for recipients in parted.recipients():
        view = _View(editions, constraints, parted, recipients)
        question = Question(day, day, view.originals(day.isoformat()), view.constraints)
        (fold,) = fold_cells([cell], _OnDay(view, day.isoformat()), question, view.homes)
        found += fold.promises
    return tuple(found)


class InseparableError(Exception):
    """What is promised to some may depend on what is promised to others."""


class _Parted:
    """Editions by whom something is told to be for."""

    def __init__(self, editions: Editions, constraints: Constraints, cell: Cell, part: str | None) -> None:
        self._editions = editions
        self._cell = cell
        self._part = part
        self._judged = {claim for pair in (*constraints.same, *constraints.different) for claim in pair}
        self.asked: dict[Cell, dict[Recipients, list[Edition]]] = {}

    def recipients(self) -> list[Recipients]:
        """To whom something is promised in the cell, of those that are asked for.

        Raises:
            InseparableError: Something there does not say to whom.
        """
        every = self._editions.touching(self._cell, self._part)
        told = (home for e in every for home in self._editions.homes(e.reading).told)
        found = sorted({home.mention.recipients for home in told if home.cell == self._cell})
        wanted = [some for some in found if self._part in (None, part_of(some))]
        if wanted:
            self.touching(self._cell, wanted[0])
        else:
            self.asked[self._cell] = {}
        return wanted

    def touching(self, cell: Cell, recipients: Recipients) -> Sequence[Edition]:
        """The editions that touch a cell and tell something of the recipients.

        Raises:
            InseparableError: What some of those that touch the cell tell may be of others, too.
        """
        if cell not in self.asked:
            found: dict[Recipients, list[Edition]] = defaultdict(list)
            for edition in self._editions.touching(cell, self._part if cell == self._cell else None):
                for named in self._named_in(edition.reading):
                    found[named].append(edition)
            self.asked[cell] = found
        return self.asked[cell].get(recipients, ())

    def _named_in(self, reading: Reading) -> set[Recipients]:
        homes = self._editions.homes(reading)
        named = {home.mention.recipients for home in homes.told}
        named |= {home.mention.recipients for home in homes.arrived}
        is_judged = bool(self._judged) and any(claim.id in self._judged for claim in reading.claims)
        if homes.parts or is_judged or not all(named):
            raise InseparableError
        return named


class _View:
    """Editions as one history looks at them: all, or what is told of some recipients alone."""

    def __init__(
        self,
        editions: Editions,
        constraints: Constraints,
        parted: _Parted | None = None,
        recipients: Recipients = (),
    ) -> None:
        self._editions = editions
        self._parted = parted
        self._recipients = recipients
        self.part = "" if parted is None else part_of(recipients)
        self.constraints = constraints if parted is None else UNCONSTRAINED
        self.asked: dict[Cell, Sequence[Edition]] = {}
        self._told: dict[str, Sequence[Edition]] = {}
        self._homes: dict[int, Homes] = {}
        self._days: dict[int, tuple[str, ...]] = {}

    def touching(self, cell: Cell) -> Sequence[Edition]:
        """The editions that touch a cell and tell something of the recipients."""
        if cell not in self.asked:
            if self._parted is None:
                self.asked[cell] = self._editions.touching(cell)
            else:
                self.asked[cell] = self._parted.touching(cell, self._recipients)
        return self.asked[cell]

    def telling(self, claim: str) -> Sequence[Edition]:
        """The editions that make a claim."""
        if claim not in self._told:
            self._told[claim] = self._editions.telling(claim)
        return self._told[claim]

    def homes(self, reading: Reading) -> Homes:
        """Where what a reading tells of the recipients belongs."""
        if self._parted is None:
            return self._editions.homes(reading)
        if id(reading) not in self._homes:
            every = self._editions.homes(reading)
            self._homes[id(reading)] = Homes(
                tuple(home for home in every.told if home.mention.recipients == self._recipients),
                tuple(home for home in every.arrived if home.mention.recipients == self._recipients),
            )
        return self._homes[id(reading)]

    def originals(self, day: str) -> Originals:
        """Which documents came from which on a day."""
        return self._editions.originals(day)

    def next_day(self, day: str) -> str:
        """The first day after ``day`` on which something looked at so far became known or ceased to count."""
        every = [e for some in (*self.asked.values(), *self._told.values()) for e in some]
        return min((d for e in every for d in self._days_of(e) if d > day), default=FOREVER)

    def _days_of(self, edition: Edition) -> tuple[str, ...]:
        if id(edition) not in self._days:
            around = self._editions.days_around(edition.reading.document.id)
            self._days[id(edition)] = tuple(sorted({*edition.days(), *around}))
        return self._days[id(edition)]


@dataclass(frozen=True, slots=True)
class _OnDay:
    """What a view knew on one day; see ``cells.Readings``."""

    view: _View
    day: str

    def touching(self, cell: Cell) -> list[Reading]:
        return self._known(self.view.touching(cell))

    def telling(self, claim: str) -> list[Reading]:
        return self._known(self.view.telling(claim))

    def _known(self, editions: Iterable[Edition]) -> list[Reading]:
        return [e.reading for e in editions if e.since <= self.day < e.until]


@dataclass
class _Open:
    """A promise of which no change is known yet."""

    since: str
    folded: Folded


def _followed(cell: Cell, view: _View, since: str) -> Iterator[Version]:
    """Every version of the promises of a cell, as a view sees them."""
    still: dict[str, _Open] = {}
    day = since
    while day < FOREVER:
        on = date.fromisoformat(day)
        question = Question(on, on, view.originals(day), view.constraints)
        (fold,) = fold_cells([cell], _OnDay(view, day), question, view.homes)
        now = {folded.promise.id: folded for folded in fold.promises}
        for identity in [one for one in still if one not in now]:
            yield _closed(still.pop(identity), day, view.part)
        for identity, folded in now.items():
            before = still.get(identity)
            if before is not None and _is_as_before(before.folded, folded, on):
                continue
            if before is not None:
                yield _closed(before, day, view.part)
            still[identity] = _Open(day, folded)
        by_themselves = (d for f in fold.promises for d in days_of_change(f.promise) if d > on)
        day = min(view.next_day(day), min((d.isoformat() for d in by_themselves), default=FOREVER))
    for one in still.values():
        yield _closed(one, FOREVER, view.part)


def _closed(one: _Open, day: str, part: str) -> Version:
    return Version(one.since, day, one.folded, part)


def _is_as_before(before: Folded, now: Folded, day: date) -> bool:
    return before.order == now.order and aged(before.promise, day) == now.promise
