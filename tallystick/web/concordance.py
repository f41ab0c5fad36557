"""Searching the reports' sentences in pages that are files: a concordance, in parts that a script loads as asked for.

Each part is a script, as in ``tallystick.web.finding``. Parts of words say in which sentences each word stands; words
are in order, so that those that begin alike stand together. Parts of rows hold the sentences as they are shown.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tallystick.ledger.glances import Glance
from tallystick.ledger.sentences import sentences
from tallystick.model import Claim, Document
from tallystick.web.finding import PART_ROWS, script_part
from tallystick.web.foreign import pieces
from tallystick.web.paging import part_at
from tallystick.web.rendering import environment, label_of

FOLDER = "search"
_AT_ONCE = 200
"""How many reports are held at once."""

_MOST_PLACES = 12_000
"""So many places of words in a part at the most, about 30 kB; a word that has more is a part of its own."""

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a report.

    Attributes:
        document: The report.
        start: Where the sentence begins in its text.
        text: Its words.
        claims: What was read in it, and was not taken out.
    """

    document: Document
    start: int
    text: str
    claims: Sequence[Claim]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as it is shown.

    Attributes:
        report: What names its report, as HTML; the same for all sentences of a report that follow each other.
        page: The link to the page of the report on which it stands.
        start: Where it begins.
        words: Its words, as HTML.
        labels: Of each claim in it the class of its kind, what it is called, and its id.
        language: Of the report, "" where it is not known.
    """

    report: str
    page: str
    start: int
    words: str
    labels: Sequence[tuple[str, str, str]]
    language: str


def words_of(text: str) -> list[str]:
    """Words as they are looked up, likewise taken from what somebody types (``search.js``): without case and marks."""
    spread = unicodedata.normalize("NFKD", _THOUSANDS.sub("", text))
    if not spread.isascii():
        spread = "".join(sign for sign in spread if not unicodedata.category(sign).startswith("M"))
    return _WORD.findall(spread.lower())


def told_in(glances: Iterable[Glance], total: int) -> Iterator[Told]:
    """The sentences of all reports that have a word in them, those of the latest report first.

    Args:
        glances: One after the other the same state of a ledger; each lets go of what those before it read.
        total: How many reports there are.
    """
    for offset, glance in zip(range(0, total, _AT_ONCE), glances, strict=False):
        for reading in glance.latest(offset, _AT_ONCE):
            claims, removed = glance.claims_of(reading)
            kept = sorted(
                (c for c in claims if c.id not in removed),
                key=lambda c: (c.evidence.start, c.evidence.end, c.id),
            )
            yield from _told(reading.document, kept)


def _told(document: Document, claims: Sequence[Claim]) -> Iterator[Told]:
    begun = 0
    for start, end in sentences(document):
        text = document.text[start:end]
        if not _WORD.search(text):
            continue
        while begun < len(claims) and claims[begun].evidence.end <= start:
            begun += 1
        within = [c for c in claims[begun:] if c.evidence.start < end and start < c.evidence.end]
        yield Told(document, start, text, within)


def as_row(told: Told, url: Callable[..., str]) -> Row:
    """A sentence as the page that searches shows it.

    Args:
        told: The sentence.
        url: Makes the link to a page; see ``tallystick.web.links``.
    """
    document, part = told.document, part_at(told.start)
    parts = environment().get_template("_parts.html").module
    report = getattr(parts, "origin")(document, url)  # noqa: B009 (a macro)
    classes = getattr(parts, "classes")  # noqa: B009 (set there)
    return Row(
        str(report),
        url("document", document.id, part=part),
        told.start,
        "".join(pieces(told.text)),
        [(classes[claim.kind], label_of(claim), claim.id) for claim in told.claims],
        document.language or "",
    )


class Concordance:
    """In which sentences each word stands; sentences are numbered as they are told."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._places: dict[str, array[int]] = {}
        self.total = 0

    def rows(self, told: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, bytes]]:
        """The parts with the sentences, while their words are noted; by their path in the folder of the site.

        Args:
            told: Each sentence, as its text and as it is shown.
        """
        waiting = list[Row]()
        for text, row in told:
            for word in dict.fromkeys(words_of(text)):
                self._places.setdefault(word, array("I")).append(self.total)
            self.total += 1
            waiting.append(row)
            if len(waiting) == PART_ROWS:
                yield script_part(FOLDER, f"rows-{self.total // PART_ROWS - 1}", _packed(waiting))
                waiting = []
        if waiting:
            yield script_part(FOLDER, f"rows-{self.total // PART_ROWS}", _packed(waiting))

    def words(self) -> Iterator[tuple[str, bytes]]:
        """The parts with the words of all sentences that were told, and one that says with which word each begins."""
        starts = list[str]()
        for number, some in enumerate(self._parted()):
            starts.append(some[0])
            counted = [[word, _gaps(self._places[word])] for word in some]
            yield script_part(FOLDER, f"words-{number}", counted)
        yield script_part(FOLDER, "starts", starts)

    def _parted(self) -> Iterator[list[str]]:
        some, places = list[str](), 0
        for word in sorted(self._places, key=lambda word: word.encode("utf-16-be")):  # as a browser compares
            more = len(self._places[word]) + len(word)
            if some and places + more > _MOST_PLACES:
                yield some
                some, places = [], 0
            some.append(word)
            places += more
        if some:
            yield some


def _gaps(places: array[int]) -> list[int]:
    """The first place and, for each other, how many sentences later it is."""
    return [places[0], *(later - place for place, later in pairwise(places))]


def _packed(rows: Sequence[Row]) -> list[object]:
    """The pages on which sentences stand, each once, and the sentences with the number of their page."""
    pages = {(row.report, row.page, row.language): None for row in rows}
    numbers = {page: number for number, page in enumerate(pages)}
    told = [
        [
            numbers[row.report, row.page, row.language],
            row.start,
            row.words,
            [list(label) for label in row.labels],
        ]
        for row in rows
    ]
    return [[list(page) for page in pages], told]
