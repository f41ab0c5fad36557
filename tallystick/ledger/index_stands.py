"""Adding up who stands where: each actor's stand on a concept is made anew only where something in it changed.

What was said is marked as it is kept (``unsettled``); each step takes some marks away and puts the stands of these
actors, their positions and changes of mind, and what all on the concept come to, in place of what they were.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select

from tallystick.ledger.access import Access
from tallystick.ledger.index_position_tables import (
    in_book,
    shifted,
    spoken,
    stands,
    sums,
    taken,
    unsettled,
    voiced,
)
from tallystick.ledger.index_speakers import sources_of
from tallystick.ledger.index_spoken import Pair, spoken_of, telling, unsettle
from tallystick.ledger.index_tables import versions
from tallystick.ledger.progress import Report, unseen
from tallystick.ledger.rows import add_rows
from tallystick.ledger.shelf import portions
from tallystick.model import Stance
from tallystick.model.canonical import canonical_json
from tallystick.model.positions import ConceptSum, Position, Shift, Stand
from tallystick.reconcile.codebook import Concept
from tallystick.reconcile.courses import Course, Said, Turn, latest_of, months_of, turns_of
from tallystick.reconcile.positions import speaker_key, stand_of
from tallystick.reconcile.reversals import changes, shifts
from tallystick.reconcile.spoken import Source, Spoken
from tallystick.reconcile.voices import Named

_MARKS = 500
"""So many marks are taken away in one transaction."""


def is_settled(connection: Connection, book: int) -> bool:
    """Whether all that is said on the concepts of a codebook is added up."""
    return (
        connection.execute(select(unsettled.c.book).where(unsettled.c.book == book).limit(1)).first() is None
    )


def settle(access: Access, book: int, report: Report = unseen) -> None:
    """Add up what changed in what is said on the concepts of a codebook.

    Args:
        access: A ledger whose readings are all taken in.
        book: The number of the codebook.
        report: Called after each step with how much of what changed is added up.

    Raises:
        LedgerError: The ledger may not be written.
    """
    done, left = 0, 1
    while left:
        with access.writing() as connection:
            done += _settle_some(connection, book)
            left = _number_of_marks(connection, book)
        if done:
            report("stands of actors added up", done, done + left)


def _number_of_marks(connection: Connection, book: int) -> int:
    query = select(func.count()).select_from(unsettled).where(unsettled.c.book == book)
    return connection.execute(query).scalar() or 0


def _settle_some(connection: Connection, book: int) -> int:
    """Take the next marks away; how many there were."""
    query = select(unsettled.c.concept, unsettled.c.speaker).where(unsettled.c.book == book)
    marks = connection.execute(query.order_by(unsettled.c.concept, unsettled.c.speaker).limit(_MARKS)).all()
    _tell_apart(connection, book, {mark.speaker for mark in marks})
    actors = _actors_of(connection, book, {mark.speaker for mark in marks})
    changed = {(mark.concept, mark.speaker) for mark in marks}
    changed |= {(mark.concept, actors[mark.speaker]) for mark in marks if mark.speaker in actors}
    _Adding(connection, book).add_up(changed)
    for concept, numbers in _by_concept((mark.concept, mark.speaker) for mark in marks):
        own = unsettled.c.book == book, unsettled.c.concept == concept
        for portion in portions(numbers):
            connection.execute(delete(unsettled).where(*own, unsettled.c.speaker.in_(portion)))
    return len(marks)


def _by_concept(pairs: Iterable[Pair]) -> list[tuple[str, list[int]]]:
    found: dict[str, set[int]] = defaultdict(set)
    for concept, number in pairs:
        found[concept].add(number)
    return [(concept, sorted(numbers)) for concept, numbers in sorted(found.items())]


def _actors_of(connection: Connection, book: int, numbers: Iterable[int]) -> dict[int, int]:
    """For each speaker the actor that it is."""
    found: dict[int, int] = {}
    for portion in portions(sorted(numbers)):
        query = select(voiced.c.speaker, voiced.c.actor).where(voiced.c.book == book)
        found |= {
            row.speaker: row.actor for row in connection.execute(query.where(voiced.c.speaker.in_(portion)))
        }
    return found


# -- who is one and the same -------------------------------------------------------------------------------


def _tell_apart(connection: Connection, book: int, marked: set[int]) -> None:
    """Tell anew which speakers are one and the same, where one of those marked came or went."""
    heard = _heard(connection, book, marked)
    query = select(voiced.c.speaker, voiced.c.actor).where(voiced.c.book == book)
    before: dict[int, int] = {row.speaker: row.actor for row in connection.execute(query)}
    gone = {number for number in marked if number in before and number not in heard}
    if heard.keys() <= before.keys() and not gone:
        _keep_voiced(connection, book, {number: (before[number], heard[number]) for number in heard})
        return
    now = grouped(sources_of(connection, (before.keys() | heard.keys()) - gone))
    moved = {number for number in before.keys() | now.keys() if before.get(number) != now.get(number)}
    for number in sorted(moved | gone):
        concepts = _concepts_of(connection, book, number)
        actors = {actor for actor in (before.get(number), now.get(number)) if actor is not None}
        unsettle(connection, book, {(concept, actor) for concept in concepts for actor in actors})
    since = heard | _heard(connection, book, moved - heard.keys() - gone)
    for portion in portions(sorted(gone)):
        connection.execute(delete(voiced).where(voiced.c.book == book, voiced.c.speaker.in_(portion)))
    _keep_voiced(connection, book, {number: (now[number], since[number]) for number in since})


def _keep_voiced(connection: Connection, book: int, found: Mapping[int, tuple[int, str]]) -> None:
    rows = [
        {"book": book, "speaker": number, "actor": actor, "since": since}
        for number, (actor, since) in sorted(found.items())
    ]
    add_rows(connection, voiced, rows, replacing=True)


def grouped(sources: Mapping[int, Source]) -> dict[int, int]:
    """For each speaker the smallest number of those who are the same."""
    named = Named(sources.values())
    first: dict[tuple[str, ...], int] = {}
    return {
        number: first.setdefault(speaker_key(source, named), number)
        for number, source in sorted(sources.items())
    }


def _heard(connection: Connection, book: int, numbers: Iterable[int]) -> dict[int, str]:
    """Of speakers who say something the day by which the first report of it was published."""
    found: dict[int, str] = {}
    for portion in portions(sorted(numbers)):
        query = select(spoken.c.speaker, func.min(versions.c.last_day))
        query = query.join(versions, versions.c.version == spoken.c.version).where(versions.c.is_current)
        query = query.where(spoken.c.speaker.in_(portion), in_book(spoken, book)).group_by(spoken.c.speaker)
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def _concepts_of(connection: Connection, book: int, number: int) -> set[str]:
    """The concepts on which a speaker says something, or did so until now."""
    found: set[str] = set()
    for table in (spoken, unsettled):
        query = select(table.c.concept).where(table.c.speaker == number, in_book(table, book))
        found |= set(connection.execute(query.distinct()).scalars())
    return found


# -- stands ------------------------------------------------------------------------------------------------


@dataclass
class Sum:
    """What the stands on a concept add up to.

    Attributes:
        latest: How many actors took which stance last.
        said: How many positions they took.
        shifts: How often one said something else than before.
        course: How they stood month by month.
    """

    latest: Counter[Stance] = field(default_factory=Counter)
    said: int = 0
    shifts: int = 0
    course: Course = field(default_factory=Course)

    def add(self, share: Share, times: int = 1) -> None:
        """Add what an actor contributes; ``times`` of -1 takes it out."""
        self.latest[share.stance] += times
        self.said += times * share.said
        self.shifts += times * share.shifts
        self.course.add(share.turns, share.months, times)

    def of(self, concept: Concept) -> ConceptSum:
        """The sum with the concept that it is of."""
        return ConceptSum(
            concept=concept.key,
            label=concept.label,
            means=concept.means,
            meaning_of_for=concept.meaning_of_for,
            latest=self.latest,
            positions=self.said,
            shifts=self.shifts,
            months=tuple(self.course.months()),
        )

    def to_text(self) -> str:
        """As it is stored."""
        latest = {stance: number for stance, number in self.latest.items() if number}
        turns = sorted([*turn, number] for turn, number in self.course.turns.items() if turn[1] is not None)
        first = sorted([*turn, number] for turn, number in self.course.turns.items() if turn[1] is None)
        return canonical_json([latest, self.said, self.shifts, first + turns, self.course.spoken])

    @classmethod
    def from_text(cls, text: str) -> Sum:
        """What ``to_text`` gave."""
        latest, said, shifts, turns, months = json.loads(text)
        course = Course(Counter({(month, left, side): n for month, left, side, n in turns}), Counter(months))
        return cls(Counter(latest), said, shifts, course)


@dataclass(frozen=True, slots=True)
class Share:
    """What one actor's stand contributes to the sum of its concept."""

    stance: Stance
    said: int
    shifts: int
    turns: Sequence[Turn]
    months: Sequence[str]

    @classmethod
    def of(cls, said: Sequence[Said]) -> Share:
        """The share of an actor's positions, oldest first."""
        if len(said) == 1:
            return _share_of_one(said[0])
        turned, months = len(list(changes(said))), tuple(months_of(said))
        return cls(said[latest_of(said)][1], len(said), turned, turns_of(said), months)

    def to_plain(self) -> list[Any]:
        """As it is stored in the record of the stand."""
        return [self.stance, self.said, self.shifts, [list(turn) for turn in self.turns], list(self.months)]

    @classmethod
    def from_plain(cls, plain: Sequence[Any]) -> Share:
        """What ``to_plain`` gave."""
        stance, said, changes, turns, months = plain
        return cls(stance, said, changes, [(month, left, side) for month, left, side in turns], months)


