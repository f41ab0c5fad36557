"""Each row is a text, and the sum in it: the words, the amount in full and the currency."""

from pathlib import Path

import pytest
import tallystick.languages.en
from hypothesis import given
from hypothesis import strategies as st
from tallystick.entities.currencies import MoneyWords, currency_codes, home_currency
from tallystick.entities.money import Money, find_money
from tallystick.entities.quantities import QuantityWords
from tallystick.entities.tables import Table
from tallystick.errors import LexiconError

ENGLISH = QuantityWords.load(Path(tallystick.languages.en.__file__).parent)


def found(text: str, home: str | None = None) -> list[Money]:
    return find_money(text, ENGLISH.numbers, ENGLISH.money, home=home)


def told(text: str, home: str | None = None) -> list[tuple[str, float, str | None]]:
    return [(text[each.start : each.end], each.amount, each.currency) for each in found(text, home)]


@pytest.mark.parametrize(
    ("text", "words", "amount", "currency"),
    [
        ("worth $325 million in all", "$325 million", 325e6, "USD"),
        ("worth €1.4bn in all", "€1.4bn", 1.4e9, "EUR"),
        ("worth EUR 1.760 billion in all", "EUR 1.760 billion", 1.76e9, "EUR"),
        ("worth EUR 5,5 million in all", "EUR 5,5 million", 5.5e6, "EUR"),
        ("worth EUR41.9 million in all", "EUR41.9 million", 41.9e6, "EUR"),
        ("worth EUR 10 mio in all", "EUR 10 mio", 10e6, "EUR"),
        ("worth 400 mil. NOK in all", "400 mil. NOK", 400e6, "NOK"),
        ("worth 30 EUR million in all", "30 EUR million", 30e6, "EUR"),
        ("worth 2.5 EUR billion in all", "2.5 EUR billion", 2.5e9, "EUR"),
        ("worth 1.4 billion euros in all", "1.4 billion euros", 1.4e9, "EUR"),
        ("worth US$ 50m in all", "US$ 50m", 50e6, "USD"),
        ("worth $ 50 m in all", "$ 50 m", 50e6, "USD"),
        ("worth A$20 million in all", "A$20 million", 20e6, "AUD"),
        ("worth CAD 500m in all", "CAD 500m", 500e6, "CAD"),
        ("worth $30 million CAD in all", "$30 million CAD", 30e6, "CAD"),
        ("worth SEK 3.25bn in all", "SEK 3.25bn", 3.25e9, "SEK"),
        ("worth £2.3 billion in all", "£2.3 billion", 2.3e9, "GBP"),
        ("worth AUD 10 million in all", "AUD 10 million", 10e6, "AUD"),
        ("worth 35 million AUD in all", "35 million AUD", 35e6, "AUD"),
        ("worth USD 2,850,000,000 in all", "USD 2,850,000,000", 2.85e9, "USD"),
        ("worth 1.000.000 EUR in all", "1.000.000 EUR", 1e6, "EUR"),
        ("worth € 100 000 in all", "€ 100 000", 1e5, "EUR"),
        ("worth 100 000 € in all", "100 000 €", 1e5, "EUR"),
        ("worth 500 million Danish kroner in all", "500 million Danish kroner", 500e6, "DKK"),
        ("worth 7 Norwegian kroner in all", "7 Norwegian kroner", 7, "NOK"),
        ("worth 7 Swedish kronor in all", "7 Swedish kronor", 7, "SEK"),
        ("worth 7 Swiss francs in all", "7 Swiss francs", 7, "CHF"),
        ("worth 7 New Zealand dollars in all", "7 New Zealand dollars", 7, "NZD"),
        ("worth 7 Australian dollars in all", "7 Australian dollars", 7, "AUD"),
        ("worth half a billion dollars in all", "half a billion dollars", 5e8, "USD"),
        ("worth three million euros in all", "three million euros", 3e6, "EUR"),
        ("a $500-million package", "$500-million", 500e6, "USD"),
        ("a 100-million-euro loan", "100-million-euro", 100e6, "EUR"),
        ("a €500m package", "€500m", 500e6, "EUR"),
        ("paid 5 million won for it", "5 million won", 5e6, "KRW"),
        ("paid 20 pounds for it", "20 pounds", 20, "GBP"),
        ("paid ALL 5,000 for it", "ALL 5,000", 5_000, "ALL"),
        ("paid EUR500 for it", "EUR500", 500, "EUR"),
    ],
)
def test_a_sum_is_found_with_its_amount_and_currency(text: str, words: str, amount: float, currency: str):
    assert told(text) == [(words, amount, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "2,000-pound bombs",
        "500 pounds of flour",
        "ALL 27 members came",
        "at COP27 they met",
        "a party with 400 won",
        "300 masks",
        "billions of dollars",
        "half of euros",
        "a multi-million-dollar house",
        "it fell by 3% in dollars",
    ],
)
def test_what_is_no_sum_is_passed_over(text: str):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "home", "currency"),
    [
        ("866 million crowns", "CZE", "CZK"),
        ("866 million crowns", "NOR", "NOK"),
        ("866 million crowns", "SWE", "SEK"),
        ("866 million kroner", "DNK", "DKK"),
        ("866 million crowns", None, None),
        ("866 million crowns", "FRA", None),
        ("866 million kr", "SWE", "SEK"),
        ("866 million dollars", None, "USD"),
        ("866 million dollars", "CAN", "CAD"),
        ("$866 million", "AUS", "AUD"),
        ("US$866 million", "AUS", "USD"),
        ("$866 million", "DEU", "USD"),
        ("$866 million", "nowhere", "USD"),
        ("866 million pounds", "EGY", "EGP"),
        ("866 million pesos", "MEX", "MXN"),
        ("866 million rupees", "PAK", "PKR"),
        ("866 million rupees", None, "INR"),
        ("866 million liras", None, "TRY"),
        ("¥866 million", "CHN", "CNY"),
        ("¥866 million", None, "JPY"),
    ],
)
def test_a_shared_name_means_the_homes_currency(text: str, home: str | None, currency: str | None):
    assert [each.currency for each in found(text, home)] == [currency]


