"""Each row is a text, and what counts in it: the words, the value, and what else is said of it."""

from pathlib import Path

import pytest
import tallystick.languages.en
from hypothesis import given
from hypothesis import strategies as st
from tallystick.entities.numbers import Number, find_numbers
from tallystick.entities.quantities import QuantityWords
from tallystick.entities.tables import Table
from tallystick.errors import LexiconError

ENGLISH = QuantityWords.load(Path(tallystick.languages.en.__file__).parent)


def found(text: str) -> list[Number]:
    return find_numbers(text, ENGLISH.numbers)


def told(text: str) -> list[tuple[str, float]]:
    return [(text[number.start : number.end], number.value) for number in found(text)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They sent 7 tents.", "7", 7),
        ("They sent 300,000 masks.", "300,000", 300_000),
        ("They sent 300.000 masks.", "300.000", 300_000),
        ("They sent 800 000 masks.", "800 000", 800_000),
        ("They sent 800\u00a0000 masks.", "800\u00a0000", 800_000),
        ("They sent 1\u202f200\u202f000 masks.", "1\u202f200\u202f000", 1_200_000),
        ("They sent 12'500 masks.", "12'500", 12_500),
        ("They sent 1.000.000 masks.", "1.000.000", 1_000_000),
        ("They sent 0.125 of it.", "0.125", 0.125),
        ("They sent 2.5 million masks.", "2.5 million", 2_500_000),
        ("They sent 2,5 million masks.", "2,5 million", 2_500_000),
        ("They sent 1.250 million masks.", "1.250 million", 1_250_000),
        ("They sent 1,250 million masks.", "1,250 million", 1_250_000_000),
        ("They sent 40m masks.", "40m", 40_000_000),
        ("They sent 3 bn masks.", "3 bn", 3_000_000_000),
        ("They sent 5 lakh masks.", "5 lakh", 500_000),
        ("They sent 2 crore masks.", "2 crore", 20_000_000),
        ("They sent 5 hundred thousand masks.", "5 hundred thousand", 500_000),
        ("They sent twelve lorries.", "twelve", 12),
        ("They sent twenty-five lorries.", "twenty-five", 25),
        ("They sent Twenty Five lorries.", "Twenty Five", 25),
        ("They sent two hundred and six lorries.", "two hundred and six", 206),
        ("They sent two hundred thousand and one lorries.", "two hundred thousand and one", 200_001),
        ("They sent a hundred lorries.", "a hundred", 100),
        ("They sent a million masks.", "a million", 1_000_000),
        ("They never saw the promised million.", "million", 1_000_000),
        ("They sent one and a half million masks.", "one and a half million", 1_500_000),
        ("They sent a million and a half masks.", "a million and a half", 1_500_000),
        ("They sent 2 and a half thousand masks.", "2 and a half thousand", 2_500),
        ("They sent half a million masks.", "half a million", 500_000),
        ("They sent a quarter of a million masks.", "a quarter of a million", 250_000),
        ("They sent three quarters of a million masks.", "three quarters of a million", 750_000),
        ("They sent a dozen lorries.", "a dozen", 12),
        ("They sent two dozen lorries.", "two dozen", 24),
        ("They sent half a dozen lorries.", "half a dozen", 6),
        ("They sent one ambulance.", "one", 1),
        ("They gave 500 kg of flour.", "500", 500),
        ("They sent 2000 helmets.", "2000", 2_000),
        ("They sent 1950 helmets.", "1950", 1_950),
        ("They sent 20 155mm guns.", "20", 20),
        ("It planted 30,000 hectares of land.", "30,000", 30_000),
        ("It planted 5,000 hectares last year.", "5,000", 5_000),
        ("It laid 1,500 kilometres of track.", "1,500", 1_500),
        ("They sent 20 155 mm guns.", "20", 20),
        ("They sent 2000 155mm shells.", "2000", 2_000),
        ("They gave Tallinn 14 lorries.", "14", 14),
        ("They gave Estonia 2 lorries.", "2", 2),
        ("A 500,000-mask order was placed.", "500,000", 500_000),
        ("(up to the 12)", "12", 12),
        ("It gave tents to Chad. 40 have come.", "40", 40),
        ("It gave tents to Nairobi. 40 have come.", "40", 40),
    ],
)
def test_a_number_that_counts_is_found_with_its_value(text: str, words: str, value: float):
    assert told(text) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "an F-16 jet",
        "the Mi-17 flew",
        "a T-72 and an S-300",
        "the M777 and the 2A4",
        "COVID-19 spread",
        "the G7 met",
        "the P5+1 talks",
        "the Hurricane 2 flew",
        "with Leopard 2 tanks",
        "a Mark 48 was lost",
        "under Article 5",
        "in phase 2 of it",
        "tent No. 10 burnt",
        "resolution 2231 was passed",
        "see page 12",
        "a 155 mm gun",
        "a 155mm gun",
        "a 122-millimetre gun",
        "some 40 km away",
        "a 12-month plan",
        "a two-year plan",
        "it took 12 months",
        "a 12-point plan",
        "in 2024",
        "from 2022-2023",
        "the 2016 Games",
        "the 2022 planting season",
        "since 2018 they",
        "her party's 2019 election promise",
        "at 10:15",
        "at 5 pm",
        "on 16 February",
        "on February 16 they",
        "the 41st day",
        "their twenty-first lorry",
        "1) tents",
        "1. tents",
        "tents [3]",
        "no one came",
        "one of them came",
        "they saw one",
        "dozens of tents",
        "hundreds of tents",
        "several hundred tents",
        "a few thousand tents",
        "the first half of it",
        "a half-hour break",
        "half a day",
        "a third country",
        "a second time",
        "it fell by 3 percentage points",
        "$300 and 300 €",
        "call 555-1234-567",
        "lists such as 1,2,3",
        "a multi-million order",
        "about 1/2",
    ],
)
def test_a_number_that_counts_nothing_is_passed_over(text: str):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18 Leopard 2 tanks came", [("18", 18)]),
        ("They promised 14 and 8.", [("14", 14), ("8", 8)]),
        ("30% of the one million", [("30%", 0.3), ("one million", 1_000_000)]),
        ("one hundred, two hundred", [("one hundred", 100), ("two hundred", 200)]),
        ("nine ten eleven", [("nine", 9), ("ten", 10), ("eleven", 11)]),
        ("In May 2023 they sent 40 tents.", [("40", 40)]),
    ],
)
def test_several_numbers_are_told_apart(text: str, expected: list[tuple[str, float]]):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("only 30% arrived", "30%", 0.3),
        ("only 30 per cent arrived", "30 per cent", 0.3),
        ("only 30 percent arrived", "30 percent", 0.3),
        ("only 7.5 pct arrived", "7.5 pct", 0.075),
        ("only ten per cent arrived", "ten per cent", 0.1),
        ("only half of them arrived", "half", 0.5),
        ("only a third of them arrived", "a third", 1 / 3),
        ("barely a third have arrived", "a third", 1 / 3),
        ("barely a third was paid", "a third", 1 / 3),
        ("a quarter were lost", "a quarter", 1 / 4),
        ("a tenth are late", "a tenth", 1 / 10),
        ("only two thirds arrived", "two thirds", 2 / 3),
        ("only three-quarters arrived", "three-quarters", 0.75),
        ("only one fifth arrived", "one fifth", 0.2),
    ],
)
def test_percentages_and_fractions_are_shares(text: str, words: str, value: float):
    (number,) = found(text)
    assert (text[number.start : number.end], number.share) == (words, True)
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "words", "value", "maximum", "share"),
    [
        ("sent 10 to 12 jets", "10 to 12", 10, 12, False),
        ("sent 10-12 jets", "10-12", 10, 12, False),
        ("sent two or three jets", "two or three", 2, 3, False),
        ("sent 5–6 thousand masks", "5–6 thousand", 5_000, 6_000, False),
        ("sent 500,000 to 1 million masks", "500,000 to 1 million", 500_000, 1_000_000, False),
        ("10 to 12 percent of it", "10 to 12 percent", 0.1, 0.12, True),
        ("20%-30% of it", "20%-30%", 0.2, 0.3, True),
    ],
)
def test_a_range_has_a_maximum(text: str, words: str, value: float, maximum: float, share: bool):
    (number,) = found(text)
    assert text[number.start : number.end] == words
    assert (number.value, number.maximum, number.share) == (value, maximum, share)


