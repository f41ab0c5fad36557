"""The item lexicon: how a phrase is read, and that no line of the English words is idle."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.entities.items import ItemWords, Plurals
from tallystick.errors import LexiconError
from tallystick.model import CATEGORIES

PATH = Path(__file__).parents[2] / "tallystick" / "languages" / "en" / "items.toml"
DATA = tomllib.loads(PATH.read_text(encoding="utf-8"))
ENGLISH = ItemWords.load(PATH)


def without(*keys: str | int, line: Any) -> ItemWords:
    """The English words with one line taken out of the list (or table) at ``keys``."""
    data = copy.deepcopy(DATA)
    place = data
    for key in keys:
        place = place[key]
    if isinstance(place, dict):
        del place[line]
    else:
        place.remove(line)
    return ItemWords.from_data(data, "items.toml")


CATEGORY_LINES = [
    pytest.param(at, key, name, id=f"{table['name']}-{name}")
    for at, table in enumerate(DATA["category"])
    for key in ("nouns", "designations")
    for name in table[key]
]


@pytest.mark.parametrize(("at", "key", "name"), CATEGORY_LINES)
def test_every_word_decides_its_category(at, key, name):
    category = DATA["category"][at]["name"]
    # A word of the category "other" shows itself by keeping a later word from deciding.
    phrase = f"12 {name} for mortars" if category == "other" else f"12 {name}"
    assert ENGLISH.category(phrase) == category
    assert without("category", at, key, line=name).category(phrase) != category


@pytest.mark.parametrize("unit", DATA["units"])
def test_every_unit_is_counted_and_gives_way_to_what_it_measures(unit):
    phrase = f"12 {unit} of bread for peacekeepers"
    shorter = without("units", line=unit)
    assert (ENGLISH.category(phrase), ENGLISH.unit(phrase)) == ("food-shelter", unit)
    assert (shorter.category(phrase), shorter.unit(phrase)) != ("food-shelter", unit)


@pytest.mark.parametrize("word", DATA["generic"])
def test_every_generic_word_hides_what_it_is_for(word):
    assert ENGLISH.category(f"{word} for tanks") == "other"
    assert without("generic", line=word).category(f"{word} for tanks") == "vehicles"


@pytest.mark.parametrize("word", DATA["complements"])
def test_every_complement_opens_the_goods_behind_a_unit(word):
    assert ENGLISH.category(f"boxes {word} bread for peacekeepers") == "food-shelter"
    assert without("complements", line=word).category(f"boxes {word} bread for peacekeepers") == "troops"


@pytest.mark.parametrize("word", DATA["breaks"])
def test_every_break_ends_the_first_part(word):
    assert ENGLISH.category(f"shells {word} tanks") == "ammunition"
    assert without("breaks", line=word).category(f"shells {word} tanks") == "vehicles"


@pytest.mark.parametrize("word", DATA["numerals"])
def test_no_numeral_is_a_unit(word):
    assert ENGLISH.unit(f"shells 40 {word}") == "shell"
    assert without("numerals", line=word).unit(f"shells 40 {word}") != "shell"


@pytest.mark.parametrize("plural", DATA["irregular_plurals"])
def test_every_irregular_plural_is_folded(plural):
    singular = DATA["irregular_plurals"][plural]
    assert ENGLISH.plurals.singular(plural) == singular
    lacking = without("irregular_plurals", line=plural).plurals
    assert lacking.singular(plural) != singular or (plural == singular and lacking.plural(singular) != plural)


@pytest.mark.parametrize(
    ("ending", "plural", "singular"),
    [
        ("sses", "illnesses", "illness"),
        ("ies", "batteries", "battery"),
        ("xes", "boxes", "box"),
        ("ches", "torches", "torch"),
        ("shes", "brushes", "brush"),
        ("ss", "glass", "glass"),
        ("us", "bus", "bus"),
        ("is", "chassis", "chassis"),
        ("s", "houses", "house"),
    ],
)
def test_every_plural_ending_is_folded(ending, plural, singular):
    assert ENGLISH.plurals.singular(plural) == singular
    line = next(pair for pair in DATA["plural_endings"] if pair[0] == ending)
    assert without("plural_endings", line=line).plurals.singular(plural) != singular


@pytest.mark.parametrize(
    ("ending", "plural", "singular"),
    [
        ("ays", "relays", "relay"),
        ("eys", "journeys", "journey"),
        ("oys", "convoys", "convoy"),
        ("uys", "guys", "guy"),
    ],
)
def test_a_vowel_keeps_its_y(ending, plural, singular):
    line = next(pair for pair in DATA["plural_endings"] if pair[0] == ending)
    assert ENGLISH.plurals.plural(singular) == plural
    assert without("plural_endings", line=line).plurals.plural(singular) != plural


def test_every_plural_ending_has_a_case_above():
    assert len(DATA["plural_endings"]) == 9 + 4


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("shell", "shells"), ("battery", "batteries"), ("box", "boxes"), ("torch", "torches"), ("class", "classes"),
        ("child", "children"), ("bus", "buses"), ("chassis", "chassis"), ("ammunition", "ammunition"), ("MW", "MW"),
    ],
)  # fmt: skip
def test_a_plural_is_what_folds_back_to_the_singular(singular, plural):
    assert ENGLISH.plurals.plural(singular) == plural


def test_of_two_endings_for_the_plural_the_first_is_made():
    plurals = Plurals({}, (("oj", "o"), ("ojn", "o")))
    assert (plurals.plural("tendo"), plurals.singular("tendojn")) == ("tendoj", "tendo")


def test_every_category_has_words():
    assert sorted(table["name"] for table in DATA["category"]) == sorted(CATEGORIES)


@pytest.mark.parametrize(
    ("phrase", "category"),
    [
        ("artillery shells", "ammunition"),  # the last word decides
        ("Leopard ammunition", "ammunition"),
        ("14 Leopard 2A6", "vehicles"),
        ("sixty F-16s", "aircraft"),
        ("leopards in a zoo", "other"),  # a designation is written as the lexicon has it
        ("SHELLS", "ammunition"),  # a noun is not
        ("anti-tank weapons", "other-equipment"),  # a compound wins over its parts
        ("anti tank weapons", "other-equipment"),
        ("air-defence missiles", "air-defence"),
        ("surface-to-air missiles", "air-defence"),  # its "to" is no break
        ("rounds of small-arms ammunition", "ammunition"),
        ("30 tonnes of medical supplies", "medical"),
        ("a batch of pallets of bottled water", "food-shelter"),
        ("doses", "vaccines"),
        ("doses of antibiotics", "medical"),
        ("doses of hope", "vaccines"),
        ("€40 million", "money"),
        ("€40 million of shells", "ammunition"),
        ("€40 million in military aid", "money"),
        ("military aid", "other-equipment"),
        ("medical assistance", "medical"),
        ("a new aid package for tank crews", "other"),
        ("cruise missiles and short-range missiles", "missiles"),
        ("up to 12 of the howitzers", "artillery"),
        ("", "other"),
        ("12", "other"),
    ],
)
def test_category(phrase, category):
    assert ENGLISH.category(phrase) == category


def test_the_head_says_which_part_counts():
    phrase = "drones and howitzers for crews"
    assert ENGLISH.category(phrase) == "drones"
    assert ENGLISH.category(phrase, head="howitzers") == "artillery"
    assert ENGLISH.category(phrase, head="crews") == "drones"


def test_words_behind_the_head_do_not_count():
    assert ENGLISH.category("shells 155 mm howitzer grade", head="shells") == "ammunition"
    assert ENGLISH.category("shells 155 mm howitzer grade") == "artillery"


def test_the_longest_word_decides_where_no_part_does():
    assert ENGLISH.category("a series for soldiers with tents") == "troops"


@pytest.mark.parametrize(
    ("phrase", "head", "unit"),
    [
        ("500,000 artillery shells", None, "shell"),
        ("one million rounds of artillery ammunition", None, "round"),
        ("30 tonnes of wheat", None, "tonne"),
        ("14 Leopard 2A6", None, "Leopard"),
        ("sixty F-16s", None, "F-16"),
        ("four sleeping bags", None, "sleeping bag"),
        ("Bradley convoys", None, "convoy"),
        ("drones and howitzers", "howitzers", "howitzer"),
        ("nine lighthouses", "lighthouses", "lighthouse"),
        ("nine lighthouses", None, None),
        ("60 million", None, None),
        ("60 million", "million", None),
        ("", None, None),
    ],
)
def test_unit(phrase, head, unit):
    assert ENGLISH.unit(phrase, head) == unit


@given(phrase=st.text(max_size=60), head=st.none() | st.text(max_size=10))
def test_any_phrase_has_a_category(phrase, head):
    assert ENGLISH.category(phrase, head) in CATEGORIES
    assert ENGLISH.unit(phrase, head) != ""


@given(word=st.sampled_from(sorted(e.name for e in ENGLISH.nouns.values() if e.category)))
def test_a_noun_means_the_same_in_capitals(word):
    assert ENGLISH.category(word.upper()) == ENGLISH.category(word.lower())


def test_the_first_fitting_ending_counts():
    assert Plurals({}, (("ies", "y"), ("s", ""))).singular("batteries") == "battery"
    assert Plurals({}, (("s", ""), ("ies", "y"))).singular("batteries") == "batterie"


def test_an_ending_alone_is_no_plural():
    assert ENGLISH.plurals.singular("s") == "s"


def faulty(**changes: Any) -> dict[str, Any]:
    return {**DATA, **changes}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            {key: value for key, value in DATA.items() if key != "units"},
            "No key 'units' in items.toml; add it, with an empty list where there is nothing to say",
        ),
        (faulty(colour=["red"]), "Unknown key 'colour' in items.toml; keys are: breaks, category, "),
        (
            faulty(category=[{"name": "ships", "nouns": [], "designations": []}]),
            "No category 'ships' in items.toml; categories are: ammunition, missiles, ",
        ),
        (
            faulty(category=[{"name": "drones", "nouns": []}]),
            "No key 'designations' in a [[category]] of items.toml; add it",
        ),
        (
            faulty(
                category=[
                    {"name": "drones", "nouns": ["kite"], "designations": []},
                    {"name": "other", "nouns": ["kites"], "designations": []},
                ]
            ),
            "'kites' stands under drones and other in items.toml; keep one",
        ),
        (faulty(units=5), "'units' in items.toml must be a list of words, not 5"),
        (faulty(generic=["aid", 5]), "'generic' in items.toml must be a list of words, not ['aid', 5]"),
        (faulty(irregular_plurals=[]), "'irregular_plurals' in items.toml must be a table, not []"),
        (
            faulty(irregular_plurals={"men": 5}),
            "'men' in items.toml, [irregular_plurals] must be a string, not 5",
        ),
        (
            faulty(plural_endings=[["ies", "y"], ["s"]]),
            "'plural_endings' in items.toml must be a list of pairs [\"ies\", \"y\"], not ['s'] (number 2)",
        ),
        (faulty(plural_endings={}), "'plural_endings' in items.toml must be a list of pairs"),
        (faulty(category=["drones"]), "'category' in items.toml must be an array of tables, not ['drones']"),
        (
            faulty(category=[{"name": 5, "nouns": [], "designations": []}]),
            "'name' in items.toml, [[category]] 1 must be a string, not 5",
        ),
        (
            faulty(category=[{"name": "drones", "nouns": [5], "designations": []}]),
            "'nouns' in items.toml, [[category]] 1 must be a list of words, not [5]",
        ),
    ],
)
def test_a_faulty_lexicon_is_refused(data, message):
    with pytest.raises(LexiconError) as caught:
        ItemWords.from_data(data, "items.toml")
    assert str(caught.value).startswith(message)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(LexiconError, match=r"Cannot read the item lexicon .*none\.toml: No such file"):
        ItemWords.load(tmp_path / "none.toml")


def test_a_file_that_is_not_toml_is_refused(tmp_path):
    path = tmp_path / "items.toml"
    path.write_text("nouns = [", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"items\.toml is not TOML: .*; correct it there"):
        ItemWords.load(path)
