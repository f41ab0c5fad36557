"""Clauses: who does what in which tense, however the sentence is built."""

import pytest
from tallystick.languages import Sentence, Token, load_language
from tallystick.reading.clauses import find_clauses
from tallystick.reading.extents import extent, with_listed

from readings import clause, clauses, parse_all, words

SENTENCES: dict[str, tuple[str, dict[str, object]]] = {
    # lemma of the clause looked at, and what it is like
    "Norway sent 40 trucks to Kenya.": (
        "send",
        {"subjects": ["Norway"], "objects": ["trucks"], "tense": "past"},
    ),
    "Norway and Italy sent tents and trucks.": (
        "send",
        {"subjects": ["Norway", "Italy"], "objects": ["tents", "trucks"]},
    ),
    "Norway gave Kenya 40 trucks.": ("give", {"indirect": ["Kenya"], "objects": ["trucks"]}),
    "Norway handed over 40 trucks.": ("hand_over", {"objects": ["trucks"]}),
    "Norway sends trucks every week.": ("send", {"tense": "present", "times": ["week"]}),
    "Norway has sent trucks.": ("send", {"tense": "present", "perfect": True}),
    "Norway had sent trucks.": ("send", {"tense": "past", "perfect": True}),
    "Norway is sending trucks.": ("send", {"tense": "present", "progressive": True}),
    "Norway will send trucks.": ("send", {"tense": "future", "modality": ""}),
    "Norway would send trucks.": ("send", {"modality": "would"}),
    "Norway can send trucks.": ("send", {"modality": "possible"}),
    "Norway should send trucks.": ("send", {"modality": "necessary"}),
    "Norway did not send trucks.": ("send", {"tense": "past", "negated": True}),
    # passives
    "The trucks were sent by Norway.": (
        "send",
        {"passive": True, "subjects": ["Norway"], "objects": ["trucks"], "tense": "past"},
    ),
    "The trucks were sent by Norway and Italy.": ("send", {"subjects": ["Norway", "Italy"]}),
    "The trucks were sent by Monday.": ("send", {"passive": True, "subjects": []}),
    "The trucks will be sent.": ("send", {"passive": True, "tense": "future", "objects": ["trucks"]}),
    # control and raising
    "Norway promised to send trucks.": ("send", {"subjects": ["Norway"], "infinitive": True}),
    "Norway wants Italy to send trucks.": ("send", {"subjects": ["Italy"]}),
    "Norway asked Italy to send trucks.": ("send", {"subjects": ["Italy"]}),
    "Norway promised Italy to send trucks.": ("send", {"subjects": ["Norway"]}),
    "Italy was asked to send trucks.": ("send", {"subjects": ["Italy"]}),
    "The trucks need to be sent.": ("send", {"passive": True, "objects": ["trucks"]}),
    "Norway seems to send trucks.": ("send", {"subjects": ["Norway"]}),
    "Norway insisted on sending trucks.": ("send", {"subjects": ["Norway"], "mark": "on"}),
    "Kenya criticised Norway for sending trucks.": ("send", {"subjects": ["Norway"], "mark": "for"}),
    "Norway said that there was no plan.": ("be", {"subjects": [], "attributes": ["plan"]}),
    "Norway ruled out sending trucks.": ("send", {"subjects": ["Norway"]}),
    # relative and participial clauses
    "Norway praised Italy, which sent trucks.": ("send", {"subjects": ["Italy"], "link": "relative"}),
    "The trucks that Norway sent are old.": ("send", {"subjects": ["Norway"], "objects": ["trucks"]}),
    "Kenya got the trucks Norway had sent.": ("send", {"subjects": ["Norway"], "objects": ["trucks"]}),
    "The trucks sent by Norway are old.": (
        "send",
        {"subjects": ["Norway"], "objects": ["trucks"], "passive": True, "link": "attributive"},
    ),
    "The country sending trucks is Norway.": ("send", {"subjects": ["country"], "link": "attributive"}),
    "Kenya got the tents that Norway said it would send.": ("send", {"objects": ["tents"]}),
    "Kenya got the tents Norway said it would send.": ("send", {"objects": ["tents"]}),
    # infinitives at nouns
    "Norway renewed its promise to send trucks.": ("send", {"subjects": ["its"], "link": "attributive"}),
    "Norway welcomed a proposal by Italy to send trucks.": ("send", {"subjects": ["Italy"]}),
    "Norway welcomed a proposal by Italy for the EU to send trucks.": ("send", {"subjects": ["EU"]}),
    "Norway has a plan to send trucks.": ("send", {"subjects": ["Norway"]}),
    # coordination
    "Norway will build schools and train 40 nurses in Kenya.": (
        "train",
        {"subjects": ["Norway"], "tense": "future", "link": "coordinate"},
    ),
    "Norway sent trucks and was thanked.": ("thank", {"passive": True, "objects": ["Norway"]}),
    "The trucks were built and sent by Norway.": ("send", {"passive": True, "objects": ["trucks"]}),
    "Norway was praised and sent trucks.": ("send", {"subjects": ["Norway"], "passive": False}),
    "Norway could not build or send trucks.": ("send", {"modality": "possible", "negated": True}),
    "Norway promised to build and send trucks.": ("send", {"subjects": ["Norway"], "link": "complement"}),
    # negation
    "Norway sent no trucks.": ("send", {"negated": True}),
    "No country sent trucks.": ("send", {"negated": True}),
    "Nobody sent trucks.": ("send", {"negated": True}),
    "Not all countries sent trucks.": ("send", {"negated": True}),
    "Norway never sent trucks.": ("send", {"negated": True}),
    "Norway hardly sent trucks.": ("send", {"negated": True}),
    "Norway neither sent 40 trucks nor paid $5 million.": ("send", {"negated": True}),
    "Norway sent no money, nor did it send trucks.": ("send", {"negated": True}),
    "It was not ten trucks that arrived.": ("arrive", {"negated": True}),
    "Norway did not say that Italy sent trucks.": ("send", {"negated": False}),
}


