"""What a ledger answers about single reports and claims, and about who copies whom.

Where a ledger is large they are looked up in its index; a small one is read whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from tallystick.ledger.entries import claim_from_payload, current, document_from_payload
from tallystick.ledger.index_days import copies_by, told_by, voices_by
from tallystick.ledger.index_judged import Unsure
from tallystick.ledger.index_mentions import as_people_say
from tallystick.ledger.indexed import Indexed
from tallystick.ledger.lookup import (
    all_judgements,
    document_behind,
    last_claim,
    last_document,
    last_fetch,
    read_after,
)
from tallystick.ledger.opened import Opened
from tallystick.ledger.shelf import Shelf
from tallystick.model import Claim, Document, Judgement, Reading
from tallystick.model.copies import CopyGroup
from tallystick.model.fetches import Fetch
from tallystick.model.records import Voice
from tallystick.reconcile import Originals, last_day_of
from tallystick.reconcile.comparison import reports_among
from tallystick.reconcile.judging import apply


class Details(Opened):
    """Readings, documents and claims, what people decided about them, and which of them come from one text."""

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

    def fetched(self, address: str) -> Fetch | None:
        """How asking for ``address`` ended the last time, ``None`` where it was never asked for."""
        with self._access.reading() as connection:
            return last_fetch(connection, self.name, address)

    def read_after(self, entry: int, limit: int) -> list[str]:
        """Ids of the documents that were read after entry number ``entry``, the last ``limit``, the last one first."""
        with self._access.reading() as connection:
            return read_after(connection, self.name, entry, limit)

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

    def reading(self, document_id: str, as_of: str | None = None) -> Reading | None:
        """The document with this id and its claims as they were read, ``None`` where there is none.

        Args:
            document_id: Id of the document.
            as_of: The version that was published by this day; as for ``reconciled``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        until = None if as_of is None else last_day_of(as_of).isoformat()
        if self._is_indexed():
            with self._index() as connection:
                found = Shelf(connection, self.name, until=until).of_documents([document_id])
        else:
            found = [r for r in self._known(as_of) if r.document.id == document_id]
        return found[0] if found else None

    def evidence(
        self, claims: Iterable[str], as_of: str | None = None
    ) -> Mapping[str, tuple[Document, Claim]]:
        """Claims, as people corrected them, each with the document that makes it; those that none makes are missing.

        Args:
            claims: Ids of the claims; those that people took out are given as they were read.
            as_of: As for ``reconciled``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        wanted = set(claims)
        if self._is_indexed():
            with self._index() as connection, suppress(Unsure):
                if as_of is None:
                    return Indexed(connection, self.name).evidence(wanted)
                return told_by(connection, self.name, wanted, as_of)
        known, decided = self._known(as_of), self.judgements()
        copies = self._copies.groups(reports_among(known)) if decided else ()
        judged = apply(known, decided, copies).readings
        told = {
            claim.id: (reading.document, claim)
            for reading, other in sorted(zip(known, judged, strict=True), key=lambda two: two[0].document.id)
            for claim in as_people_say(reading, other)
        }
        return {claim: told[claim] for claim in sorted(wanted & told.keys())}

    def copies(self, as_of: str | None = None) -> tuple[CopyGroup, ...]:
        """The documents that copy, rewrite or translate one another, as known on ``as_of``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        if self._is_indexed():
            with self._index() as connection, suppress(Unsure):
                return copies_by(connection, as_of)
        return self._copies.groups(reports_among(self._known(as_of)))

    def copies_of(self, document_id: str, as_of: str | None = None) -> CopyGroup | None:
        """The group of copies in which a document stands, ``None`` where it stands alone.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        if as_of is None and self._is_indexed():
            with self._index() as connection:
                return Indexed(connection, self.name).copies_of([document_id]).get(document_id)
        return next((group for group in self.copies(as_of) if document_id in group.documents), None)

    def voices(self, claims: Iterable[str], as_of: str | None = None) -> tuple[Voice, ...]:
        """The independent sources behind claims, copies folded, that first heard in front.

        Args:
            claims: Ids of the claims.
            as_of: As for ``reconciled``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        wanted = set(claims)
        if self._is_indexed():
            with self._index() as connection, suppress(Unsure):
                if as_of is None:
                    return Indexed(connection, self.name).voices(wanted)
                return voices_by(connection, self.name, wanted, as_of)
        known = self._known(as_of)
        documents = [reading.document for reading in known]
        originals = Originals.among(documents, self._copies.groups(reports_among(known)))
        told = self.evidence(wanted, as_of)
        return originals.voices(told.values())
