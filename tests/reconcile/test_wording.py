import tomllib
from importlib.resources import files

import pytest
from tallystick.model import CATEGORIES
from tallystick.reconcile.wording import fold, noun_of, rate_in, short_name, title, unit_of

WORDING = tomllib.loads(files("tallystick.reconcile").joinpath("wording.toml").read_text(encoding="utf-8"))


def test_folding_disregards_case_forms_and_blanks():
    assert fold("  Über\u00a0DREISSIG  Städte ") == "über dreissig städte"


@pytest.mark.parametrize(
    ("category", "unit"),
    [
        ("ammunition", "shell"), ("ammunition", "round"), ("ammunition", "munition"),
        ("ammunition", "ammunition"), ("ammunition", "cartridge"), ("ammunition", "projectile"),
        ("ammunition", "bullet"),
        ("training", "soldier"), ("training", "troop"), ("training", "recruit"),
        ("vaccines", "dose"), ("vaccines", "vaccine"), ("vaccines", "shot"),
    ],
)  # fmt: skip
def test_units_that_name_one_thing_have_one_name(category, unit):
    first = {"ammunition": "shell", "training": "soldier", "vaccines": "dose"}[category]
    assert unit_of(unit.upper(), category) == first
    assert unit_of(unit, "energy") == unit


def test_every_category_with_like_units_is_one_of_the_format():
    assert set(WORDING["same_units"]) <= set(CATEGORIES)


@pytest.mark.parametrize("unit", ["unit", "piece", "item", None])
def test_an_empty_unit_says_nothing(unit):
    assert unit_of(unit, "vehicles") is None


@pytest.mark.parametrize("word", WORDING["counting_words"])
def test_a_counting_word_gives_way_to_the_figure(word):
    assert noun_of(f"{word} field hospitals", "hospital") == "field hospitals"


@pytest.mark.parametrize(
    ("text", "unit", "noun"),
    [
        ("the one million artillery shells", "shell", "artillery shells"),
        ("1,500 generators", "generator", "generators"),
        ("the first 180,000 shells", "shell", "shells"),
        ("40", "bus", "bus"),
        ("two trains that were built for the coast line but never used", "train", "train"),
        ("medium-range missiles", None, "medium-range missiles"),
        (None, None, None),
    ],
)
def test_what_an_item_counts(text, unit, noun):
    assert noun_of(text, unit) == noun


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


@pytest.mark.parametrize(
    ("rate", "first"), [(rate, rates[0]) for rates in WORDING["rates"]["en"] for rate in rates]
)
def test_so_many_a_year_are_not_so_many(rate, first):
    assert rate_in(f"a million shells {rate}", "en") == first
    assert rate_in("a million shells", "en") is None
    assert rate_in(f"a million shells {rate}", "xx") is None
