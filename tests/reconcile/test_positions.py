"""Positions: statements with a concept and a stance, folded by actor, day and month."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.errors import SettingError
from tallystick.model import Judgement
from tallystick.model.positions_format import record_to_json
from tallystick.reconcile.assignment import Assignments
from tallystick.reconcile.codebook import parse_codebook
from tallystick.reconcile.positions import named_concept, positions

from factories import actor, reading, statement
from readings import read

IDA = actor("person:ida-lund", "Ida Lund", of="NOR")
JONAS = actor("person:jonas-lind", "Jonas Lind", of="SWE")

BOOK = parse_codebook("""
[concept.rail]
label = "Close the line"
means = "Trains stop."
for = "wants it closed"
words.en = ["clos* line"]

[concept.wages]
label = "Higher wages"
words.en = ["wage rise"]
""")


def said(stance, who=IDA, words="We know what we want", concept="rail", **slots):
    return statement(words, who, concept=concept, stance=stance, **slots)


def told(*readings, codebook=None, **options):
    return {record.concept: record for record in positions(readings, codebook, **options)}


def judged(verdict, claim, slot=None, value=None):
    return Judgement(
        id="j", verdict=verdict, on="claim", subject=claim, slot=slot, value=value, user="eva",
        at="2024-03-01T00:00:00Z",
    )  # fmt: skip


def test_each_actor_stands_where_they_were_last_heard_with_all_they_said():
    first = reading("a", said("for", words="Close it"), published="2024-01-05", publisher="The Quay", url="u")
    then = reading("b", said("open", words="Let us see"), published="2024-03-09", agency="NPA")
    record = told(then, first)["rail"]
    (stand,) = record.stands
    assert (stand.actor.id, stand.of, stand.side) == ("person:ida-lund", "NOR", "open")
    assert dict(stand.months) == {"2024-01": ("for",), "2024-03": ("open",)}
    one, other = stand.positions
    assert (one.stance, one.date, one.sentence) == ("for", "2024-01-05", "Close it")
    assert (one.publisher, one.url, one.documents) == ("The Quay", "u", ("a",))
    assert one.claims == (first.claims[0].id,)
    assert stand.latest == other
    assert other.publisher == "NPA"
    (shift,) = record.shifts
    assert (shift.kind, shift.before, shift.after) == ("hedge", one, other)


def test_one_stance_of_one_day_is_one_position_however_many_reports_tell_it():
    wires = [reading(name, said("for"), published="2024-01-05") for name in ("b", "a", "c")]
    (stand,) = told(*wires)["rail"].stands
    (position,) = stand.positions
    assert position.documents == ("a", "b", "c")
    assert len(position.claims) == 3


def test_a_person_is_one_in_every_spelling():
    short = said("for", actor(None, "Lund"))
    (stand,) = told(
        reading("a", said("for"), published="2024-01-05"), reading("b", short, published="2024-01-06")
    )["rail"].stands
    assert stand.actor.name == "Ida Lund"
    assert len(stand.positions) == 2


def test_the_day_of_the_statement_goes_before_that_of_the_report():
    (stand,) = told(reading("a", said("for", date="2023-12-30"), published="2024-01-05"))["rail"].stands
    assert stand.latest.date == "2023-12-30"
    assert list(stand.months) == ["2023-12"]


def test_a_bare_year_and_no_date_lie_in_no_month():
    record = told(
        reading("a", said("for", date="2023"), published="2024-01-05"), reading("b", said("open", JONAS))
    )["rail"]
    assert [dict(stand.months) for stand in record.stands] == [{}, {}]
    assert record.months == ()


def test_a_side_once_taken_stands_for_who_then_only_reports():
    (stand,) = told(
        reading("a", said("against"), published="2024-01-05"),
        reading("b", said("reports"), published="2024-02-05"),
    )["rail"].stands
    assert stand.side == "against"
    (only,) = told(reading("b", said("denies"), published="2024-02-05"))["rail"].stands
    assert (only.side, only.latest.stance) == (None, "denies")


def test_months_have_no_gaps_and_what_was_said_stands():
    record = told(
        reading("a", said("for"), published="2023-11-05"),
        reading("b", said("against", JONAS), published="2024-01-05"),
        reading("c", said("for", JONAS), published="2024-02-05"),
    )["rail"]
    assert [(m.month, m.standing["for"], m.standing["against"]) for m in record.months] == [
        ("2023-11", 1, 0), ("2023-12", 1, 0), ("2024-01", 1, 1), ("2024-02", 2, 0),
    ]  # fmt: skip
    assert [(m.consensus, m.polarisation) for m in record.months] == [
        (None, None), (None, None), (0.0, 1.0), (1.0, 0.0),
    ]  # fmt: skip


def test_the_authors_own_voice_and_what_takes_no_side_are_no_positions():
    silent = [
        reading("a", said("for", None)),
        reading("b", said(None)),
        reading("c", said("for", concept=None)),
    ]
    assert told(*silent) == {}


def test_a_codebook_assigns_anew_and_names_what_nobody_speaks_of():
    text = "Mayor Ida Lund opposed closing the line."
    rail, wages = positions([read(text)], BOOK)
    assert (rail.concept, rail.label, rail.means) == ("rail", "Close the line", "Trains stop.")
    assert rail.meaning_of_for == "wants it closed"
    (stand,) = rail.stands
    assert (stand.latest.stance, stand.latest.sentence) == ("against", text)
    assert (wages.concept, wages.stands) == ("wages", ())


def test_what_people_decided_goes_before_the_codebook():
    report = read("Mayor Ida Lund opposed closing the line.")
    (claim,) = [c.id for c in report.claims if c.kind == "statement"]
    asked = {"assignments": Assignments()}
    corrected = told(report, codebook=BOOK, judgements=[judged("correct", claim, "stance", "for")], **asked)
    assert corrected["rail"].stands[0].side == "for"
    moved = told(report, codebook=BOOK, judgements=[judged("correct", claim, "concept", "wages")], **asked)
    assert [r.concept for r in moved.values() if r.stands] == ["wages"]
    assert told(report, codebook=BOOK, judgements=[judged("reject", claim)], **asked)["rail"].stands == ()


def test_a_concept_that_is_none_is_told_with_those_there_are():
    records = positions([], BOOK)
    assert named_concept(records, "wages").concept == "wages"
    with pytest.raises(SettingError, match=r"No concept 'rails'; there are: rail, wages"):
        named_concept(records, "rails")
    with pytest.raises(SettingError, match=r"there are: none; name a codebook with --codebook"):
        named_concept((), "rail")


statements = st.builds(
    said,
    st.sampled_from(["for", "against", "open", "denies", "reports"]),
    st.sampled_from([IDA, JONAS, actor(None, "some mayors")]),
    concept=st.sampled_from(["rail", "wages"]),
    date=st.sampled_from([None, "2024", "2024-01", "2024-01-09", "2023-12-31"]),
)
reports = st.lists(
    st.tuples(st.lists(statements, max_size=3), st.sampled_from([None, "2024-01-10", "2024-02-01"])),
    max_size=5,
)


@settings(max_examples=60)
@given(reports, st.randoms())
def test_the_order_of_readings_changes_nothing(found, random):
    readings = [reading(f"r{i}", *claims, published=day) for i, (claims, day) in enumerate(found)]
    one = [record_to_json(r) for r in positions(readings, None)]
    other = [record_to_json(r) for r in positions(random.sample(readings, len(readings)), None)]
    assert json.dumps(one) == json.dumps(other)


def test_what_several_say_together_is_a_position_of_each():
    record = told(reading("a", said("for", joint=(JONAS,)), published="2024-01-05"))["rail"]
    assert [(s.actor.id, s.side) for s in record.stands] == [
        ("person:ida-lund", "for"),
        ("person:jonas-lind", "for"),
    ]
    assert dict(record.months[0].standing)["for"] == 2


def test_a_group_whose_members_are_named_speaks_through_them():
    group = actor(None, "the leaders of Norway and Sweden")
    members = (actor("NOR"), actor("SWE"))
    record = told(reading("a", said("for", who=group, joint=members), published="2024-01-05"))["rail"]
    assert [s.actor.id for s in record.stands] == ["NOR", "SWE"]


def test_what_a_copy_tells_was_said_by_the_day_of_its_original():
    wire = reading("a", said("for"), published="2024-01-05", text="Ida Lund: We know what we want.")
    copy = reading(
        "b", said("for"), published="2024-01-06", copy_of="a", text="We know what we want, she said."
    )
    (stand,) = told(wire, copy)["rail"].stands
    assert [(p.date, p.documents) for p in stand.positions] == [("2024-01-05", ("a", "b"))]


@pytest.mark.parametrize(
    "text",
    [
        "Chile, which had opposed a wage rise, now supports it.",
        "Chile once rejected a wage rise but now supports it.",
    ],
)
def test_a_side_that_was_taken_once_stands_before_what_is_said_now(text):
    found = positions([read(text, published="2024-03-01")], BOOK)
    (stand,) = named_concept(found, "wages").stands
    assert [position.stance for position in stand.positions] == ["against", "for"]
    assert stand.side == "for"
