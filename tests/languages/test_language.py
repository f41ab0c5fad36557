"""What is loaded for a language, and what is said of data that break their form."""

import shutil
import tomllib

import pytest
from tallystick.errors import LexiconError
from tallystick.languages import installed_languages, load_language
from tallystick.languages import language as module
from tallystick.languages.grammar import load_grammar


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the English folder as the only language there is."""
    shutil.copytree(load_language("en").folder, tmp_path / "xx")
    monkeypatch.setattr(module, "_HERE", tmp_path)
    load_language.cache_clear()
    yield tmp_path / "xx"
    load_language.cache_clear()


def test_a_language_is_a_folder_with_a_parser(copied):
    assert installed_languages() == ("xx",)
    (copied / "parser.py").unlink()
    assert installed_languages() == ()


def test_the_fingerprint_tells_data_apart(copied):
    before = load_language("xx").fingerprint
    load_language.cache_clear()
    assert load_language("xx").fingerprint == before
    load_language.cache_clear()
    with (copied / "cues.toml").open("a") as file:
        file.write("# another word\n")
    assert load_language("xx").fingerprint != before


def test_triggers_are_the_words_of_every_lexicon():
    triggers = load_language("en").triggers
    assert {"deliver", "say", "include"} <= triggers  # a predicate, a cue, a verb of packages
    assert load_language("en").events.triggers <= triggers


@pytest.mark.usefixtures("copied")
def test_a_language_that_is_not_there_is_named():
    with pytest.raises(LexiconError, match=r"Cannot read the lexicon .*yy.grammar\.toml"):
        load_language("yy")


@pytest.mark.parametrize("part", ["negators", "irregular", "suffixes", "epithets", "pronouns"])
def test_a_missing_part_of_grammar_is_named(copied, part):
    path = copied / "grammar.toml"
    kept = {k: v for k, v in tomllib.loads(path.read_text()).items() if k != part}
    path.write_text(_toml(kept))
    with pytest.raises(LexiconError, match=rf"grammar\.toml lacks the part '{part}'"):
        load_grammar(path)


def _toml(data):
    lists = [f"{k} = {v!r}".replace("'n\\'t'", '"n\'t"') for k, v in data.items() if not isinstance(v, dict)]
    tables = [
        f"[{k}]\n" + "".join(f'"{word}" = {value!r}\n' for word, value in v.items())
        for k, v in data.items()
        if isinstance(v, dict)
    ]
    return "\n".join([*lists, *tables])
