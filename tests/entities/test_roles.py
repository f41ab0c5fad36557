"""The role nouns of a language."""

from dataclasses import fields
from pathlib import Path

import pytest
from tallystick.entities.roles import Roles
from tallystick.entities.tables import Table
from tallystick.errors import LexiconError, SettingError

ROLES = Roles.load()
PATH = Path(__file__).parents[2] / "tallystick" / "languages" / "en" / "roles.toml"


@pytest.mark.parametrize(
    ("list_name", "noun"),
    [
        ("state_offices", "prime minister"),
        ("organisation_offices", "secretary general"),
        ("state_bodies", "armed forces"),
        ("groups", "member states"),
        ("persons", "doctor"),
        ("unnamed_speakers", "sources"),
        ("titles", "mayor"),
        ("female", "spokeswoman"),
        ("male", "spokesman"),
    ],
)
def test_a_noun_stands_in_its_list(list_name, noun):
    assert noun in getattr(ROLES, list_name)


def test_nouns_are_in_lower_case_and_stand_once():
    table = Table.read(PATH)
    lists = {f.name: table.words(f.name) for f in fields(Roles) if f.name != "names_of_offices"}
    lists |= table.groups("names_of_offices")
    for name, nouns in lists.items():
        assert all(noun == noun.lower() for noun in nouns), name
        assert len(nouns) == len(set(nouns)), name


def test_what_holders_are_called_besides_are_offices():
    for office, names in ROLES.names_of_offices.items():
        assert {office, *names} <= ROLES.state_offices | ROLES.organisation_offices


def test_no_noun_tells_both_genders():
    assert not ROLES.female & ROLES.male


def test_a_language_is_read_once():
    assert Roles.load() is Roles.load("en")


def test_a_language_without_role_nouns_is_refused_with_those_that_have_them():
    with pytest.raises(SettingError, match="language 'tlh'; there are some for: en"):
        Roles.load("tlh")


def test_a_file_with_a_list_of_another_name_is_refused(tmp_path):
    path = tmp_path / "roles.toml"
    path.write_text("animals = []\n" + PATH.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(LexiconError, match="Unknown key 'animals'"):
        Roles.read(path)


def test_a_file_that_lacks_a_list_is_refused(tmp_path):
    path = tmp_path / "roles.toml"
    path.write_text("state_offices = []", encoding="utf-8")
    with pytest.raises(LexiconError, match="No key 'organisation_offices'"):
        Roles.read(path)
