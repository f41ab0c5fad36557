"""PLOVER records: the fields of its gold standard records, and what becomes of each kind of claim."""

import json

from tallystick.exports import EXPORTS, Material
from tallystick.model.claims import EVENT_TYPES

from factories import actor, commitment, delivery, reading

FIELDS = {
    "id", "date", "source", "target", "event", "eventText", "mode", "context", "text", "textInfo", "language",
    "publication", "coder", "version", "comment",
}  # fmt: skip


def records(content, *given):
    return json.loads(content(EXPORTS["plover"], *given)["events.json"])


def test_every_record_has_the_fields(content, material):
    texts = {document.id: document.text for document in material.documents}
    found = records(content)
    for record in found:
        assert set(record) >= FIELDS
        assert all({"actorText", "code"} <= set(actor) for actor in record["source"] + record["target"])
        assert record["text"] in texts[record["textInfo"]["document"]]
    assert [record["event"] for record in found] == ["AGREE", "AGREE", "AID", "AID", "CONSULT"]


OF_ACTORS = {"actorText", "code", "sector", "office", "name"}
"""Those of the draft 0.7 that can be told from a text, and our name."""


def test_an_office_is_no_code_of_a_sector(content):
    minister = actor("person:иван-иванов", "Иван Иванов", of="UKR")
    given = Material(readings=(reading("a", commitment((minister,), "MDA"), published="2024-01-01"),))
    [record] = records(content, given)
    [source] = record["source"]
    assert source == {"actorText": "Иван Иванов", "name": "Иван Иванов", "code": "UKR", "office": "minister"}
    assert set(source) <= OF_ACTORS


def test_every_class_is_one_of_the_draft(content):
    classes = {record["event"] for record in records(content)} | {"REQUEST", "REJECT"}
    assert classes <= set(EVENT_TYPES) - {"DEATH", "OTHER"}
    assert {record["version"] for record in records(content)} == {"0.7b1"}


def test_an_event_is_what_it_was_read_as(content):
    (event,) = [record for record in records(content) if record["event"] == "CONSULT"]
    assert [actor["code"] for actor in event["source"]] == ["FRA"]
    assert [actor["code"] for actor in event["target"]] == ["USA"]
    assert (event["date"], event["coder"]) == ("2024-04-01", "test 1")


def test_stages_have_classes_and_what_did_not_happen_none(content):
    stages = ("request", "proposal", "refusal")
    claims = [commitment(stage=stage, words=f"words of a {stage}") for stage in stages]
    given = Material(readings=(reading("a", *claims, delivery(negated=True), published="2024-01-01"),))
    assert [record["event"] for record in records(content, given)] == ["REQUEST", "AGREE", "REJECT"]
    assert "1 claims of what did not happen: PLOVER has no negation." in EXPORTS["plover"].left_out(given)
