"""A glance at a ledger that was folded whole: for days that the index does not know, and where there is none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from tallystick.ledger.index_mentions import as_people_say, named_in
from tallystick.ledger.index_promises import URGENCY, at_stake
from tallystick.ledger.index_queries import Page, PromiseQuery, Sort
from tallystick.ledger.index_reports import Choices, Role, Totals, choices_among
from tallystick.ledger.index_tables import NEVER
from tallystick.model import Claim, CopyGroup, Document, Judgement, Reading
from tallystick.model.derivations import Derivation
from tallystick.model.records import Party, Promise, Voice
from tallystick.reconcile import fold, last_day_of
from tallystick.reconcile.doubts import Doubt, doubts
from tallystick.reconcile.explaining import explain
from tallystick.reconcile.fold import question_of
from tallystick.reconcile.intervals import interval
from tallystick.reconcile.judging import apply


class Whole:
    """What a ledger knew on a day; see ``Glance``. Never changes once it is made."""

    state: str | None = None

    def __init__(
        self,
        readings: Iterable[Reading],
        judgements: Iterable[Judgement],
        copies: Iterable[CopyGroup],
        as_of: str | None = None,
    ) -> None:
        """Fold everything.

        Args:
            readings: Of every document the one version that counts.
            judgements: What people decided, in that order.
            copies: Which documents copy which.
            as_of: The day that the readings were known on, ``None`` for all there are.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        self.as_of = as_of
        self._judgements, self._copies = tuple(judgements), tuple(copies)
        self._readings = {reading.document.id: reading for reading in readings}
        every = tuple(self._readings.values())
        until = None if as_of is None else last_day_of(as_of)
        self.found = fold(every, as_of, judgements=self._judgements, copies=self._copies)
        self._question = question_of((r.document for r in every), until, copies=self._copies)
        judged = apply(every, self._judgements, self._copies).readings
        self._claims = {
            one.document.id: as_people_say(one, two) for one, two in zip(every, judged, strict=True)
        }
        self._removed = frozenset(removal.claim.id for removal in self.found.removals)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """The promises, first known first."""
        return self.found.promises

    @cached_property
    def _told(self) -> dict[str, tuple[Document, Claim]]:
        """Claims by id, with their documents."""
        ordered = sorted(self._claims)
        return {c.id: (self._readings[d].document, c) for d in ordered for c in self._claims[d]}

    @cached_property
    def _homes(self) -> dict[str, Promise]:
        return {claim: promise for promise in reversed(self.promises) for claim in promise.claims}

    @cached_property
    def _by_id(self) -> dict[str, Promise]:
        return {promise.id: promise for promise in reversed(self.promises)}

    @cached_property
    def _family(self) -> dict[str, CopyGroup]:
        return {document: group for group in self._copies for document in group.documents}

    @cached_property
    def _mentions(self) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
        """For actor and role the day, id and name of each claim."""
        found: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for document, claim in self._told.values():
            for (actor, role, identity), name in named_in(claim).items():
                found[actor, role].append((_day(document), identity, name))
        return found

    @cached_property
    def _doubts(self) -> dict[str, Doubt]:
        claims = {key: claim for key, (_, claim) in self._told.items()}
        return {doubt.key: doubt for doubt in doubts(self.promises, self.found.candidates, claims)}

    @cached_property
    def _choices(self) -> Choices:
        return Choices(
            choices_among(_named(promise.actors for promise in self.promises)),
            choices_among(_named(promise.recipients for promise in self.promises)),
            choices_among((promise.category, promise.category, 1) for promise in self.promises),
            choices_among((promise.status, promise.status, 1) for promise in self.promises),
        )

    def days(self) -> Sequence[str]:
        """See ``Glance``."""
        return sorted({day for reading in self._readings.values() if (day := _day(reading.document))})

    def totals(self) -> Totals:
        """See ``Glance``."""
        return Totals(len(self._readings), sum(map(len, self._claims.values())))

    def choices(self) -> Choices:
        """See ``Glance``."""
        return self._choices

    def page(self, query: PromiseQuery) -> Page:
        """See ``Glance``; which entries they come from is not known here, so that none counts as new."""
        fitting = (p for p in self.promises if query.entered_after is None and fits(p, query))
        chosen = sorted(fitting, key=lambda p: place(p, query.sort))
        shown = tuple(chosen[query.offset : query.offset + query.limit])
        return Page(shown, len(chosen), (0,) * len(shown))

    def promise(self, identity: str) -> Promise | None:
        """See ``Glance``."""
        return self._by_id.get(identity)

    def promises_of(self, claims: Iterable[str]) -> Mapping[str, Promise]:
        """See ``Glance``."""
        return {claim: self._homes[claim] for claim in claims if claim in self._homes}

    def counts_of(self, actor: str) -> Mapping[str, int]:
        """See ``Glance``."""
        return Counter(p.status for p in self.promises if actor in (party.key for party in p.actors))

    def why(self, promise: Promise) -> tuple[Derivation, ...]:
        """See ``Glance``."""
        return explain(
            promise, None, self.evidence(promise.cited), self._question.day, self._question.originals
        )

    def voices(self, claims: Iterable[str]) -> tuple[Voice, ...]:
        """See ``Glance``."""
        return self._question.originals.voices(self.evidence(claims).values())

    def evidence(self, claims: Iterable[str]) -> Mapping[str, tuple[Document, Claim]]:
        """See ``Glance``."""
        return {claim: self._told[claim] for claim in claims if claim in self._told}

    def readings(self, documents: Iterable[str]) -> Sequence[Reading]:
        """See ``Glance``."""
        return [self._readings[name] for name in sorted(set(documents)) if name in self._readings]

    def titles_of(self, documents: Iterable[str]) -> Mapping[str, str | None]:
        """See ``Glance``."""
        return {reading.document.id: reading.document.title for reading in self.readings(documents)}

    def claims_of(self, reading: Reading) -> tuple[Sequence[Claim], frozenset[str]]:
        """See ``Glance``."""
        claims = self._claims[reading.document.id]
        return claims, self._removed & {claim.id for claim in claims}

    def latest(self, offset: int, limit: int) -> Sequence[Reading]:
        """See ``Glance``."""
        ordered = sorted(
            self._readings.values(), key=lambda r: (_day(r.document), r.document.id), reverse=True
        )
        return ordered[offset : offset + limit]

    def copies_of(self, documents: Iterable[str]) -> Mapping[str, CopyGroup]:
        """See ``Glance``."""
        return {document: self._family[document] for document in documents if document in self._family}

    def names_of(self, actor: str) -> Mapping[str, int]:
        """See ``Glance``."""
        names = Counter(name for _, _, name in self._mentions.get((actor, "o"), ()))
        for promise in self.promises:
            for parties in (promise.actors, promise.recipients):
                names.update({p.key: p.name for p in reversed(parties) if p.key == actor}.values())
        return names

    def claims_speaking_of(self, actor: str, role: Role, limit: int) -> tuple[Sequence[str], int]:
        """See ``Glance``."""
        found = sorted(
            {(day, claim) for day, claim, _ in self._mentions.get((actor, role), ())}, reverse=True
        )
        return [claim for _, claim in found[:limit]], len(found)

    def doubts(self, limit: int) -> Sequence[Doubt]:
        """See ``Glance``."""
        return list(self._doubts.values())[:limit]

    def doubt(self, key: str) -> Doubt | None:
        """See ``Glance``."""
        return self._doubts.get(key)

    def doubts_in_all(self) -> int:
        """See ``Glance``."""
        return len(self._doubts)

    def judgements(self) -> Sequence[Judgement]:
        """See ``Glance``."""
        return self._judgements


