"""A glance at a ledger: one state of it, as of a day, asked for no more than is to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from tallystick.ledger.index_queries import Page, PromiseQuery
from tallystick.ledger.index_reports import Choices, Role, Totals
from tallystick.model import Claim, CopyGroup, Document, Judgement, Reading
from tallystick.model.derivations import Derivation
from tallystick.model.records import Promise, Voice
from tallystick.reconcile.doubts import Doubt


class Glance(Protocol):
    """What can be asked of a state of a ledger, however it is answered."""

    @property
    def as_of(self) -> str | None:
        """The day asked for, ``None`` for everything."""

    @property
    def state(self) -> str | None:
        """The hash of the newest entry seen, to keep answers by; ``None`` where the glance keeps them itself."""

    def days(self) -> Sequence[str]:
        """The days on which reports were published, each once, oldest first."""

    def totals(self) -> Totals:
        """How many documents and claims there are."""

    def choices(self) -> Choices:
        """What promises can be chosen by."""

    def page(self, query: PromiseQuery) -> Page:
        """Some promises; see ``Ledger.page``."""

    def promise(self, identity: str) -> Promise | None:
        """The promise with this id, ``None`` where there is none."""

    def promises_of(self, claims: Iterable[str]) -> Mapping[str, Promise]:
        """For each claim the promise that rests on it; the others are missing."""

    def counts_of(self, actor: str) -> Mapping[str, int]:
        """How many of the promises of somebody (an id, or "name:" and a name) have each status."""

    def why(self, promise: Promise) -> tuple[Derivation, ...]:
        """How every figure of a promise comes about; see ``Ledger.why``."""

    def voices(self, claims: Iterable[str]) -> tuple[Voice, ...]:
        """The independent sources behind claims; see ``Ledger.voices``."""

    def evidence(self, claims: Iterable[str]) -> Mapping[str, tuple[Document, Claim]]:
        """Claims, as people corrected them, with their documents; those that none makes are missing."""

    def readings(self, documents: Iterable[str]) -> Sequence[Reading]:
        """The readings of documents, by the documents' ids; those that are not known are missing."""

    def titles_of(self, documents: Iterable[str]) -> Mapping[str, str | None]:
        """What documents are headed; those that are not known are missing."""

    def claims_of(self, reading: Reading) -> tuple[Sequence[Claim], frozenset[str]]:
        """The claims of a reading, as people corrected them, and the ids of those that they took out."""

    def latest(self, offset: int, limit: int) -> Sequence[Reading]:
        """Readings, of those published last first."""

    def copies_of(self, documents: Iterable[str]) -> Mapping[str, CopyGroup]:
        """For each document the group of copies it stands in; those that stand alone are missing."""

    def names_of(self, actor: str) -> Mapping[str, int]:
        """What an actor is called and how often; empty where nobody is meant by it."""

    def claims_speaking_of(self, actor: str, role: Role, limit: int) -> tuple[Sequence[str], int]:
        """Ids of the latest claims in which an actor has a role, and how many there are."""

    def judgements(self) -> Sequence[Judgement]:
        """Everything that people decided, in that order."""


class Present(Glance, Protocol):
    """All that a ledger knows now; people are asked about that alone, as what they answer holds for every day."""

    def doubts(self, limit: int) -> Sequence[Doubt]:
        """What people had better look at, weightiest first, whether they have or not."""

    def doubt(self, key: str) -> Doubt | None:
        """One of them."""

    def doubts_in_all(self) -> int:
        """How many there are."""
