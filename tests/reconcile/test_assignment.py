"""What statements are about and which side they take, on subjects of every kind."""

from dataclasses import replace

import pytest
from tallystick.model import Statement
from tallystick.model.claims_format import claim_id
from tallystick.reconcile.assignment import Assignments, assign, with_concepts
from tallystick.reconcile.codebook import parse_codebook

from factories import reading as made
from factories import statement
from readings import read

BOOK = parse_codebook("""
[concept.wages]
label = "Higher wages"
words.en = ["wage|pay rise|increase|raise", "raise|increase wage|pay"]
opposite.en = ["wage|pay freeze|cut"]

[concept.phase-out]
label = "Nuclear phase-out"
words.en = ["nuclear phase_out", "shut|close reactor"]
opposite.en = ["keep|extend|build reactor|nuclear_power"]

[concept.patents]
label = "Waive patents"
words.en = ["waiv*|lift|suspen* patent"]

[concept.fund]
label = "Loss-and-damage fund"
default = "for"
taken_up = false
words.en = ["loss_and_damage fund"]

[concept.rail]
label = "Close the line"
words.en = ["clos* line|railway"]
""")


def assigned(text):
    """(concept, stance) of the statements in their order."""
    reading = read(text)
    found = assign(reading, BOOK)
    statements = [c for c in reading.claims if isinstance(c, Statement)]
    assert statements, "nothing was read as said"
    return [(found[c.id].concept, found[c.id].stance) if c.id in found else None for c in statements]


@pytest.mark.parametrize(
    ("stance", "text"),
    [
        # words of stance
        ("for", "Finance Minister Ida Lund said the government would support a pay rise for nurses."),
        ("for", "The unions called for a wage increase of five percent."),
        ("for", "Ida Lund urged employers to raise wages."),
        ("against", "Ida Lund urged employers not to raise wages."),
        ("against", "Ida Lund said she was opposed to a wage rise."),
        ("open", "Ida Lund said no decision had been taken on raising wages."),
        ("open", "Ida Lund said a decision on raising wages had not been made."),
        ("for", "Norway and Peru support a wage rise, Norwegian Finance Minister Ida Lund said."),
        ("reports", "Chad and Peru support a wage rise, Norwegian Finance Minister Ida Lund said."),
        ("against", "Ida Lund ruled out a wage rise for nurses."),
        ("open", "Ida Lund did not rule out a wage rise."),
        ("open", "Mayor Ida Lund refused to rule out a wage rise."),
        ("against", "Ida Lund criticised plans for a wage rise."),
        ("against", "Ida Lund said the government could not support a wage rise."),
        ("open", "Ida Lund said the government might support a wage rise."),
        ("for", "Ida Lund said it was time to raise wages."),
        ("open", "Ida Lund said the government had made no decision on a wage rise."),
        # attributes and phrases
        ("open", "Ida Lund said a wage rise was on the table."),
        ("against", "Ida Lund said a wage rise was not on the table."),
        ("against", "Ida Lund said a wage rise was no option."),
        ("against", "Ida Lund said raising wages would be a mistake."),
        ("for", "Ida Lund said the plan was to raise wages."),
        ("for", "Ida Lund repeated her determination to raise wages."),
        ("against", "Ida Lund remains opposed to a wage rise."),
        ("for", "Ida Lund came out in favour of a wage rise."),
        # sides that are given up
        ("against", "Ida Lund withdrew her support for a wage rise."),
        ("open", "Ida Lund dropped her opposition to a wage rise."),
        ("open", "Norway lifted its veto on a wage rise."),
        # bare negation, modals and tense
        ("against", '"There will be no wage rise this year," Ida Lund said.'),
        ("against", "Ida Lund said wages must not be raised."),
        ("for", "Ida Lund said wages must be raised."),
        ("for", "Ida Lund said the government would raise wages."),
        ("against", "Ida Lund said the government would not raise wages."),
        ("open", "Ida Lund said wages could be raised next year."),
        # whose stance it is
        ("reports", "Ida Lund said that some unions wanted a wage rise."),
        ("reports", "Ida Lund said that Norway would support a wage rise."),
        ("against", "Ida Lund, the prime minister of Norway, said that Norway opposed a wage rise."),
        ("for", '"We support a wage rise," Ida Lund said.'),
        ("reports", '"They support a wage rise," Ida Lund said.'),
        ("for", "Ida Lund said that her colleagues supported a wage rise."),
        ("reports", "Ida Lund said there were unions ready to fight for a wage rise."),
        ("reports", "Ida Lund said there were members saying that wages needed to be raised."),
        ("for", "Ida Lund said that all unions must fight for a wage rise."),
        # consensus, talk and denial
        ("reports", "Ida Lund said there was no agreement on a wage rise."),
        ("denies", "Ida Lund denied that a wage rise had been discussed."),
        ("denies", "Ida Lund said that a wage rise had not been discussed."),
        ("denies", "Ida Lund said that a wage rise had not been a topic."),
        # conditions and purposes
        ("against", "Ida Lund warned that firms would close if wages were raised."),
        ("for", "Ida Lund warned that nurses would leave if wages were not raised."),
        ("for", "Ida Lund warned that nurses would leave without a wage rise."),
        ("reports", "Spain has withdrawn its support for a wage rise, Ida Lund said."),
        ("reports", "Ida Lund said nothing was off the table in order to discuss a wage rise."),
        # the contrary
        ("for", "Ida Lund rejected a wage freeze."),
        ("against", "Ida Lund called for a wage cut."),
        # the last clause that takes a side
        ("open", '"There is no consensus on a wage rise, but nothing is excluded," Ida Lund said.'),
        ("open", "There was no consensus on a wage rise, but nothing could be ruled out, Ida Lund said."),
        ("against", '"The unions want a wage rise. We will not raise wages," said Ida Lund.'),
    ],
)
def test_the_stance_on_wages(stance, text):
    assert assigned(text)[0] == ("wages", stance)


