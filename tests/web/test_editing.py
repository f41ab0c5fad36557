"""The form in which a claim is put right: what it shows, what it takes, what it says of faults."""

from dataclasses import replace

import pytest
from tallystick.model.corrections import corrected
from tallystick.web.editing import changes, edit_form

from factories import actor, commitment, item, reading, statement

[CLAIM] = reading(
    "a", commitment("EU", "UKR", item(quantity=1000, unit="shell"), source=actor("EU"), deadline="2024-03")
).claims


def written(claim):
    return {field.label: field.written for field in edit_form(claim)}


def test_the_form_shows_who_what_and_when():
    shown = written(CLAIM)
    assert (shown["quantity"], shown["unit"], shown["due"]) == ("1000", "shell", "2024-03")
    assert shown["denied"] == "no"


def test_what_was_not_touched_changes_nothing():
    assert changes(CLAIM, {field.name: field.written for field in edit_form(CLAIM)}) == ([], {})
    assert changes(CLAIM, {}) == ([], {})


@pytest.mark.parametrize(
    ("name", "typed", "slot", "value"),
    [
        ("slot:items.0.quantity", "1,200.5", "items.0.quantity", 1200.5),
        ("slot:items.0.quantity", "", "items.0.quantity", None),
        ("slot:items.0.category", "vehicles", "items.0.category", "vehicles"),
        ("slot:items.0.approximate", "yes", "items.0.approximate", True),
        ("slot:deadline", "2024-12", "deadline", "2024-12"),
        ("slot:recipients", "", "recipients", []),
        ("slot:source", "", "source", None),
    ],
)
def test_a_slot_is_changed(name, typed, slot, value):
    assert changes(CLAIM, {name: typed}) == ([(slot, value)], {})


def test_people_are_looked_up_by_name_or_id_and_who_stood_there_stays():
    first = CLAIM.actors[0].name
    [(slot, people)], faults = changes(CLAIM, {"slot:actors": f"{first}; Germany; FRA; the builders"})
    assert faults == {}
    after = corrected(CLAIM, slot, people).actors
    assert after[0] == CLAIM.actors[0]
    assert [(a.id, a.name) for a in after[1:]] == [
        ("DEU", "Germany"),
        ("FRA", "France"),
        (None, "the builders"),
    ]


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("slot:items.0.quantity", "many", "items.0.quantity cannot be 'many'; it has to be a number"),
        ("slot:items.0.share", "11", "it has to be a part of one"),
        ("slot:items.0.currency", "euro", "it has to be an ISO 4217 code"),
        ("slot:items.0.category", "spoons", "it has to be one of ammunition"),
        ("slot:deadline", "2024-02-31", "deadline cannot be '2024-02-31'; it has to be a date"),
        ("slot:source", "Germany; France", "only one can say it"),
    ],
)
def test_a_fault_is_told_at_its_field(name, typed, told):
    wanted, faults = changes(CLAIM, {name: typed})
    assert wanted == []
    assert list(faults) == [name]
    assert told in faults[name]


def test_of_several_items_each_has_fields_of_its_own():
    two = replace(CLAIM, items=(*CLAIM.items, item(quantity=5, unit="tank")))
    assert written(two)["quantity (2)"] == "5"


def test_a_statement_has_its_own_slots():
    [said] = reading("b", statement(source=actor("FRA"))).claims
    assert {"said by", "quotation", "concept", "stance"} <= written(said).keys()