@pytest.mark.parametrize(
    ("text", "words", "amount", "maximum"),
    [
        ("from $50 to $60 million", "$50 to $60 million", 50e6, 60e6),
        ("worth $1.5-2 billion", "$1.5-2 billion", 1.5e9, 2e9),
        ("between €1bn and €2bn", "€1bn and €2bn", 1e9, 2e9),
        ("worth 10 to 12 million euros", "10 to 12 million euros", 10e6, 12e6),
        ("between 5 and 6 EUR million", "5 and 6 EUR million", 5e6, 6e6),
    ],
)
def test_a_range_of_sums(text: str, words: str, amount: float, maximum: float):
    (total,) = found(text)
    assert (text[total.start : total.end], total.amount, total.maximum) == (words, amount, maximum)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5 and $9", [5, 9]),
        ("$9 to $5", [9, 5]),
        ("€4 million, €3 million and 20 tents", [4e6, 3e6]),
    ],
)
def test_sums_side_by_side_stay_apart(text: str, expected: list[float]):
    assert [each.amount for each in found(text)] == expected


@pytest.mark.parametrize("text", ["about $300", "up to around €300", "more than 300 euros", "$300 or more"])
def test_a_sum_may_be_approximate(text: str):
    (total,) = found(text)
    assert (total.amount, total.approximate) == (300, True)
    assert total.outer_start == (total.start if text.startswith("$") else 0)


@pytest.mark.parametrize(
    ("text", "bound"), [("up to $300", "at_most"), ("more than $300", "at_least"), ("about $300", None)]
)
def test_words_may_bound_a_sum(text: str, bound: str | None):
    assert [total.bound for total in found(text)] == [bound]