@pytest.mark.parametrize(
    ("text", "outer", "words"),
    [
        ("sent between 10 and 12 jets", "between 10 and 12", "10 and 12"),
        ("sent from 10 to 12 jets", "from 10 to 12", "10 to 12"),
    ],
)
def test_a_range_takes_its_frame_along(text: str, outer: str, words: str):
    (number,) = found(text)
    assert text[number.outer_start : number.end] == outer
    assert text[number.start : number.end] == words
    assert number.maximum == 12


def test_two_numbers_joined_by_and_make_no_range_of_themselves():
    assert [number.maximum for number in found("sent 10 and 12 jets")] == [None, None]


def test_a_falling_pair_is_no_range():
    assert [number.maximum for number in found("it fell from 12 to 10 jets")] == [None, None]


@pytest.mark.parametrize("phrase", ENGLISH.numbers.approximate_before)
def test_every_word_before_a_number_that_makes_it_approximate(phrase: str):
    text = f"sent {phrase} 300 masks"
    (number,) = found(text)
    assert number.approximate
    assert text[number.outer_start : number.end] == f"{phrase} 300"


@pytest.mark.parametrize("phrase", ENGLISH.numbers.approximate_after)
def test_every_word_behind_a_number_that_makes_it_approximate(phrase: str):
    (number,) = found(f"sent 300 {phrase}")
    assert (number.value, number.approximate) == (300, True)


