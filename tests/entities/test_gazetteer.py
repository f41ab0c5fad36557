"""What the gazetteer finds in sentences, and what it must not find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.entities.gazetteer import Gazetteer
from tallystick.errors import SettingError

GAZETTEER = Gazetteer.load()


def found(text):
    return [(text[m.start : m.end], m.entity.id, m.form) for m in GAZETTEER.find(text)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("The US and U.S. aid", [("US", "USA", "name"), ("U.S.", "USA", "name")]),
        ("the United States of America", [("United States of America", "USA", "name")]),
        ("Britain or the U.K.", [("Britain", "GBR", "name"), ("U.K.", "GBR", "name")]),
        ("Turkey, now Turkiye", [("Turkey", "TUR", "name"), ("Turkiye", "TUR", "name")]),
        ("South Korea, not North Korea", [("South Korea", "KOR", "name"), ("North Korea", "PRK", "name")]),
        ("Côte d’Ivoire, Ivory Coast", [("Côte d’Ivoire", "CIV", "name"), ("Ivory Coast", "CIV", "name")]),
        ("Bosnia & Herzegovina", [("Bosnia & Herzegovina", "BIH", "name")]),
        ("Guinea-Bissau and Guinea", [("Guinea-Bissau", "GNB", "name"), ("Guinea", "GIN", "name")]),
        ("Kosovo and Greenland", [("Kosovo", "XKX", "name"), ("Greenland", "GRL", "name")]),
        ("the Dutch sent what Dutchmen made", [("Dutch", "NLD", "demonym"), ("Dutchmen", "NLD", "people")]),
        ("Kiev or Kyiv", [("Kiev", "UKR", "capital"), ("Kyiv", "UKR", "capital")]),
        ("the White House told the Kremlin", [("White House", "USA", "seat"), ("Kremlin", "RUS", "seat")]),
        ("in the Bundestag", [("Bundestag", "DEU", "institution")]),
        ("Nato and NATO", [("Nato", "NATO", "name"), ("NATO", "NATO", "name")]),
        ("the UN Security Council", [("UN Security Council", "UNSC", "name")]),
        ("Reuters reported", [("Reuters", "reuters", "name")]),
        ("RUSSIA WARNS FRANCE", [("RUSSIA", "RUS", "name"), ("FRANCE", "FRA", "name")]),
        ("a Franco-German fund", [("German", "DEU", "demonym")]),
        ("Germany's share and Norway’s", [("Germany", "DEU", "name"), ("Norway", "NOR", "name")]),
        ("the United\nNations", [("United\nNations", "UN", "name")]),
        ("Volodimir Zelensky", [("Volodimir Zelensky", "person:volodymyr-zelensky", "person")]),
        ("then Zelenskiy spoke", [("Zelenskiy", "person:volodymyr-zelensky", "surname")]),
        ("Von der Leyen spoke", [("Von der Leyen", "person:ursula-von-der-leyen", "surname")]),
        ("Emmanuel MACRON", [("Emmanuel MACRON", "person:emmanuel-macron", "person")]),
        ("But Orban refused", [("Orban", "person:viktor-orban", "surname")]),
        ("President Macron", [("Macron", "person:emmanuel-macron", "surname")]),
        ("Prime Minister May agreed", [("May", "person:theresa-may", "surname")]),
        ("Secretary Austin agreed", [("Austin", "person:lloyd-austin", "surname")]),
        ("Foreign Minister Barrot", [("Barrot", "person:jean-noel-barrot", "surname")]),
    ],
)  # fmt: skip
def test_a_name_is_found_with_its_entity_and_form(text, mentions):
    assert found(text) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "he told us and asked who it is",  # small letters are no "US", no "WHO"
        "Who said so?",
        "to polish the turkey and the china",
        "Male doctors",  # not the capital of the Maldives
        "in May Brown agreed",  # common surnames without their office
        "Ivanka Trump spoke",  # a given name that is not in the gazetteer
        "J. Macron spoke",
        "Strack-Macron spoke",
        "Macron-Lefebvre spoke",
        "President Mills thanked Jordan Spieth",  # a country's name as a given name
        "Pete Jordan agreed",
        "pro-Russian fighters in Russian-speaking towns",
        "non-EU goods",
        "the Paris Agreement",
        "the University of Warsaw",
        "the Bank of England",
        "Latin America",
        "Make America Great Again",
        "Trump Tower",
        "United\n\nNations",  # a blank line parts
        "a ukrainians",
        "an antigermany mood",  # no word boundary
        "Senator May",  # never held that office
        "Prime Minister Sharif",  # two persons of that name held it
    ],
)
def test_what_only_looks_like_a_name_is_not_found(text):
    assert found(text) == []


def test_an_institution_behind_another_states_name_is_not_the_likeliest_states():
    assert found("the Brazilian Congress") == [("Brazilian", "BRA", "demonym")]
    assert found("the Russian Security Council") == [("Russian", "RUS", "demonym")]
    assert found("the American Congress")[1:] == [("Congress", "USA", "institution")]


def test_a_direction_in_small_letters_leaves_the_place_itself():
    assert found("in east Jerusalem") == [("Jerusalem", "ISR", "capital")]


def test_brussels_is_the_seat_of_the_union_and_also_belgiums_capital():
    (mention,) = GAZETTEER.find("Brussels agreed")
    assert (mention.entity.id, mention.form, [other.id for other in mention.others]) == (
        "EU",
        "seat",
        ["BEL"],
    )


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("slovak", "SVK"),
        ("CZECH REPUBLIC", "CZE"),
        ("sao tome", "STP"),
        ("Robert Fico", "person:robert-fico"),
        ("european commission", "EC"),
        ("Narnia", None),
        ("", None),
        ("—", None),
    ],
)
def test_lookup_takes_any_case_and_no_accents(name, identity):
    entity = GAZETTEER.lookup(name)
    assert (entity.id if entity else None) == identity


def test_lookup_of_a_decoy_is_nothing():
    assert GAZETTEER.lookup("Berlin Wall") is None


def test_an_entity_by_id():
    macron = GAZETTEER.by_id("person:emmanuel-macron")
    assert (macron.name, macron.kind, macron.gender) == ("Emmanuel Macron", "person", "m")
    assert GAZETTEER.by_id("EC").of == "EU"
    assert GAZETTEER.by_id("GRL").kind == "place"
    assert GAZETTEER.by_id("ATLANTIS") is None


def test_a_persons_role_is_the_last_one_in_the_data():
    rutte = GAZETTEER.by_id("person:mark-rutte")
    assert (rutte.role, rutte.of) == ("secretary general", "NATO")
    assert GAZETTEER.by_id("person:greta-thunberg").role is None


@pytest.mark.parametrize(
    ("person", "date", "office"),
    [
        ("person:mark-rutte", "2024-02-26", ("prime minister", "NLD")),
        ("person:mark-rutte", "2024-08-15", None),
        ("person:mark-rutte", "2024-10-01", ("secretary general", "NATO")),
        ("person:donald-trump", "2019", ("president", "USA")),
        ("person:donald-trump", "2023-06", None),
        (
            "person:olaf-scholz",
            "2021-12-08",
            ("chancellor", "DEU"),
        ),  # the day of two offices: the one begun last
        ("person:emmanuel-macron", "2035-01-01", ("president", "FRA")),  # still held, as far as is known
        ("person:greta-thunberg", "2020", None),
        ("person:nobody", "2020", None),
    ],
)
def test_the_office_of_a_day(person, date, office):
    held = GAZETTEER.role_at(person, date)
    assert (held and (held.role, held.of)) == office


def test_bearers_of_a_surname_are_kept_apart():
    assert [entity.id for entity in GAZETTEER.bearers("Clinton")] == [
        "person:hillary-clinton",
        "person:bill-clinton",
    ]
    assert GAZETTEER.bearers("Paris") == ()


def test_members_of_organisations():
    assert len(GAZETTEER.members("EU")) == 27
    assert len(GAZETTEER.members("NATO")) == 32
    assert GAZETTEER.members("G7") == {"CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"}
    assert GAZETTEER.members("WHO") == frozenset()


def test_a_language_without_data_is_refused_with_those_that_have_it():
    with pytest.raises(SettingError, match="language 'tlh'; there is one for: en"):
        Gazetteer.load("tlh")


def test_a_language_is_read_once():
    assert Gazetteer.load() is Gazetteer.load("en")


PIECES = st.sampled_from(
    ["US", "us", "Trump", "Donald", "Jr", "United", "Nations", "-", "’s", ". ", " ", "\n", "\n\n", "Kyiv",
     "Élysée", "Palace", "U.S.", "President", "May", "pro", "é", "\u0301", "\u200b", "Bosnia", "&",
     "Herzegovina", ","]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_mentions_lie_in_order_apart_and_inside_the_text(text):
    mentions = GAZETTEER.find(text)
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(text[m.start].isalnum() and m.entity not in m.others for m in mentions)
    assert all(not text[m.start - 1].isalnum() for m in mentions if m.start > 0)
    assert mentions == GAZETTEER.find(text)


@given(st.text())
def test_lookup_never_raises(name):
    entity = GAZETTEER.lookup(name)
    assert entity is None or entity.name
