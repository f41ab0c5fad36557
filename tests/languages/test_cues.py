"""Every line of the lexicon of cues does something: without it, its sentence reads otherwise."""

from dataclasses import replace

import pytest
from tallystick.errors import LexiconError
from tallystick.languages import installed_languages, load_language
from tallystick.languages.cues import PARTS, load_cues
from tallystick.model import Statement

from readings import again, proposed, shown_by_lines

ENGLISH = load_language("en")
LINES = [(code, *key) for code in installed_languages() for key in load_language(code).cues.lines]


def statements(parsed):
    return [claim for claim in proposed(parsed) if isinstance(claim, Statement)]


@pytest.fixture(scope="module")
def shown():
    return shown_by_lines(lambda language: language.cues.lines)


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_no_line_is_idle(shown, line):
    code, *key = line
    language = load_language(code)
    cues = replace(language.cues, lines={k: v for k, v in language.cues.lines.items() if k != tuple(key)})
    assert statements(shown[line])
    assert statements(shown[line]) != statements(again(shown[line], replace(language, cues=cues)))


def test_every_part_of_speech_is_used():
    assert {part for part, _ in ENGLISH.cues.lines} == set(PARTS)


def test_a_line_is_read_with_all_that_it_says(tmp_path):
    path = tmp_path / "cues.toml"
    path.write_text(
        'complementizers = ["that"]\nanaphors = ["this"]\n'
        '[verb]\nvow = { takes = ["clause"], act = true, shows = "They vowed that it would end." }\n'
    )
    cues = load_cues(path)
    (line,) = cues
    assert (line.lemma, line.part_of_speech, line.takes) == ("vow", "verb", frozenset({"clause"}))
    assert (line.act, line.thought, line.denies) == (True, False, False)
    assert line.shows == "They vowed that it would end."
    assert (cues.complementizers, cues.anaphors, cues.parentheses) == ({"that"}, {"this"}, frozenset())
    assert cues.find("verb", "vow") is line
    assert cues.find("noun", "vow") is None


@pytest.mark.parametrize(
    "line",
    ['say = "clause"', "say = {}", 'say = { takes = "clause" }', "say = { takes = [] }",
     "say = { takes = [1] }", 'say = { takes = ["clause"], says = "It." }'],
)  # fmt: skip
def test_a_line_of_another_form_is_named(tmp_path, line):
    path = tmp_path / "cues.toml"
    path.write_text(f"[verb]\n{line}\n")
    with pytest.raises(LexiconError, match=r"cues\.toml \[verb\] say: a cue is \{ takes = \[\"clause\""):
        load_cues(path)


def test_an_unknown_table_is_named_with_the_known_ones(tmp_path):
    path = tmp_path / "cues.toml"
    path.write_text('[adverb]\nreportedly = { takes = ["clause"] }\n')
    with pytest.raises(LexiconError, match=r"has a table \[adverb\]; its tables are verb, noun, adjective"):
        load_cues(path)
