"""Words to quote, looked up by the claims that they stand for: kept on the disk, so that memory stays small."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from tallystick.exports.pieces import room_is_told
from tallystick.ledger.plain import from_plain, to_plain
from tallystick.model import Claim, Document, Reading, Statement
from tallystick.views.passages import passage_bounds

_PORTION = 500
_REMEMBERED = 1000
"""How many documents are kept as they were looked up last."""

_TABLES = """
    CREATE TABLE documents (number INTEGER PRIMARY KEY, id BLOB UNIQUE, day TEXT, document TEXT);
    CREATE TABLE claims (id TEXT PRIMARY KEY, document INT, first INT, start INT, stop INT, sentence BLOB);
    CREATE TABLE printed (id TEXT PRIMARY KEY, document INT, first INT, start INT, stop INT, sentence BLOB);
"""
"""``first`` is where the evidence begins, ``start`` and ``stop`` bound what was said."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a claim.

    Attributes:
        document: The report that makes it.
        sentence: The sentence it stands in, exactly as printed there.
        start: Where what was said begins: of a statement its content, else its evidence.
        end: Where it ends.
    """

    document: Document
    sentence: str
    start: int
    end: int


def quoted(document: Document, claim: Claim) -> Quoted:
    """A claim of ``document`` with the sentence it stands in."""
    start, end = passage_bounds(document, claim)
    said = claim.content if isinstance(claim, Statement) else claim.evidence
    return Quoted(document, document.text[start:end].strip(), said.start, said.end)


class Quotations:
    """Claims and documents by their ids.

    They lie in a database of SQLite's own that has no name, grows on the disk and is gone with this object
    (https://sqlite.org/inmemorydb.html#temp_db).
    """

    def __init__(self, readings: Iterable[tuple[Reading, Reading]]) -> None:
        """Keep what can be quoted.

        Args:
            readings: Each as it was read and in the light of judgements, by the documents' ids.

        Raises:
            OSError: There is no room for it.
        """
        with room_is_told(sqlite3.OperationalError):
            self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._database.executescript(_TABLES)
            self._database.execute("BEGIN")
            for number, (as_read, judged) in enumerate(readings):
                self._keep(number, as_read, judged)
            self._database.execute("COMMIT")
        self._numbered = lru_cache(_REMEMBERED)(self._document)

    def _keep(self, number: int, as_read: Reading, judged: Reading) -> None:
        document = judged.document
        row = number, _key(document.id), document.published or "9999", json.dumps(to_plain(document))
        self._database.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", row)
        self._keep_claims("claims", number, judged, judged.claims)
        if as_read is not judged:
            standing = set(judged.claims)
            changed = [claim for claim in as_read.claims if claim not in standing]
            self._keep_claims("printed", number, as_read, changed)

    def _keep_claims(self, table: str, number: int, reading: Reading, claims: Iterable[Claim]) -> None:
        rows = []
        for claim in claims:
            found = quoted(reading.document, claim)
            rows.append(
                (claim.id, number, claim.evidence.start, found.start, found.end, _key(found.sentence))
            )
        self._database.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608

    def first(self, claims: Iterable[str]) -> Quoted | None:
        """That of some claims which was published first; ``None`` where none of them stands."""
        found = []
        for marks, portion in _portions(claims):
            query = (
                f"SELECT d.day, d.id, c.first, c.id, c.document, c.sentence, c.start, c.stop FROM claims c "  # noqa: S608
                f"JOIN documents d ON d.number = c.document WHERE c.id IN ({marks}) ORDER BY 1, 2, 3, 4 LIMIT 1"
            )
            found += self._database.execute(query, portion).fetchall()
        return self._quoted(min(found)[4:]) if found else None

    def as_printed(self, claim: str) -> Quoted | None:
        """A claim as it was read, whatever was decided about it; ``None`` where it is not known."""
        for table in ("printed", "claims"):
            query = f"SELECT document, sentence, start, stop FROM {table} WHERE id = ?"  # noqa: S608
            row = self._database.execute(query, (claim,)).fetchone()
            if row is not None:
                return self._quoted(row)
        return None

    def document(self, name: str) -> Document | None:
        """The document with this id, ``None`` where it is not known."""
        query = "SELECT number FROM documents WHERE id = ?"
        row = self._database.execute(query, (_key(name),)).fetchone()
        return None if row is None else self._numbered(row[0])

    def documents_making(self, claims: Iterable[str]) -> set[str]:
        """Ids of the documents that make some claims."""
        found: set[str] = set()
        for marks, portion in _portions(claims):
            query = f"SELECT DISTINCT document FROM claims WHERE id IN ({marks})"  # noqa: S608
            found |= {self._numbered(number).id for (number,) in self._database.execute(query, portion)}
        return found

    def _quoted(self, row: tuple[Any, ...]) -> Quoted:
        number, sentence, start, stop = row
        return Quoted(self._numbered(number), _word(sentence), start, stop)

    def _document(self, number: int) -> Document:
        query = "SELECT document FROM documents WHERE number = ?"
        (plain,) = self._database.execute(query, (number,)).fetchone()
        return from_plain(Document, json.loads(plain))


def _portions(values: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Values in portions that SQLite takes, with as many marks."""
    waiting = iter(values)
    while portion := list(islice(waiting, _PORTION)):
        yield ", ".join("?" * len(portion)), portion


def _key(word: str) -> bytes:
    """A word as SQLite can keep it, half a surrogate pair in it or not; its order is that of code points."""
    return word.encode(errors="surrogatepass")


def _word(key: bytes) -> str:
    return key.decode(errors="surrogatepass")
