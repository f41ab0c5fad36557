"""Discourse Network Analyzer: its SQLite file for version 3, and the networks as CSV and GraphML."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tallystick.exports.dna_schema import CODER, LONGEST, PASSWORD, VERSION, encrypted, tables
from tallystick.exports.material import Material, Quoted, quoted
from tallystick.exports.pieces import made_aside, room_is_told
from tallystick.exports.protocol import Part
from tallystick.model import Document, Stance
from tallystick.model.positions import Stand
from tallystick.reconcile.intervals import interval
from tallystick.reconcile.networks import conflict_network, congruence_network

if TYPE_CHECKING:
    import networkx

_AGREEMENT: dict[Stance, int] = {"for": 1, "against": 0}
_TAKES_SIDES, _TAKES_NONE = 1, 2
"""Ids of the two types of statements."""

_VARIABLES = (
    (1, "person", "short text", _TAKES_SIDES),
    (2, "organization", "short text", _TAKES_SIDES),
    (3, "concept", "short text", _TAKES_SIDES),
    (4, "agreement", "boolean", _TAKES_SIDES),
    (5, "actor", "short text", _TAKES_SIDES),
    (6, "person", "short text", _TAKES_NONE),
    (7, "organization", "short text", _TAKES_NONE),
    (8, "concept", "short text", _TAKES_NONE),
    (9, "stance", "short text", _TAKES_NONE),
    (10, "actor", "short text", _TAKES_NONE),
)


@dataclass(frozen=True, slots=True)
class _Said:
    concept: str
    stance: Stance
    stand: Stand


class Dna:
    """The file and the networks."""

    name = "dna"
    what = "statements on concepts for Discourse Network Analyzer 3 (.dna), networks as CSV and GraphML"
    is_folder = True

    def parts(self, material: Material) -> Iterator[Part]:
        """The database, then both networks in both forms."""
        yield Part("discourse.dna", made_aside(partial(_write, material)))
        for name, network_of in (("congruence", congruence_network), ("conflict", conflict_network)):
            network = network_of(material.concepts)
            yield Part(f"{name}.csv", _matrix(network))
            yield Part(f"{name}.graphml", made_aside(partial(_write_graphml, network)))
            del network  # of many actors it fills memory; the next one begins without it

    def left_out(self, material: Material) -> Iterator[str]:
        """What the program has no variables for."""
        yield "Commitments, deliveries and events are not exported, nor statements without a concept and a stance."
        undated = long = 0
        for document in material.documents:
            undated += document.published is None
            long += len(document.title or document.id) > LONGEST
        if undated:
            yield f"{undated} documents without a date of publication have 1970-01-01, as the program requires one."
        if long:
            yield f"{long} headlines are cut after {LONGEST} characters, the most that the program allows."


def _said(material: Material) -> dict[str, list[_Said]]:
    """By its claim every statement with the concept and stance that the positions rest on, the concepts in order."""
    found: dict[str, list[_Said]] = defaultdict(list)
    for record in material.concepts:
        for stand in record.stands:
            for position in stand.positions:
                for claim in position.claims:
                    found[claim].append(_Said(record.label, position.stance, stand))
    return {claim: sorted(said, key=lambda one: one.concept) for claim, said in found.items()}


# The database


def _write(material: Material, path: Path) -> None:
    """Make the file, a report with its statements at a time."""
    said = _said(material)
    with (
        room_is_told(sqlite3.OperationalError),
        closing(sqlite3.connect(path, isolation_level=None)) as database,
    ):
        # Nobody reads it before it is done, and nobody opens what is half done.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("BEGIN")
        for statement in tables():
            database.execute(statement)
        _insert_defaults(database)
        entities = _Entities(database)
        number = 0
        for place, reading in enumerate(material.readings, 1):
            _insert_document(database, place, reading.document)
            for claim in sorted(reading.claims, key=lambda claim: (claim.evidence.start, claim.id)):
                for one in said.get(claim.id, ()):
                    number += 1
                    _insert_statement(
                        database, entities, (number, place), quoted(reading.document, claim), one
                    )
        database.execute("COMMIT")


def _insert_defaults(database: sqlite3.Connection) -> None:
    coder = 1, CODER, 255, 255, 0, encrypted(PASSWORD)
    database.execute(
        "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (?, ?, ?, ?, ?, ?)", coder
    )
    database.execute("INSERT INTO SETTINGS VALUES ('version', ?), ('date', '')", (VERSION,))
    types = (
        (_TAKES_SIDES, "DNA Statement", 239, 208, 51),
        (_TAKES_NONE, "Statement without a side", 211, 211, 211),
    )
    database.executemany("INSERT INTO STATEMENTTYPES VALUES (?, ?, ?, ?, ?)", types)
    database.executemany("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", _VARIABLES)
    attributes = [
        (variable, name)
        for name in ("Type", "Alias", "Notes")
        for variable, _, kind, _ in _VARIABLES
        if kind == "short text"
    ]
    database.executemany(
        "INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)", attributes
    )


def _insert_document(database: sqlite3.Connection, number: int, document: Document) -> None:
    notes = "\n".join(part for part in (document.id, document.url) if part)
    row = (
        number, _short(document.title or document.id), document.text, 1, _short(document.byline or ""),
        _short(document.publisher or document.agency or ""), "", notes, "", _seconds(document.published),
    )  # fmt: skip
    database.execute("INSERT INTO DOCUMENTS VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _insert_statement(
    database: sqlite3.Connection, entities: _Entities, place: tuple[int, int], found: Quoted, said: _Said
) -> None:
    """Insert a statement; ``place`` are its number and that of its document."""
    number, document = place
    start, stop = (_java_offset(found.document.text, at) for at in (found.start, found.end))
    kind = _TAKES_SIDES if said.stance in _AGREEMENT else _TAKES_NONE
    database.execute(
        "INSERT INTO STATEMENTS VALUES (?, ?, ?, ?, ?, 1)", (number, kind, document, start, stop)
    )
    person, organization = _who(said.stand)
    values = {
        "person": person,
        "organization": organization,
        "concept": said.concept,
        "stance": said.stance,
        "actor": said.stand.actor.id or said.stand.actor.name,
    }
    for variable, name, form, own in _VARIABLES:
        if own == kind and form == "short text":
            entity = entities.number(variable, _short(values[name]))
            database.execute(
                "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                (number, variable, entity),
            )
        elif own == kind:
            database.execute(
                "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, ?, ?)",
                (number, variable, _AGREEMENT[said.stance]),
            )


class _Entities:
    """The values of the short texts, each once a variable; the program wants an empty one of each.

    Each has all attributes of its variable, empty ones too, as the program makes them: it looks them up by name.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._numbers: dict[tuple[int, str], int] = {}
        for variable, _, form, _ in _VARIABLES:
            if form == "short text":
                self.number(variable, "")

    def number(self, variable: int, value: str) -> int:
        """The id of a value, which is inserted where it is new."""
        key = variable, value
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            row = self._numbers[key], variable, value
            self._database.execute(
                "INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, 0, 0, 0)",
                row,
            )
            self._database.execute(
                "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) "
                "SELECT ?, ID, '' FROM ATTRIBUTEVARIABLES WHERE VariableId = ? ORDER BY ID",
                (self._numbers[key], variable),
            )
        return self._numbers[key]


