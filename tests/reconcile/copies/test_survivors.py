import pytest
from tallystick.reconcile.copies.lexicon import lexicon
from tallystick.reconcile.copies.survivors import MOST_QUOTATIONS, MOST_SURVIVORS, match_key, survivors
from tallystick.sources.blocks import layout


def found(text, language="en"):
    return list(survivors(text, layout(text).blocks, language))


def of_kind(kind, text, language="en"):
    return [s for s in found(text, language) if s[0] == kind]


def test_names_are_words_with_a_capital_that_no_sentence_accounts_for():
    assert of_kind("n", "Nobody saw Varzari. There was Wielgosz.") == ["nvrsr", "nvlks"]


def test_a_name_at_the_beginning_is_known_from_elsewhere_or_by_the_next():
    assert of_kind("n", "Varzari came. We saw Varzari.") == ["nvrsr", "nvrsr"]
    assert of_kind("n", "Ilinca Varzari came.") == ["nilnk", "nvrsr"]
    assert of_kind("n", "Varzari came.") == []


@pytest.mark.parametrize("language", sorted(lexicon().capital_nouns))
def test_where_nouns_have_capitals_a_name_is_doubtful_and_matches_all_the_same(language):
    (name,) = of_kind("d", "Da kam Varzari.", language)
    assert match_key(name) == "nvrsr"


def test_quotations_are_known_by_their_letters_in_all_marks():
    for quoted in ('"to be"', "“to be”", "« to be »", "„to be“"):
        assert of_kind("q", f"It is {quoted}, he said.") == ["q4"]


def test_months_and_weekdays_are_the_same_in_every_language():
    assert of_kind("t", "On Thursday, in July") == ["tw3", "tm7"]
    assert (
        of_kind("t", "jeudi, en juillet", "fr") == of_kind("t", "у четвер, 6 липня", "uk") == ["tw3", "tm7"]
    )
    assert of_kind("t", "They may come") == []


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "coalition"), ("es", "coalición"), ("pt", "coalizão"), ("uk", "коаліція")]
)
def test_cognates_share_their_beginning(language, word):
    assert of_kind("c", word, language)[0][:5] == of_kind("c", "coalition")[0][:5]


def test_order_is_that_of_the_text():
    assert found('Then Norway gave 60 tents: "a start", said Varzari.') == ["pNOR", "#60", "q6", "nvrsr"]


def test_of_many_quotations_the_first_are_kept():
    assert len(of_kind("q", 'He said "so it is" again. ' * 100)) == MOST_QUOTATIONS


def test_a_long_text_is_known_by_its_beginning():
    assert len(found("Then came Varzari. " * 1000)) == MOST_SURVIVORS


@pytest.mark.parametrize(
    "text", ["", " ", "…", "123", "ΑΒΓ αβγ", "東京で会議", "مؤتمر في باريس", "\ud800", "A" * 5000]
)
def test_any_text_has_some_or_none(text):
    assert isinstance(found(text, None), list)
