"""Role nouns in phrases: the longest office counts, and titles tell who is a woman or a man."""

import pytest
from tallystick.entities.roles import Roles
from tallystick.reading.offices import Offices

OFFICES = Offices(Roles.load("en"))


@pytest.mark.parametrize(
    ("phrase", "office"),
    [
        ("Dutch Prime Minister", "prime minister"),
        ("the DEPUTY prime minister of Norway", "deputy prime minister"),
        ("the minister of foreign affairs", "minister of foreign affairs"),
        ("the president and the minister", "minister"),  # the last of equals
        ("the tall man", None),
        ("", None),
    ],
)
def test_the_office_in_a_phrase(phrase, office):
    assert OFFICES.office_in(phrase) == office


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("army", (True, False, False, False, False)),
        ("Allies", (False, True, False, False, False)),
        ("doctor", (False, False, True, False, True)),
        ("minister", (False, False, True, False, True)),
        ("study", (False, False, False, True, False)),
        ("tent", (False, False, False, False, False)),
        ("Mr.", (False, False, False, False, True)),
    ],
)
def test_what_a_noun_may_name(word, expected):
    answers = (  # a body of a state, a group, a person, a speaker without name, a title
        OFFICES.is_body(word),
        OFFICES.is_group(word),
        OFFICES.is_person(word),
        OFFICES.is_speaker(word),
        OFFICES.is_title(word),
    )
    assert answers == expected


def test_either_form_of_a_noun_may_be_known():
    assert OFFICES.is_body("arm", "army")
    assert not OFFICES.is_body("arm")


@pytest.mark.parametrize(
    ("phrase", "gender"),
    [
        ("the spokeswoman", "f"),
        ("Mr Berg", "m"),
        ("the King of Norway", "m"),
        ("the minister", None),
        ("", None),
    ],
)
def test_titles_and_nouns_tell_the_gender(phrase, gender):
    assert OFFICES.gender_in(phrase) == gender