@pytest.mark.parametrize("text", ["~300 masks", "300+ masks", "300-odd masks", "up to around 300 masks"])
def test_signs_and_double_words_make_it_approximate(text: str):
    (number,) = found(text)
    assert (number.value, number.approximate) == (300, True)


@pytest.mark.parametrize("phrase", ENGLISH.numbers.at_least)
def test_every_word_that_bounds_a_number_from_below(phrase: str):
    assert bounds_of(phrase) == {"at_least"}


@pytest.mark.parametrize("phrase", ENGLISH.numbers.at_most)
def test_every_word_that_bounds_a_number_from_above(phrase: str):
    assert bounds_of(phrase) == {"at_most"}


@pytest.mark.parametrize("phrase", ENGLISH.numbers.particles)
def test_the_particle_of_a_verb_bounds_no_number(phrase: str):
    text = f"had {phrase} 300 masks"
    (number,) = found(text)
    assert (number.bound, number.approximate, text[number.outer_start : number.end]) == (None, False, "300")


def bounds_of(phrase: str) -> set[str | None]:
    """What a phrase makes of a number, before it or behind it as the language has it."""
    sides = []
    if phrase in ENGLISH.numbers.approximate_before:
        sides.append(f"sent {phrase} 300 masks")
    if phrase in ENGLISH.numbers.approximate_after:
        sides.append(f"sent 300 {phrase}")
    return {found(text)[0].bound for text in sides}


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("sent 300+ masks", "at_least"),
        ("sent >300 masks", "at_least"),
        ("sent ≤ 300 masks", "at_most"),
        ("sent up to around 300 masks", "at_most"),
        ("sent about 300 masks", None),
        ("sent more or less 300 masks", None),
        ("sent 300 masks", None),
        ("sent less than half of the masks", "at_most"),
    ],
)
def test_what_bounds_a_number_and_what_does_not(text: str, bound: str | None):
    assert [number.bound for number in found(text)] == [bound]


