"""The persons of a document: known by name and surname, and by the office that the document gives them."""

import pytest
from tallystick.entities.gazetteer import Gazetteer
from tallystick.reading.people import People, person_id

from readings import claims, statements

GAZETTEER = Gazetteer.load("en")


@pytest.fixture
def people():
    return People(GAZETTEER, "2024-02-27")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ole Berg", "person:ole-berg"),
        ("Zoë Ångström-Ruiz", "person:zoe-angstrom-ruiz"),
        ("J. P. O’Neil", "person:j-p-oneil"),
    ],
)
def test_ids_are_plain_letters(name, expected):
    assert person_id(name) == expected


def test_who_was_introduced_is_known_by_name_and_surname(people):
    berg = people.introduce("Ole Berg")
    assert people.find("Ole Berg") is people.find("Berg") is people.by_id("person:ole-berg") is berg
    assert people.introduce("Ole Berg") is people.introduce("Berg") is berg
    assert people.find("Lund") is None
    assert people.by_id(None) is None


def test_the_first_of_a_surname_keeps_it(people):
    ole, anna = people.introduce("Ole Berg"), people.introduce("Anna Berg")
    assert (people.find("Berg"), people.find("Anna Berg")) == (ole, anna)


def test_the_office_first_told_stays(people):
    berg = people.introduce("Ole Berg")
    people.set_office(berg, "minister", "NOR")
    people.set_office(berg, "guest", "SWE")
    assert people.office_of(berg) == ("minister", "NOR")


def test_whose_office_may_be_told_later(people):
    berg = people.introduce("Ole Berg")
    people.set_office(berg, "minister", None)
    people.set_office(berg, "foreign minister", "NOR")
    assert people.office_of(berg) == ("foreign minister", "NOR")


def test_what_the_document_tells_goes_before_the_gazetteer(people):
    entity = next(n.entity for n in GAZETTEER.find("Emmanuel Macron") if n.entity.kind == "person")
    person = people.known(entity)
    people.set_office(person, "guest", None)
    assert people.office_of(person) == ("president", "FRA")
    people.set_office(person, "envoy", "EU")
    assert people.office_of(person) == ("envoy", "EU")


def test_the_holder_of_an_office_is_found_by_state(people):
    berg, holm = people.introduce("Ole Berg"), people.introduce("Mia Holm")
    people.set_office(berg, "prime minister", "NOR")
    people.set_office(holm, "prime minister", "DNK")
    assert people.holder("prime minister", "DNK") is holm
    assert people.holder("minister", "NOR") is berg  # part of the longer office
    assert people.holder("king", "NOR") is None
    assert people.holder("prime minister", None) is None


def test_the_only_voice_of_an_organisation_is_meant_by_any_office(people):
    berg = people.introduce("Ole Berg")
    people.set_office(berg, "spokesman", "NATO")
    assert people.holder("chief", "NATO") is berg
    people.set_office(people.introduce("Mia Holm"), "secretary", "NATO")
    assert people.holder("chief", "NATO") is None


def test_the_offices_of_well_known_persons_are_those_of_the_day():
    entity = next(n.entity for n in GAZETTEER.find("Emmanuel Macron") if n.entity.kind == "person")
    then, long_before = People(GAZETTEER, "2024-02-27"), People(GAZETTEER, None)
    person = then.known(entity)
    assert then.office_of(person) == ("president", "FRA")
    assert then.known(entity) is person
    assert person.gender == "m"
    assert long_before.known(entity).id == person.id


@pytest.mark.parametrize("title", ["Mayor", "Senator", "Professor", "Dr", "Dr.", "Captain"])
def test_a_title_is_no_part_of_a_name(title):
    [said] = [
        c for c in claims(f"{title} Ida Lund said that the harbour is closed.") if c.kind == "statement"
    ]
    assert (said.source.id, said.source.name) == ("person:ida-lund", "Ida Lund")


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        (
            "The prime ministers of Poland and the Czech Republic, Donald Tusk and Petr Fiala, said that it rained.",
            {"Donald Tusk": ("prime minister", "POL"), "Petr Fiala": ("prime minister", "CZE")},
        ),
    ],
)
def test_each_of_several_has_the_office_of_their_own_state(text, offices):
    (found,) = statements(text)
    assert {a.name: (a.role, a.of) for a in found.speakers} == offices


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ("Its president, Omar Diallo,", "president"),
        ("Its envoy Omar Diallo", "envoy"),
        ("Omar Diallo, its negotiator,", "negotiator"),
    ],
)
def test_a_pronoun_tells_whose_office_it_is(told, role):
    found = statements(f"Kenya rejected the plan. {told} said it was late. Diallo added that it was dear.")
    speakers = [s.source for s in found if s.source and s.source.id == "person:omar-diallo"]
    assert [(s.role, s.of) for s in speakers] == [(role, "KEN")] * 2
