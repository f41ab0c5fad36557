"""Who is quoted as wanting none of something refuses it, although no verb says so."""

import pytest

from readings import commitments, ids, promise


@pytest.mark.parametrize(
    ("text", "goods", "date"),
    [
        ("The Norwegian minister said “no tents, no trucks” in May 2023.", ["tents", "trucks"], "2023-05"),
        (
            "In May 2023 the Norwegian government said “never doctors, never nurses”.",
            ["doctors", "nurses"],
            "2023-05",
        ),
        ("The Norwegian minister said “never long-range trucks”.", ["long-range trucks"], None),
    ],
)
def test_no_without_a_verb_is_a_refusal(text, goods, date):
    found = promise(text)
    assert (found.stage, ids(found.actors)) == ("refusal", ["NOR"])
    assert [i.span.text for i in found.items] == goods
    assert found.date == date


def test_whoever_quotes_them_is_the_source():
    text = (
        "“Those who praise vaccines are the same people who said ‘never syringes, never doses’ two years ago,” "
        "said the Norwegian minister Ida Lund."
    )
    found = promise(text)
    assert (found.stage, found.source.id, found.date) == ("refusal", "person:ida-lund", "2022-02")
    assert [a.name for a in found.actors] == ["the same people"]
    assert [i.category for i in found.items] == ["medical", "vaccines"]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Norway said no to sending 40 trucks to Kenya.", "40 trucks"),
        ("Norway said no to tents for Kenya.", "tents"),
    ],
)
def test_to_say_no_to_something_refuses_it(text, item):
    found = promise(text)
    assert (found.stage, ids(found.actors), found.items[0].span.text) == ("refusal", ["NOR"], item)


@pytest.mark.parametrize(
    "text",
    [
        "“Never again,” said the Norwegian minister.",
        "Norway said “no” in May.",
        "The minister said no trucks had arrived.",
        "The Norwegian minister said nothing about tents.",
        "The donors raised no money, no tents.",
    ],
)
def test_what_names_no_goods_to_refuse_refuses_nothing(text):
    assert [c for c in commitments(text) if c.stage == "refusal"] == []


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Peru opposes the levy on fishing boats.", []),
        ("Peru rejected claims about the tents.", []),
        ("Peru opposes the export of tents.", ["the export of tents"]),
        ("Peru opposes tents for Chad.", ["tents"]),
        ("Peru opposes the delivery of tents.", ["tents"]),
        ("Peru vetoed the levy of $40 million.", ["the levy of $40 million"]),
    ],
)
def test_who_opposes_what_is_not_given_refuses_nothing(text, goods):
    assert [i.span.text for c in commitments(text) for i in c.items] == goods