def test_an_exact_number_is_not_approximate():
    assert [(n.approximate, n.outer_start == n.start) for n in found("sent 300 masks")] == [(False, True)]


@pytest.mark.parametrize(("word", "value"), ENGLISH.numbers.numerals.cardinals.items())
def test_every_cardinal(word: str, value: float):
    assert told(f"sent {word} masks") == [(word, value)]


@pytest.mark.parametrize(
    ("mark", "value"),
    [*ENGLISH.numbers.numerals.scales.items(), *ENGLISH.numbers.numerals.scale_marks.items()],
)
def test_every_scale(mark: str, value: float):
    assert told(f"sent 4{mark} masks") == [(f"4{mark}", 4 * value)]


@pytest.mark.parametrize(("word", "parts"), ENGLISH.numbers.numerals.fraction_singular.items())
def test_every_fraction(word: str, parts: float):
    (number,) = found(f"a {word} of it")
    assert (number.value, number.share) == (pytest.approx(1 / parts), True)


@pytest.mark.parametrize(("word", "parts"), ENGLISH.numbers.numerals.fraction_plural.items())
def test_every_plural_fraction(word: str, parts: float):
    (number,) = found(f"two {word} of it")
    assert (number.value, number.share) == (pytest.approx(2 / parts), True)


@pytest.mark.parametrize("word", [*ENGLISH.numbers.numerals.measures, *ENGLISH.numbers.durations])
def test_every_unit_of_size_and_time(word: str):
    assert told(f"it was 15 {word} there") == []


@pytest.mark.parametrize("word", ENGLISH.numbers.amounts_of)
def test_every_measure_that_counts_with_of(word: str):
    assert told(f"sent 15 {word} of it") == [("15", 15)]


@pytest.mark.parametrize("word", [*ENGLISH.numbers.clock, *ENGLISH.numbers.not_before])
def test_every_word_behind_a_number_that_counts_nothing(word: str):
    assert told(f"it was 15 {word}, they said") == []


@pytest.mark.parametrize("word", ENGLISH.numbers.labels_before)
def test_every_label(word: str):
    assert told(f"see {word} 15 there") == []


@pytest.mark.parametrize("word", ENGLISH.numbers.vague_before)
def test_every_vague_word(word: str):
    assert told(f"sent {word} thousand masks") == []


@pytest.mark.parametrize("word", ENGLISH.numbers.pronoun_after)
def test_every_word_behind_one_that_makes_it_a_pronoun(word: str):
    assert told(f"they had one {word} there") == []


@pytest.mark.parametrize("word", ENGLISH.numbers.pronoun_before)
def test_every_word_before_one_that_makes_it_a_pronoun(word: str):
    assert told(f"they had {word} one there") == []


@pytest.mark.parametrize("word", ENGLISH.numbers.part_before)
def test_every_word_that_makes_a_half_a_stretch(word: str):
    assert told(f"in the {word} half of it") == []


@pytest.mark.parametrize("word", [*ENGLISH.numbers.year_before, *ENGLISH.numbers.determiners])
def test_every_word_before_a_year(word: str):
    assert told(f"plans {word} 2050 harvests") == []


@pytest.mark.parametrize("word", ENGLISH.numbers.following)
def test_no_function_word_is_counted(word: str):
    assert told(f"the Hurricane 24 {word} them") == []


@given(st.integers(min_value=0, max_value=10**12))
def test_any_grouped_integer_is_found_with_its_value(value: int):
    written = f"{value:,}"
    text = f"they sent {written} masks"
    if "," in written or not 1900 <= value < 2100:
        assert told(text) == [(written, value)]


_UNITS = [*ENGLISH.numbers.numerals.cardinals][:19]
_TENS = [*ENGLISH.numbers.numerals.cardinals][19:]


