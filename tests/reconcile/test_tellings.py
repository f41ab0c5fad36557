import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from tallystick.model import Commitment
from tallystick.reconcile.mentions import mentions_of
from tallystick.reconcile.tellings import cue_of
from tallystick.reconcile.wording import is_stand_in

from factories import commitment, item, reading

WORDING = tomllib.loads(files("tallystick.reconcile").joinpath("wording.toml").read_text(encoding="utf-8"))
WORDS = [
    (language, cue, words)
    for language, cues in WORDING["tellings"].items()
    for cue, listed in cues.items()
    for words in listed
    if cue != "unless_before"
]
NOT_SO = [
    (language, following)
    for language, cues in WORDING["tellings"].items()
    for following in cues["unless_before"]
]


def told(words, text=None):
    claim = commitment("NOR", "KEN", item("vehicles", words, quantity=40))
    made = reading("a", claim, text=text)
    (mention,) = mentions_of([made], Commitment, None)
    return mention


def said(mention, language):
    """The mention in a document of another language."""
    return replace(mention, document=replace(mention.document, language=language))


@pytest.mark.parametrize(("language", "cue", "words"), WORDS)
def test_every_word_says_how_a_telling_stands_to_earlier_ones(language, cue, words):
    text = f"Before. Norway will send {words} 40 trucks. After."
    mention = said(told(f"{words} 40 trucks", text), language)
    assert cue_of(mention, cue) == words
    assert cue_of(said(mention, "xx"), cue) is None


def test_new_is_what_the_items_own_words_say():
    assert cue_of(told("another 40 trucks"), "new") == "another"
    assert cue_of(told("40 trucks", "The new government will send 40 trucks."), "new") is None
    assert cue_of(told("40 trucks", "Norway will send a further 40 trucks."), "new") == "further"


def test_again_is_looked_for_in_the_sentence_alone():
    text = "It was already announced. Norway will send 40 trucks."
    assert cue_of(told("40 trucks", text), "again") is None
    assert cue_of(told("40 trucks", "Norway, as already announced, will send 40 trucks."), "again")


@pytest.mark.parametrize("word", WORDING["stand_ins"])
def test_a_word_that_stands_for_goods_named_elsewhere(word):
    assert is_stand_in(f"their {word}")
    assert not is_stand_in(f"{word} trucks")


@pytest.mark.parametrize(("language", "following"), NOT_SO)
def test_before_some_words_a_cue_says_nothing(language, following):
    word = WORDING["tellings"][language]["new"][0]
    assert cue_of(said(told(f"{word} {following} 40 trucks"), language), "new") is None
