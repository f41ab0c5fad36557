import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.reconcile.copies.figures import distinctiveness, number_key
from tallystick.reconcile.copies.lexicon import lexicon
from tallystick.reconcile.copies.survivors import survivors
from tallystick.sources.blocks import layout


def numbers(text, language):
    return [s[1:] for s in survivors(text, layout(text).blocks, language) if s[0] == "#"]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "one million; 1,000,000; 1 million; a million; 1m; 1.0 million"),
        ("de", "1.000.000; 1 Million; 1 Mio.; eine Million; 1 000 000"),
        ("fr", "1 000 000; 1\u202f000\u202f000; 1 million; un million"),
        ("es", "1.000.000; 1 millón; un millón"),
        ("pt", "1.000.000; 1 milhão; 1 mi; um milhão"),
        ("uk", "1 000 000; 1 млн; 1 мільйон; мільйон"),
        ("pl", "1 000 000; 1 mln; milion"),
        (None, "1,000,000; 1'000'000"),
    ],
)
def test_a_million_is_one_number_however_it_is_written(language, written):
    for form in written.split("; "):
        assert numbers(f"Es kam {form} an.", language) == ["1000000"], form


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "It cost 1.4bn and 2.5 tn, or 30%.", ["1400000000", "2.5e+12", "30"]),
        ("fr", "Il a coûté 1,4 Mds d'euros.", ["1400000000"]),
        ("de", "Es kostet 2,85 Mrd. Euro.", ["2850000000"]),
        ("es", "Son 3 mil millones y 600 mil más.", ["3000000000", "600000"]),
        ("uk", "Це 600 тисяч, 5 тис. і 2 млрд.", ["600000", "5000", "2000000000"]),
        ("en", "1.450 and 1,450 and 0.5", ["1450", "1450", "0.5"]),
        ("en", "There are twenty-four of them, and a dozen more.", ["24", "12"]),
        ("fr", "Il y en a vingt-quatre, puis une quinzaine.", ["24", "15"]),
        ("de", "Es sind vierundzwanzig, dann dreißig.", ["24", "30"]),
        ("es", "Son treinta y cuatro, o veinticuatro.", ["34", "24"]),
        ("pt", "São vinte e quatro.", ["24"]),
        ("uk", "Їх двадцять чотири.", ["24"]),
        ("en", "We saw 30. Million is a word, and three. Million too.", ["30", "1000000", "3", "1000000"]),
        ("en", "Three hundred? Thirty thousand!", ["3", "30000"]),
    ],
)
def test_numbers_in_figures_and_words(language, text, found):
    assert numbers(text, language) == found


@pytest.mark.parametrize("language", sorted(lexicon().numbers))
def test_every_number_word_is_read(language):
    words = lexicon().numbers[language]
    told = dict(zip(words.ones[2:], range(3, 20), strict=True)) | dict(words.more)
    told |= dict(zip(words.tens, range(20, 100, 10), strict=True))
    told |= {words.pair.format(tens=words.tens[0], ones=words.ones[4]): 25}
    for word, value in told.items():
        assert numbers(f"Xx {word}.", language) == [number_key(float(value))], word


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 2000 155 mm shells", ["2000", "155"]),
        ("on 12.5.2023 at 10.30", ["12.5", "2023", "10.3"]),
        ("1.234.567,89 and 1,234.5", ["1234567.89", "1234.5"]),
        ("3,141 and 3.14159", ["3141", "3.14159"]),
        ("phone 0049 30 1234567", ["49", "30", "1234567"]),
    ],
)
def test_figures_end_where_their_groups_do(text, found):
    assert numbers(text, "en") == found


@settings(deadline=None)
@given(st.text("0123456789.,' \u00a0’%m ", max_size=30))
def test_no_run_of_figures_and_marks_is_too_odd(text):
    assert all(float(value) >= 0 for value in numbers(f"Of {text} it was", "en"))


@settings(deadline=None)
@given(st.integers(min_value=1000, max_value=10**12))
def test_grouping_marks_change_nothing(value):
    grouped = f"{value:,}"
    forms = [grouped, grouped.replace(",", "."), grouped.replace(",", "\u00a0"), str(value)]
    assert {tuple(numbers(f"Xx {form} xx.", "en")) for form in forms} == {(number_key(float(value)),)}


def test_rare_numbers_say_more_than_common_ones():
    assert distinctiveness("2024") < distinctiveness("30") < distinctiveness("1450") <= 1
    assert distinctiveness("5") < distinctiveness("1000000")
