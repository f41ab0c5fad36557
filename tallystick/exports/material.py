"""What is exported: all that a ledger says on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from tallystick.ledger import Ledger
from tallystick.model import Claim, CopyGroup, Document, Judgement, Reading
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Promise
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.judging import apply, standing
from tallystick.views.passages import passage_bounds


@dataclass(frozen=True, slots=True)
class Quoted:
    """A claim with the document that makes it and the sentence it stands in, exactly as printed there."""

    document: Document
    claim: Claim
    sentence: str


@dataclass(frozen=True)
class Material:
    """A ledger's answers, each in an order that depends on nothing but what was stored.

    Attributes:
        as_read: The readings as stored, by id of the document.
        readings: The same in the light of judgements: without what was rejected, with what was put right.
        promises: First known first.
        concepts: Who stands where.
        copies: Which documents copy which.
        judgements: What people decided.
        as_of: The day asked for, ``None`` for all that is known.
        is_chosen: Whether somebody named the promises; else they are all there are.
    """

    as_read: tuple[Reading, ...] = ()
    readings: tuple[Reading, ...] = ()
    promises: tuple[Promise, ...] = ()
    concepts: tuple[ConceptRecord, ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    as_of: str | None = None
    is_chosen: bool = False

    @classmethod
    def of(cls, ledger: Ledger, as_of: str | None = None, codebook: Codebook | None = None) -> Material:
        """All that ``ledger`` says on ``as_of``.

        Args:
            ledger: It is only read.
            as_of: Only what was published by this day.
            codebook: Its concepts are assigned to the statements anew; ``None`` takes what was assigned in reading.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        told = ledger.account(as_of, codebook)
        as_read = tuple(sorted(told.readings, key=lambda reading: reading.document.id))
        return cls(
            as_read=as_read,
            readings=apply(as_read, told.judgements, told.copies).readings,
            promises=told.promises,
            concepts=told.concepts,
            copies=told.copies,
            judgements=told.judgements,
            as_of=as_of,
        )

    def only(self, promises: Collection[str]) -> Material:
        """Of this the promises with these ids, the claims behind them and the documents that make those."""
        kept = tuple(promise for promise in self.promises if promise.id in promises)
        claims = {claim for promise in kept for claim in (*promise.cited, *promise.removed)}
        as_read, readings = _of_claims(self.as_read, claims), _of_claims(self.readings, claims)
        subjects = claims | {reading.document.id for reading in as_read}
        judgements = tuple(j for j in self.judgements if j.subject in subjects or j.other in subjects)
        about = {judgement.id for judgement in judgements}
        return replace(
            self,
            as_read=as_read,
            readings=readings,
            promises=kept,
            concepts=(),
            copies=tuple(group for group in self.copies if subjects.intersection(group.documents)),
            judgements=tuple(j for j in self.judgements if j.id in about or j.subject in about),
            is_chosen=True,
        )

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, by id."""
        return tuple(reading.document for reading in self.readings)

    @cached_property
    def _claims(self) -> dict[str, tuple[Document, Claim]]:
        return {claim.id: (r.document, claim) for r in self.readings for claim in r.claims}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def _printed(self) -> dict[str, tuple[Document, Claim]]:
        return {claim.id: (r.document, claim) for r in self.as_read for claim in r.claims}

    @cached_property
    def _decisions(self) -> dict[tuple[str, str], list[int]]:
        """Numbers of the judgements that stand, by what they are about."""
        about: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, judgement in enumerate(self.judgements):
            if judgement.id in self.standing:
                for subject in filter(None, (judgement.subject, judgement.other)):
                    about[judgement.on, subject].append(number)
        return about

    @cached_property
    def standing(self) -> frozenset[str]:
        """Ids of the judgements that were not taken back."""
        return frozenset(judgement.id for judgement in standing(self.judgements))

    def judged(self, claims: Iterable[str]) -> list[Judgement]:
        """The judgements that stand on these claims or their documents, in the order in which they were given."""
        if not self.judgements:
            return []
        subjects: set[tuple[str, str]] = set()
        for claim in claims:
            subjects.add(("claim", claim))
            if claim in self._claims:
                subjects.add(("document", self._claims[claim][0].id))
        numbers = {number for subject in subjects for number in self._decisions.get(subject, ())}
        return [self.judgements[number] for number in sorted(numbers)]

    def as_printed(self, claim_id: str) -> Quoted | None:
        """The claim as it was read, whatever was decided about it; ``None`` where it is not known."""
        found = self._printed.get(claim_id)
        return None if found is None else quoted(*found)

    def named_documents(self, names: Iterable[str]) -> list[Document]:
        """The documents with these ids, in their order; those that are not known are passed over."""
        return [self._documents[name] for name in names if name in self._documents]

    def quoted(self, claim_id: str) -> Quoted | None:
        """The claim with its words, ``None`` where a judgement took it out."""
        document, claim = self._claims.get(claim_id, (None, None))
        return None if document is None or claim is None else quoted(document, claim)

    def first_quoted(self, claims: Iterable[str]) -> Quoted | None:
        """That of ``claims`` which was published first."""
        found = [q for claim in claims if (q := self.quoted(claim)) is not None]
        return min(found, key=_order, default=None)


def _of_claims(readings: Iterable[Reading], wanted: Collection[str]) -> tuple[Reading, ...]:
    """The readings that make any of the wanted claims, with those alone."""
    kept = (replace(r, claims=tuple(claim for claim in r.claims if claim.id in wanted)) for r in readings)
    return tuple(reading for reading in kept if reading.claims)


def _order(found: Quoted) -> tuple[str, str, int, str]:
    document, claim = found.document, found.claim
    return document.published or "9999", document.id, claim.evidence.start, claim.id


def quoted(document: Document, claim: Claim) -> Quoted:
    """A claim of ``document`` with the sentence it stands in."""
    start, end = passage_bounds(document, claim)
    return Quoted(document, claim, document.text[start:end].strip())
