"""No line of the lists about words around a name is idle: each hides a name or lets one through."""

import tomllib
from dataclasses import replace

import pytest
from tallystick.entities.gazetteer import Gazetteer
from tallystick.entities.gazetteer_data import DATA, read_data
from tallystick.entities.name_contexts import NameContexts, is_written_as
from tallystick.entities.name_text import joint, key_of, plain, words
from tallystick.errors import LexiconError

ENGLISH = read_data("en")
PATH = DATA / "en" / "contexts.toml"
CONTEXTS = NameContexts.read(PATH)
LISTS = tomllib.loads(PATH.read_text(encoding="utf-8"))
GAZETTEER = Gazetteer(ENGLISH, CONTEXTS)


def without(name):
    """The gazetteer with one of the lists empty."""
    return Gazetteer(ENGLISH, replace(CONTEXTS, **{name: frozenset()}))


def found(gazetteer, text):
    return [text[m.start : m.end] for m in gazetteer.find(text)]


def test_an_ordinary_word_lets_a_surname_through():
    bare = without("ordinary")
    for word in LISTS["ordinary"]:
        text = f"{word[0].upper()}{word[1:]} Macron"
        assert "Macron" in found(GAZETTEER, text), word
        assert "Macron" not in found(bare, text), word


@pytest.mark.parametrize(
    ("list_name", "text"),
    [
        ("continues", "Berlin {}"),
        ("begins", "{} Warsaw"),
        ("prefixes", "{}-Russian"),
        ("suffixes", "Russian-{}"),
    ],
)
def test_a_word_beside_a_name_hides_it(list_name, text):
    bare = without(list_name)
    for word in LISTS[list_name]:
        sentence = text.format(word.title() if list_name == "begins" else word)
        assert found(GAZETTEER, sentence) == [], word
        assert found(bare, sentence) != [], word


def test_a_guarded_name_counts_only_apart_from_other_names():
    bare = without("guarded")
    for name in LISTS["guarded"]:
        assert name in found(GAZETTEER, f"then {name} spoke"), name
        assert name not in found(GAZETTEER, f"then Xaver {name} spoke"), name
        assert name not in found(GAZETTEER, f"then {name} Xaver spoke"), name
        assert name in found(bare, f"then Xaver {name} spoke"), name


def test_an_exact_name_counts_only_as_it_is_written():
    bare = without("exact")
    for name in LISTS["exact"]:
        other = name.upper() if plain(name) == name else plain(name)
        assert name in found(GAZETTEER, f"then {name} spoke"), name
        assert other not in found(GAZETTEER, f"then {other} spoke"), name
        assert other in found(bare, f"then {other} spoke"), name


def test_a_titled_surname_counts_only_behind_its_office():
    persons = {}
    for name in ENGLISH.names:
        if name.form == "surname":
            persons.setdefault(key_of(name.written), []).append(name.entity)
    for surname in LISTS["titled"]:
        bearers = persons[key_of(surname)]
        assert surname not in found(GAZETTEER, f"then {surname} spoke"), surname
        if len(bearers) == 1 and bearers[0].role:
            title = next(w.key for w in words(bearers[0].role) if len(w.key) > 3)
            assert surname in found(GAZETTEER, f"then {title} {surname} spoke"), surname


def test_every_decoy_hides_a_name():
    bare = Gazetteer(
        replace(ENGLISH, names=tuple(n for n in ENGLISH.names if n.entity is not None)), CONTEXTS
    )
    for name in ENGLISH.names:
        if name.entity is None:
            assert found(GAZETTEER, name.written) == [], name.written
            assert found(bare, name.written) != [], name.written


def test_no_list_says_a_thing_twice():
    for name, lines in LISTS.items():
        keys = lines if name == "exact" else [key_of(line) for line in lines]
        assert len(keys) == len(set(keys)), name


def test_a_missing_list_is_refused(tmp_path):
    path = tmp_path / "contexts.toml"
    path.write_text("ordinary = []", encoding="utf-8")
    with pytest.raises(LexiconError, match="No key 'continues'"):
        NameContexts.read(path)


def test_an_unknown_list_is_refused(tmp_path):
    path = tmp_path / "contexts.toml"
    path.write_text(PATH.read_text(encoding="utf-8") + "\nneighbours = []\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="Unknown key 'neighbours'"):
        NameContexts.read(path)


@pytest.mark.parametrize(
    ("named", "said", "accepted"),
    [
        ("Germany", "Germany", True),
        ("Germany", "GERMANY", True),
        ("Germany", "germany", False),
        ("US", "Us", False),
        ("Eni", "ENI", False),  # three letters are too few to be a headline's capitals
        ("von der Leyen", "Von der Leyen", True),
        ("von der Leyen", "VON DER LEYEN", True),
        ("Gavi Fund", "gavi Fund", False),
    ],
)
def test_case_may_rise_but_not_fall(named, said, accepted):
    assert is_written_as(tuple(named.split()), tuple(said.split())) is accepted


@pytest.mark.parametrize(
    ("between", "joined"),
    [
        (" ", " "),
        ("\n", " "),
        ("\u00a0", " "),
        ("–", "-"),
        ("’", "'"),
        (". ", ". "),
        ("\n\n", None),
        (" " * 5, None),
    ],
)
def test_what_joins_words_of_a_name(between, joined):
    assert joint(between) == joined


def test_words_keep_abbreviations_and_combining_marks_whole():
    text = "U.S. de\u0301but’s"
    assert [text[w.start : w.end] for w in words(text)] == ["U.S.", "de\u0301but", "s"]
    assert [w.key for w in words("Łódź ØRE")] == ["lodz", "ore"]


def test_a_word_of_office_gives_a_name_back():
    bare = without("resumes")
    for word in LISTS["resumes"]:
        text = f"the Danish Energy {word.title()} spoke"
        assert found(GAZETTEER, text) == ["Danish"], word
        assert found(bare, text) == [], word


def test_a_nationality_between_an_office_and_a_surname_is_a_given_name():
    assert found(GAZETTEER, "Energy Minister German Galushchenko spoke") == []
    assert found(GAZETTEER, "the minister met German officials") == ["German"]
    assert found(GAZETTEER, "German Energy Minister Robert Xaver spoke") == ["German"]
