"""What speakers said on the concepts of a codebook, as far as positions are made of it: small enough to be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tallystick.languages import installed_languages, load_language
from tallystick.model import Document, Reading, Stance, Statement
from tallystick.reconcile.assignment import Assignment
from tallystick.reconcile.intervals import interval

LAST = "9999"
"""What no day stands behind: things without a day are sorted last."""

_WORDS_BEFORE = 2
"""So many words before a cue may say when: "Peru **once** backed it"."""


Order = tuple[str, str, str, int, str, int]
"""What statements are sorted by: the first day that their date may mean, when their report was published, places."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, apart from any one mention; the fields are those of ``Actor``."""

    id: str | None
    name: str
    role: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One speaker's stance on one concept in one statement.

    Attributes:
        concept: Its key in the codebook.
        stance: The side taken.
        source: Who takes it.
        claim: Id of the statement.
        start: Where its cue, else its evidence begins in the text; less than nothing for a side that was taken once,
            whatever the report says now ("had opposed it"), so that it stands in front.
        place: Which of its speakers this is, from 0.
        said: Day of the statement, where it names one.
        sentence: The words around it.
        document: Id of the report.
        published: When that was published.
        publisher: Agency or paper.
        url: Its address.
        first_published: When the report that it comes from was published.
    """

    concept: str
    stance: Stance
    source: Source
    claim: str
    start: int
    place: int
    said: str | None
    sentence: str
    document: str
    published: str | None
    publisher: str | None
    url: str | None
    first_published: str | None

    @property
    def date(self) -> str | None:
        """Day of the statement, else of the first report of it."""
        return self.said or self.first_published

    @property
    def order(self) -> Order:
        """Places what was said first in front; the same for the same statement, wherever it is kept."""
        first, published = first_day(self.date), self.published or LAST
        return first, published, self.document, self.start, self.claim, self.place


@lru_cache(maxsize=4096)
def first_day(date: str | None) -> str:
    """The first day that a date may mean, by which statements are sorted."""
    days = interval(date)
    return LAST if days is None else days.first.isoformat()


def spoken_in(
    reading: Reading, judged: Reading, assigned: Mapping[str, Assignment], first_published: str | None
) -> Iterator[Spoken]:
    """What is said in a report that stands, once for each who says it; a person's word goes first.

    Args:
        reading: As it was read.
        judged: The same in the light of judgements.
        assigned: What its statements are about, by claim.
        first_published: When the report that it comes from was published.
    """
    document = reading.document
    as_read = {c.id: c for c in reading.claims}
    for claim in judged.claims:
        before = as_read[claim.id]
        if not isinstance(claim, Statement) or not isinstance(before, Statement) or claim.source is None:
            continue
        given = assigned.get(claim.id)
        concept, stance = (None, None) if given is None else (given.concept, given.stance)
        concept = claim.concept if claim.concept != before.concept else concept
        stance = claim.stance if claim.stance != before.stance else stance
        if concept is None or stance is None:
            continue
        for place, speaker in enumerate(claim.speakers):
            yield Spoken(
                concept=concept,
                stance=stance,
                source=Source(speaker.id, speaker.name, speaker.role, speaker.of),
                claim=claim.id,
                start=_start(document, claim),
                place=place,
                said=claim.date,
                sentence=given.sentence if given is not None and given.sentence else claim.evidence.text,
                document=document.id,
                published=document.published,
                publisher=document.agency or document.publisher,
                url=document.url,
                first_published=first_published,
            )


def _start(document: Document, claim: Statement) -> int:
    """The place of a statement among those of its report; see ``Spoken``."""
    cue = claim.cue or claim.evidence
    if claim.cue is None or document.language not in installed_languages():
        return cue.start
    before = document.text[claim.evidence.start : cue.start].split()[-_WORDS_BEFORE:]
    words = {word.casefold() for word in (*before, *cue.text.split())}
    took_once = words & load_language(document.language).stances.earlier
    return cue.start - len(document.text) if took_once else cue.start


def as_stored(reading: Reading) -> dict[str, Assignment]:
    """What was assigned to the statements of a report in reading, by claim."""
    return {
        c.id: Assignment(c.concept, c.stance)
        for c in reading.claims
        if isinstance(c, Statement) and c.concept is not None
    }