def test_an_exact_sum_is_not_approximate():
    assert [each.approximate for each in found("worth $300")] == [False]


@pytest.mark.parametrize(
    ("name", "code"), [(name, code) for code, names in ENGLISH.money.names.items() for name in names]
)
def test_every_name_of_the_table(name: str, code: str):
    assert told(f"worth 70,000 {name}, they said") == [(f"70,000 {name}", 70_000, code)]


@pytest.mark.parametrize(
    ("sign", "code"), [(sign, code) for code, signs in ENGLISH.money.signs.items() for sign in signs]
)
def test_every_sign_of_the_table(sign: str, code: str):
    assert told(f"worth {sign}70,000, they said") == [(f"{sign}70,000", 70_000, code)]


@pytest.mark.parametrize(
    ("name", "shared"),
    [(name, shared) for shared in ENGLISH.money.shared for name in (*shared.words, *shared.signs)],
)
def test_every_shared_name_of_the_table(name: str, shared):
    assert told(f"worth 70,000 {name}, they said") == [(f"70,000 {name}", 70_000, shared.default)]


@pytest.mark.parametrize("code", ENGLISH.money.codes_also_words)
def test_every_code_that_is_a_word_needs_a_large_figure(code: str):
    assert told(f"they {code} 50 there") == []
    assert told(f"they 50 {code} there") == []
    assert told(f"they {code} 5,000 there") == [(f"{code} 5,000", 5_000, code)]


@pytest.mark.parametrize("word", ENGLISH.money.weights)
def test_every_name_that_is_a_weight_too(word: str):
    assert told(f"100 {word} of rice") == []
    assert told(f"100 million {word} of aid") == [(f"100 million {word}", 100e6, "GBP")]


def test_codes_of_currencies_given_up_since_the_euro_are_known():
    assert {"EUR", "USD", "HRK", "LTL"} <= currency_codes()


@pytest.mark.parametrize(("home", "currency"), [("CZE", "CZK"), ("HRV", "EUR"), ("EU", None), ("XXX", None)])
def test_the_homes_currency_is_todays(home: str, currency: str | None):
    assert home_currency(home) == currency


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["EUR", "NOK", "JPY"]))
def test_any_amount_with_a_code_is_found(amount: int, code: str):
    text = f"they gave {code} {amount:,} to it"
    assert told(text) == [(f"{code} {amount:,}", amount, code)]


@given(st.decimals(min_value=1, max_value=999, places=2), st.sampled_from(["million", "bn"]))
def test_a_scaled_amount_is_exact(amount, scale: str):
    exact = float(amount * (10**6 if scale == "million" else 10**9))
    assert [each.amount for each in found(f"they gave €{amount} {scale} to it")] == [exact]


_PIECES = [
    "$",
    "€",
    "5",
    "1.5",
    " million",
    " EUR",
    " to ",
    " and ",
    "between ",
    " crowns",
    "-",
    " ",
    "kr",
    "a",
]


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=14).map("".join))
def test_any_text_can_be_searched(text: str):
    position = 0
    for each in found(text):
        assert position <= each.start < each.end <= len(text)
        assert each.outer_start <= each.start
        position = each.end


def test_a_code_that_is_none_is_named():
    content = {
        "language": "en",
        "names": {"EURO": ["euro"]},
        "signs": {},
        "shared": [],
        "codes_also_words": [],
        "weights": [],
    }
    with pytest.raises(LexiconError, match=r"'EURO' in money\.toml is no currency; use an ISO 4217 code"):
        MoneyWords.load(Table(content, "money.toml"))


def test_a_language_that_is_none_is_named():
    money = MoneyWords(language="xx1", names={}, signs={}, shared=(), codes_also_words=(), weights=())
    with pytest.raises(LexiconError, match="No language 'xx1'"):
        find_money("$3", ENGLISH.numbers, money)
