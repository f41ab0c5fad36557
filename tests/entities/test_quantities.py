"""Numbers, money and dates of one text, found together."""

from itertools import pairwise
from pathlib import Path

import pytest
import tallystick.languages.en
from hypothesis import given
from hypothesis import strategies as st
from tallystick.entities.quantities import QuantityWords, find_quantities
from tallystick.entities.tables import Table
from tallystick.errors import LexiconError

FOLDER = Path(tallystick.languages.en.__file__).parent
ENGLISH = QuantityWords.load(FOLDER)


def told(text: str) -> dict[str, list[str]]:
    found = find_quantities(text, ENGLISH, published="2024-02-27", home="CZE")
    return {
        "numbers": [text[each.start : each.end] for each in found.numbers],
        "money": [text[each.start : each.end] for each in found.money],
        "dates": [text[each.start : each.end] for each in found.dates],
    }


@pytest.mark.parametrize(
    ("text", "numbers", "money", "dates"),
    [
        ("On 3 May they gave 40 tents worth €2 million.", ["40"], ["€2 million"], ["3 May"]),
        ("They gave 20 million euros within two years.", [], ["20 million euros"], ["within two years"]),
        ("They gave beds and 2000 tents.", ["2000"], [], []),
        ("They gave beds and in 2000 tents.", ["2000"], [], []),
        ("In 2023 they gave 866 million crowns.", [], ["866 million crowns"], ["2023"]),
        (
            "In the first quarter of 2025 a quarter of it came.",
            ["a quarter"],
            [],
            ["the first quarter of 2025"],
        ),
    ],
)
def test_each_figure_is_one_thing(text: str, numbers: list[str], money: list[str], dates: list[str]):
    assert told(text) == {"numbers": numbers, "money": money, "dates": dates}


@pytest.mark.parametrize(
    ("text", "numbers", "dates"),
    [
        ("By February 48 of the 120 buses came.", ["48", "120"], ["February"]),
        ("By February 46,000 came.", ["46,000"], ["February"]),
        ("In March 2,000 tents came.", ["2,000"], ["March"]),
        ("By March 12 million tents came.", ["12 million"], ["March"]),
        ("By March 12 of the 40 tents came.", ["12", "40"], ["March"]),
        ("By March 12 trucks had come.", ["12"], ["March"]),
        ("By March 12 had come.", ["12"], ["March"]),
        ("In March 12 trucks came.", ["12"], ["March"]),
        ("On March 12 leaders had met.", [], ["March 12"]),
        ("By March 12 trucks came.", [], ["March 12"]),
        ("On March 12 of the year before, they met.", [], ["March 12"]),
        ("On March 12 of that year they met.", [], ["March 12"]),
        ("In March 12, 2022 they met.", [], ["March 12, 2022"]),
        ("By March 12, 40 tents came.", ["40"], ["March 12"]),
        ("By March 2022 40 tents came.", ["40"], ["March 2022"]),
    ],
)
def test_a_number_behind_a_month_is_its_day_or_counts(text: str, numbers: list[str], dates: list[str]):
    assert (told(text)["numbers"], told(text)["dates"]) == (numbers, dates)


@pytest.mark.parametrize("word", ENGLISH.numbers.counted_behind)
def test_what_shows_that_a_number_behind_a_month_counts(word: str):
    assert told(f"By March 12 {word} 40 tents came.")["dates"] == ["March"]


@pytest.mark.parametrize("word", ENGLISH.numbers.counted_with)
def test_a_verb_that_what_is_counted_goes_with(word: str):
    assert told(f"By March 12 school buses {word} come.")["dates"] == ["March"]


@pytest.mark.parametrize("word", ENGLISH.numbers.month_before)
def test_what_stands_before_a_month_and_no_day(word: str):
    assert told(f"{word} June 12 tents came.")["dates"] == ["June"]


@pytest.mark.parametrize("word", ENGLISH.numbers.day_before)
def test_what_stands_before_a_day(word: str):
    assert told(f"{word} March 12 leaders had met.")["dates"] == ["March 12"]


@pytest.mark.parametrize(
    ("text", "pauses"),
    [
        ("By February 48 of the 120 buses came.", [11]),
        ("In 2022 40 tents and $5 million came.", [7]),
        ("In May $5 million came.", [6]),
        ("In May, 40 tents came.", []),
        ("In May the 40 tents came.", []),
    ],
)
def test_a_figure_right_behind_a_date_begins_anew(text: str, pauses: list[int]):
    assert list(find_quantities(text, ENGLISH, published="2024-02-27").pauses(text)) == pauses


def test_the_home_names_the_currency():
    found = find_quantities("They gave 5 million crowns.", ENGLISH, home="NOR")
    assert [each.currency for each in found.money] == ["NOK"]


_PIECES = [
    "5",
    " million",
    " euros",
    "March",
    " 2024",
    " and ",
    "by ",
    "$",
    "%",
    "one",
    " half",
    " a",
    "-",
    " to ",
]


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=2), max_size=16).map("".join))
def test_no_two_figures_overlap(text: str):
    found = find_quantities(text, ENGLISH, published="2024-02-27")
    spans = sorted((each.start, each.end) for each in (*found.numbers, *found.money, *found.dates))
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(st.text(max_size=60))
def test_the_same_text_gives_the_same_figures(text: str):
    assert find_quantities(text, ENGLISH) == find_quantities(text, ENGLISH)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(LexiconError, match=r"No file .*dates\.toml; a language needs it"):
        QuantityWords.load(tmp_path)


def test_a_broken_file_is_named(tmp_path: Path):
    (tmp_path / "dates.toml").write_text("months = [", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"dates\.toml is no TOML: .*; correct the file"):
        QuantityWords.load(tmp_path)


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        (lambda table: table.text("key"), "a string"),
        (lambda table: table.number("key"), "a number"),
        (lambda table: table.flag("key"), "true or false"),
        (lambda table: table.words("key"), "a list of words"),
        (lambda table: table.values("key"), "a table of word = number"),
        (lambda table: table.lists("key", 7), "a list of 7 lists of words"),
        (lambda table: table.groups("key"), r"a table of name = \[words\]"),
        (lambda table: table.table("key"), "a table"),
        (lambda table: table.tables("key"), "an array of tables"),
    ],
)
def test_a_value_of_another_form_is_named(read, wanted: str):
    with pytest.raises(LexiconError, match=f"'key' in money.toml must be {wanted}, not \\[3\\]"):
        read(Table({"key": [3]}, "money.toml"))
