"""Where sentences name concepts: by the words of cues, in any form and order, near one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.languages import load_language
from tallystick.reconcile.codebook import parse_codebook
from tallystick.reconcile.concepts import Finder


def finder(*lines, language="en"):
    book = parse_codebook('[concept.wages]\nlabel = "Wages"\n' + "\n".join(lines))
    return Finder(book, language, load_language("en").grammar)


def named(sentence, *lines, language="en"):
    """The words that name the concept, each naming as one string."""
    found = finder(*lines, language=language).find(sentence, 0, len(sentence))
    return [" ".join(sentence[a:b] for a, b in naming.spans) for naming in found]


@pytest.mark.parametrize(
    ("cue", "sentence", "found"),
    [
        ("wage rise", "A wage rise is due.", ["wage rise"]),
        ("wage rise", "Wages rose, and nurses were glad.", ["Wages rose"]),
        ("wage rise", "A rise in the hourly wage is due.", ["rise wage"]),
        ("wage rise", "The rise is due.", []),
        ("raise wage", "They are raising wages.", ["raising wages"]),
        ("wage rise|increase", "A wage increase is due.", ["wage increase"]),
        ("wage ris*", "A wage riser is due.", ["wage riser"]),
        ("wage_rise", "A wage rise is due.", ["wage rise"]),
        ("wage_rise", "A wage-rise is due.", ["wage rise"]),
        ("wage_rise", "A rise in the wage is due.", []),
        ("wage rise", "Wages, as everybody who reads the papers of this town knows by now, rise.", []),
        ("wage rise", "A wage rise and another wage rise.", ["wage rise", "wage rise"]),
        ("wage wage", "The wage is a wage.", ["wage wage"]),
        ("wage wage", "The wage is due.", []),
    ],
)  # fmt: skip
def test_a_cue_is_found(cue, sentence, found):
    assert named(sentence, f'words.en = ["{cue}"]') == found


def test_cues_of_another_language_are_not_looked_for():
    assert named("A wage rise is due.", 'words.de = ["wage rise"]') == []
    assert named("A wage rise is due.", 'words.de = ["wage rise"]', language="de") == ["wage rise"]


def test_words_of_unless_keep_a_sentence_from_being_about_it():
    lines = ('words.en = ["wage rise"]', 'unless.en = ["sea level"]')
    assert named("A wage rise is due, as the sea level shows.", *lines) == []
    assert named("A wage rise is due.", *lines) == ["wage rise"]


def test_the_contrary_is_told_apart_and_the_fuller_naming_counts():
    lines = ('words.en = ["wage"]', 'opposite.en = ["freeze wage"]')
    (naming,) = finder(*lines).find("They will freeze wages.", 0, 23)
    assert naming.opposite
    (naming,) = finder(*lines).find("They will pay wages.", 0, 20)
    assert not naming.opposite


def test_only_the_sentence_asked_for_is_looked_at():
    text = "A wage rise. A wage rise."
    (naming,) = finder('words.en = ["wage rise"]').find(text, 13, len(text))
    assert naming.start == 15


@given(st.text(alphabet=st.sampled_from("wage ris.,-’'é\n"), max_size=60))
def test_what_names_a_concept_stands_in_the_text_in_order(text):
    for naming in finder('words.en = ["wage rise|ris*", "rise_wage"]').find(text, 0, len(text)):
        assert list(naming.spans) == sorted(set(naming.spans))
        assert all(text[a:b].isalpha() for a, b in naming.spans)