@lru_cache(maxsize=4096)
def _share_of_one(said: Said) -> Share:
    """The share of who said one thing, as many did on the same day."""
    return Share(said[1], 1, 0, turns_of([said]), tuple(months_of([said])))


class _Adding:
    """Stands of one codebook that are made anew."""

    def __init__(self, connection: Connection, book: int) -> None:
        self._connection = connection
        self._book = book

    def add_up(self, pairs: Iterable[Pair]) -> None:
        """Put the stands of actors on concepts in place of what they were."""
        for concept, actors in _by_concept(pairs):
            total = self._sum_of(concept)
            for portion in portions(actors):
                for share in self._taken_out(concept, portion):
                    total.add(share, -1)
                for share in self._put_in(concept, portion):
                    total.add(share)
            self._keep(concept, total)

    def _sum_of(self, concept: str) -> Sum:
        query = select(sums).where(sums.c.book == self._book, sums.c.concept == concept)
        row = self._connection.execute(query).one_or_none()
        return Sum() if row is None else Sum.from_text(row.record)

    def _keep(self, concept: str, total: Sum) -> None:
        own = sums.c.book == self._book, sums.c.concept == concept
        self._connection.execute(delete(sums).where(*own))
        if total.said:
            add_rows(
                self._connection,
                sums,
                [{"book": self._book, "concept": concept, "record": total.to_text()}],
            )

    def _taken_out(self, concept: str, actors: Sequence[int]) -> list[Share]:
        """Remove the stands of actors; what they contributed."""
        query = select(stands).where(
            stands.c.book == self._book, stands.c.concept == concept, stands.c.actor.in_(actors)
        )
        shares = [
            Share.from_plain(json.loads(row.record)["share"]) for row in self._connection.execute(query)
        ]
        for table in (stands, taken, shifted):
            own = table.c.book == self._book, table.c.concept == concept, table.c.actor.in_(actors)
            self._connection.execute(delete(table).where(*own))
        return shares

    def _put_in(self, concept: str, actors: Sequence[int]) -> list[Share]:
        """Keep the stands of actors as they are now; what they contribute."""
        shares: list[Share] = []
        rows: dict[Table, list[dict[str, Any]]] = {stands: [], taken: [], shifted: []}
        for actor, said in self._said_by(concept, actors).items():
            told = sorted(said, key=lambda one: one.order)
            stand, began = stand_of(told), _place(told[0])
            turned = list(shifts(stand.actor, stand.positions))
            shares.append(Share.of([(one.date, one.stance) for one in stand.positions]))
            common = {"book": self._book, "concept": concept, "actor": actor, "began": began}
            rows[stands].append({**common, **_stand_row(stand, shares[-1])})
            rows[taken] += [{**common, **row} for row in _position_rows(stand)]
            rows[shifted] += [{**common, **row} for row in _shift_rows(stand, turned)]
        for table, some in rows.items():
            add_rows(self._connection, table, some)
        return shares

    def _said_by(self, concept: str, actors: Sequence[int]) -> dict[int, list[Spoken]]:
        """What those say who are one of ``actors``, by actor."""
        query = select(voiced.c.speaker, voiced.c.actor).where(
            voiced.c.actor.in_(actors),
            voiced.c.book + 0 == self._book,  # see in_versions
        )
        actor_of: dict[int, int] = {row.speaker: row.actor for row in self._connection.execute(query)}
        sources = sources_of(self._connection, actor_of)
        said: list[tuple[int, Spoken]] = []
        for portion in portions(sorted(actor_of)):
            own = spoken.c.concept == concept, spoken.c.speaker.in_(portion)
            rows = self._connection.execute(telling(self._book, None).where(*own)).all()
            told = spoken_of(self._connection, rows, sources, None)
            said += zip((actor_of[row.speaker] for row in rows), told, strict=True)
        found: dict[int, list[Spoken]] = defaultdict(list)
        for actor, one in said:
            found[actor].append(one)
        return found