@pytest.mark.parametrize(
    ("concept", "stance", "text"),
    [
        ("phase-out", "for", "Environment Minister Anna Berg welcomed the nuclear phase-out."),
        ("phase-out", "against", "Anna Berg said it would be a mistake to shut the reactors."),
        ("phase-out", "for", "Anna Berg opposed building new reactors."),
        ("patents", "for", "Anna Berg demanded that patents on vaccines be lifted."),
        ("patents", "against", "The European Union rejected calls to waive patents on vaccines."),
        ("patents", "open", "The European Union said it was open to lifting patents."),
        ("patents", "against", "The European Union said it had no plans to waive patents."),
        (
            "fund",
            "against",
            "Norwegian Environment Minister Anna Berg said Norway would not pay into a loss and damage fund.",
        ),
        ("fund", "open", "Anna Berg said she was undecided about a loss and damage fund."),
        ("fund", "for", "Anna Berg said the loss and damage fund had a seat in Manila."),
        ("rail", "against", "Mayor Ida Lund said closing the line was out of the question."),
        ("rail", "denies", "Mayor Ida Lund denied that the closure of the line was planned."),
    ],
)
def test_other_subjects(concept, stance, text):
    assert assigned(text)[0] == (concept, stance)


def test_who_takes_no_side_reports_unless_the_codebook_says_otherwise():
    assert assigned("Ida Lund said the wage rise was in the papers.") == [("wages", "reports")]
    assert assigned("Anna Berg said the loss and damage fund was in the papers.") == [("fund", "for")]


def test_a_statement_on_nothing_in_the_codebook_has_no_concept():
    assert assigned("Ida Lund said the harvest had failed.") == [None]


# What was named before

PLANNED = "Minister Jonas Lind wants to close the line. "


@pytest.mark.parametrize(
    ("stance", "text"),
    [
        ("denies", "Mayor Ida Lund denied that the issue had been discussed."),
        ("for", "Mayor Ida Lund welcomed the idea."),
        ("against", "Mayor Ida Lund rejected the plan."),
        ("against", '"This would be a disaster," said Mayor Ida Lund.'),
        ("open", 'Mayor Ida Lund said: "Nothing can be ruled out."'),
        ("open", 'Mayor Ida Lund said: "We must not rule anything out."'),
        ("against", 'It rained all day. The town hall stood empty. "This would be a disaster," said Mayor Ida Lund.'),
    ],
)  # fmt: skip
def test_a_statement_may_point_to_what_was_named_before(stance, text):
    assert assigned(PLANNED + text)[-1] == ("rail", stance)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ida Lund said that it had rained.",  # no side is taken
        "Mayor Ida Lund said that it was right to buy new trees.",  # "it" stands for what follows
        "Mayor Ida Lund said that the plan of the harbour was wrong.",  # a plan of its own
        "Mayor Ida Lund said the port had closed.",  # nothing points anywhere
        "It rained. It snowed. It hailed. It rained. It thundered. Mayor Ida Lund rejected the idea.",  # too far
    ],
)
def test_what_points_elsewhere_is_not_about_it(text):
    assert assigned(PLANNED + text)[-1] is None


