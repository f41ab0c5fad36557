"""followthemoney entities and statements, for Aleph, OpenSanctions' tools and yente."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import pycountry

from tallystick.exports.extras import package
from tallystick.exports.material import Material, Quoted
from tallystick.exports.pieces import Passing, room_is_told
from tallystick.exports.protocol import Part
from tallystick.model import Document, Event
from tallystick.model.claims_format import number
from tallystick.model.records import DeliveryRecord, Party, Promise

DATASET = "tallystick"


class Ftm:
    """Entities and statements."""

    name = "ftm"
    what = "promises, payments, events, actors and reports as followthemoney entities and statements"
    is_folder = True

    def parts(self, material: Material) -> Iterator[Part]:
        """Entities as JSON Lines, the same as statements in CSV."""
        package("followthemoney", "ftm", self.name)
        made = _Made(material)
        yield Part("entities.ftm.json", map(_line, made.entities()))
        yield Part("statements.csv", _statements(made.entities()))

    def left_out(self, material: Material) -> Iterator[str]:
        """What the model has no schema for."""
        goods = sum(d.amount is None for promise in material.promises for d in promise.deliveries)
        if goods:
            yield f"{goods} deliveries of goods: a Payment is of money; they stand in words in the notes of a Project."
        yield "What was only said, shares and ranges, conflicts, offsets of sentences."


class _Made:
    """The entities made of a ledger, each once, kept on the disk: those of a large ledger fill the memory."""

    def __init__(self, material: Material) -> None:
        self._model = package("followthemoney", "ftm", Ftm.name).model
        self._material = material
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("CREATE TABLE entities (id TEXT PRIMARY KEY, entity TEXT) WITHOUT ROWID")
        self._kept.execute("BEGIN")
        with room_is_told(sqlite3.OperationalError):
            for document in material.documents:
                self._article(document)
            for promise in material.promises:
                self._project(promise)
            for reading in material.readings:
                for claim in reading.claims:
                    if isinstance(claim, Event) and not claim.negated:
                        self._event(reading.document, claim)

    def entities(self) -> Iterator[dict[str, Any]]:
        """All of them as followthemoney writes them, by their ids."""
        for (entity,) in self._kept.execute("SELECT entity FROM entities ORDER BY id"):
            yield json.loads(entity)

    def _new(self, schema: str, *parts: str, **values: Any) -> str:
        """Make an entity where there is none of its key yet.

        Returns:
            Its id.
        """
        entity = self._model.make_entity(schema)
        entity.make_id(DATASET, *parts)
        key = str(entity.id)
        if self._kept.execute("SELECT 1 FROM entities WHERE id = ?", (key,)).fetchone() is None:
            for name, value in values.items():
                if value not in (None, ""):
                    entity.add(name, value)
            self._kept.execute("INSERT INTO entities VALUES (?, ?)", (key, json.dumps(entity.to_dict())))
        return key

    def _article(self, document: Document) -> str:
        return self._new(
            "Article", "document", document.id,
            title=document.title or document.id, author=document.byline, language=document.language,
            publisher=document.publisher or document.agency, publishedAt=document.published,
            sourceUrl=document.url, bodyText=document.text,
        )  # fmt: skip

    def _party(self, party: Party) -> str:
        key = party.id or party.name
        if party.id is not None and party.id.startswith("person:"):
            return self._new("Person", "actor", key, name=party.name)
        state = None if party.id is None else pycountry.countries.get(alpha_3=party.id)
        if state is not None:
            return self._new("PublicBody", "actor", key, name=party.name, country=state.alpha_2)
        return self._new("LegalEntity" if party.id is None else "Organization", "actor", key, name=party.name)

    def _project(self, promise: Promise) -> None:
        proofs = [self._article(d) for d in self._material.named_documents(promise.documents)]
        found = self._material.first_quoted(promise.claims)
        project = self._new(
            "Project", "promise", promise.id,
            name=promise.title, projectId=promise.id, phase=promise.stage, status=promise.status,
            startDate=promise.promised, endDate=promise.deadline, amount=_text(promise.amount),
            currency=promise.currency, amountEur=_text(promise.value.amount if promise.value else None),
            summary=None if found is None else found.sentence, sourceUrl=found and found.document.url,
            notes=[_told(promise, delivery) for delivery in promise.deliveries], proof=proofs,
        )  # fmt: skip
        for role, parties in (("giver", promise.actors), ("recipient", promise.recipients)):
            for party in parties:
                who = self._party(party)
                self._new(
                    "ProjectParticipant", "participant", promise.id, role, party.id or party.name,
                    project=project, participant=who, role=role,
                )  # fmt: skip
        for place, delivery in enumerate(promise.deliveries):
            if delivery.amount is not None and delivery.factuality == "certain" and not delivery.negated:
                self._payment(promise, project, place, delivery)

    def _payment(self, promise: Promise, project: str, place: int, delivery: DeliveryRecord) -> None:
        found: Quoted | None = self._material.first_quoted(delivery.claims)
        self._new(
            "Payment", "delivery", promise.id, str(place),
            project=project, payer=[self._party(p) for p in promise.actors],
            beneficiary=[self._party(p) for p in promise.recipients], date=delivery.as_of,
            amount=_text(delivery.amount), currency=promise.currency,
            purpose="running total" if delivery.cumulative else None,
            summary=None if found is None else found.sentence, sourceUrl=found and found.document.url,
            proof=None if found is None else self._article(found.document),
        )  # fmt: skip

    def _event(self, document: Document, claim: Event) -> None:
        actors = [self._party(Party(a.id, a.name)) for a in claim.actors]
        targets = [self._party(Party(a.id, a.name)) for a in claim.targets]
        self._new(
            "Event", "event", claim.id,
            name=claim.evidence.text, keywords=claim.type, date=claim.date or document.published,
            organizer=actors, involved=targets, location=claim.place and claim.place.text,
            sourceUrl=document.url, proof=self._article(document),
        )  # fmt: skip


def _text(value: float | None) -> str | None:
    return None if value is None else str(number(value))


def _told(promise: Promise, delivery: DeliveryRecord) -> str:
    """A delivery in words: "300000 shell, in all, by 2024-04-01, says third party"."""
    figures = ((_text(delivery.quantity), promise.unit), (_text(delivery.amount), promise.currency))
    words = [" ".join(filter(None, pair)) for pair in figures if pair[0]]
    marks = {
        "not": delivery.negated,
        "in all": delivery.cumulative,
        delivery.factuality: delivery.factuality != "certain",
    }
    words += [mark for mark, holds in marks.items() if holds]
    words += [f"by {delivery.as_of}"] if delivery.as_of else []
    return ", ".join([*words, f"says {delivery.side.replace('_', ' ')}"])


def _line(entity: dict[str, Any]) -> bytes:
    properties = {name: sorted(values) for name, values in sorted(entity["properties"].items())}
    plain = {"id": entity["id"], "schema": entity["schema"], "properties": properties}
    return f"{json.dumps(plain, ensure_ascii=False)}\n".encode(errors="replace")


def _statements(entities: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """One row a value, as followthemoney itself writes its statements."""
    statements = package("followthemoney.statement", "ftm", Ftm.name)
    writers = package("followthemoney.statement.serialize", "ftm", Ftm.name)
    dataset = package("followthemoney.dataset", "ftm", Ftm.name).Dataset.make(
        {"name": DATASET, "title": DATASET}
    )
    stream = Passing()
    writer = writers.get_statement_writer(stream, statements.CSV)
    for entity in entities:
        found = statements.StatementEntity.from_data(dataset, entity).statements
        for statement in sorted(found, key=lambda s: (s.prop, s.value)):
            writer.write(statement)
        yield stream.taken()
    writer.close()
    yield stream.taken()


EXPORT = Ftm()
