"""Who is for what, who against, over time: statements with a concept and a stance, folded by actor.

A pure function of readings, the codebook and what people decided. One actor's one stance of one day is one position,
however many reports tell it: a wire that twenty papers print counts once. The author's own voice takes no position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tallystick.errors import SettingError
from tallystick.model import Actor, CopyGroup, Document, Judgement, Reading, Stance, Statement
from tallystick.model.positions import SIDES_TAKEN, STANCES, ConceptRecord, Month, Position, Stand
from tallystick.reconcile.assignment import Assignment, Assignments
from tallystick.reconcile.codebook import Codebook, Concept
from tallystick.reconcile.consensus import consensus, polarisation
from tallystick.reconcile.intervals import interval
from tallystick.reconcile.judging import apply
from tallystick.reconcile.reversals import shifts
from tallystick.reconcile.voices import Named, Originals, party_of

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    document: Document
    statement: Statement
    source: Actor
    stance: Stance
    sentence: str
    original: Document

    @property
    def date(self) -> str | None:
        return self.statement.date or self.original.published

    @property
    def order(self) -> tuple[str, str, str, int, str]:
        days = interval(self.date)
        first = "9999" if days is None else days.first.isoformat()
        published = self.document.published or "9999"
        return first, published, self.document.id, self.statement.evidence.start, self.statement.id


def positions(
    readings: Iterable[Reading],
    codebook: Codebook | None,
    *,
    judgements: Iterable[Judgement] = (),
    copies: Sequence[CopyGroup] = (),
    assignments: Assignments | None = None,
) -> tuple[ConceptRecord, ...]:
    """Who stands where on every concept; the order of ``readings`` changes nothing.

    Args:
        readings: What was read, of each document one version.
        codebook: Its concepts are assigned to the statements anew; ``None`` takes what was assigned in reading.
        judgements: What people decided, in that order: a concept or stance that was corrected stays as they said.
        copies: Which documents copy which: what a copy tells without a day was said by the day of its original,
            and a refuted report takes its copies with it.
        assignments: Remembers what was assigned before.

    Returns:
        The concepts in the order of the codebook, those that nobody speaks of too; without a codebook by their keys.

    Raises:
        SettingError: The parser's pipeline is not installed.
    """
    remembered = assignments or Assignments()
    given = sorted(readings, key=lambda r: r.document.id)
    judged = {r.document.id: r for r in apply(given, judgements, copies).readings}
    originals = Originals.among((reading.document for reading in given), copies)
    told: dict[str, list[_Told]] = defaultdict(list)
    for reading in given:
        assigned = _stored(reading) if codebook is None else remembered.of(reading, codebook)
        original = originals.of[reading.document.id]
        for concept, found in _told(reading, judged[reading.document.id], assigned, original):
            told[concept].append(found)
    concepts = _concepts(codebook, told)
    named = Named(t.source for found in told.values() for t in found)
    return tuple(_record(concept, told.get(concept.key, ()), named) for concept in concepts)


def named_concept(records: Sequence[ConceptRecord], key: str) -> ConceptRecord:
    """The record of one concept.

    Raises:
        SettingError: There is none.
    """
    for record in records:
        if record.concept == key:
            return record
    known = ", ".join(record.concept for record in records) or "none; name a codebook with --codebook"
    raise SettingError(f"No concept {key!r}; there are: {known}")


def _stored(reading: Reading) -> dict[str, Assignment]:
    return {
        c.id: Assignment(c.concept, c.stance)
        for c in reading.claims
        if isinstance(c, Statement) and c.concept is not None
    }


def _concepts(codebook: Codebook | None, told: Iterable[str]) -> list[Concept]:
    if codebook is not None:
        return list(codebook.concepts.values())
    return [Concept(key=key, label=key) for key in sorted(told)]


def _told(
    reading: Reading, judged: Reading, assigned: Mapping[str, Assignment], original: Document
) -> Iterator[tuple[str, _Told]]:
    """The statements that stand, for each who makes them, with their concept; a person's word goes first."""
    as_read = {c.id: c for c in reading.claims}
    for claim in judged.claims:
        before = as_read[claim.id]
        if not isinstance(claim, Statement) or not isinstance(before, Statement) or claim.source is None:
            continue
        given = assigned.get(claim.id)
        concept, stance = (None, None) if given is None else (given.concept, given.stance)
        concept = claim.concept if claim.concept != before.concept else concept
        stance = claim.stance if claim.stance != before.stance else stance
        if concept is not None and stance is not None:
            sentence = given.sentence if given is not None and given.sentence else claim.evidence.text
            for speaker in claim.speakers:
                yield concept, _Told(reading.document, claim, speaker, stance, sentence, original)