def _place(one: Spoken) -> str:
    """A text that sorts as the order of what is said does."""
    first_day, published, document, start, claim, place = one.order
    return "\x01".join((first_day, published, document, f"{start:09}", claim, f"{place:04}"))


def _stand_row(stand: Stand, share: Share) -> dict[str, Any]:
    record = {
        "actor": [stand.actor.id, stand.actor.name],
        "of": stand.of,
        "latest": stand.positions.index(stand.latest),
        "months": stand.months,
        "share": share.to_plain(),
    }
    return {
        "key": stand.actor.key,
        "name": stand.actor.name,
        "side": stand.side,
        "said": len(stand.positions),
        "record": canonical_json(record),
    }


def _position_rows(stand: Stand) -> Iterable[dict[str, Any]]:
    for number, one in enumerate(stand.positions):
        record = [
            one.stance, one.date, one.sentence, one.claims, one.documents, one.publisher, one.url,
        ]  # fmt: skip
        yield {"number": number, "day": one.date or "", "record": canonical_json(record)}


def _shift_rows(stand: Stand, turned: Iterable[Shift]) -> Iterable[dict[str, Any]]:
    places = {id(position): number for number, position in enumerate(stand.positions)}
    for number, change in enumerate(turned):
        yield {
            "number": number,
            "day": change.after.date or "9999",
            "name": stand.actor.name,
            "kind": change.kind,
            "before": places[id(change.before)],
            "after": places[id(change.after)],
        }


def position_in(text: str) -> Position:
    """The position that is stored as ``text``."""
    stance, date, sentence, claims, documents, publisher, url = json.loads(text)
    return Position(stance, date, sentence, tuple(claims), tuple(documents), publisher, url)
