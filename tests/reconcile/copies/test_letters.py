from dataclasses import replace

import pytest
from tallystick.reconcile.copies import letters
from tallystick.reconcile.copies.letters import folded, sound_key
from tallystick.reconcile.copies.lexicon import lexicon

OTHERS = [
    "Macron",
    "Merkel",
    "Rutte",
    "Fico",
    "Fiala",
    "Orban",
    "Scholz",
    "Zelensky",
    "Duda",
    "Tusk",
    "Sunak",
    "Meloni",
    "Ivens",
    "Wens",
    "Evans",
]
SPELLINGS = [
    "Zelensky Zelenskyy Selenskyj Zelenski Зеленський Зеленского",
    "Macron Makron Макрон Макрона Макроном Макронові",
    "Scholz Шольц Шольца Шольцем Шольцу",
    "Wielgosz Вельгош Вельгоша Вельгошем",
    "Orbán Orban Орбан Орбана",
    "Yermak Jermak Єрмак Єрмака",
    "Prut Prout Прут Пруту",
    "Dniester Dniestr Dniéster Дністер",
    "Rutte Рютте",
    "Phillip Filip Філіп",
    "Johnson Джонсон",
    "Yankovych Jankowytsch Jankowicz Янкович",
    "Xenia Ksenia",
    "Zakharova Захарова Захарову",
    "Schukow Zhukov Жуков",
]


@pytest.mark.parametrize(
    ("word", "plain"),
    [("Élysée", "elysee"), ("Łódź", "lodz"), ("Größe", "grosse"), ("Київ", "kiiv"), ("п'ять", "pyat")],
)
def test_letters_are_folded(word, plain):
    assert folded(word) == plain


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_one_name_is_heard_in_all_its_spellings(spellings):
    keys = {name: sound_key(name) for name in spellings.split()}
    assert len(set(keys.values())) == 1, keys


def test_other_names_are_other_keys():
    assert len({sound_key(name) for name in OTHERS}) == len(OTHERS)


@pytest.mark.parametrize("name", ["Ai", "Io", "Ю"])
def test_what_has_hardly_a_sound_is_no_name(name):
    assert sound_key(name) is None


@pytest.mark.parametrize("ending", lexicon().cyrillic_endings)
def test_every_ending_is_cut_off(ending):
    assert sound_key(f"Бондарчук{ending}") == sound_key("Бондарчук")
    assert letters._without_ending(f"Бондарчук{ending}") == "Бондарчук"


@pytest.mark.parametrize("number", range(len(lexicon().sounds)))
def test_every_sound_is_needed(number, monkeypatch):
    sounds = [sound for at, sound in enumerate(lexicon().sounds) if at != number]
    monkeypatch.setattr(letters, "lexicon", lambda: replace(lexicon(), sounds=tuple(sounds)))
    letters.sound_key.cache_clear()
    heard = [{sound_key(name) for name in spellings.split()} for spellings in SPELLINGS]
    apart = {sound_key(name) for name in OTHERS}
    letters.sound_key.cache_clear()
    assert any(len(keys) > 1 for keys in heard) or len(apart) < len(OTHERS)