def _day(document: Document) -> str:
    days = interval(document.published)
    return "" if days is None else days.last.isoformat()


def _named(lists: Iterable[Sequence[Party]]) -> Iterable[tuple[str, str, int]]:
    for parties in lists:
        yield from ((key, name, 1) for key, name in {p.key: p.name for p in reversed(parties)}.items())


def fits(promise: Promise, query: PromiseQuery) -> bool:
    """Whether a promise is among those asked for, whenever it was read."""
    due = interval(promise.deadline)
    last = None if due is None else due.last.isoformat()
    return (
        (query.actor is None or query.actor in (party.key for party in promise.actors))
        and (query.recipient is None or query.recipient in (party.key for party in promise.recipients))
        and query.category in (None, promise.category)
        and (not query.statuses or promise.status in query.statuses)
        and (query.due_from is None or (last is not None and last >= query.due_from))
        and (query.due_until is None or (last is not None and last <= query.due_until))
    )


def place(promise: Promise, sort: Sort) -> tuple[float | str, ...]:
    """What promises, first known first, are sorted by."""
    if sort == "urgency":
        return URGENCY[promise.status], -promise.voices, -len(promise.claims)
    if sort == "deadline":
        due = interval(promise.deadline)
        return (NEVER if due is None else due.last.isoformat(),)
    if sort == "at_stake":
        owed = at_stake(promise)
        return (owed is None, -(owed or 0.0))
    return ()
