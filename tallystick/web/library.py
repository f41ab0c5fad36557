"""What pages ask of a ledger: its state on a day, worked out once and kept until an entry is added."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import RLock
from typing import Any

from tallystick.ledger import Ledger
from tallystick.ledger.searching import Found
from tallystick.model import Claim, CopyGroup, Document, Judgement, Reading
from tallystick.model.derivations import Derivation
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Promise, Voice
from tallystick.reconcile import Reconciled, fold, last_day_of
from tallystick.reconcile.cells import Question
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.explaining import explain
from tallystick.reconcile.fold import question_of
from tallystick.reconcile.judging import apply
from tallystick.sources import layout
from tallystick.views.charts import Known
from tallystick.views.history import Evidence

MOST_SNAPSHOTS = 32
"""How many days are kept; the day looked at longest ago is let go first."""

MOST_DAYS = 24
"""On how many days, the last ones, a chart says how far a promise was kept."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that pages show of a ledger as of a day; never changed once it is made.

    Attributes:
        as_of: The day asked for, ``None`` for everything.
        found: The promises and what may belong together.
        readings: Of every document published by then, with the claims as they were read.
        documents: By id.
        claims: By id, as people corrected them; those that were taken out, too.
        homes: Id of the document of each claim.
        copies: Which documents copy which.
        judgements: Everything that was decided, in that order.
        question: The day that promises were judged on, and which documents come from one text.
    """

    as_of: str | None
    found: Reconciled
    readings: tuple[Reading, ...]
    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    homes: Mapping[str, str]
    copies: tuple[CopyGroup, ...]
    judgements: tuple[Judgement, ...]
    question: Question

    @property
    def promises(self) -> tuple[Promise, ...]:
        """The promises, first known first."""
        return self.found.promises

    def promise(self, identity: str) -> Promise | None:
        """The promise with this id."""
        return next((promise for promise in self.promises if promise.id == identity), None)

    def promise_of(self, claim: str) -> Promise | None:
        """The promise that rests on a claim."""
        return next((promise for promise in self.promises if claim in promise.claims), None)

    def reading(self, document: str) -> Reading | None:
        """The reading of a document, its claims as people corrected them."""
        found = next((reading for reading in self.readings if reading.document.id == document), None)
        if found is None:
            return None
        return replace(found, claims=tuple(self.claims[claim.id] for claim in found.claims))

    def why(self, promise: Promise) -> tuple[Derivation, ...]:
        """How every figure of a promise comes about; see ``Ledger.why``."""
        told = {claim: self._told(claim) for claim in promise.cited}
        return explain(promise, None, told, self.question.day, self.question.originals)

    def voices(self, claims: Iterable[str]) -> tuple[Voice, ...]:
        """The independent sources behind claims; see ``Ledger.voices``."""
        return self.question.originals.voices(map(self._told, claims))

    def _told(self, claim: str) -> tuple[Document, Claim]:
        return self.documents[self.homes[claim]], self.claims[claim]

    def evidence(self, claim: str) -> Evidence:
        """A claim with its document, laid out so that its sentence can be found."""
        return Evidence(self.claims[claim], laid_out(self.documents[self.homes[claim]]))


@lru_cache(maxsize=1024)
def laid_out(document: Document) -> Document:
    """The document with its layout, which a ledger does not keep."""
    return replace(document, blocks=layout(document.text).blocks)


class Library:
    """A ledger as pages need it; safe to be asked by several threads."""

    def __init__(self, ledger: Ledger, codebook: Codebook | None = None) -> None:
        """Take a ledger that is open.

        Args:
            ledger: Read and, on a decision, written.
            codebook: Its concepts are assigned anew; ``None`` takes those assigned in reading.
        """
        self._ledger = ledger
        self._codebook = codebook
        self._lock = RLock()
        self._kept: OrderedDict[tuple[str | None, str], Snapshot] = OrderedDict()

    @property
    def name(self) -> str:
        """How the ledger is called."""
        return self._ledger.name

    def snapshot(self, as_of: str | None = None) -> Snapshot:
        """The ledger as of a day.

        Raises:
            SettingError: ``as_of`` is no date.
            LedgerError: The ledger cannot be read.
        """
        if as_of is not None:
            last_day_of(as_of)
        with self._lock:
            key = as_of, self._ledger.head().hash
            if key in self._kept:
                self._kept.move_to_end(key)
            else:
                self._kept[key] = self._made(as_of)
                while len(self._kept) > MOST_SNAPSHOTS:
                    self._kept.popitem(last=False)
            return self._kept[key]

    def _made(self, as_of: str | None) -> Snapshot:
        readings, judgements = tuple(self._ledger.known(as_of)), tuple(self._ledger.judgements())
        copies, until = self._ledger.copies(as_of), None if as_of is None else last_day_of(as_of)
        claims = {claim.id: claim for reading in readings for claim in reading.claims}
        for reading in apply(readings, judgements, copies).readings:
            claims.update({claim.id: claim for claim in reading.claims})
        return Snapshot(
            as_of=as_of,
            found=fold(readings, as_of, judgements=judgements, copies=copies),
            readings=readings,
            documents={reading.document.id: reading.document for reading in readings},
            claims=claims,
            homes={claim.id: reading.document.id for reading in readings for claim in reading.claims},
            copies=copies,
            judgements=judgements,
            question=question_of((r.document for r in readings), until, copies=copies),
        )

    def search(self, words: str, as_of: str | None, limit: int) -> list[Found]:
        """The reports that hold all of ``words``; see ``Ledger.search``."""
        with self._lock:
            return self._ledger.search(words, limit, as_of)

    def concepts(self, as_of: str | None) -> tuple[ConceptRecord, ...]:
        """Who is for what and who against."""
        with self._lock:
            return self._ledger.positions(None, self._codebook, as_of)

    def course(self, promise: Promise, as_of: str | None) -> tuple[Known, ...]:
        """How far a promise was known to be kept on each day that a report on it came out, oldest first."""
        documents = self.snapshot(as_of).documents
        days = {documents[d].published for d in promise.documents if d in documents}
        found = []
        for day in sorted(day for day in days if day is not None)[-MOST_DAYS:]:
            then = self.snapshot(day).promise(promise.id)
            kept = then.fulfilled if then is not None else None
            if kept is not None and kept.low is not None and kept.high is not None:
                found.append(Known(last_day_of(day).isoformat(), kept.low, kept.high))
        return tuple(found)

    def judge(self, verdict: str, subject: str, user: str, **slots: Any) -> Judgement:
        """Keep a decision; see ``Ledger.judge``."""
        with self._lock:
            return self._ledger.judge(verdict, subject, user=user, **slots)

    def judgements(self) -> list[Judgement]:
        """Everything decided so far, by anybody."""
        with self._lock:
            return self._ledger.judgements()
