import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from tallystick.reconcile import fold
from tallystick.reconcile.titles import noun_of, short_name, title

from factories import commitment, item, reading

WORDING = tomllib.loads(files("tallystick.reconcile").joinpath("wording.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("word", WORDING["counting_words"])
def test_a_counting_word_gives_way_to_the_figure(word):
    assert noun_of(f"{word} field hospitals") == "field hospitals"


@pytest.mark.parametrize("word", WORDING["bounding_words"])
def test_a_word_that_bounds_a_figure_belongs_to_it_only_before_it(word):
    assert noun_of(f"{word} two field hospitals") == "field hospitals"
    assert noun_of(f"{word} field hospitals") == f"{word} field hospitals"


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("the one million artillery shells", "artillery shells"),
        ("1,500 generators", "generators"),
        ("the first 180,000 shells", "shells"),
        ("25,000 to 50,000 tonnes of grain", "tonnes of grain"),
        ("just over half of the million school meals", "school meals"),
        ("a million doses to Africa", "doses to Africa"),
        ("half of the promised one million artillery shells", "artillery shells"),
        ("40", None),
        ("two trains that were built for the coast line but never used", None),
        ("medium-range missiles", "medium-range missiles"),
        ("", None),
    ],
)
def test_what_an_item_counts(text, noun):
    assert noun_of(text) == noun


def titles(*claims, language="en"):
    told = reading("a", *claims)
    told = replace(told, document=replace(told.document, language=language))
    return [p.title for p in fold([told]).promises]


@pytest.mark.parametrize(
    ("language", "unit", "figure", "expected"),
    [
        ("en", "bus", 40, "40 buses"),
        ("en", "bus", 1, "1 bus"),
        ("en", "power station", 2, "2 power stations"),
        ("en", "percent", 70, "70 percent"),
        ("xx", "bus", 40, "40 bus"),
        (None, "bus", 40, "40 bus"),
    ],
)
def test_what_is_counted_stands_in_the_number_that_the_figure_asks_for(language, unit, figure, expected):
    told = item("vehicles", str(figure), unit=unit, quantity=figure)
    assert titles(commitment("NOR", "MDA", told), language=language) == [f"NOR → Moldova: {expected}"]


def test_what_goods_are_worth_is_not_what_is_counted():
    told = item("vehicles", "4 corvettes worth 1.3 billion euros", unit="corvette", quantity=4)
    told = replace(told, amount=1.3e9, currency="EUR")
    assert titles(commitment("NOR", "MDA", told)) == ["NOR → Moldova: 4 corvettes"]


def test_of_a_range_the_plural_stands():
    told = item("vehicles", "1 or 2", unit="bus", quantity=1, quantity_max=2)
    assert titles(commitment("NOR", "MDA", told)) == ["NOR → Moldova: 1–2 buses"]


def test_a_number_without_a_noun_stands_alone_and_nothing_at_all_is_said_to_be_so():
    bare = item("other", "3 million", quantity=3e6)
    assert titles(commitment("NOR", "MDA", bare)) == ["NOR → Moldova: 3,000,000"]
    assert titles(commitment("NOR", "MDA", item("other", "its share"))) == [
        "NOR → Moldova: something unnamed"
    ]
    assert titles(commitment("NOR", "MDA")) == ["NOR → Moldova: something unnamed"]
    assert titles(commitment("NOR", "MDA", item("money", "its share"))) == ["NOR → Moldova: money"]


@pytest.mark.parametrize(
    ("identity", "name", "short"),
    [
        ("EU", "European Union", "EU"),
        ("UN", "United Nations", "UN"),
        ("USA", "United States of America", "USA"),
        ("UKR", "Ukraine", "Ukraine"),
        ("DEU", "Germany", "Germany"),
        (None, "European Union", "European Union"),
    ],
)
def test_an_id_made_of_initials_is_the_short_name(identity, name, short):
    assert short_name(identity, name) == short


@pytest.mark.parametrize(
    ("actors", "recipients", "deadline", "expected"),
    [
        (["Norway"], ["Moldova"], "2025", "Norway → Moldova: 40 buses, by 2025"),
        (["Norway", "Sweden"], [], None, "Norway, Sweden: 40 buses"),
        ([], ["Moldova"], None, "unnamed → Moldova: 40 buses"),
    ],
)
def test_a_title_is_made_of_the_parts(actors, recipients, deadline, expected):
    assert title(actors, recipients, "40 buses", deadline) == expected
