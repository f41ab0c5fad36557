"""The ledger itself: append readings, ask for promises, verify the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, insert, select

from tallystick.errors import LedgerError
from tallystick.ledger.entries import (
    GENESIS,
    BrokenEntry,
    Draft,
    broken,
    chained,
    claim_from_payload,
    current,
    document_from_payload,
    drafts_of,
    readings_from,
)
from tallystick.ledger.schema import entries
from tallystick.ledger.sqlite import explained, is_strange, is_writable, keep_log, open_engine
from tallystick.ledger.versions import is_up_to_date, upgrade
from tallystick.model import Claim, Document, Reading
from tallystick.model.records import Promise
from tallystick.reconcile import Reconciled, fold, is_published, last_day_of

_PORTION = 500


@dataclass(frozen=True, slots=True)
class Appended:
    """How many entries a reading added; nothing where all of it was known."""

    documents: int
    claims: int


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: its place in the chain and the hash that all before it lead to."""

    seq: int
    hash: str


class Ledger:
    """A file that keeps what was read and only grows; usable as a context manager.

    Several programs may read and append at the same time. Where the file or its folder may not be written, it
    can still be read.
    """

    def __init__(self, path: Path | str, *, create: bool = True) -> None:
        """Open the ledger at ``path``, bring it up to date and make it if it is missing.

        Args:
            path: The file; ``*.tally`` by custom.
            create: Whether a missing ledger is made; who only asks had better be told.

        Raises:
            LedgerError: The file is missing, damaged, not a ledger, or of a newer version.
        """
        self.path = Path(path)
        self._check_place(create=create)
        self._writable = is_writable(self.path)
        self._engine = open_engine(self.path, writable=self._writable)
        with explained(self.path):
            self._bring_up_to_date()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; asking or appending afterwards opens it again."""
        self._engine.dispose()

    def append(self, reading: Reading) -> Appended:
        """Add what is new in ``reading``, all of it or nothing; on return it is on the disk.

        Raises:
            LedgerError: The ledger may not be written, the disk is full, or another writer never finished.
        """
        drafts = drafts_of(reading)
        with self._writing() as connection:
            known = _known_keys(connection, [d.key for d in drafts])
            new = [d for d in drafts if d.key not in known]
            if new:
                _extend(connection, new)
        kinds = [d.kind for d in new]
        return Appended(kinds.count("document"), kinds.count("claim"))

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
        payload = self._last_payload("document", document_id)
        return None if payload is None else document_from_payload(payload)

    def claim(self, claim_id: str) -> Claim | None:
        """The claim with this id, also one that a later reading no longer makes, or ``None``."""
        payload = self._last_payload("claim", claim_id)
        return None if payload is None else claim_from_payload(payload)

    def document_of(self, claim_id: str) -> Document | None:
        """The document that makes the claim with this id, in the version that the claim was read in."""
        payload = self._last_payload("claim", claim_id)
        if payload is None:
            return None
        key = json.loads(payload)["document"]
        with self._reading() as connection:
            found = connection.execute(select(entries.c.payload).where(entries.c.key == key)).scalar_one()
        return document_from_payload(found)

    def reconciled(self, as_of: str | None = None) -> Reconciled:
        """Promises, the links behind them, and the deliveries that count towards none.

        Args:
            as_of: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; of several versions of a document the last of
                those published by then is taken. ``None`` for everything.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        until = None if as_of is None else last_day_of(as_of)
        known = [r for r in self._all_readings() if is_published(r.document, until)]
        return fold(current(known), as_of)

    def promises(self, as_of: str | None = None) -> list[Promise]:
        """The promises as known on ``as_of``, first known first.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        return list(self.reconciled(as_of).promises)

    def promise(self, promise_id: str, as_of: str | None = None) -> Promise | None:
        """The promise with this id as known on ``as_of``, ``None`` where there is none."""
        return next((p for p in self.promises(as_of) if p.id == promise_id), None)

    def head(self) -> Head:
        """The newest entry, by which a cache or a citation names the state of the whole ledger.

        Returns:
            Place 0 and the chain's first hash where nothing was read yet.
        """
        query = select(entries.c.seq, entries.c.hash).order_by(entries.c.seq.desc()).limit(1)
        with self._reading() as connection:
            last = connection.execute(query).one_or_none()
        return Head(last.seq, last.hash) if last else Head(0, GENESIS)

    def verify(self) -> list[BrokenEntry]:
        """The entries that are not as they were written; none in a ledger that can be trusted."""
        with self._reading() as connection:
            return list(broken(connection.execute(select(entries).order_by(entries.c.seq))))

    def _check_place(self, *, create: bool) -> None:
        if self.path.is_dir():
            raise LedgerError(f"Ledger {self.path} is a folder; name a file in it")
        if not self.path.parent.is_dir():
            raise LedgerError(f"No folder {self.path.parent} for the ledger {self.path}; make it first")
        if not self.path.exists() and not create:
            raise LedgerError(f"No ledger {self.path}; make one with: tally read PATH --ledger {self.path}")
        if not self.path.exists() and not is_writable(self.path):
            raise LedgerError(f"The ledger {self.path} cannot be made: its folder may not be written")
        try:
            if self.path.exists() and is_strange(self.path):
                raise LedgerError(f"{self.path} is not a ledger; name another file")
        except OSError as error:
            raise LedgerError(f"Ledger {self.path} may not be read; change its permissions") from error

    def _bring_up_to_date(self) -> None:
        with self._engine.connect() as connection:
            if is_up_to_date(connection, self.path):
                return
        if not self._writable:
            raise LedgerError(
                f"Ledger {self.path} has to be brought up to date but may not be written; copy it first"
            )
        keep_log(self.path)
        with self._writing() as connection:
            upgrade(connection)  # does nothing where another program was quicker

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that has the file to itself."""
        if not self._writable:
            raise LedgerError(f"Ledger {self.path} may not be written; change its permissions or copy it")
        with explained(self.path), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.path), self._engine.connect() as connection:
            yield connection

    def _all_readings(self) -> list[Reading]:
        query = select(entries.c.kind, entries.c.key, entries.c.payload).order_by(entries.c.seq)
        with self._reading() as connection:
            try:
                return readings_from(connection.execute(query))
            except (ValueError, KeyError, TypeError) as error:
                raise LedgerError(
                    f"Ledger {self.path} holds entries that were changed; restore it from a copy"
                ) from error

    def _last_payload(self, kind: str, subject: str) -> str | None:
        query = (
            select(entries.c.payload)
            .where(entries.c.kind == kind, entries.c.subject == subject)
            .order_by(entries.c.seq.desc())
            .limit(1)
        )
        with self._reading() as connection:
            return connection.execute(query).scalar()


def _known_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Those of ``keys`` that the ledger has, asked for in portions that every database takes."""
    known: set[str] = set()
    for start in range(0, len(keys), _PORTION):
        portion = keys[start : start + _PORTION]
        known |= set(connection.execute(select(entries.c.key).where(entries.c.key.in_(portion))).scalars())
    return known


def _extend(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Chain ``drafts`` behind the last entry."""
    last = connection.execute(
        select(entries.c.seq, entries.c.hash).order_by(entries.c.seq.desc()).limit(1)
    ).one_or_none()
    seq, previous = (last.seq, last.hash) if last else (0, GENESIS)
    recorded_at = datetime.now(UTC).isoformat(timespec="seconds")
    rows = []
    for draft in drafts:
        seq += 1
        digest = chained(previous, draft)
        rows.append(
            {
                "seq": seq,
                "kind": draft.kind,
                "key": draft.key,
                "subject": draft.subject,
                "payload": draft.payload,
                "previous": previous,
                "hash": digest,
                "recorded_at": recorded_at,
            }
        )
        previous = digest
    connection.execute(insert(entries), rows)
