"""What a ledger answers: readings, promises and what explains them, positions, copies, search.

The answers are pure functions of its entries and a day; where a ledger is large they come from its index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from tallystick.ledger.access import Access
from tallystick.ledger.account import Account
from tallystick.ledger.appending import Head, head_of
from tallystick.ledger.copying import CopyMemory
from tallystick.ledger.databases import Place
from tallystick.ledger.entries import (
    claim_from_payload,
    current,
    document_from_payload,
)
from tallystick.ledger.index_queries import (
    Page,
    PromiseQuery,
    Unsure,
    all_promises,
    explained,
    one_promise,
    one_promise_as_of,
    page,
)
from tallystick.ledger.indexed import Indexed
from tallystick.ledger.indexing import is_fresh, refresh
from tallystick.ledger.lookup import (
    all_judgements,
    all_readings,
    document_behind,
    last_claim,
    last_document,
    last_fetch,
)
from tallystick.ledger.searching import Found, matching, passages_of, terms_of
from tallystick.ledger.shelf import Shelf
from tallystick.model import Claim, Document, Judgement, Reading
from tallystick.model.derivations import Derivation
from tallystick.model.differences import Difference
from tallystick.model.fetches import Fetch
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import CopyGroup, Promise, Voice
from tallystick.reconcile import (
    Originals,
    Reconciled,
    decided_between,
    differences,
    fold,
    is_published,
    last_day_of,
    why,
)
from tallystick.reconcile.assignment import Assignments
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.comparison import reports_among
from tallystick.reconcile.positions import named_concept, positions

INDEXED_FROM = 20_000
"""A ledger with as many entries is asked through its index."""


class Answers:
    """All that can be asked of a ledger; ``tallystick.ledger.store.Ledger`` adds what changes it."""

    def __init__(self, place: Place, *, create: bool = True) -> None:
        """Open the ledger at ``place``, bring it up to date and make it if it is missing.

        Args:
            place: A file, ``*.tally`` by custom, or a URL ("postgresql+psycopg://user@host/database").
            create: Whether a missing ledger is made; who only asks had better be told.

        Raises:
            LedgerError: The ledger is missing, damaged, not a ledger, or of a newer version, or its server
                cannot be reached.
        """
        self._access = Access(place, create=create)
        self._copies = CopyMemory(self._access)
        self._assignments = Assignments()

    @property
    def name(self) -> str:
        """How messages call the ledger: its file, or its URL without the password."""
        return self._access.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the ledger; asking or appending afterwards opens it again."""
        self._access.close()

    def readings(self) -> list[Reading]:
        """The last reading of every document, in the order they were read.

        Of a document that was read in several versions it is the one read last.
        """
        return current(self._all_readings())

    def documents(self) -> list[Document]:
        """The documents of ``readings``."""
        return [reading.document for reading in self.readings()]

    def claims(self) -> list[Claim]:
        """The claims of ``readings``."""
        return [claim for reading in self.readings() for claim in reading.claims]

    def document(self, document_id: str) -> Document | None:
        """The document with this id as it was read last, ``None`` where there is none."""
        with self._access.reading() as connection:
            payload = last_document(connection, self.name, document_id)
        return None if payload is None else document_from_payload(payload)

    def claim(self, claim_id: str) -> Claim | None:
        """The claim with this id, also one that a later reading no longer makes, or ``None``."""
        with self._access.reading() as connection:
            payload = last_claim(connection, self.name, claim_id)
        return None if payload is None else claim_from_payload(payload)

    def document_of(self, claim_id: str) -> Document | None:
        """The document that makes the claim with this id, in the version that the claim was read in."""
        with self._access.reading() as connection:
            payload = document_behind(connection, self.name, claim_id)
        return None if payload is None else document_from_payload(payload)

    def reconciled(self, as_of: str | None = None, *, decided_by: str | None = None) -> Reconciled:
        """Promises, the links behind them, and the deliveries that count towards none.

        Args:
            as_of: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; of several versions of a document the last of
                those published by then is taken. ``None`` for everything.
            decided_by: Only judgements given by the end of this day; ``None`` for all of them.

        Raises:
            SettingError: ``as_of`` or ``decided_by`` is no date.
        """
        known = self._known(as_of)
        copies = self._copies.groups(reports_among(known))
        return fold(known, as_of, judgements=self.judgements(decided_by), copies=copies)

    def account(self, as_of: str | None = None, codebook: Codebook | None = None) -> Account:
        """All that there is to say on ``as_of``, every entry read once.

        Args:
            as_of: As for ``reconciled``.
            codebook: As for ``positions``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        known, judgements = self._known(as_of), self.judgements()
        copies = self._copies.groups(reports_among(known))
        is_listed = as_of is None and self._is_indexed()
        return Account(
            readings=tuple(known),
            judgements=tuple(judgements),
            copies=copies,
            promises=tuple(self.promises())
            if is_listed
            else fold(known, as_of, judgements=judgements, copies=copies).promises,
            concepts=positions(
                known, codebook, judgements=judgements, copies=copies, assignments=self._assignments
            ),
        )

    def fetched(self, address: str) -> Fetch | None:
        """How asking for ``address`` ended the last time, ``None`` where it was never asked for."""
        with self._access.reading() as connection:
            return last_fetch(connection, self.name, address)

    def judgements(self, until: str | None = None) -> list[Judgement]:
        """Everything that people decided, in that order, also what was taken back.

        Args:
            until: Only what was decided by the end of this day (UTC).

        Raises:
            SettingError: ``until`` is no date.
        """
        last = None if until is None else last_day_of(until).isoformat()
        with self._access.reading() as connection:
            found = all_judgements(connection, self.name)
        return [j for j in found if last is None or j.at[:10] <= last]

    def copies(self, as_of: str | None = None) -> tuple[CopyGroup, ...]:
        """The documents that copy, rewrite or translate one another, as known on ``as_of``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        return self._copies.groups(reports_among(self._known(as_of)))

    def voices(self, claims: Iterable[str], as_of: str | None = None) -> tuple[Voice, ...]:
        """The independent sources behind the claims with these ids, copies folded, that first heard in front.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        known, wanted = self._known(as_of), set(claims)
        documents = [reading.document for reading in known]
        originals = Originals.among(documents, self._copies.groups(reports_among(known)))
        return originals.voices((r.document, c) for r in known for c in r.claims if c.id in wanted)

    def promises(self, as_of: str | None = None) -> list[Promise]:
        """The promises as known on ``as_of``, first known first.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        if as_of is None and self._is_indexed():
            with self._index() as connection:
                return all_promises(connection)
        return list(self.reconciled(as_of).promises)

    def positions(
        self, concept: str | None = None, codebook: Codebook | None = None, as_of: str | None = None
    ) -> tuple[ConceptRecord, ...]:
        """Who is for what and who against, as known on ``as_of``; see ``tallystick.reconcile.positions``.

        Args:
            concept: Key of the only concept asked for; ``None`` for all.
            codebook: Its concepts are assigned to the statements anew; ``None`` takes what was assigned in reading.
            as_of: As for ``reconciled``.

        Raises:
            SettingError: There is no such concept, or ``as_of`` is no date.
        """
        known, decided = self._known(as_of), self.judgements()
        copies = self._copies.groups(reports_among(known))
        found = positions(known, codebook, judgements=decided, copies=copies, assignments=self._assignments)
        return found if concept is None else (named_concept(found, concept),)

    def promise(self, promise_id: str, as_of: str | None = None) -> Promise | None:
        """The promise with this id as known on ``as_of``, ``None`` where there is none."""
        if self._is_indexed():
            with self._index() as connection:
                try:
                    if as_of is None:
                        return one_promise(connection, promise_id)
                    return one_promise_as_of(connection, self.name, promise_id, as_of)
                except Unsure:
                    pass
        return next((p for p in self.reconciled(as_of).promises if p.id == promise_id), None)

    def page(self, query: PromiseQuery) -> Page:
        """Some of the promises as known now, chosen and sorted, and how many there are in all.

        Of a large ledger only what is asked for is looked at; the first time, and after new entries, the index
        is brought up to date.

        Raises:
            LedgerError: The ledger may not be written and its index is out of date.
        """
        with self._index() as connection:
            return page(connection, query)

    def search(self, words: str, limit: int = 20, as_of: str | None = None) -> list[Found]:
        """The reports that hold all of ``words``, those read last first, with the sentences that hold most of them.

        Args:
            words: Words, phrases in quotation marks, starts of words with an asterisk ("ambulan*").
            limit: How many reports at most.
            as_of: Only what was published by this day.

        Raises:
            SettingError: No word is given, or ``as_of`` is no date.
            LedgerError: The ledger may not be written and its index is out of date.
        """
        terms = terms_of(words)
        until = None if as_of is None else last_day_of(as_of).isoformat()
        with self._index() as connection:
            numbers = matching(connection, terms, limit, until)
            readings = Shelf(connection, self.name).numbered(numbers)
        return [Found(reading.document, passages_of(reading, terms)) for reading in readings]

    @contextmanager
    def glance(self) -> Iterator[Indexed]:
        """One state of the ledger, to be asked only for what is to be shown; see ``Glance``.

        Raises:
            LedgerError: The ledger may not be written and its index is out of date.
        """
        with self._index() as connection:
            yield Indexed(connection, self.name)

    def can_be_glanced_at(self) -> bool:
        """Whether the index is up to date or can be brought so."""
        with self._access.reading() as connection:
            return self._access.is_writable or is_fresh(connection)

    @contextmanager
    def _index(self) -> Iterator[Connection]:
        """A transaction in which the index is up to date."""
        with self._access.reading() as connection:
            if is_fresh(connection):
                yield connection
                return
        refresh(self._access)
        with self._access.reading() as connection:
            yield connection

    def _is_indexed(self) -> bool:
        """Whether looking things up is worth it: folding a small ledger is quicker than keeping an index."""
        with self._access.reading() as connection:
            is_large = head_of(connection).seq >= INDEXED_FROM
            return is_large and (self._access.is_writable or is_fresh(connection))

    def why(
        self, promise_id: str, field: str | None = None, as_of: str | None = None
    ) -> tuple[Derivation, ...]:
        """How a promise's figures come about, step by step down to the sentences.

        Args:
            promise_id: Id of the promise.
            field: A field as the records format names it ("fulfilled.low", "days_late"), its last part, or a
                group of them ("fulfilled", "by_side", "projection"); ``None`` for all that have a value.
            as_of: As for ``reconciled``.

        Returns:
            One derivation a field; none where the promise or the field has no value.

        Raises:
            SettingError: ``as_of`` is no date, or there is no such field.
        """
        if self._is_indexed():
            promise = self.promise(promise_id, as_of)
            if promise is None:
                return ()
            with self._index() as connection, suppress(Unsure):
                return explained(connection, self.name, promise, field, as_of)
        known, judgements = self._known(as_of), self.judgements()
        copies = self._copies.groups(reports_among(known))
        found = fold(known, as_of, judgements=judgements, copies=copies).promises
        promise = next((p for p in found if p.id == promise_id), None)
        if promise is None:
            return ()
        return why(promise, field, known, as_of, judgements=judgements, copies=copies)

    def difference(self, earlier: str, later: str | None = None) -> tuple[Difference, ...]:
        """What is new, changed or gone between two days, with the claims and judgements that made the change.

        Judgements given between the two days hold for the later one, all others for both.

        Args:
            earlier: The first day, as for ``reconciled``.
            later: The second day; ``None`` for everything.

        Raises:
            SettingError: One of them is no date, or the second lies before the first.
        """
        between, others = decided_between(self.judgements(), earlier, later)
        known, sooner = self._known(later), self._known(earlier)
        copies, fewer = (self._copies.groups(reports_among(some)) for some in (known, sooner))
        before = fold(sooner, earlier, judgements=others, copies=fewer)
        after = fold(known, later, judgements=(*others, *between), copies=copies)
        documents = {c.id: r.document.id for r in known for c in r.claims}
        return differences(before.promises, after.promises, documents, between)

    def head(self) -> Head:
        """The newest entry, by which a cache or a citation names the state of the whole ledger.

        Returns:
            Place 0 and the chain's first hash where nothing was read yet.
        """
        with self._access.reading() as connection:
            return head_of(connection)

    def known(self, as_of: str | None = None) -> list[Reading]:
        """As ``readings``, of what was published by ``as_of``; of several versions the last of those.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        return self._known(as_of)

    def _known(self, as_of: str | None) -> list[Reading]:
        """The last reading of every document that was published by ``as_of``."""
        until = None if as_of is None else last_day_of(as_of)
        return current(r for r in self._all_readings() if is_published(r.document, until))

    def _all_readings(self) -> list[Reading]:
        with self._access.reading() as connection:
            return all_readings(connection, self.name)
