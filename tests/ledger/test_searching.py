"""Words are found in both stores alike, with their sentences, their claims and where they stand."""

import pytest
from tallystick.errors import SettingError
from tallystick.ledger import Ledger
from tallystick.ledger.searching import folded_words, passages_of, terms_of
from tallystick.model import Document, Reading

from factories import commitment, item, reading, statement

TEXT = (
    "Chile pledges boats\n\nThe minister, Zoë Ångström, said that boats will come. Nobody asked for planes! "
    "“Rescue boats first,” she said. 60 boats 60.0 boat Germany Moldova will send"
)


@pytest.fixture
def ledger(place):
    with Ledger(place) as opened:
        told = commitment("DEU", "MDA", item("vehicles", quantity=60, unit="boat"), words="boats will come")
        opened.append(reading("boats", told, text=TEXT, published="2024-03-01"))
        opened.append(
            reading("tents", statement("No boats"), text="No boats, only tents.", published="2024-05-01")
        )
        yield opened


def ids(found):
    return [one.document.id for one in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("boats", ["tents", "boats"]),
        ("BOATS planes", ["boats"]),
        ("zoe angstrom", ["boats"]),
        ('"rescue boats"', ["boats"]),
        ('"boats rescue"', []),
        ("resc*", ["boats"]),
        ("resc", []),
        ("boats tents", ["tents"]),
        ("boats rivers", []),
        ("will-come", ["boats"]),
        ("AND OR NOT boats", []),
        ("tents' & boats | (", ["tents"]),
    ],
)
def test_words_are_found(ledger, words, expected):
    assert ids(ledger.search(words)) == expected


def test_a_passage_is_a_sentence_with_its_words_marked(ledger):
    (found,) = ledger.search("boats come")
    first = max(found.passages, key=lambda p: len(p.marks))
    text = found.document.text
    assert text[first.start : first.end] == "The minister, Zoë Ångström, said that boats will come."
    assert [text[start:end] for start, end in first.marks] == ["boats", "come"]
    assert first.claims == (ledger.readings()[0].claims[0].id,)


def test_passages_are_few_and_in_the_order_of_the_text(ledger):
    (found,) = ledger.search("chile boats")
    assert len(found.passages) == 3
    assert list(found.passages) == sorted(found.passages, key=lambda p: p.start)


def test_only_so_many_are_given_and_only_what_was_published_by_then(ledger):
    assert ids(ledger.search("boats", limit=1)) == ["tents"]
    assert ids(ledger.search("boats", as_of="2024-04")) == ["boats"]


def test_a_text_that_was_replaced_is_not_found(ledger):
    ledger.append(reading("tents", text="Only blankets now.", published="2024-05-02"))
    assert ids(ledger.search("tents")) == []
    assert ids(ledger.search("blankets")) == ["tents"]


@pytest.mark.parametrize("words", ["", "  ", '""', "&", "*"])
def test_nothing_to_look_for_is_told(ledger, words):
    with pytest.raises(SettingError, match="No word to look for in"):
        ledger.search(words)


def test_words_are_folded_alike_wherever_they_stand():
    assert list(folded_words("Straße_ﬁne Škoda 155-mm don’t")) == [
        "strasse", "fine", "skoda", "155", "mm", "don", "t",
    ]  # fmt: skip
    assert [t.words for t in terms_of('Škoda "Fine Art"')] == [("skoda",), ("fine", "art")]


def test_a_text_of_one_word_a_million_times_is_searched():
    told = Reading(Document(id="long", text="Shell. " * 100_000, sha256="0" * 64))
    found = passages_of(told, terms_of("shell"))
    assert [(passage.start, passage.end) for passage in found] == [(0, 6), (7, 13), (14, 20)]
