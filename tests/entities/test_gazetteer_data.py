"""The gazetteer's data hold together, and files that break their form are refused."""

import shutil
import tomllib

import pycountry
import pytest
from tallystick.entities.entity import Office
from tallystick.entities.gazetteer import Gazetteer
from tallystick.entities.gazetteer_data import DATA, person_id, read_data
from tallystick.entities.name_contexts import NameContexts
from tallystick.entities.name_text import key_of
from tallystick.errors import LexiconError, SettingError

ENGLISH = read_data("en")
CONTEXTS = NameContexts.read(DATA / "en" / "contexts.toml")
GAZETTEER = Gazetteer.load()
STATES = tomllib.loads((DATA / "en" / "states.toml").read_text(encoding="utf-8"))

# The codes of ISO 3166-1 that are no member states of the United Nations; all others are.
NO_UN_MEMBERS = {
    "ABW", "AIA", "ALA", "ASM", "ATA", "ATF", "BES", "BLM", "BMU", "BVT", "CCK", "COK", "CUW", "CXR",
    "CYM", "ESH", "FLK", "FRO", "GGY", "GIB", "GLP", "GRL", "GUF", "GUM", "HKG", "HMD", "IMN", "IOT",
    "JEY", "MAC", "MAF", "MNP", "MSR", "MTQ", "MYT", "NCL", "NFK", "NIU", "PCN", "PRI", "PSE", "PYF",
    "REU", "SGS", "SHN", "SJM", "SPM", "SXM", "TCA", "TKL", "TWN", "UMI", "VAT", "VGB", "VIR", "WLF",
}  # fmt: skip
UN_MEMBERS = sorted({country.alpha_3 for country in pycountry.countries} - NO_UN_MEMBERS)


def test_there_are_193_member_states():
    assert len(UN_MEMBERS) == 193


@pytest.mark.parametrize("code", UN_MEMBERS)
def test_every_member_state_has_a_name_a_demonym_and_a_capital(code):
    state = GAZETTEER.by_id(code)
    assert state.kind == "state"
    assert GAZETTEER.lookup(state.name) == state
    assert STATES["states"][code]["adjectives"]
    assert STATES["states"][code]["capitals"]


def test_every_code_is_iso_3166_but_kosovos():
    codes = {*STATES["states"], *STATES["territories"]}
    assert codes - {country.alpha_3 for country in pycountry.countries} == {"XKX"}


def test_every_part_with_a_government_is_iso_3166_2_and_of_its_state():
    for code, entry in STATES["governed"].items():
        subdivision = pycountry.subdivisions.get(code=code)
        assert pycountry.countries.get(alpha_2=subdivision.country_code).alpha_3 == entry["of"], code
        part = GAZETTEER.lookup(entry["name"])
        assert (part.id, part.kind, part.of) == (code, "state", entry["of"])


def test_every_name_is_found_where_it_stands_alone():
    lost = []
    for name in ENGLISH.names:
        text = f"and {name.written} said"
        if name.entity is None or key_of(name.written) in CONTEXTS.titled:
            continue
        if not any(
            (m.start, m.end) == (4, len(text) - 5) and name.entity in (m.entity, *m.others)
            for m in GAZETTEER.find(text)
        ):
            lost.append(name.written)
    assert lost == []


def test_names_that_belong_to_several_entities_are_known():
    bearers = {}
    for name in ENGLISH.names:
        if name.entity is not None and name.form != "surname":
            bearers.setdefault(key_of(name.written), set()).add(name.entity.id)
    assert {key: ids for key, ids in bearers.items() if len(ids) > 1} == {
        "brussels": {"EU", "BEL"},
        "congo": {"COD", "COG"},
        "congolese": {"COD", "COG"},
        "dominican": {"DOM", "DMA"},
        "georgia": {"GEO", None},
        "korean": {"KOR", "PRK"},
    }


def test_a_surname_found_alone_belongs_to_one_person():
    bearers = {}
    for name in ENGLISH.names:
        if name.form == "surname" and key_of(name.written) not in CONTEXTS.titled:
            bearers.setdefault(key_of(name.written), set()).add(name.entity.id)
    assert {key for key, ids in bearers.items() if len(ids) > 1} == set()


def test_offices_stand_in_order_of_time_and_begin_before_they_end():
    for person, offices in ENGLISH.offices.items():
        since = [office.since for office in offices]
        assert since == sorted(since), person
        assert all(not o.until or o.since[: len(o.until)] <= o.until for o in offices), person


