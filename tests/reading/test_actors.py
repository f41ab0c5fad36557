"""Who is meant by names, offices, bodies, groups, epithets and pronouns."""

import pytest
from tallystick.entities.gazetteer import Gazetteer
from tallystick.entities.roles import Roles
from tallystick.languages import load_language
from tallystick.reading.actors import Actors
from tallystick.reading.offices import Offices

from readings import again, commitments, parse_all, statements

# The subject of the last sentence: (id, name, role, of)
SUBJECTS = {
    # names
    "Norway agreed.": ("NOR", "Norway", None, None),
    "Kyiv agreed.": ("UKR", "Ukraine", None, None),
    "NATO agreed.": ("NATO", "NATO", None, None),
    "Ole Berg agreed.": ("person:ole-berg", "Ole Berg", None, None),
    "The lawyer Ole Berg spoke. Berg agreed.": ("person:ole-berg", "Ole Berg", None, None),
    "Ole Berg and Anna Lund spoke. Lund agreed.": ("person:anna-lund", "Anna Lund", None, None),
    "Zoë Ångström agreed.": ("person:zoe-angstrom", "Zoë Ångström", None, None),
    "Hardanger Bank agreed.": (None, "Hardanger Bank", None, None),
    # offices, before, behind and beside a name
    "Norwegian Prime Minister Ole Berg agreed.": ("person:ole-berg", "Ole Berg", "prime minister", "NOR"),
    "Ole Berg, the Norwegian prime minister, agreed.": ("person:ole-berg", "Ole Berg", "prime minister", "NOR"),
    "The Norwegian prime minister, Ole Berg, agreed.": ("person:ole-berg", "Ole Berg", "prime minister", "NOR"),
    "The prime minister of Norway, Ole Berg, agreed.": ("person:ole-berg", "Ole Berg", "prime minister", "NOR"),
    "Norway's prime minister Ole Berg agreed.": ("person:ole-berg", "Ole Berg", "prime minister", "NOR"),
    "Mr. Ole Berg agreed.": ("person:ole-berg", "Ole Berg", None, None),
    # offices without a name
    "The Norwegian minister spoke.": (None, "The Norwegian minister", "minister", "NOR"),
    "Norwegian Prime Minister Ole Berg came. The Norwegian prime minister agreed.": (
        "person:ole-berg", "Ole Berg", "prime minister", "NOR",
    ),
    "Norwegian Prime Minister Ole Berg came. The prime minister agreed.": (
        "person:ole-berg", "Ole Berg", "prime minister", "NOR",
    ),
    "Norwegian Prime Minister Ole Berg met Danish Prime Minister Mia Holm. The Danish prime minister agreed.": (
        "person:mia-holm", "Mia Holm", "prime minister", "DNK",
    ),
    "Norwegian Prime Minister Ole Berg came. His Danish counterpart agreed.": (
        None, "His Danish counterpart", "counterpart", "DNK",
    ),
    # bodies
    "The Norwegian army agreed.": ("NOR", "Norway", None, "NOR"),
    "The Norwegian government met. The government agreed.": ("NOR", "Norway", None, "NOR"),
    "Norway's Ministry of Defence agreed.": ("NOR", "Norway", None, "NOR"),
    "The government agreed.": (None, "The government", None, None),
    # groups
    "Several countries agreed.": (None, "Several countries", None, None),
    "EU leaders agreed.": (None, "EU leaders", None, "EU"),
    "Some of the allies agreed.": (None, "Some of the allies", None, None),
    # epithets
    "The EU met. The bloc agreed.": ("EU", "European Union", None, None),
    "NATO met. The alliance agreed.": ("NATO", "NATO", None, None),
    "The bloc agreed.": (None, "The bloc", None, None),
    # reports and those who write them
    "A WHO report warned.": ("WHO", "World Health Organization", None, "UN"),
    "The WHO wrote a report. Its report warned.": ("WHO", "World Health Organization", None, "UN"),
    "A WHO report came. The report warned.": ("WHO", "World Health Organization", None, "UN"),
    # pronouns
    "Ole Berg is a man. Norwegian Prime Minister Ole Berg came. He agreed.": (
        "person:ole-berg", "Ole Berg", "prime minister", "NOR",
    ),
    "The Norwegian spokeswoman Anna Lund met a spokesman, Ole Berg. She agreed.": (
        "person:anna-lund", "Anna Lund", "spokeswoman", "NOR",
    ),
    "Norway met Kenya. It agreed.": ("NOR", "Norway", None, None),
    "Norwegian troops came. They agreed.": ("NOR", "Norway", None, "NOR"),
    "They agreed.": (None, "They", None, None),
    "“I met Kenya,” said Ole Berg. He agreed.": ("person:ole-berg", "Ole Berg", None, None),
}  # fmt: skip