def _who(stand: Stand) -> tuple[str, str]:
    """Person and organisation: a person speaks for the state or organisation that they hold an office of."""
    actor = stand.actor
    is_person = actor.id is not None and actor.id.startswith("person:")
    return (actor.name, stand.of or "") if is_person else ("", actor.name)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _seconds(published: str | None) -> int:
    """Seconds since 1970 in UTC of the first moment of a day, as the program counts."""
    days = interval(published)
    return 0 if days is None else int(datetime(*days.first.timetuple()[:3], tzinfo=UTC).timestamp())


def _java_offset(text: str, at: int) -> int:
    """An offset in UTF-16 units, in which Java counts, of one in code points."""
    return len(text[:at].encode("utf-16-le", errors="surrogatepass")) // 2


# The networks


def _matrix(network: networkx.Graph) -> Iterator[bytes]:
    """Weights between all actors, a row at a time, as the program writes one-mode networks."""
    actors = sorted(network.nodes)
    yield _row(["", *actors])
    for one in actors:
        ties = network.adj[one]
        yield _row([one, *(ties[other]["weight"] if other in ties else 0 for other in actors)])


def _row(values: Sequence[object]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(values)
    return stream.getvalue().encode()


def _legible(text: str) -> str:
    """A text with blanks for what XML cannot hold."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)


def _write_graphml(network: networkx.Graph, path: Path) -> None:
    """Write all that is known of nodes and edges; what is unknown has no attribute.

    GraphML knows no lists and no ``None``, so that the network itself is made plain: nobody needs it afterwards.
    """
    import networkx  # noqa: PLC0415 - takes a while to load

    for _, facts in network.nodes(data=True):
        told = {name: value for name, value in facts.items() if value is not None}
        facts.clear()
        facts |= {name: _legible(value) if isinstance(value, str) else value for name, value in told.items()}
    for _, _, facts in network.edges(data=True):
        facts["concepts"] = "; ".join(map(_legible, facts["concepts"]))
    renamed = {key: _legible(key) for key in network if key != _legible(key)}
    networkx.relabel_nodes(network, renamed, copy=False)
    with room_is_told(OSError):
        networkx.write_graphml_lxml(network, path)


EXPORT = Dna()
