"""A glance at a ledger through its index: nothing is folded, and no more is read than is to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from sqlalchemy import Connection

from tallystick.ledger import index_reports
from tallystick.ledger.appending import head_of
from tallystick.ledger.index_queries import Families, Page, PromiseQuery, day_of, one_promise, page
from tallystick.ledger.index_reports import Choices, Role, Totals
from tallystick.ledger.index_tables import NEVER
from tallystick.ledger.lookup import all_judgements
from tallystick.ledger.shelf import Memory, Shelf
from tallystick.model import Claim, CopyGroup, Document, Judgement, Reading
from tallystick.model.derivations import Derivation
from tallystick.model.records import Promise, Voice
from tallystick.reconcile.doubts import Doubt
from tallystick.reconcile.explaining import explain
from tallystick.reconcile.voices import Originals


class Indexed:
    """What a ledger knows now; see ``Glance``. Good while its transaction is open."""

    as_of: str | None = None

    def __init__(self, connection: Connection, name: str, memory: Memory | None = None) -> None:
        """Ask what ``connection`` sees.

        Args:
            connection: A transaction in which the index is up to date.
            name: How messages call the ledger.
            memory: Readings that were read before.
        """
        self._connection = connection
        self._name = name
        self._memory = memory
        self._shelf = Shelf(connection, name).sharing(memory)
        self._told: dict[str, tuple[Document, Mapping[int, Claim]]] = {}
        self._telling: dict[str, str | None] = {}

    def anew(self) -> Indexed:
        """The same state, with nothing held of what was asked."""
        return Indexed(self._connection, self._name, self._memory)

    @cached_property
    def state(self) -> str:
        """See ``Glance``."""
        return head_of(self._connection).hash

    def days(self) -> Sequence[str]:
        """See ``Glance``."""
        return index_reports.days(self._connection)

    def totals(self) -> Totals:
        """See ``Glance``."""
        return index_reports.totals(self._connection)

    def choices(self) -> Choices:
        """See ``Glance``."""
        return index_reports.choices(self._connection)

    def page(self, query: PromiseQuery) -> Page:
        """See ``Glance``."""
        return page(self._connection, query)

    def promise(self, identity: str) -> Promise | None:
        """See ``Glance``."""
        return one_promise(self._connection, identity)

    def promises_of(self, claims: Iterable[str]) -> Mapping[str, Promise]:
        """See ``Glance``."""
        return index_reports.promises_of(self._connection, claims)

    def why(self, promise: Promise) -> tuple[Derivation, ...]:
        """See ``Glance``."""
        told = self.evidence(promise.cited)
        return explain(
            promise, None, told, day_of(self._connection), self._originals(promise.cited_documents)
        )

    def voices(self, claims: Iterable[str]) -> tuple[Voice, ...]:
        """See ``Glance``."""
        told = self.evidence(claims)
        return self._originals(d.id for d, _ in told.values()).voices(told.values())

    def _originals(self, documents: Iterable[str]) -> Originals:
        self._families.look_up(document for document in documents if document not in self._families)
        return Originals(self._families)

    @cached_property
    def _families(self) -> Families:
        return Families(self._connection, NEVER)

    def evidence(self, claims: Iterable[str]) -> Mapping[str, tuple[Document, Claim]]:
        """See ``Glance``."""
        wanted = set(claims)
        if new := wanted - self._telling.keys():
            self._telling |= dict.fromkeys(new)
            for document, told in index_reports.told_beside(self._shelf, new):
                _, before = self._told.get(document.id, (document, {}))
                self._told[document.id] = document, {**before, **told}
                self._telling |= {claim.id: document.id for claim in told.values()}
        telling = {name for claim in wanted if (name := self._telling[claim]) is not None}
        found = (self._told[name] for name in sorted(telling))
        return {
            claim.id: (document, claim)
            for document, told in found
            for _, claim in sorted(told.items())
            if claim.id in wanted
        }

    def readings(self, documents: Iterable[str]) -> Sequence[Reading]:
        """See ``Glance``."""
        return index_reports.readings_of(self._shelf, documents)

    def titles_of(self, documents: Iterable[str]) -> Mapping[str, str | None]:
        """See ``Glance``."""
        return index_reports.titles_of(self._connection, documents)

    def claims_of(self, reading: Reading) -> tuple[Sequence[Claim], frozenset[str]]:
        """See ``Glance``."""
        return index_reports.in_the_light(self._shelf, [reading])[0]

    def latest(self, offset: int, limit: int) -> Sequence[Reading]:
        """See ``Glance``."""
        return index_reports.latest_readings(self._shelf, offset, limit)

    def copies_of(self, documents: Iterable[str]) -> Mapping[str, CopyGroup]:
        """See ``Glance``."""
        return index_reports.copies_of(self._connection, documents)

    def counts_of(self, actor: str) -> Mapping[str, int]:
        """See ``Glance``."""
        return index_reports.counts_of(self._connection, actor)

    def names_of(self, actor: str) -> Mapping[str, int]:
        """See ``Glance``."""
        return index_reports.names_of(self._connection, actor)

    def claims_speaking_of(self, actor: str, role: Role, limit: int) -> tuple[Sequence[str], int]:
        """See ``Glance``."""
        return index_reports.claims_speaking_of(self._connection, actor, role, limit)

    def doubts(self, limit: int) -> Sequence[Doubt]:
        """See ``Glance``."""
        return index_reports.doubtful(self._connection, limit)

    def doubt(self, key: str) -> Doubt | None:
        """See ``Glance``."""
        return index_reports.doubt_named(self._connection, key)

    def doubts_in_all(self) -> int:
        """See ``Glance``."""
        return index_reports.doubt_keys(self._connection)

    def judgements(self) -> Sequence[Judgement]:
        """See ``Glance``."""
        return all_judgements(self._connection, self._name)
