"""What was said on a concept by a day, actor by actor, as far as it is counted and sorted; words are read for some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection

from tallystick.ledger.index_spoken import Place, Words, first_days
from tallystick.model import Stance
from tallystick.model.positions import Position, Stand
from tallystick.model.records import Party
from tallystick.reconcile.courses import Said, latest_of, months_of
from tallystick.reconcile.spoken import LAST, Source, Spoken, first_day
from tallystick.reconcile.voices import party_of


class Telling(NamedTuple):
    """One statement on a concept, with one of those who make it; sorted as ``tallystick.reconcile.spoken.Spoken`` is.

    Attributes:
        first_day: The first day that ``date`` may mean.
        published: When the report was published.
        document: Id of the report.
        start: Where it stands there.
        claim: Its id.
        place: Which of its speakers this is, from 0.
        speaker: The number of who speaks.
        version: The version of the report.
        date: Its day.
        stance: The side taken.
        words: What is said; ``None`` where that was not read.
    """

    first_day: str
    published: str
    document: str
    start: int
    claim: str
    place: int
    speaker: int
    version: int
    date: str | None
    stance: Stance
    words: Words | None = None

    @property
    def at(self) -> Place:
        """Where it is kept."""
        return self.speaker, self.version, self.claim, self.place

    @classmethod
    def of(cls, one: Spoken, speaker: int) -> Telling:
        """What was found in a reading; the number of who speaks is one that the index does not know."""
        words = one.sentence, one.publisher, one.url
        return cls(*one.order, speaker, 0, one.date, one.stance, words)


@dataclass(slots=True)
class Outline:
    """What one actor said on a concept.

    Attributes:
        sources: Under which names, by number, in the order in which they first spoke.
        of: Id of the state or organisation that the actor holds an office of.
        told: Its positions, oldest first, each with all that tells it.
    """

    sources: dict[int, Source] = field(default_factory=dict)
    of: str | None = None
    told: dict[Said, list[Telling]] = field(default_factory=dict)

    @property
    def said(self) -> list[Said]:
        """The positions as they are compared."""
        return list(self.told)

    @property
    def actor(self) -> Party:
        """Who."""
        return party_of(self.sources.values())

    def position(self, said: Said, words: Mapping[Place, Words]) -> Position:
        """One position in full.

        Args:
            said: Which.
            words: What the statements say that tell it, where they do not hold it themselves.
        """
        tellings = self.told[said]
        sentence, publisher, url = tellings[0].words or words[tellings[0].at]
        date, stance = said
        if len(tellings) == 1:  # as most are
            (one,) = tellings
            return Position(stance, date, sentence, (one.claim,), (one.document,), publisher, url)
        claims = tuple(dict.fromkeys(one.claim for one in tellings))
        documents = tuple(dict.fromkeys(one.document for one in tellings))
        return Position(stance, date, sentence, claims, documents, publisher, url)

    def stand(self) -> Stand:
        """The stand in full, where all words were read."""
        said = self.said
        positions = tuple(self.position(one, {}) for one in said)
        return Stand(self.actor, self.of, positions[latest_of(said)], months_of(said), positions)


def tellings_of(connection: Connection, rows: Sequence[Any], until: str) -> dict[str, list[Telling]]:
    """What rows tell, by concept.

    Args:
        connection: A transaction in which the index is up to date.
        rows: Of ``telling``, or of ``sketching`` where no words are wanted.
        until: ISO date of the day asked for.
    """
    firsts = first_days(connection, rows, until)
    found: dict[str, list[Telling]] = defaultdict(list)
    for row in rows:
        concept, speaker, version, claim, place, stance, said, start, document, _, published, _, *words = row
        date = firsts.get(document, published) if said is None else said
        told = (
            first_day(date), published or LAST, document, start, claim, place, speaker, version, date, stance,
            tuple(words) or None,
        )  # fmt: skip
        found[concept].append(Telling._make(told))
    return found


def outlines(
    tellings: Iterable[Telling], sources: Mapping[int, Source], actors: Mapping[int, int]
) -> list[Outline]:
    """What each actor said on one concept, who spoke first in front.

    Args:
        tellings: All that was said on it.
        sources: Who speaks, by number.
        actors: Who of them are one and the same: for each the number of one of these.
    """
    found: dict[int, Outline] = {}
    for one in sorted(tellings):
        speaker = one.speaker
        outline = found.get(actors[speaker])
        if outline is None:
            outline = found[actors[speaker]] = Outline()
        outline.sources[speaker] = source = sources[speaker]
        outline.of = source.of or outline.of
        said = one.date, one.stance
        told = outline.told.pop(said, None) or []
        told.append(one)
        outline.told[said] = told
    return list(found.values())
