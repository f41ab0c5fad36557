import tomllib
from importlib.resources import files

import pytest
from tallystick.model import CATEGORIES
from tallystick.reconcile.wording import called, fold, introduces, rate_in, unit_of

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


@pytest.mark.parametrize(
    ("rate", "first"), [(rate, rates[0]) for rates in WORDING["rates"]["en"] for rate in rates]
)
def test_so_many_a_year_are_not_so_many(rate, first):
    assert rate_in(f"a million shells {rate}", "en") == first
    assert rate_in("a million shells", "en") is None
    assert rate_in(f"a million shells {rate}", "xx") is None


@pytest.mark.parametrize("word", WORDING["called_without"])
def test_what_stands_before_a_name_is_no_part_of_it(word):
    assert called(f"{word.capitalize()} coalition") == "coalition"
    assert called(word) == word


@pytest.mark.parametrize("word", WORDING["introducing"])
def test_an_indefinite_description_brings_in_somebody_new(word):
    assert introduces(f"{word} coalition")
    assert not introduces("the coalition")
    assert not introduces("")