def _record(concept: Concept, told: Iterable[_Told], named: Named) -> ConceptRecord:
    by_actor: dict[Key, list[_Told]] = defaultdict(list)
    for found in sorted(told, key=lambda t: t.order):
        by_actor[named.key(found.source) or ("unnamed", found.source.name.casefold())].append(found)
    stands = tuple(_stand(found) for found in by_actor.values())
    changes = [s for stand in stands for s in shifts(stand.actor, stand.positions)]
    return ConceptRecord(
        concept=concept.key,
        label=concept.label,
        means=concept.means,
        meaning_of_for=concept.meaning_of_for,
        stands=stands,
        months=tuple(_months(stands)),
        shifts=tuple(sorted(changes, key=lambda s: (s.after.date or "9999", s.actor.name, s.kind))),
    )


def _stand(told: Sequence[_Told]) -> Stand:
    sources = [t.source for t in told]
    taken = list(_positions(told))
    sides = [p for p in taken if p.stance in SIDES_TAKEN]
    months: dict[str, set[Stance]] = defaultdict(set)
    for position in taken:
        if (month := _month_of(position.date)) is not None:
            months[month].add(position.stance)
    return Stand(
        actor=party_of(sources),
        of=next((s.of for s in reversed(sources) if s.of), None),
        latest=(sides or taken)[-1],
        months={m: tuple(s for s in STANCES if s in months[m]) for m in sorted(months)},
        positions=tuple(taken),
    )


def _positions(told: Sequence[_Told]) -> Iterator[Position]:
    """One for each stance of each day; where one day has several they stand in the order they were last told."""
    grouped: dict[tuple[str | None, Stance], list[_Told]] = {}
    for found in told:
        key = found.date, found.stance
        grouped[key] = [*grouped.pop(key, []), found]
    for (date, stance), tellings in sorted(grouped.items(), key=lambda item: item[1][-1].order[0]):
        first = tellings[0]
        yield Position(
            stance=stance,
            date=date,
            sentence=first.sentence,
            claims=tuple(dict.fromkeys(t.statement.id for t in tellings)),
            documents=tuple(dict.fromkeys(t.document.id for t in tellings)),
            publisher=first.document.agency or first.document.publisher,
            url=first.document.url,
        )


def _month_of(date: str | None) -> str | None:
    """The month a date lies in; a bare year lies in none."""
    return (
        date[:7] if interval(date) is not None and date is not None and len(date) >= len("YYYY-MM") else None
    )


def _months(stands: Sequence[Stand]) -> Iterator[Month]:
    spoken = sorted({month for stand in stands for month in stand.months})
    if not spoken:
        return
    month = spoken[0]
    while month <= spoken[-1]:
        standing: dict[Stance, int] = dict.fromkeys(SIDES_TAKEN, 0)
        for stand in stands:
            held = [p.stance for p in stand.positions if p.stance in SIDES_TAKEN and _is_by(p.date, month)]
            if held:
                standing[held[-1]] += 1
        yield Month(month, standing, consensus(standing), polarisation(standing))
        month = _next(month)


def _is_by(date: str | None, month: str) -> bool:
    days = interval(date)
    return days is not None and days.first.isoformat()[:7] <= month


def _next(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"
