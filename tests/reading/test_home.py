"""Whose government speaks where no state stands beside it."""

import pytest

from readings import claims, statements


def source_of(text):
    source = claims(text)[-1].source
    return source and (source.id, source.of)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Kenya has built 40 schools, the government said.", ("KEN", "KEN")),
        ("Kenya has built 40 schools, the prime minister's office said.", ("KEN", "KEN")),
        ("Kenya has built 40 schools, Housing Minister Awa Sow said.", ("person:awa-sow", "KEN")),
        # nobody's who is told: somebody else's, several states, none at all
        ("Kenya has built 40 schools, the fund's government said.", (None, None)),
        ("Kenya has built 40 schools, the ministry of the region said.", (None, None)),
        ("Kenya has built 40 schools for Chad, the government said.", (None, None)),
        ("The trust has built 40 schools, the government said.", (None, None)),
        # nor is a body that any organisation may have
        ("Kenya has built 40 schools, the secretariat said.", (None, None)),
        # the report is about the state that it names most, or first where the sentence names no other
        (
            "Kenya has built 40 schools. Chad built two. Kenya will go on, the government said.",
            ("KEN", "KEN"),
        ),
        ("Chad built two. Kenya has built 40 schools, the government said.", (None, None)),
    ],
)
def test_a_body_or_office_alone_is_that_of_the_state_the_report_is_about(text, source):
    assert source_of(text) == source


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ("Kenya met the donors.", "KEN"),
        ("The Kenyan minister met the donors.", "KEN"),
        ("The government of Kenya met the donors.", "KEN"),
        ("Nairobi will pay for it.", "KEN"),
        # where goods go, what is done to it, where it is, whom somebody else's officials are sent to
        ("Trucks went to Kenya.", None),
        ("Donors will give Kenya 40 trucks.", None),
        ("The prices in Kenya rose.", None),
        ("The soldiers in Kenya left.", None),
        ("The envoy to Kenya met the donors.", None),
        ("Kenyan coffee sold well.", None),
        # nor one that is spoken of so more often than it acts
        ("Kenya met the donors. Trucks went to Kenya. Tents went to Kenya.", None),
    ],
)
def test_a_report_is_about_a_state_that_acts(before, state):
    assert source_of(f"{before} The ministry said that 40 schools had been built.") == (state, state)


@pytest.mark.parametrize("before", ["", "Kenya lost a bridge. "])
def test_nobody_speaks_for_the_state_that_the_same_sentence_sends_something_to(before):
    text = f"{before}Defence Minister Ida Berg supports sending soldiers to Kenya, she said."
    assert source_of(text) == ("person:ida-berg", None)


def test_of_two_states_the_first_speaks_where_it_is_named_alone():
    told = claims("Kenya has built 40 schools, the government said. Chad built two.")
    assert {c.source.id for c in told if c.source} == {"KEN"}


def test_a_title_of_a_kind_not_known_is_no_part_of_the_name():
    (spoken,) = {c.source for c in claims("Kenya built 40 schools, Rural Roads Minister Awa Sow said.")}
    assert (spoken.name, spoken.role) == ("Awa Sow", "minister")


@pytest.mark.parametrize(
    ("dateline", "of"),
    [
        ("LILONGWE, 3 September 2025 (Lakewire) - ", "MWI"),
        ("", None),
        ("OSLO, 3 September 2025 (Lakewire) - ", None),
    ],
)
def test_the_place_of_writing_tells_whose_minister_speaks_of_it(dateline: str, of: str | None) -> None:
    text = (
        f"{dateline}Malawi has received 22 million of the 60 million francs that Switzerland promised, "
        "Water Minister John Banda said."
    )
    [said] = statements(text)
    assert said.source is not None
    assert said.source.of == of


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ('Spain has kept the levy. "Spain stands by it," Foreign Minister Ana Roe wrote.', "ESP"),
        ('Spain has promised Malawi 40 wells. "Every well counts," said Water Minister John Banda.', None),
        ('Spain gave 40 wells to Malawi. "Every well counts," said Water Minister John Banda.', None),
    ],
)
def test_whoever_gets_something_may_speak_as_well(text: str, of: str | None) -> None:
    said = statements(text)[-1]
    assert said.source is not None
    assert said.source.of == of
