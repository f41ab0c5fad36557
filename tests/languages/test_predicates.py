"""Every line of the lexicon of predicates does something: without it, its sentence reads otherwise."""

from dataclasses import replace

import pytest
from tallystick.errors import LexiconError
from tallystick.languages import installed_languages, load_language
from tallystick.languages.lexicon import ROLES_OF_PREDICATES, load_predicates

from readings import again, proposed, shown_by_lines

ENGLISH = load_language("en")
LINES = [(code, *key) for code in installed_languages() for key in load_language(code).predicates]


@pytest.fixture(scope="module")
def shown():
    return shown_by_lines(lambda language: language.predicates)


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_no_line_is_idle(shown, line):
    code, *key = line
    language = load_language(code)
    without = replace(language, predicates={k: v for k, v in language.predicates.items() if k != tuple(key)})
    assert proposed(shown[line]) != proposed(again(shown[line], without))


def test_every_role_is_used_by_some_line():
    assert {line.does for line in ENGLISH.predicates.values()} == ROLES_OF_PREDICATES


def test_a_line_is_read_with_its_part_of_speech_and_sentence(tmp_path):
    path = tmp_path / "predicates.toml"
    path.write_text('[verb]\nhand_over = { does = "transfer", shows = "They handed it over." }\n')
    (line,) = load_predicates(path).values()
    assert (line.lemma, line.part_of_speech, line.does) == ("hand_over", "verb", "transfer")
    assert line.shows == "They handed it over."


@pytest.mark.parametrize("line", ['give = { does = "gift" }', 'give = "transfer"', "give = {}"])
def test_a_line_of_another_form_is_named(tmp_path, line):
    path = tmp_path / "predicates.toml"
    path.write_text(f"[verb]\n{line}\n")
    with pytest.raises(
        LexiconError, match=r"predicates\.toml \[verb\] give: 'does' must be one of achievement, "
    ):
        load_predicates(path)


def test_a_file_that_is_no_toml_is_named_with_its_line(tmp_path):
    path = tmp_path / "predicates.toml"
    path.write_text("[verb]\ngive = \n")
    with pytest.raises(LexiconError, match=r"Cannot read the lexicon .*predicates\.toml: .*line 2"):
        load_predicates(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(LexiconError, match=r"Cannot read the lexicon .*none\.toml"):
        load_predicates(tmp_path / "none.toml")