def test_persons_are_many_and_of_both_genders():
    persons = [entity for entity in ENGLISH.entities.values() if entity.kind == "person"]
    assert len(persons) >= 250
    assert {person.gender for person in persons} == {"f", "m"}


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Emmanuel Macron", "person:emmanuel-macron"),
        ("Pedro Sánchez", "person:pedro-sanchez"),
        ("Ursula von der Leyen", "person:ursula-von-der-leyen"),
        ("Władysław Kosiniak-Kamysz", "person:wladyslaw-kosiniak-kamysz"),
        ("Nuku'alofa O’Neill", "person:nukualofa-oneill"),
    ],
)
def test_the_id_of_a_person_is_plain(name, identity):
    assert person_id(name) == identity


@pytest.mark.parametrize(
    ("since", "until", "date", "held"),
    [
        ("2017-05-14", "", "2017-05-14", True),
        ("2017-05-14", "", "2017-05-13", False),
        ("2017-05-14", "", "2017-05", True),  # some day of that month
        ("2017-05-14", "", "2017", True),
        ("2010", "2012-03", "2012-03-31", True),
        ("2010", "2012-03", "2012-04", False),
        ("2010", "2012-03", "2012", True),
        ("", "2012", "1990-01-01", True),
        ("", "2012", "2013-01-01", False),
    ],
)
def test_an_office_is_held_as_far_as_both_dates_go(since, until, date, held):
    assert Office("president", "FRA", since, until).held_on(date) is held


@pytest.fixture
def folder(tmp_path):
    """A copy of the data that a test may break."""
    return shutil.copytree(DATA, tmp_path / "data")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('{ gender = "x" }', "Ann Lee must be 'f' or 'm', not 'x'"),
        ('"f"', "Ann Lee must be a table"),
        ("{ age = 7 }", "Unknown key 'age'"),
        ('{ offices = ["king, FRA"] }', "'king, FRA' in .* must read"),
        ('{ offices = ["king, FRA, May/"] }', "with ISO dates"),
        ('{ offices = ["king, XYZ, 1990/"] }', "Unknown id 'XYZ' in office"),
    ],
)
def test_a_faulty_person_is_refused(folder, entry, message):
    edit(folder / "persons.toml", "[persons]", f'[persons]\n"Ann Lee" = {entry}')
    with pytest.raises(LexiconError, match=message):
        read_data("en", folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("persons.toml", "[persons]", '[persons]\n"Émmanuel Macron" = {}', "id 'person:emmanuel-macron'"),
        ("persons.toml", "[persons]", "[people]", r"Unknown section \[people\]"),
        ("persons.toml", "[persons]", "[persons", "Cannot read .*persons.toml"),
        ("memberships.toml", '"AUT"', '"XYZ"', "Unknown id 'XYZ' in members of EU"),
        ("memberships.toml", "EU =", "ATLANTIS =", "Unknown id 'ATLANTIS' in memberships"),
        ("en/organisations.toml", 'of = "EU"', 'of = "XYZ"', "Unknown id 'XYZ' in 'of'"),
        ("en/states.toml", "[states]", "[states]\nXYZ = {}", "No name for .* XYZ; add a name"),
        ("en/states.toml", "[states]", "[states]\nHKG = {}", "No name for .* HKG; add a name"),
        ("en/states.toml", "[states]", "[states]\nIMN = { towns = [] }", "Unknown key 'towns'"),
        ("en/states.toml", 'of = "GBR"', 'of = "XYZ"', "Unknown id 'XYZ' in 'of' of Scotland"),
        ("en/states.toml", 'name = "Wales", of = "GBR"', 'name = "Wales"', "No key 'of' in .*GB-WLS"),
    ],
)
def test_data_that_break_their_form_are_refused(folder, file, old, new, message):
    edit(folder / file, old, new)
    with pytest.raises(LexiconError, match=message):
        read_data("en", folder)


def test_a_name_without_a_letter_is_refused(folder):
    edit(folder / "en" / "decoys.toml", "decoys = [", 'decoys = ["—",')
    with pytest.raises(LexiconError, match="No name in '—'"):
        Gazetteer(read_data("en", folder), CONTEXTS)


def test_a_folder_for_a_language_that_babel_does_not_know_is_refused(folder):
    shutil.copytree(folder / "en", folder / "tlh")
    with pytest.raises(SettingError, match="babel knows no language 'tlh'"):
        read_data("tlh", folder)


def test_a_language_may_name_fewer_than_hold_offices_and_belong_together(folder):
    """A language that has just begun: persons and memberships speak of states that only another one names."""
    (folder / "eo").mkdir()
    (folder / "eo" / "states.toml").write_text("[states]\nNOR = {}\n", encoding="utf-8")
    (folder / "eo" / "organisations.toml").write_text("", encoding="utf-8")
    (folder / "eo" / "decoys.toml").write_text("decoys = []\n", encoding="utf-8")
    data = read_data("eo", folder)
    assert data.entities["NOR"].name == "Norvegujo"
    assert "FRA" in data.members["EU"]
