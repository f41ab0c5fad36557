"""A glance at a ledger as of a day that is past, through the histories of its index: nothing is folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from sqlalchemy import Connection, select

from tallystick.ledger import index_then
from tallystick.ledger.appending import head_of
from tallystick.ledger.index_changes import Changed, Kept, changed_between, differing
from tallystick.ledger.index_choices import choices_then
from tallystick.ledger.index_copies import groups_of
from tallystick.ledger.index_days import told_by, voices_by
from tallystick.ledger.index_differences import changed_undecided, without
from tallystick.ledger.index_judged import Decided, Unsure, check_texts_are_those_of
from tallystick.ledger.index_mentions import as_people_say
from tallystick.ledger.index_queries import Families, Page, PromiseQuery, all_promises, day_of, explained
from tallystick.ledger.index_reports import Choices, Role, Totals, titles_of
from tallystick.ledger.index_tables import versions
from tallystick.ledger.lookup import all_judgements
from tallystick.ledger.shelf import Memory, Shelf, portions
from tallystick.model import Claim, CopyGroup, Document, Judgement, Reading
from tallystick.model.derivations import Derivation
from tallystick.model.differences import Differences
from tallystick.model.records import Promise, Voice
from tallystick.reconcile import last_day_of
from tallystick.reconcile.cells import Question
from tallystick.reconcile.differences import Matched, claims_added, difference
from tallystick.reconcile.voices import Originals


class Then:
    """What a ledger knew on a day; see ``Glance``. Good while its transaction is open."""

    def __init__(self, connection: Connection, name: str, as_of: str, memory: Memory | None = None) -> None:
        """Ask what ``connection`` sees.

        Args:
            connection: A transaction in which the index and its histories are up to date.
            name: How messages call the ledger.
            as_of: The day.
            memory: Readings that were read before.

        Raises:
            Unsure: A text that counted on that day was replaced since.
            SettingError: ``as_of`` is no date.
        """
        self.as_of: str | None = as_of
        self._connection, self._name, self._memory = connection, name, memory
        self._on = last_day_of(as_of)
        self._day = index_then.before_never(self._on.isoformat())
        self._shelf = Shelf(connection, name, until=self._day).sharing(memory)
        check_texts_are_those_of(connection, self._day)
        self._decided = Decided.by(connection, name, self._day)

    def anew(self) -> Then:
        """The same state, with nothing held of what was asked."""
        return Then(self._connection, self._name, str(self.as_of), self._memory)

    @cached_property
    def state(self) -> str:
        """See ``Glance``."""
        return head_of(self._connection).hash

    def _last_day(self) -> str | None:
        """The last day, from which on the ledger knew all that it knows.

        Returns:
            ``None`` where there may be none: what a document without a date tells is known by its own dates.
        """
        undated = select(versions.c.version).where(versions.c.is_current, versions.c.last_day == "")
        if self._connection.execute(undated.limit(1)).scalar() is not None:
            return None
        day = day_of(self._connection)
        return None if day is None else day.isoformat()

    def days(self) -> Sequence[str]:
        """See ``Glance``."""
        return index_then.days_then(self._connection, self._day)

    def totals(self) -> Totals:
        """See ``Glance``."""
        return index_then.totals_then(self._connection, self._day)

    def choices(self) -> Choices:
        """See ``Glance``."""
        return choices_then(self._connection, self._day)

    def promises(self) -> list[Promise]:
        """Every promise, first known first."""
        return [self._marked(p) for p in index_then.all_promises_then(self._connection, self._day)]

    def promises_beginning(self, start: str) -> list[Promise]:
        """The promises whose id begins with ``start``, first known first."""
        found = index_then.promises_beginning_then(self._connection, start, self._day)
        return [self._marked(promise) for promise in found]

    def differences(
        self, later: str | None, between: Sequence[Judgement], others: Sequence[Judgement], most: int | None
    ) -> Differences:
        """What is new, changed or gone on a later day.

        Args:
            later: The day; ``None`` for all that is known.
            between: Judgements that hold for the later day alone.
            others: All others, given before.
            most: How many are read; ``None`` for all.

        Raises:
            Unsure: A text that counted on one of the days was replaced since, or nobody knows by which day all is
                known that has been decided on.
        """
        last = later or self._last_day()
        if last is None and between:
            raise Unsure
        then = self if last is None else Then(self._connection, self._name, last)
        if last is None:
            every = self.promises(), all_promises(self._connection)
            found = Changed.of(differing(*([Kept.of(p, "") for p in some] for some in every)), most)
        elif between:
            undecided = without(self._connection, self._name, self._on, between, others)
            found = Changed.of(changed_undecided(self._connection, self._day, then._day, undecided), most)
        else:
            found = changed_between(self._connection, self._day, then._day, most)
        shown = found.first
        before, after = self._read(one.before for one in shown), then._read(one.after for one in shown)
        pairs = [Matched(was, now, one.is_gone) for was, now, one in zip(before, after, shown, strict=True)]
        documents = index_then.documents_of(self._connection, claims_added(pairs))
        told = (difference(one, documents, between) for one in pairs)
        return Differences(tuple(one for one in told if one is not None), found.kinds)

    def _read(self, some: Iterable[Kept | None]) -> list[Promise | None]:
        """Promises as they were on this day."""
        every = list(some)
        numbers = sorted({one.number for one in every if one is not None and one.promise is None})
        records = index_then.records_of(self._connection, numbers, self._day)
        known = dict(zip(numbers, map(self._marked, records), strict=True))
        return [None if one is None else one.promise or known[one.number] for one in every]

    def page(self, query: PromiseQuery) -> Page:
        """See ``Glance``."""
        found = index_then.page_then(self._connection, query, self._day)
        return replace(found, promises=tuple(self._marked(promise) for promise in found.promises))

    def promise(self, identity: str) -> Promise | None:
        """See ``Glance``."""
        found = index_then.one_promise_then(self._connection, identity, self._day)
        return None if found is None else self._marked(found)

    def promises_of(self, claims: Iterable[str]) -> Mapping[str, Promise]:
        """See ``Glance``."""
        found = index_then.promises_of_then(self._connection, claims, self._day)
        return {claim: self._marked(promise) for claim, promise in found.items()}

    @cached_property
    def _marked(self) -> Callable[[Promise], Promise]:
        families = Families(self._connection, self._day)
        constraints = self._decided.constraints
        return self._decided.marker(Question(self._on, self._on, Originals(families), constraints))

    def counts_of(self, actor: str) -> Mapping[str, int]:
        """See ``Glance``."""
        return index_then.counts_then(self._connection, actor, self._day)

    def names_of(self, actor: str) -> Mapping[str, int]:
        """See ``Glance``."""
        return index_then.names_then(self._connection, actor, self._day)

    def claims_speaking_of(self, actor: str, role: Role, limit: int) -> tuple[Sequence[str], int]:
        """See ``Glance``."""
        return index_then.claims_speaking_then(self._connection, actor, role, limit, self._day)

    def why(self, promise: Promise) -> tuple[Derivation, ...]:
        """See ``Glance``."""
        return explained(self._connection, self._name, promise, None, self._on.isoformat())

    def voices(self, claims: Iterable[str]) -> tuple[Voice, ...]:
        """See ``Glance``."""
        return voices_by(self._connection, self._name, claims, self._on.isoformat(), self._memory)

    def evidence(self, claims: Iterable[str]) -> Mapping[str, tuple[Document, Claim]]:
        """See ``Glance``."""
        return told_by(self._connection, self._name, claims, self._on.isoformat(), self._memory)

    def readings(self, documents: Iterable[str]) -> Sequence[Reading]:
        """See ``Glance``."""
        found = self._shelf.of_documents(documents)
        return sorted(found, key=lambda reading: reading.document.id)

    def titles_of(self, documents: Iterable[str]) -> Mapping[str, str | None]:
        """See ``Glance``."""
        return titles_of(self._connection, documents, self._day)

    def claims_of(self, reading: Reading) -> tuple[Sequence[Claim], frozenset[str]]:
        """See ``Glance``."""
        judged = self._decided.laid_over(reading)
        kept = {claim.id for claim in judged.claims}
        return as_people_say(reading, judged), frozenset(c.id for c in reading.claims) - kept

    def latest(self, offset: int, limit: int) -> Sequence[Reading]:
        """See ``Glance``."""
        known = (versions.c.is_current, versions.c.last_day <= self._day)
        ordered = (
            select(versions).where(*known).order_by(versions.c.last_day.desc(), versions.c.document.desc())
        )
        rows = self._connection.execute(ordered.offset(offset).limit(limit)).all()
        return self._shelf.load(rows)

    def copies_of(self, documents: Iterable[str]) -> Mapping[str, CopyGroup]:
        """See ``Glance``."""
        wanted = sorted(set(documents))
        later: set[str] = set()
        for portion in portions(wanted):
            own = select(versions.c.original).where(versions.c.document.in_(portion), versions.c.is_current)
            family = select(versions.c.document).where(versions.c.original.in_(own), versions.c.is_current)
            later |= set(self._connection.execute(family.where(versions.c.last_day > self._day)).scalars())
        groups = groups_of(self._connection, [d for d in wanted if d not in later], without=later)
        return {document: g for g in groups for document in g.documents if document in wanted}

    def judgements(self) -> Sequence[Judgement]:
        """See ``Glance``."""
        return all_judgements(self._connection, self._name)
