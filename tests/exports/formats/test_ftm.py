"""followthemoney: its own model validates the entities, its own reader reads the statements."""

import io
import json

import pytest
from followthemoney import model
from followthemoney.statement import CSV, read_statements
from tallystick.exports import EXPORTS


@pytest.fixture
def entities(content):
    lines = content(EXPORTS["ftm"])["entities.ftm.json"].decode().splitlines()
    return [model.get_proxy(json.loads(line)) for line in lines]


def only(entities, schema):
    return [entity for entity in entities if entity.schema.name == schema]


def test_every_entity_is_valid(entities):
    for entity in entities:
        entity.schema.validate(entity.to_dict())
        for prop, value in entity.itervalues():
            assert prop.type.validate(value), (prop, value)


def test_every_link_leads_to_an_entity_of_its_kind(entities):
    by_id = {entity.id: entity for entity in entities}
    links = [
        (prop, by_id[value]) for e in entities for prop, value in e.itervalues() if prop.type.name == "entity"
    ]
    assert links
    assert all(linked.schema.is_a(prop.range) for prop, linked in links)


def test_a_promise_is_a_project_with_its_parties_and_payments(entities):
    names = {entity.id: entity.caption for entity in entities}
    (money,) = [project for project in only(entities, "Project") if project.get("amount")]
    assert (money.get("amount"), money.get("currency"), money.get("status")) == (
        ["50000000"],
        ["EUR"],
        ["fulfilled"],
    )
    parties = {
        (p.get("role")[0], names[p.get("participant")[0]])
        for p in only(entities, "ProjectParticipant")
        if p.get("project") == [money.id]
    }
    assert parties == {("giver", "Germany"), ("recipient", "Moldova")}
    (payment,) = only(entities, "Payment")
    assert (payment.get("amount"), payment.get("date"), payment.get("project")) == (
        ["50000000"], ["2024-04-01"], [money.id],
    )  # fmt: skip
    (shells,) = [project for project in only(entities, "Project") if not project.get("amount")]
    assert shells.get("notes") == ["300000 shell, in all, by 2024-04-01, says third party"]


def test_reports_actors_and_events(entities):
    titles = {entity.get("title")[0] for entity in only(entities, "Article")}
    assert titles == {"EU & Україна: «мільйон»", "Shells arrive", "undated"}
    assert {body.caption for body in only(entities, "PublicBody")} >= {"Germany", "Ukraine", "France"}
    assert [body.caption for body in only(entities, "Organization")] == ["European Union"]
    (event,) = only(entities, "Event")
    assert event.get("keywords") == ["CONSULT"]


def test_statements_say_what_the_entities_do(content, entities):
    read = list(read_statements(io.BytesIO(content(EXPORTS["ftm"])["statements.csv"]), CSV))
    values = {(s.entity_id, s.prop, s.value) for s in read if s.prop != "id"}
    assert values == {(e.id, prop.name, value) for e in entities for prop, value in e.itervalues()}