def actors_of(parsed):
    return Actors(parsed, Gazetteer.load("en"), Offices(Roles.load("en")))


@pytest.fixture(scope="module")
def found():
    return dict(zip(SUBJECTS, parse_all(list(SUBJECTS)), strict=True))


@pytest.mark.parametrize("text", SUBJECTS)
def test_subjects(found, text):
    parsed = found[text]
    clause = parsed.sentences[-1].clauses[0]
    actor = actors_of(parsed).resolve(clause.sentence, clause.subjects[0])
    assert (actor.id, actor.name, actor.role, actor.of) == SUBJECTS[text]
    assert actor.span.holds_in(text)


def kinds(text):
    """Kind of each noun of a text."""
    (parsed,) = parse_all([text])
    actors = actors_of(parsed)
    tree = parsed.sentences[0].tree
    return {t.text: actors.mention(tree, t).kind for t in tree if t.pos in ("NOUN", "PROPN")}


def test_what_sort_of_thing_is_meant():
    assert kinds("In Bakaara, doctors and Norway gave the newspaper 40 tents.") == {
        "Bakaara": "place",
        "doctors": "group",
        "Norway": "state",
        "newspaper": "organisation",
        "tents": "thing",
    }


def test_only_those_who_can_act_are_actors():
    (parsed,) = parse_all(["Doctors sent tents to Bakaara in Kenya."])
    actors, tree = actors_of(parsed), parsed.sentences[0].tree
    acting = [t.text for t in tree if t.pos in ("NOUN", "PROPN") and actors.is_actor(tree, t)]
    assert acting == ["Doctors", "Bakaara", "Kenya"]  # sent to Bakaara: it may be a firm


def test_coordinated_actors_are_given_once():
    (parsed,) = parse_all(["Norway, Kyiv and Ukraine agreed."])
    tree = parsed.sentences[0].tree
    subjects = parsed.sentences[0].clauses[0].subjects
    assert [a.id for a in actors_of(parsed).resolve_all(tree, subjects)] == ["NOR", "UKR"]


def test_parties_are_states_and_organisations():
    (parsed,) = parse_all(["Norway agreed."])
    actors = actors_of(parsed)
    asked = ("NOR", "EU", "AFP", "person:ole-berg", None)
    assert [actors.is_party(identity) for identity in asked] == [True, True, False, False, False]
    assert actors.name_of("NOR") == "Norway"
    assert actors.name_of("person:ole-berg") == "person:ole-berg"


def test_names_are_found_where_nothing_was_parsed():
    """A sentence that the gate holds back still names who "it" is."""
    text = "The old trees of Norway were blue. It will send 40 tents."
    (parsed,) = parse_all([text])
    bare = again(parsed, load_language("en"))
    bare.sentences[0].tree = None
    bare.sentences[0].clauses = []
    clause = bare.sentences[1].clauses[0]
    assert actors_of(bare).resolve(clause.sentence, clause.subjects[0]).id == "NOR"


def test_a_quotation_of_several_sentences_stands_between_a_name_and_its_pronoun():
    text = (
        "Anna Lund, the Norwegian minister, spoke. “We came. We saw. We stayed. It rained.” "
        "She warned that Kenya was waiting."
    )
    last = statements(text)[-1]
    assert last.source is not None
    assert (last.source.id, last.source.span.text) == ("person:anna-lund", "She")


def test_a_name_made_of_common_nouns_is_no_person() -> None:
    (found,) = commitments("Loan Part will pay €5 million to Peru.")
    assert found.actors[0].id is None