@pytest.fixture(scope="module")
def found():
    """The clauses of every sentence, parsed in one batch."""
    return {
        text: [c for s in parsed.sentences for c in s.clauses]
        for text, parsed in zip(SENTENCES, parse_all(list(SENTENCES)), strict=True)
    }


@pytest.mark.parametrize("text", SENTENCES)
def test_clauses(found, text):
    lemma, expected = SENTENCES[text]
    clause = [c for c in found[text] if c.lemma == lemma][-1]
    seen = {key: getattr(clause, key) for key in expected}
    assert {key: words(v) if isinstance(v, list) else v for key, v in seen.items()} == expected


def test_clauses_are_in_text_order_and_know_their_governors():
    said, promised, send = clauses("Kenya said that Norway had promised to send trucks.")
    assert [said.lemma, promised.lemma, send.lemma] == ["say", "promise", "send"]
    assert send.governors() == [promised, said]
    assert promised.complements == [send]
    assert (promised.mark, promised.own_subject, send.own_subject) == ("that", True, False)


def test_a_participle_before_its_noun_heads_no_clause():
    (only,) = clauses("The promised trucks arrived.")
    assert only.lemma == "arrive"


def test_copulas_have_attributes():
    (only,) = clauses("Norway is ready.")
    assert (only.lemma, words(only.attributes)) == ("be", ["ready"])


@pytest.mark.parametrize(
    ("text", "word", "stop", "expected"),
    [
        ("Norway sent trucks, which broke, to Kenya.", "trucks", ("relcl",), "trucks"),
        ("Norway sent 40 “old” trucks.", "trucks", (), "40 “old” trucks"),
        ("Norway paid $40 million.", "million", (), "$40 million"),
        ("Norway, Italy and Spain came.", "Norway", ("conj", "cc"), "Norway"),
    ],
)
def test_the_extent_of_a_phrase(text, word, stop, expected):
    (parsed,) = parse_all([text])
    tree = parsed.sentences[0].tree
    (head,) = [t for t in tree if t.text == word]
    start, end = extent(tree, head, stop)
    assert text[start:end] == expected


def test_what_a_phrase_lists_belongs_to_it():
    (parsed,) = parse_all(["Countries, including Norway and Italy, sent trucks."])
    tree = parsed.sentences[0].tree
    assert words(with_listed(tree, tree.tokens[0], {"including"})) == ["Countries", "Norway", "Italy"]
    assert words(with_listed(tree, tree.tokens[0], set())) == ["Countries"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Donors such as the head of the fund, Ida Lund; the Kenyan envoy, Ole Berg, and the mayor, Ana Paz, met.",
            ["Donors", "head", "envoy", "mayor"],
        ),
        ("Donors such as the envoy, Ole Berg; the mayor, Ana Paz; and the nurse, Eva Roy, met.",
         ["Donors", "envoy", "mayor", "nurse"]),
        ("Donors such as the envoy, Ole Berg, met; the mayor, Ana Paz, and the nurse left.", ["Donors", "envoy"]),
        ("Donors such as Norway met; Kenya left; and Peru stayed.", ["Donors", "Norway"]),
    ],
)  # fmt: skip
def test_a_list_goes_on_behind_semicolons(text, named):
    (document,) = parse_all([text])
    tree = document.sentences[0].tree
    head = next(t for t in tree if t.text == "Donors")
    assert words(with_listed(tree, head, {"such as"})) == named


def test_a_heading_before_a_colon_is_no_subject():
    found = clause("Second part, school fund (2024): Norway sent 40 trucks to Kenya.", "send")
    assert words(found.subjects) == ["Norway"]


@pytest.mark.parametrize(
    ("form", "tense", "modality"),
    [("future", "future", ""), ("conditional", "present", "would"), ("past", "past", "")],
)
def test_an_ending_says_what_elsewhere_an_auxiliary_does(form, tense, modality):
    """A verb that is inflected for its tense, as in Esperanto: "sendos", "sendus"."""
    verb = Token(0, 0, 6, "sendos", "sendi", "VERB", form, plural=False, head=0, rel="root")
    [found] = find_clauses(Sentence([verb], 0, 6), load_language("en").grammar)
    assert (found.tense, found.modality) == (tense, modality)
