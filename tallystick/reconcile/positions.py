"""Who is for what, who against, over time: statements with a concept and a stance, folded by actor.

A pure function of readings, the codebook and what people decided. One actor's one stance of one day is one position,
however many reports tell it: a wire that twenty papers print counts once. The author's own voice takes no position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tallystick.errors import SettingError
from tallystick.model import CopyGroup, Judgement, Reading
from tallystick.model.positions import ConceptRecord, Position, Stand
from tallystick.reconcile.assignment import Assignments
from tallystick.reconcile.codebook import Codebook, Concept
from tallystick.reconcile.courses import Course, Said, latest_of, months_of
from tallystick.reconcile.judging import apply
from tallystick.reconcile.reversals import shifts
from tallystick.reconcile.spoken import Source, Spoken, as_stored, spoken_in
from tallystick.reconcile.voices import Named, Originals, party_of

Key = tuple[str, ...]


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
    spoken: list[Spoken] = []
    for reading in given:
        name = reading.document.id
        assigned = as_stored(reading) if codebook is None else remembered.of(reading, codebook)
        spoken += spoken_in(reading, judged[name], assigned, originals.of[name].published)
    return concept_records(codebook, spoken)


def concept_records(codebook: Codebook | None, spoken: Iterable[Spoken]) -> tuple[ConceptRecord, ...]:
    """The records of all concepts from all that was said on them, in any order; see ``positions``."""
    by_concept: dict[str, list[Spoken]] = defaultdict(list)
    for one in spoken:
        by_concept[one.concept].append(one)
    named = Named(one.source for found in by_concept.values() for one in found)
    concepts = concepts_of(codebook, by_concept)
    return tuple(concept_record(c, stands(by_concept.get(c.key, ()), named)) for c in concepts)


def concepts_of(codebook: Codebook | None, keys: Iterable[str]) -> list[Concept]:
    """The concepts of a codebook; without one those of ``keys``, by their keys."""
    if codebook is not None:
        return list(codebook.concepts.values())
    return [Concept(key=key, label=key) for key in sorted(keys)]


def named_concept(records: Sequence[ConceptRecord], key: str) -> ConceptRecord:
    """The record of one concept.

    Raises:
        SettingError: There is none.
    """
    for record in records:
        if record.concept == key:
            return record
    raise no_concept(key, [record.concept for record in records])


def no_concept(key: str, known: Iterable[str]) -> SettingError:
    """What to raise where none of the ``known`` concepts has this key."""
    named = ", ".join(known) or "none; name a codebook with --codebook"
    return SettingError(f"No concept {key!r}; there are: {named}")


def of_actor(records: Iterable[ConceptRecord], key: str) -> tuple[ConceptRecord, ...]:
    """The concepts that an actor speaks of, each as if nobody else did.

    Args:
        records: All concepts.
        key: An id, or "name:" and the name of somebody without one.
    """
    found = []
    for record in records:
        own = tuple(stand for stand in record.stands if stand.actor.key == key)
        if own:
            mine = tuple(shift for shift in record.shifts if shift.actor.key == key)
            found.append(replace(record, stands=own, months=tuple(Course.of(own).months()), shifts=mine))
    return tuple(found)


def stands(spoken: Iterable[Spoken], named: Named) -> tuple[Stand, ...]:
    """Each actor's stand on one concept, who spoke first in front.

    Args:
        spoken: All that was said on the concept.
        named: Knows everybody who speaks on any concept.
    """
    keys: dict[Source, Key] = {}
    by_actor: dict[Key, list[Spoken]] = defaultdict(list)
    for found in sorted(spoken, key=lambda one: one.order):
        key = keys.get(found.source)
        if key is None:
            key = keys[found.source] = speaker_key(found.source, named)
        by_actor[key].append(found)
    return tuple(stand_of(found) for found in by_actor.values())


def speaker_key(source: Source, named: Named) -> Key:
    """What is the same for one actor."""
    return named.key(source) or ("unnamed", source.name.casefold())


def concept_record(concept: Concept, taken: tuple[Stand, ...]) -> ConceptRecord:
    """The record of a concept on which actors stand as ``taken`` says."""
    changes = [s for stand in taken for s in shifts(stand.actor, stand.positions)]
    return ConceptRecord(
        concept=concept.key,
        label=concept.label,
        means=concept.means,
        meaning_of_for=concept.meaning_of_for,
        stands=taken,
        months=tuple(Course.of(taken).months()),
        shifts=tuple(sorted(changes, key=lambda s: (s.after.date or "9999", s.actor.name, s.kind))),
    )


def stand_of(told: Sequence[Spoken]) -> Stand:
    """The stand of one actor on one concept, by all that it said there, in the order of ``Spoken.order``."""
    taken = tuple(_positions(told))
    said = [(position.date, position.stance) for position in taken]
    return Stand(
        actor=party_of(dict.fromkeys(t.source for t in told)),
        of=next((t.source.of for t in reversed(told) if t.source.of), None),
        latest=taken[latest_of(said)],
        months=months_of(said),
        positions=taken,
    )


def _positions(told: Sequence[Spoken]) -> Iterator[Position]:
    """One for each stance of each day, by days; where one has several they stand in the order they were last told."""
    grouped: dict[Said, list[Spoken]] = {}
    for found in told:
        key = found.said or found.first_published, found.stance
        tellings = grouped.pop(key, [])
        tellings.append(found)
        grouped[key] = tellings
    for (date, stance), tellings in grouped.items():
        first = tellings[0]
        is_told_once = len(tellings) == 1
        yield Position(
            stance=stance,
            date=date,
            sentence=first.sentence,
            claims=(first.claim,) if is_told_once else tuple(dict.fromkeys(t.claim for t in tellings)),
            documents=(first.document,)
            if is_told_once
            else tuple(dict.fromkeys(t.document for t in tellings)),
            publisher=first.publisher,
            url=first.url,
        )
