"""What a ledger answers: readings, promises and what explains them, positions, copies, search.

The answers are pure functions of its entries and a day; where a ledger is large they come from its index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache

from sqlalchemy import Connection

from tallystick.ledger.index_days import one_promise_as_of, promise_resting_on
from tallystick.ledger.index_histories import are_told
from tallystick.ledger.index_judged import Unsure
from tallystick.ledger.index_queries import (
    Page,
    PromiseQuery,
    all_promises,
    explained,
    one_promise,
    page,
    promises_beginning,
)
from tallystick.ledger.indexed import Indexed
from tallystick.ledger.indexing import is_fresh
from tallystick.ledger.opinions import Opinions
from tallystick.ledger.searching import Found, matching, passages_of, terms_of
from tallystick.ledger.shelf import Shelf
from tallystick.ledger.streaming import Streamed
from tallystick.ledger.then import Then
from tallystick.ledger.whole import Whole
from tallystick.model.derivations import Derivation
from tallystick.model.differences import Difference, Differences
from tallystick.model.records import Promise
from tallystick.reconcile import (
    Reconciled,
    decided_between,
    differences,
    fold,
    last_day_of,
    why,
)
from tallystick.reconcile.comparison import reports_among
from tallystick.reconcile.doubts import Doubt, answered, doubts


class Answers(Opinions):
    """All that can be asked of a ledger; ``tallystick.ledger.store.Ledger`` adds what changes it."""

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

    def promises(self, as_of: str | None = None) -> list[Promise]:
        """The promises as known on ``as_of``, first known first.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        if self._is_indexed():
            if as_of is None:
                with self._index() as connection:
                    return all_promises(connection)
            with suppress(Unsure), self._then(as_of) as then:
                return then.promises()
        return list(self.reconciled(as_of).promises)

    def promise(self, promise_id: str, as_of: str | None = None) -> Promise | None:
        """The promise with this id as known on ``as_of``, ``None`` where there is none.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        if self._is_indexed():
            with self._index() as connection:
                try:
                    if as_of is None:
                        return one_promise(connection, promise_id)
                    with suppress(Unsure):
                        return self._then_or_unsure(connection, as_of).promise(promise_id)
                    return one_promise_as_of(connection, self.name, promise_id, as_of)
                except Unsure:
                    pass
        return next((p for p in self.reconciled(as_of).promises if p.id == promise_id), None)

    def promises_beginning(self, start: str, as_of: str | None = None) -> list[Promise]:
        """The promises whose id begins with ``start``, first known first.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        if self._is_indexed():
            if as_of is None:
                with self._index() as connection:
                    return promises_beginning(connection, start)
            with self._index() as connection:
                has_histories, is_whole = are_told(connection), one_promise(connection, start) is not None
            if is_whole and not has_histories and (promise := self.promise(start, as_of)) is not None:
                return [promise]  # none are made for one promise
            with suppress(Unsure), self._then(as_of) as then:
                return then.promises_beginning(start)
        return [promise for promise in self.promises(as_of) if promise.id.startswith(start)]

    def promise_of(self, claim_id: str, as_of: str | None = None) -> Promise | None:
        """The first promise that rests on a claim, be it that it tells of it or of what arrived; ``None`` without one.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        claim = self.claim(claim_id)
        if claim is None:
            return None
        if self._is_indexed():
            with self._index() as connection, suppress(Unsure):
                if as_of is None:
                    return Indexed(connection, self.name).promises_of([claim_id]).get(claim_id)
                with suppress(Unsure):
                    return self._then_or_unsure(connection, as_of).promises_of([claim_id]).get(claim_id)
                return promise_resting_on(connection, self.name, claim, as_of)
        return next((p for p in self.reconciled(as_of).promises if claim_id in p.claims), None)

    def doubts(self, limit: int = 50) -> list[Doubt]:
        """What people had better decide and have not yet, what most changes the totals in front.

        Args:
            limit: How many at most.
        """
        decided = answered(self.judgements())
        most = limit + len(decided)
        if self._is_indexed():
            with self._index() as connection:
                found: Iterable[Doubt] = Indexed(connection, self.name).doubts(most)
        else:
            told = self.reconciled()
            behind = {claim for promise in told.promises for claim in promise.claims}
            behind |= {claim for pair in told.candidates for claim in (pair.claim, pair.other)}
            claims = {key: claim for key, (_, claim) in self.evidence(behind).items()}
            found = doubts(told.promises, told.candidates, claims)
        return [doubt for doubt in found if doubt.key not in decided][:limit]

    def page(self, query: PromiseQuery, as_of: str | None = None) -> Page:
        """Some of the promises, chosen and sorted, and how many there are in all.

        Of a large ledger only what is asked for is looked at; the first time, and after new entries, the index
        is brought up to date. When a day that is past is first asked for, the histories of all promises are made.

        Args:
            query: Which, in what order, and how many.
            as_of: As for ``reconciled``; of a day that is past it is not known which reports are new.

        Raises:
            SettingError: ``as_of`` is no date.
            LedgerError: The ledger may not be written and its index is out of date.
        """
        if as_of is None:
            with self._index() as connection:
                return page(connection, query)
        with suppress(Unsure), self._then(as_of) as then:
            return then.page(query)
        return self._whole(as_of).page(query)

    def listed(self, query: PromiseQuery, as_of: str | None = None, *, decided_by: str | None = None) -> Page:
        """As ``page``, but a small ledger is folded for it instead of being given an index.

        Args:
            query: Which, in what order, and how many.
            as_of: As for ``reconciled``.
            decided_by: Likewise; where one is given everything is folded.

        Raises:
            SettingError: ``as_of`` or ``decided_by`` is no date.
        """
        if decided_by is None and self.is_large():
            return self.page(query, as_of)
        return Whole(self.known(as_of), self.judgements(decided_by), self.copies(as_of), as_of).page(query)

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
            readings = Shelf(connection, self.name).sharing(self._memory).numbered(numbers)
        return [Found(reading.document, passages_of(reading, terms)) for reading in readings]

    @contextmanager
    def glance(self) -> Iterator[Indexed]:
        """One state of the ledger, to be asked only for what is to be shown; see ``Glance``.

        Raises:
            LedgerError: The ledger may not be written and its index is out of date.
        """
        with self._index() as connection:
            yield Indexed(connection, self.name, self._memory)

    @contextmanager
    def streamed(self, as_of: str | None = None) -> Iterator[Streamed]:
        """One state of the ledger as known on ``as_of``, to be gone through without holding it; see ``Streamed``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        is_indexed = self._is_indexed()

        def folded(state: Streamed) -> Sequence[Promise]:
            if is_indexed:
                return self.promises(as_of)
            readings = list(state.readings())
            return fold(readings, as_of, judgements=state.judgements, copies=state.copies).promises

        with ExitStack() as stack:
            histories = cache(lambda: stack.enter_context(self._histories()))

            def then() -> Then | None:
                with suppress(Unsure):
                    return Then(histories(), self.name, as_of) if is_indexed and as_of is not None else None
                return None

            yield Streamed(
                stack.enter_context(self._index() if is_indexed else self._access.reading()),
                self.name,
                as_of,
                is_indexed=is_indexed,
                memory=self._memory,
                copies_among=lambda readings: self._copies.groups(reports_among(readings)),
                folded=folded,
                then=then,
            )

    @contextmanager
    def glance_at(self, as_of: str | None) -> Iterator[Then | None]:
        """One state of a ledger as it was known on a day, to be asked only for what is to be shown.

        The histories of all promises are made first where that was not done; see ``histories``.

        Yields:
            ``None`` where everything that was known has to be folded: of no day, of a small ledger, of one that may not
            be written and has no histories, and of a day on which a text counted that was replaced since.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        with ExitStack() as stack:
            then = None
            if as_of is not None and self._tells_days():
                with suppress(Unsure):
                    then = stack.enter_context(self._then(as_of))
            yield then

    @contextmanager
    def _then(self, as_of: str) -> Iterator[Then]:
        last_day_of(as_of)
        with self._histories() as connection:
            yield Then(connection, self.name, as_of, self._memory)

    def _then_or_unsure(self, connection: Connection, as_of: str) -> Then:
        """What was known on a day, where histories are at hand: for one promise none are made.

        Raises:
            Unsure: There are none, or they cannot tell of that day.
            SettingError: ``as_of`` is no date.
        """
        if not are_told(connection):
            raise Unsure
        return Then(connection, self.name, as_of)

    def _whole(self, as_of: str) -> Whole:
        return Whole(self.known(as_of), self.judgements(), self.copies(as_of), as_of)

    def can_be_glanced_at(self) -> bool:
        """Whether the index is up to date or can be brought so."""
        if self._access.is_writable:
            return True
        with self._access.reading() as connection:
            return is_fresh(connection)

    def why(
        self, promise: str | Promise, field: str | None = None, as_of: str | None = None
    ) -> tuple[Derivation, ...]:
        """How a promise's figures come about, step by step down to the sentences.

        Args:
            promise: The promise as known on ``as_of``, or its id.
            field: A field as the records format names it ("fulfilled.low", "days_late"), its last part, or a
                group of them ("fulfilled", "by_side", "projection"); ``None`` for all that have a value.
            as_of: As for ``reconciled``.

        Returns:
            One derivation a field; none where the promise or the field has no value.

        Raises:
            SettingError: ``as_of`` is no date, or there is no such field.
        """
        known = self.promise(promise, as_of) if isinstance(promise, str) else promise
        if known is None:
            return ()
        if self._is_indexed():
            with self._index() as connection, suppress(Unsure):
                return explained(connection, self.name, known, field, as_of)
        readings = self._known(as_of)
        copies = self._copies.groups(reports_among(readings))
        return why(known, field, readings, as_of, judgements=self.judgements(), copies=copies)

    def difference(self, earlier: str, later: str | None = None) -> tuple[Difference, ...]:
        """What is new, changed or gone between two days, with the claims and judgements that made the change.

        Judgements given between the two days hold for the later one, all others for both.

        Args:
            earlier: The first day, as for ``reconciled``.
            later: The second day; ``None`` for everything.

        Raises:
            SettingError: One of them is no date, or the second lies before the first.
        """
        return self.differences(earlier, later).shown

    def differences(self, earlier: str, later: str | None = None, limit: int | None = None) -> Differences:
        """The first of what ``difference`` gives, and how much there is in all.

        Args:
            earlier: As for ``difference``.
            later: Likewise.
            limit: How many are given; ``None`` for all. Of a large ledger no others are read.

        Raises:
            SettingError: One of the days is no date, or the second lies before the first.
        """
        given = self.judgements()
        between, others = decided_between(given, earlier, later)
        if self._is_indexed() and (not between or given == [*others, *between]):
            with suppress(Unsure), self._then(earlier) as then:
                return then.differences(later, between, others, limit)
        known, sooner = self._known(later), self._known(earlier)
        copies, fewer = (self._copies.groups(reports_among(some)) for some in (known, sooner))
        old = fold(sooner, earlier, judgements=others, copies=fewer)
        new = fold(known, later, judgements=(*others, *between), copies=copies)
        documents = {c.id: r.document.id for r in known for c in r.claims}
        found = differences(old.promises, new.promises, documents, between)
        return Differences(found[:limit], Counter(one.kind for one in found))
