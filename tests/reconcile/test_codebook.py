"""Codebooks: what they hold, and what is said of one that breaks its form: where, and what to write."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.errors import LexiconError
from tallystick.reconcile.codebook import load_codebook, load_codebooks, parse_codebook

EXAMPLES = Path(__file__).parents[2] / "examples"

WHOLE = """
[concept.rail-closure]
label = "Closing the coast line"
means = "Trains stop running along the coast."
for = "wants them to stop"
default = "reports"
taken_up = false
words.en = ["clos*|shut coast_line|railway"]
words.de = ["Küstenbahn"]
opposite.en = ["keep railway"]
unless.en = ["model railway"]
"""


def test_a_concept_holds_all_that_is_written():
    (concept,) = parse_codebook(WHOLE).concepts.values()
    assert (concept.key, concept.label) == ("rail-closure", "Closing the coast line")
    assert concept.means == "Trains stop running along the coast."
    assert concept.meaning_of_for == "wants them to stop"
    assert (concept.default, concept.taken_up) == ("reports", False)
    (cue,) = concept.words["en"]
    assert cue.written == "clos*|shut coast_line|railway"
    assert cue.parts == ((("clos*",), ("shut",)), (("coast", "line"), ("railway",)))
    assert concept.words["de"][0].parts == ((("küstenbahn",),),)
    assert set(concept.opposite) == set(concept.unless) == {"en"}


def test_what_is_left_out_has_a_plain_meaning():
    book = parse_codebook(
        '[concept.b]\nlabel = "B"\nwords.en = ["b"]\n[concept.a]\nlabel = "A"\nwords.en = ["a"]'
    )
    assert list(book.concepts) == ["b", "a"], "in the order of the file"
    assert book.concepts["a"].default is None
    assert book.concepts["a"].taken_up is True
    assert book.concepts["a"].opposite == {}


def test_another_text_has_another_fingerprint():
    assert parse_codebook(WHOLE).fingerprint == parse_codebook(WHOLE).fingerprint
    assert parse_codebook(WHOLE).fingerprint != parse_codebook(WHOLE + "\n").fingerprint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[concept.a]\nlabel = 3 4", r"book is no TOML: .*line 2"),
        ("", r'book: no concept; write \[concept\.wage-rise\]'),
        ("[concepts.a]", r"book line 1: unknown table 'concepts'; concepts are written \[concept\.KEY\]"),
        ('concept.a = 1', r"book line 1: concept a is no table; write \[concept\.a\]"),
        ('[concept."a b"]\nlabel = "A"', r"book line 1: the key 'a b' has blanks or signs"),
        (
            '[concept.a]\nlabel = "A"\n\nword.en = ["a"]',
            r"book line 4: concept a has the unknown key 'word'; its keys are label, means, for, default, words",
        ),
        ('[concept.a]\nwords.en = ["a"]', r'book line 1: concept a has no label; write label = "what people read"'),
        ('[concept.a]\nlabel = 3', r"book line 2: label of concept a must be words in quotation marks"),
        (
            '[concept.a]\nlabel = "A"\ndefault = "pro"',
            r"book line 3: default of concept a is 'pro'; it must be one of for, against, open, denies, reports",
        ),
        ('[concept.a]\nlabel = "A"\ntaken_up = "no"', r"book line 3: taken_up of concept a must be true or false"),
        ('[concept.a]\nlabel = "A"', r'book line 1: concept a has no cues; write words\.en = \["wage rise"\]'),
        (
            '[concept.a]\nlabel = "A"\nwords = ["a"]',
            r"book line 3: words of concept a must name a language; write words\.en",
        ),
        (
            '[concept.a]\nlabel = "A"\nwords.English = ["a"]',
            r"book line 3: words of concept a has the language 'English'; write its ISO 639-1 code",
        ),
        ('[concept.a]\nlabel = "A"\nwords.en = "a"', r"book line 3: words\.en of concept a must be a list of cues"),
        ('[concept.a]\nlabel = "A"\nwords.en = []', r"book line 3: words\.en of concept a must be a list of cues"),
        ('[concept.a]\nlabel = "A"\nwords.en = [1]', r"book line 3: words\.en of concept a must be a list of cues"),
        (
            '[concept.a]\nlabel = "A"\nwords.en = [\n  "b",\n  "b (c)",\n]',
            r"book line 5: the cue 'b \(c\)' of concept a cannot be read; write words, \| between alternatives",
        ),
        ('[concept.a]\nlabel = "A"\nwords.en = [" "]', r"the cue ' ' of concept a cannot be read"),
        ('[concept.a]\nlabel = "A"\nwords.en = ["*"]', r"the cue '\*' of concept a cannot be read"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line_and_remedy(text, message):
    with pytest.raises(LexiconError, match=message):
        parse_codebook(text, "book")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(LexiconError, match=r"Cannot read the codebook .*missing\.toml: .*No such file"):
        load_codebook(tmp_path / "missing.toml")
    (tmp_path / "latin.toml").write_bytes(b'[concept.a]\nlabel = "\xe9"')
    with pytest.raises(LexiconError, match=r"Cannot read the codebook .*latin\.toml"):
        load_codebook(tmp_path / "latin.toml")


def test_several_files_are_one_codebook(tmp_path):
    for name in ("rail", "wages"):
        (tmp_path / f"{name}.toml").write_text(f'[concept.{name}]\nlabel = "L"\nwords.en = ["{name}"]')
    rail, wages = tmp_path / "rail.toml", tmp_path / "wages.toml"
    book = load_codebooks([rail, wages])
    assert list(book.concepts) == ["rail", "wages"]
    assert book.fingerprint != load_codebooks([wages, rail]).fingerprint
    assert load_codebooks([rail]) == load_codebook(rail)
    assert load_codebooks([]) is None
    with pytest.raises(
        LexiconError, match=r"rail\.toml and .*rail\.toml both have the concept rail; give one"
    ):
        load_codebooks([rail, wages, rail])


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/codebook.toml")), ids=lambda p: p.parent.name)
def test_the_examples_are_codebooks_that_say_what_they_mean(path):
    assert all(concept.means for concept in load_codebook(path).concepts.values())


@given(st.text())
def test_any_text_is_a_codebook_or_a_named_fault(text):
    with suppress(LexiconError):
        assert parse_codebook(text, "book").concepts