def in_words(value: int) -> str:
    """English number words, written here from the grammar books and not from the code under test."""
    if value < 20:
        return _UNITS[value - 1]
    if value < 100:
        tens = _TENS[value // 10 - 2]
        return f"{tens}-{_UNITS[value % 10 - 1]}" if value % 10 else tens
    for size, name in ((10**9, "billion"), (10**6, "million"), (1_000, "thousand"), (100, "hundred")):
        if value >= size:
            head = f"{in_words(value // size)} {name}"
            rest = value % size
            if rest == 0:
                return head
            return f"{head} and {in_words(rest)}" if rest < 100 else f"{head} {in_words(rest)}"
    raise AssertionError(value)


@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_any_integer_in_words_is_found_with_its_value(value: int):
    assert told(f"they sent {in_words(value)} masks") == [(in_words(value), value)]


@given(st.text(alphabet=st.sampled_from("0123456789.,-–%$€ ()\n") | st.characters(), max_size=80))
def test_any_text_can_be_searched(text: str):
    position = 0
    for number in found(text):
        assert position <= number.outer_start <= number.start < number.end <= len(text)
        assert number.maximum is None or number.maximum > number.value
        position = number.end


_WORDS = [
    "a",
    "half",
    "million",
    "of",
    "two",
    "hundred",
    "and",
    "10",
    "to",
    "%",
    "third",
    "between",
    "-",
    "one",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join))
def test_any_mix_of_number_words_gives_numbers_in_order(text: str):
    position = 0
    for number in found(text):
        assert position <= number.start < number.end <= len(text)
        position = number.end


def test_a_missing_key_is_named(tmp_path: Path):
    for name in ("numbers.toml", "money.toml", "dates.toml"):
        source = (Path(tallystick.languages.en.__file__).parent / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(source.replace("part_before", "parts_before"), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"No key 'part_before' in .*numbers\.toml, \[numbers\]; add it"):
        QuantityWords.load(tmp_path)


def test_an_unknown_language_is_named():
    numbers = ENGLISH.numbers
    words = type(numbers)(
        **{field: getattr(numbers, field) for field in numbers.__dataclass_fields__} | {"language": "xx1"}
    )
    with pytest.raises(LexiconError, match="No language 'xx1'"):
        find_numbers("3 tents", words)


def test_an_unknown_key_is_named():
    table = Table({"known": "x", "mistyped": "y"}, "numbers.toml")
    table.text("known")
    with pytest.raises(LexiconError, match=r"Unknown key 'mistyped' in numbers\.toml; keys are: known"):
        table.finish()


@pytest.mark.parametrize(
    ("text", "words", "share"),
    [
        ("Two in three of the 900 tents came.", "Two in three", 2 / 3),
        ("They reached one in five children.", "one in five", 0.2),
        ("They built nine out of ten homes.", "nine out of ten", 0.9),
        ("They reached 4 in 10 homes.", "4 in 10", 0.4),
        ("They reached one in every four homes.", "one in every four", 0.25),
        ("They reached three out of every 20 homes.", "three out of every 20", 0.15),
        ("They reached 97 in a hundred.", "97 in a hundred", 0.97),
    ],
)
def test_two_numbers_tell_a_share(text: str, words: str, share: float):
    number = found(text)[0]
    assert text[number.start : number.end] == words
    assert number.share
    assert number.value == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They built 340 out of 900 schools.", [340, 900]),
        ("They gave 12 in 20 districts.", [12, 20]),
        ("They opened 2 in 2024.", [2]),
        ("They gave five in three towns.", [5, 3]),
        ("They came in two in three days.", []),  # a stretch of time, not a share
        ("They gave 3 in 7.5 cases.", [3, 7.5]),
        ("They gave 3 in 7% of cases.", [3, 0.07]),
    ],
)
def test_what_is_no_share_for_two_numbers(text: str, values: list[float]):
    assert [number.value for number in found(text)] == values
