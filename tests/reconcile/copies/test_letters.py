import pytest
from tallystick.reconcile.copies import letters
from tallystick.reconcile.copies.letters import folded, sound_key
from tallystick.reconcile.copies.lexicon import lexicon


@pytest.mark.parametrize(
    ("word", "plain"),
    [("Élysée", "elysee"), ("Łódź", "lodz"), ("Größe", "grosse"), ("Київ", "kiiv"), ("п'ять", "pyat")],
)
def test_letters_are_folded(word, plain):
    assert folded(word) == plain


@pytest.mark.parametrize(
    "spellings",
    [
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
    ],
)
def test_one_name_is_heard_in_all_its_spellings(spellings):
    keys = {name: sound_key(name) for name in spellings.split()}
    assert len(set(keys.values())) == 1, keys


def test_other_names_are_other_keys():
    names = "Macron Merkel Rutte Fico Fiala Orban Scholz Zelensky Duda Tusk Sunak Meloni"
    assert len({sound_key(name) for name in names.split()}) == 12


@pytest.mark.parametrize("name", ["Ai", "Io", "Ю"])
def test_what_has_hardly_a_sound_is_no_name(name):
    assert sound_key(name) is None


@pytest.mark.parametrize("ending", lexicon().cyrillic_endings)
def test_every_ending_is_cut_off(ending):
    assert sound_key(f"Бондарчук{ending}") == sound_key("Бондарчук")
    assert letters._without_ending(f"Бондарчук{ending}") == "Бондарчук"
