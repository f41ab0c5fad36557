"""Finding sentences by their words: an index of all texts, and the passages of each text that hold the words.

Words are compared without regard to case, accents and compatibility forms, the same in every database: the index
is given words that are folded already. It keeps no text; the passages are cut from the documents themselves.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest

from sqlalchemy import (
    Column,
    Connection,
    FromClause,
    Index,
    Integer,
    MetaData,
    Table,
    column,
    func,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from tallystick.errors import SettingError
from tallystick.ledger.checksums import with_checksums
from tallystick.ledger.index_tables import versions
from tallystick.ledger.sentences import sentences
from tallystick.model import Document, Reading

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_MOST_PASSAGES = 3
_LONGEST = 500_000
"""Signs of a text that are indexed; PostgreSQL takes no more than a megabyte."""


on_a_server = with_checksums(MetaData())

_on_a_server: FromClause = Table(
    "index_words",
    on_a_server,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("words", TSVECTOR, nullable=False),
    Index("index_words_by_word", "words", postgresql_using="gin"),
)

_in_a_file: FromClause = table("index_words", column("rowid", Integer), column("words"))
"""What FTS5 keeps in tables of its own (https://sqlite.org/fts5.html)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that follow each other; of the last the start is enough where ``is_start``."""

    words: tuple[str, ...]
    is_start: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that holds some of the words.

    Attributes:
        start: Offset of its first character in the document's text.
        end: Offset behind its last.
        marks: Start and end of each word that was looked for.
        claims: Ids of the claims whose evidence lies in it.
    """

    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A document that holds all words, with the sentences that hold most of them.

    Attributes:
        document: The document.
        passages: The sentences, in the order of the text.
    """

    document: Document
    passages: tuple[Passage, ...]


def terms_of(words: str) -> tuple[Term, ...]:
    """What is looked for: each word, each phrase in quotation marks; ``ambulan*`` is any word that starts so.

    Raises:
        SettingError: There is no word in it.
    """
    found = []
    for phrase, word in _TERM.findall(words):
        folded = tuple(folded_words(phrase or word))
        if folded:
            found.append(Term(folded, is_start=word.endswith("*")))
    if not found:
        raise SettingError(f'No word to look for in {words!r}; give one, a "phrase in marks" or a start*')
    return tuple(found)


def folded_words(some: str) -> Iterator[str]:
    """The words of a text in their order, without case and accents."""
    spread = unicodedata.normalize("NFKD", some).casefold()
    if not spread.isascii():
        spread = "".join(sign for sign in spread if not unicodedata.combining(sign))
    yield from _WORD.findall(spread)


def make_words(connection: Connection) -> None:
    """Make the index of words."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("CREATE VIRTUAL TABLE index_words USING fts5(words, content='')"))
    else:
        on_a_server.create_all(connection)


def add_words(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Put texts into the index, each under the number of its version."""
    rows = [{"version": v, "words": " ".join(folded_words(some[:_LONGEST]))} for v, some in texts]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO index_words (rowid, words) VALUES (:version, :words)"
    else:
        statement = (
            "INSERT INTO index_words (version, words) VALUES (:version, to_tsvector('simple', :words))"
        )
    connection.execute(text(statement), rows)


def matching(connection: Connection, terms: Sequence[Term], limit: int, until: str | None) -> list[int]:
    """The versions that count and hold all terms, those read last first.

    Args:
        connection: In a transaction in which the index is up to date.
        terms: What is looked for.
        limit: How many at most.
        until: ISO date by which they were published; ``None`` for any.
    """
    if connection.dialect.name == "sqlite":
        words, number = _in_a_file, _in_a_file.c.rowid
        holds = words.c.words.op("MATCH")(" ".join(_for_sqlite(term) for term in terms))
    else:
        words, number = _on_a_server, _on_a_server.c.version
        asked = " & ".join(_for_postgresql(term) for term in terms)
        holds = words.c.words.op("@@")(func.to_tsquery("simple", asked))
    query = select(versions.c.version).join(words, number == versions.c.version)
    query = query.where(holds, versions.c.is_current).order_by(number.desc()).limit(limit)
    if until is not None:
        query = query.where(versions.c.last_day <= until)
    return list(connection.execute(query).scalars())


def _for_sqlite(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.is_start else ""}'


def _for_postgresql(term: Term) -> str:
    return f"({' <-> '.join(term.words)}{':*' if term.is_start else ''})"


def passages_of(reading: Reading, terms: Sequence[Term]) -> tuple[Passage, ...]:
    """The sentences of a report that hold most of the terms, in their order."""
    some = reading.document.text
    marks = sorted(_marks(some, terms))
    found = list[tuple[int, int, int, tuple[tuple[int, int], ...]]]()
    for start, end in sentences(reading.document):
        first = bisect_left(marks, (start,))
        inside = [mark for mark in marks[first : bisect_left(marks, (end,))] if mark[1] <= end]
        if inside:
            spans = tuple(dict.fromkeys((s, e) for s, e, _ in inside))
            found.append((-len({number for _, _, number in inside}), start, end, spans))
    return tuple(
        Passage(start, end, spans, _told_within(reading, start, end))
        for start, end, spans in sorted(one[1:] for one in nsmallest(_MOST_PASSAGES, found))
    )


def _told_within(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    return tuple(c.id for c in reading.claims if c.evidence.start < end and start < c.evidence.end)


def _marks(some: str, terms: Sequence[Term]) -> Iterator[tuple[int, int, int]]:
    """Start and end of each word that belongs to a term, and which term that is."""
    words = list(_WORD.finditer(some))
    folded = [_folded(word[0]) for word in words]
    for number, term in enumerate(terms):
        size = len(term.words)
        for at in _ends(term, folded):
            if folded[at - size + 1 : at] == list(term.words[:-1]):
                yield from ((word.start(), word.end(), number) for word in words[at - size + 1 : at + 1])


def _ends(term: Term, words: Sequence[str]) -> Iterator[int]:
    """Where the last word of a term stands."""
    last = term.words[-1]
    for at, word in enumerate(words):
        if (word.startswith(last) if term.is_start else word == last) and at + 1 >= len(term.words):
            yield at


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    """One word without case and accents; texts repeat most of theirs."""
    return "".join(folded_words(word))
