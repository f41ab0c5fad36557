"""A slot of a claim can be put right with what the format allows, and with nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.errors import SettingError
from tallystick.model.claims_format import claim_from_json, claim_to_json
from tallystick.model.corrections import corrected, slots_of

from factories import actor, commitment, item, reading, statement

[CLAIM] = reading(
    "a", commitment("EU", "UKR", item(quantity=1000, unit="shell"), source=actor("EU"), deadline="2024-03")
).claims
[SAID] = reading("b", statement(source=actor("FRA"))).claims


def slot(claim, path):
    found = claim_to_json(claim)
    for part in path.split("."):
        found = found[int(part)] if part.isdigit() else found[part]
    return found


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("negated", True), ("factuality", "possible"), ("date", "2024"), ("date", None), ("stage", "proposal"),
        ("deadline", "2024-12-31"), ("cumulative", True), ("items.0.quantity", 5.5), ("items.0.unit", None),
        ("items.0.category", "vehicles"), ("items.0.currency", "EUR"), ("items.0.share", 0.3),
        ("items.0.approximate", True), ("items.0.bound", "at_least"), ("items.0.amount_max", 5),
        ("items.0.share_max", 0.5), ("actors.0.id", "DEU"), ("actors.0.name", "Germany"),
        ("recipients.0.of", None), ("source.role", "minister"), ("source", None),
    ],
)  # fmt: skip
def test_a_slot_is_set(path, value):
    after = corrected(CLAIM, path, value)
    assert slot(after, path) == value
    assert (after.id, after.evidence, after.reader) == (CLAIM.id, CLAIM.evidence, CLAIM.reader)


@pytest.mark.parametrize(("path", "value"), [("concept", "more-aid"), ("stance", "open"), ("mode", "mixed")])
def test_a_slot_of_a_statement_is_set(path, value):
    assert slot(corrected(SAID, path, value), path) == value


def test_whoever_is_put_in_is_anchored_in_the_evidence():
    after = corrected(CLAIM, "recipients", ["MDA", {"id": "KEN", "name": "Kenya"}])
    assert [(a.id, a.name, a.span) for a in after.recipients] == [
        ("MDA", "MDA", CLAIM.evidence), ("KEN", "Kenya", CLAIM.evidence),
    ]  # fmt: skip
    assert corrected(CLAIM, "source", "NOR").source.id == "NOR"
    [money] = corrected(CLAIM, "items", [{"category": "money", "amount": 5, "currency": "EUR"}]).items
    assert (money.amount, money.quantity, money.span) == (5, None, CLAIM.evidence)
    assert corrected(CLAIM, "items", []).items == ()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("colour", "red", "No slot 'colour' in a commitment; it has negated, factuality"),
        ("id", "x", "No slot 'id'"),
        ("evidence", {}, "No slot 'evidence'"),
        ("concept", "x", "No slot 'concept' in a commitment"),
        ("negated", "yes", "negated cannot be 'yes'; it has to be true or false"),
        ("stage", "maybe", "one of request, proposal, pledge, commitment, refusal"),
        ("date", "soon", "a date .* or null for nothing"),
        ("date", "2024-13", "a date"),
        ("date", "2024-02-31", "a date"),
        ("date", "٢٠٢٤", "a date"),
        ("items.0.quantity", float("inf"), "nor above 1e15"),
        ("items.0.quantity", float("nan"), "a number"),
        ("items.0.quantity", 10**400, "nor above 1e15"),
        ("items", [{"start": 1}], "items.0 needs text, start and end together"),
        (
            "actors",
            [{"id": "DEU", "text": 5, "start": "a", "end": None}],
            "actors.0 needs text, start and end",
        ),
        ("items.0.quantity", -1, "a number, not below 0"),
        ("items.0.quantity", True, "a number, not below 0"),
        ("items.0.currency", "euro", "an ISO 4217 code"),
        ("items.0.share", 30, "a part of one"),
        ("items.0.colour", "red", "the last part has to be one of category, quantity"),
        ("items.1.quantity", 1, "there are 1, counted from 0"),
        ("items.x.quantity", 1, "counted from 0"),
        ("items", "shells", "it has to be a list"),
        ("items", ["shells"], r"items.0 cannot be 'shells'; it has to be an object"),
        ("items", [{"colour": "red"}], "No slot items.0.colour"),
        ("actors", [5], "actors.0 cannot be 5; it has to be an id, or an object"),
        ("actors", [{"id": "\n"}], "a few words"),
        ("source.age", 5, "the last part has to be one of id, name, role, of"),
    ],
)
def test_what_a_slot_cannot_hold(path, value, message):
    with pytest.raises(SettingError, match=message):
        corrected(CLAIM, path, value)


def test_the_slots_that_are_offered_can_be_set():
    full = corrected(corrected(CLAIM, "items.0.amount_max", 5), "items.0.share_max", 0.5)
    full = corrected(full, "items.0.bound", "at_most")
    for path in slots_of(CLAIM):
        assert slot(full, path) is not ...
    assert "source.id" not in slots_of(corrected(CLAIM, "source", None))


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.lists(st.text())
)


@given(st.sampled_from(slots_of(CLAIM)), VALUES)
def test_a_corrected_claim_is_one_that_the_format_can_write(path, value):
    try:
        after = corrected(CLAIM, path, value)
    except SettingError:
        return
    assert claim_from_json(claim_to_json(after)) == after
