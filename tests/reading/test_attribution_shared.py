"""What several are one in, or are not: nobody speaks, and yet those who share it take a side."""

import pytest

from readings import statements


def shared(text):
    """(who, what, whether they are not one in it) of the statements held together."""
    return [
        (s.source.name, s.content.text, s.negated)
        for s in statements(text)
        if s.cue is not None and s.reader.rule.startswith("statement.shared")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "There is broad agreement among the donors that the fund must grow.",
            [("the donors", "the fund must grow", False)],
        ),
        (
            "There is a consensus among the donors on the treaty.",
            [("the donors", "the treaty", False)],
        ),
        (
            "Between the two camps there is no unanimity over a carbon tax.",
            [("the two camps", "a carbon tax", True)],
        ),
        (
            "The ministers reached no consensus on a ceiling for drug prices.",
            [("The ministers", "a ceiling for drug prices", True)],
        ),
        (
            "The ministers have not reached a consensus on drug prices.",
            [("The ministers", "drug prices", True)],
        ),
        (
            "Some twenty health ministers met in Lima. There was no consensus on closing the schools.",
            [("Some twenty health ministers", "closing the schools", True)],
        ),
        (
            "Twelve ministers met in Lima. Where there was “broad consensus” was on the need to “pay more” for nurses.",
            [("Twelve ministers", "the need to “pay more” for nurses", False)],
        ),
    ],
)
def test_those_who_share_it_hold_it(text, found):
    assert shared(text) == found


def test_some_of_a_group_are_not_those_who_are_one():
    text = "Twelve ministers met in Lima. Some members left. There was no consensus on the treaty."
    assert shared(text) == [("Twelve ministers", "the treaty", True)]


def test_nobody_shares_it_where_no_group_was_spoken_of():
    assert shared("There was no consensus on the treaty.") == []


def test_it_stands_beside_the_words_of_whoever_tells_of_it():
    text = "Twelve ministers met in Lima. Ida Lund acknowledged that there is no consensus on sending nurses."
    assert [(s.source.name, s.content.text) for s in statements(text)] == [
        ("Ida Lund", "there is no consensus on sending nurses"),
        ("Twelve ministers", "sending nurses"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Kenya reached an agreement on fishing rights.",  # a deed
        "How many agreements Kenya has signed on fish is not known.",
        "“We have reached a consensus on the treaty,” Ida Lund said.",  # the speaker's own words
    ],
)
def test_an_accord_reached_is_no_statement(text):
    assert shared(text) == []


def test_those_who_only_receive_share_nothing():
    text = "Twelve ministers met and sent 40 trucks to the poorest countries. There was no consensus on the treaty."
    assert shared(text) == [("Twelve ministers", "the treaty", True)]


def test_a_body_in_which_it_is_holds_it():
    text = "Twelve ministers met. There is no consensus in the European Commission on sending monitors."
    assert shared(text) == [("European Commission", "sending monitors", True)]


def test_those_whom_only_somebody_elses_words_are_about_share_nothing():
    text = (
        "Twelve ministers met. Ida Lund said that about thirty countries would lend nurses. "
        "There was no consensus on the treaty."
    )
    assert shared(text) == [("Twelve ministers", "the treaty", True)]


def test_a_group_is_named_without_the_place_where_it_met():
    text = "She left talks with twelve health ministers at the town hall in Lima. There was no consensus on fees."
    ((source, content, negated),) = shared(text)
    assert (source, content, negated) == ("twelve health ministers", "fees", True)
    assert [s.source.of for s in statements(text) if s.source] == [None]