def test_an_aim_is_not_an_issue():
    assert assigned("Anna Berg supported the loss and damage fund. Ida Lund rejected the idea.")[-1] is None


def test_who_has_just_taken_a_side_means_that_by_this():
    text = 'Mayor Ida Lund rejected the closure of the line. "This was agreed long ago," she said.'
    assert assigned(text) == [("rail", "against"), None]


def test_what_another_statement_says_is_not_this_ones_concern():
    text = "Ida Lund refused to exclude a wage rise, and said that a hospital would be built."
    assert assigned(text) == [("wages", "open"), None]


# One function for readings new and stored


def test_slots_are_filled_and_ids_follow():
    reading = read("Ida Lund ruled out a wage rise. Ida Lund said the harvest had failed.")
    filled = with_concepts(reading, BOOK)
    said, other = (c for c in filled.claims if isinstance(c, Statement))
    assert (said.concept, said.stance) == ("wages", "against")
    assert said.id == claim_id(reading.document.id, said)
    assert said.id not in {c.id for c in reading.claims}
    assert other in reading.claims


def test_a_stored_reading_gives_the_same_without_its_layout():
    reading = read("Ida Lund ruled out a wage rise.")
    assert assign(reading, BOOK) == assign(reading, BOOK)
    (found,) = assign(reading, BOOK).values()
    assert found.sentence == "Ida Lund ruled out a wage rise."


def test_a_language_without_rules_gives_nothing():
    told = made("a", statement("wage rise"))
    foreign = replace(told, document=replace(told.document, language="eo"))
    assert assign(foreign, BOOK) == {}


def test_what_was_assigned_is_remembered_for_each_codebook(monkeypatch):
    reading = read("Ida Lund ruled out a wage rise.")
    remembered = Assignments()
    first = remembered.of(reading, BOOK)
    monkeypatch.setattr("tallystick.reconcile.assignment.load_parser", None)
    assert remembered.of(reading, BOOK) == first
    other = parse_codebook('[concept.other]\nlabel = "O"\nwords.en = ["harvest"]')
    assert remembered.of(reading, other) == {}


def test_those_who_are_one_are_for_it_and_those_who_are_not_leave_it_open():
    """Whoever tells of it only reports."""
    text = (
        "Twelve ministers met in Lima. Ida Lund said that there is no consensus on raising wages. "
        "There was broad consensus on waiving patents."
    )
    assert assigned(text) == [("wages", "reports"), ("wages", "open"), ("patents", "for")]


def test_a_concept_is_not_named_by_words_that_two_statements_say_between_them():
    text = "Ida Lund promised to raise the dam and did not rule out a tax on wages."
    assert assigned(text) == [None, None]


def test_a_word_that_only_says_that_something_is_names_no_place():
    book = parse_codebook('[concept.medics]\nlabel = "Medics"\nwords.en = ["send doctor there"]')
    reading = read(
        "Twelve ministers met in Lima. Ida Lund said that there is no consensus on sending doctors."
    )
    found = assign(reading, book)
    assert [found[c.id].stance for c in reading.claims if c.id in found] == ["reports", "open"]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Chile, which had opposed a wage rise, now supports it.", ["for", "against"]),
        ("Peru once backed a wage rise but now rejects it.", ["for", "against"]),
        ("Hungary dropped its opposition to a wage rise and came out in favour of it.", ["for", "open"]),
    ],
)
def test_a_side_is_taken_on_it_by_who_took_one_before(text, taken):
    assert assigned(text) == [("wages", stance) for stance in taken]
