import pytest
from tallystick.reconcile.copies import places as module
from tallystick.reconcile.copies.letters import folded
from tallystick.reconcile.copies.lexicon import lexicon
from tallystick.reconcile.copies.places import place_key, places

FORMS = {
    "USA": "en:US en:USA es:EEUU pt:EUA uk:США en:American es:estadounidense es:norteamericano fr:américaine "
    "de:amerikanische uk:американський",
    "GBR": "en:UK en:GB en:British de:britische de:Großbritannien uk:британський uk:Великобританії",
    "FRA": "en:French de:französische",
    "DEU": "en:FRG fr:RFA de:BRD uk:ФРН ru:ФРГ de:deutsche uk:німецький ru:немецкий",
    "NLD": "en:Dutch pt:holandês en:Holland uk:Голландія",
    "POL": "en:Polish de:polnische fr:polonais es:polaco es:polaca",
    "ESP": "en:Spanish",
    "DNK": "en:Danish fr:danois de:dänische es:danés uk:данський ru:датский",
    "FIN": "en:Finnish de:finnische",
    "SWE": "en:Swedish fr:suédois es:sueco pt:sueca uk:шведський",
    "NOR": "en:Norwegian uk:норвезький",
    "CZE": "es:checo es:checa pt:tcheco uk:чеський ru:чешский",
    "SVK": "pt:eslovaca uk:словацький",
    "HUN": "es:húngaro uk:угорський ru:венгерский",
    "GRC": "en:Greek de:griechische fr:grecque es:griego pt:grego ru:греческий",
    "TUR": "de:türkische fr:turc",
    "RUS": "fr:russe es:ruso es:rusa",
    "CHN": "en:Chinese fr:chinois",
    "PSE": "en:Palestinian de:palästinensische",
    "EU": "en:EU fr:UE uk:ЄС ru:ЕС",
    "NATO": "en:NATO de:Nato es:OTAN fr:Otan uk:НАТО",
    "UN": "en:UN fr:ONU de:UNO uk:ООН",
}
TOLD = [(key, *form.split(":")) for key, forms in FORMS.items() for form in forms.split()]


@pytest.mark.parametrize(("key", "language", "word"), TOLD)
def test_states_and_unions_have_one_key_in_every_language(key, language, word):
    assert place_key(word, language) == key


@pytest.mark.parametrize("word", sorted(lexicon().words))
def test_every_word_of_the_lexicon_is_needed(word):
    assert any(word == told for _, _, told in TOLD)
    assert all(
        places(lang).key_of_word(folded(w), is_capital=True) is None for _, lang, w in TOLD if w == word
    )


@pytest.mark.parametrize("stem", sorted(lexicon().stems))
def test_every_stem_of_the_lexicon_is_needed(stem):
    others = [(s, k) for found in module._stems().values() for s, k in found if s != folded(stem)]
    longest_first = sorted(others, key=lambda s: -len(s[0]))

    def without(word, language):
        key = places(language).key_of_word(folded(word), is_capital=word[0].isupper())
        return key or next((k for s, k in longest_first if folded(word).startswith(s)), None)

    needing = [w for key, lang, w in TOLD if w not in lexicon().words and without(w, lang) != key]
    assert needing, f"nothing needs {stem}"


@pytest.mark.parametrize(
    ("language", "word", "key"),
    [
        ("en", "Moldova", "MDA"),
        ("fr", "Moldavie", "MDA"),
        ("uk", "Молдові", "MDA"),
        ("de", "Norwegen", "NOR"),
        ("en", "Australian", "AUS"),
        ("en", "Austrian", "AUT"),
        ("en", "Nigerian", "NGA"),
        ("en", "Iranian", "IRN"),
        ("fr", "Bruxelles", "city-brussels"),
        ("uk", "Брюсселі", "city-brussels"),
        ("de", "Kiew", "city-kiev"),
        ("es", "Europa", "150"),
        (None, "Ghana", "GHA"),
        ("xx", "Ghana", "GHA"),
        ("en", "male", None),
        ("en", "table", None),
    ],
)
def test_names_of_the_cldr_are_known_in_their_forms(language, word, key):
    assert place_key(word, language) == key


def test_a_city_has_a_capital():
    assert place_key("Accra", "en") == "city-accra"
    assert place_key("accra", "en") is None


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("en", "united kingdom said", ("GBR", 2)),
        ("fr", "pays bas ont", ("NLD", 2)),
        ("es", "paises bajos", ("NLD", 2)),
        ("fr", "union europeenne", ("EU", 2)),
        ("en", "united states of america", ("USA", 2)),
        ("en", "united airlines", None),
    ],
)
def test_names_of_several_words(language, words, found):
    assert places(language).key_of_words(words.split()) == found
