"""Every word for packages does something: without it, its sentences read otherwise."""

from collections.abc import Mapping
from dataclasses import fields, replace

import pytest
from tallystick.errors import LexiconError
from tallystick.languages import load_language
from tallystick.languages.packages import PackageWords, load_packages

from readings import again, parse_all, proposed

ENGLISH = load_language("en")
SHOWN: Mapping[str, str] = {
    "worth": "Norway sent trucks to Kenya, {} $4 million.",
    "loose": "Norway sent aid to Kenya. New tents and blankets {} $4 million.",
    "within": "Norway sent trucks to Kenya, {} a package worth $4 million.",
    "holding": "Norway sent a package to Kenya. This package will {} 40 trucks.",
    "holding_of": "Norway sent a package to Kenya. It is divided {} trucks and radars.",
    "listing": "Norway sent equipment to Kenya on Monday, {} what soldiers need and 40 trucks.",
    "opening": "Norway sent $40 million to Kenya. {} sum, $4 million is good news for schools.",
    "anaphors": "Norway sent a package to Kenya. {} includes 40 trucks.",
    "determined": "Norway sent $40 million to Kenya. The schools need {} $4 million.",
    "sums": "Norway sent trucks to Kenya. The {} is $4 million.",
    "joints": "Norway sent 40 trucks to Kenya on Monday {} two tons of flour.",
    "purposes": "Norway has decided to give $4 million for schools, and another $5 million {} clinics.",
    "measures": "$4 million {} grants committed in May.",
    "under_way": "Norway sent 40 tonnes of rice to Kenya, with another 50 tonnes {}.",
    "recording": "Norway sent $40 million to Kenya. Here we {} $4 million.",
    "recorders": "Norway sent $40 million to Kenya. Here the {} reports $4 million.",
    "parties": "Norway met its neighbours in May. The {} sent 40 trucks to Kenya.",
}
OTHERWISE: Mapping[tuple[str, str], str] = {
    ("holding_of", "of"): "Norway sent a package to Kenya. It consists of trucks and radars.",
    (
        "listing",
        "including",
    ): "The minister outlined the aid his country has provided to Kenya, including rice and 20 trucks.",
    ("anaphors", "first"): "Norway sent a package to Kenya. The first includes 40 trucks.",
}
"""Sentences for words that do not fit into the sentence of their part."""

WORDS = [(f.name, word) for f in fields(PackageWords) for word in sorted(getattr(ENGLISH.packages, f.name))]


def _sentence(part: str, word: str) -> str:
    text = OTHERWISE.get((part, word)) or SHOWN[part].format(word)
    return ". ".join(s[:1].upper() + s[1:] for s in text.split(". "))


@pytest.fixture(scope="module")
def shown():
    """The sentences of each word, parsed; all in one batch."""
    return dict(zip(WORDS, parse_all([_sentence(*word) for word in WORDS]), strict=True))


@pytest.mark.parametrize(("part", "word"), WORDS)
def test_no_word_is_idle(shown, part, word):
    words = getattr(ENGLISH.packages, part)
    fewer = type(words)(w for w in words if w != word)
    without = replace(ENGLISH, packages=replace(ENGLISH.packages, **{part: fewer}))
    parsed = shown[part, word]
    assert proposed(parsed) != proposed(again(parsed, without))


def test_longer_phrases_are_tried_first():
    assert [len(p) for p in ENGLISH.packages.worth] == sorted(map(len, ENGLISH.packages.worth), reverse=True)


@pytest.mark.parametrize(
    ("text", "opens"),
    [("of this, 6 million", True), ("Of which 3", True), ("of thistles", False), ("", False)],
)
def test_a_part_is_opened_by_whole_words(text, opens):
    assert ENGLISH.packages.opens_part(text) is opens


def test_a_missing_part_is_named(tmp_path):
    path = tmp_path / "packages.toml"
    path.write_text("worth = []\n")
    with pytest.raises(LexiconError, match=r"packages\.toml lacks the part 'anaphors'; parts are: worth, "):
        load_packages(path)


def test_an_unknown_part_is_named(tmp_path):
    path = tmp_path / "packages.toml"
    known = "".join(f"{field.name} = []\n" for field in fields(PackageWords))
    path.write_text(f"{known}colours = []\n")
    with pytest.raises(LexiconError, match=r"packages\.toml has the unknown part 'colours'"):
        load_packages(path)
