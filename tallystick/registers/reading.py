"""From a register's rows to readings: a plain text for each row, and the claims that its columns make.

The text names every value once, so that each slot of a claim stands in it. A register says what it says for certain:
its claims have confidence 1, and no source but the register itself.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tallystick.entities.gazetteer import Gazetteer
from tallystick.languages import load_language
from tallystick.model import Actor, Commitment, Delivery, Document, Item, Problem, Reader, Reading, Span
from tallystick.model.claims_format import number
from tallystick.reading.ground import ground
from tallystick.reading.proposals import DRAFT, UNRATED, Proposal
from tallystick.registers.names import entity_named
from tallystick.registers.records import Act, Fault, Named, Row
from tallystick.registers.sources import source_of

_WHOLE_DAY = len("2024-02-27")
"""Documents are published on a day; where a register knows the month alone, its claims' dates say since when."""

LANGUAGE = "en"
"""Of the words that the text of a row is made of."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one row.

    Attributes:
        place: Where it stands.
        reading: The document and its claims; ``None`` for a row that could not be read, or records nothing.
        problems: What is wrong with it.
    """

    place: str
    reading: Reading | None
    problems: tuple[Problem, ...] = ()


def read_register(name: str, path: Path, column_map: Path | None = None) -> Iterator[Outcome]:
    """Read the rows of a register, one at a time.

    Args:
        name: One of ``register_names()``.
        path: The file.
        column_map: TOML file that says what the columns are, for ``table``.

    Raises:
        SourceError: The file cannot be read, or is not of this kind.
        SettingError: There is no such register, or the map is faulty.
    """
    source = source_of(name, column_map)
    reader = Reader(
        f"register:{source.name}", version("tallystick"), _fingerprint(), f"register.{source.name}"
    )
    return (_outcome(row, source.name, source.title, reader) for row in _told_apart(source.rows(path)))


def _told_apart(rows: Iterator[Row | Fault]) -> Iterator[Row | Fault]:
    """Rows that share an id, as the items of one package do, numbered from the second on."""
    seen: Counter[str] = Counter()
    for row in rows:
        if isinstance(row, Fault):
            yield row
            continue
        seen[row.id] += 1
        yield row if seen[row.id] == 1 else replace(row, id=f"{row.id}#{seen[row.id]}")


def _outcome(row: Row | Fault, register: str, title: str, reader: Reader) -> Outcome:
    if isinstance(row, Fault):
        return Outcome(row.place, None, (row.problem,))
    if not row.acts:
        message = "The row gives no figure of anything promised or delivered."
        return Outcome(row.place, None, (*row.problems, Problem("no_figure", message)))
    reading = _reading(row, register, title, reader)
    return Outcome(row.place, reading, reading.problems)


@dataclass(slots=True)
class _Page:
    """A text in the making, and where its values stand."""

    text: str = ""

    def line(self, label: str, value: str) -> tuple[int, int]:
        """Add "label: value"; gives the place of the value."""
        self.text += f"{label}: "
        start = len(self.text)
        self.text += f"{value}\n"
        return start, start + len(value)


def _reading(row: Row, register: str, title: str, reader: Reader) -> Reading:
    page = _Page(f"{title}: {row.id}\n\n")
    places: dict[str, tuple[int, int]] = {}
    for label, value in (
        ("Giver", row.giver.name if row.giver else None),
        ("Recipient", row.recipient.name if row.recipient else None),
        ("Goods", row.goods),
    ):
        if value:
            places[label] = page.line(label, value)
    lines = [(act, page.line(_label(act), _figure(act))) for act in row.acts]
    if row.note:
        page.text += f"\nNote: {row.note}\n"
    text = page.text
    document = Document(
        id=f"{register}:{row.id}",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        language=LANGUAGE,
        published=row.published if row.published and len(row.published) == _WHOLE_DAY else None,
        title=f"{title}: {row.id}",
        url=row.url,
        publisher=title,
    )
    start = min((start for start, _ in places.values()), default=None)
    proposals = [
        Proposal(_claim(row, act, Span.of(text, *place), _Around(text, start, places)), reader.rule)
        for act, place in lines
    ]
    grounded = ground(document, proposals, reader)
    claims = tuple(replace(claim, confidence=1.0) for claim in grounded.claims)
    return Reading(document, claims, (*row.problems, *grounded.problems))


def _label(act: Act) -> str:
    words = "Delivered" if act.kind == "delivery" else act.stage.capitalize()
    parts = [
        words,
        "in all" if act.cumulative else "",
        act.date or "",
        f"by {act.deadline}" if act.deadline else "",
    ]
    return " ".join(part for part in parts if part)


def _figure(act: Act) -> str:
    """Number and unit, or sum and currency, or both: "14 tanks, 2,000,000 EUR"."""
    parts = []
    if act.quantity is not None:
        parts.append(f"{number(act.quantity):,} {act.unit or ''}".strip())
    if act.amount is not None:
        parts.append(f"{number(act.amount):,} {act.currency or ''}".strip())
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class _Around:
    """The text around a figure: where its giver, its recipient and its goods stand."""

    text: str
    start: int | None
    places: Mapping[str, tuple[int, int]]


def _claim(row: Row, act: Act, figure: Span, around: _Around) -> Commitment | Delivery:
    start = figure.start if around.start is None else around.start
    common: dict[str, Any] = {
        "id": "", "evidence": Span.of(around.text, start, figure.end), "source": None, "cue": None,
        "negated": False, "factuality": "certain", "date": act.date, "confidence": UNRATED, "reader": DRAFT,
        "actors": _actors(row.giver, around.places.get("Giver"), around.text),
        "recipients": _actors(row.recipient, around.places.get("Recipient"), around.text),
        "items": (_item(row, act, figure),), "cumulative": act.cumulative,
    }  # fmt: skip
    if act.kind == "delivery":
        return Delivery(**common)
    return Commitment(**common, stage=act.stage, deadline=act.deadline)


def _actors(named: Named | None, place: tuple[int, int] | None, text: str) -> tuple[Actor, ...]:
    if named is None or place is None:
        return ()
    gazetteer = Gazetteer.load(LANGUAGE)
    entity = gazetteer.by_id(named.id) if named.id else entity_named(named.name, gazetteer)
    identity = named.id or (entity.id if entity else None)
    return (Actor(identity, entity.name if entity else named.name, Span.of(text, *place)),)


def _item(row: Row, act: Act, figure: Span) -> Item:
    """What the act is about, the figure's place for its own."""
    words = load_language(LANGUAGE).items
    named = " ".join(part for part in (row.goods, act.unit) if part)
    category = words.category(named) if act.quantity is not None else "money"
    return Item(
        span=figure,
        category=category,
        quantity=act.quantity,
        unit=(words.unit(act.unit) or act.unit.casefold()) if act.unit and act.quantity is not None else None,
        amount=act.amount,
        currency=act.currency,
    )


@cache
def _fingerprint() -> str:
    """Hash over the code and the maps that decide what a row says."""
    folder = Path(__file__).parent
    parts = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".toml")]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]
