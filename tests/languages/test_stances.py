"""Every line of the lexicon of stances does something: without it, its sentence takes another stance."""

from dataclasses import replace

import pytest
from tallystick.entities.gazetteer import Gazetteer
from tallystick.errors import LexiconError
from tallystick.languages import load_language, load_parser
from tallystick.languages.stances import PARTS, TURNS, load_stances
from tallystick.reconcile.codebook import parse_codebook
from tallystick.reconcile.concepts import Finder
from tallystick.reconcile.holders import Speaker
from tallystick.reconcile.stances import StanceReader, head_of, read_sentence

ENGLISH = load_language("en")
LINES = ENGLISH.stances.lines
WAGES = parse_codebook('[concept.wage-rise]\nlabel = "Wages"\nwords.en = ["wage_rise"]')
SPEAKER = Speaker(None, False, ENGLISH.grammar, Gazetteer.load("en"))


@pytest.fixture(scope="module")
def trees():
    """The sentence of each line, parsed; all in one batch."""
    text, stretches = "", []
    for line in LINES.values():
        stretches.append((len(text), len(text) + len(line.shows)))
        text += line.shows + "\n"
    finder = Finder(WAGES, "en", ENGLISH.grammar)
    parsed = load_parser("en").parse(text, stretches)
    return {
        key: (tree, finder.find(text, *stretch))
        for key, stretch, tree in zip(LINES, stretches, parsed, strict=True)
    }


def stance(shown, language):
    tree, (naming,) = shown
    read = read_sentence(tree, language)
    return StanceReader(language).stance(read, head_of(tree, naming.spans), SPEAKER)


TAKEN = {
    "favours": {"for"}, "opposes": {"against"}, "decides": {"for"}, "weighs": {"open"}, "demands": {"for"},
    "denies": {"denies"}, "discusses": {"reports", "denies"}, "agrees": {"reports"}, "differs": {"reports"},
    "warns": {"against"},
}  # fmt: skip


@pytest.mark.parametrize("key", LINES, ids=" ".join)
def test_no_line_is_idle(trees, key):
    lines = {k: v for k, v in LINES.items() if k != key}
    without = replace(ENGLISH, stances=replace(ENGLISH.stances, lines=lines))
    told = stance(trees[key], ENGLISH)
    assert told in TAKEN[LINES[key].does]
    assert told != stance(trees[key], without)


def test_every_table_and_every_turn_is_used():
    assert {part for part, _ in LINES} == set(PARTS)
    assert {line.does for line in ENGLISH.stances} == set(TURNS)


@pytest.mark.parametrize(
    "line",
    ['back = "favours"', "back = {}", 'back = { does = "likes" }', 'back = { does = "favours", x = 1 }'],
)
def test_a_line_of_another_form_is_named(tmp_path, line):
    path = tmp_path / "stances.toml"
    path.write_text(f"[verb]\n{line}\n")
    with pytest.raises(LexiconError, match=r"stances\.toml \[verb\] back: a word is \{ does = \"favours\""):
        load_stances(path)


def test_an_unknown_table_is_named_with_the_known_ones(tmp_path):
    path = tmp_path / "stances.toml"
    path.write_text('[adverb]\ngladly = { does = "favours" }\n')
    with pytest.raises(LexiconError, match=r"has a table \[adverb\]; its tables are verb, noun, adjective"):
        load_stances(path)


# Words that stand for what was named before

POINTING = {
    **{noun: f"Norway rejected the {noun}." for noun in ENGLISH.stances.pointers},
    **{word: f"Norway rejected {word}." for word in ENGLISH.stances.pronouns},
}


@pytest.mark.parametrize("word", sorted(POINTING))
def test_no_pointing_word_is_idle(word):
    text = POINTING[word]
    (tree,) = load_parser("en").parse(text, [(0, len(text))])
    read = read_sentence(tree, ENGLISH)
    stances = ENGLISH.stances
    without = replace(stances, pointers=stances.pointers - {word}, pronouns=stances.pronouns - {word})
    found = [
        [t.text for t in StanceReader(replace(ENGLISH, stances=words)).pointers(read, 0, len(text))]
        for words in (stances, without)
    ]
    assert found == [[word], []]


def test_nothing_negates_and_a_purpose_is_not_what_governs_it():
    stances = ENGLISH.stances
    assert stances.negative_pronouns <= stances.sweeping <= stances.pronouns
    assert stances.purposes == {"in order"}
