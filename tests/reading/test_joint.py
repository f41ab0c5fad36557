"""What several say together is said by each of them."""

import pytest
from tallystick.model.claims_format import claim_from_json, claim_to_json

from readings import promise, statements


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Kenya, Peru and Chad said in a joint statement that the aid must not stop.", ["KEN", "PER", "TCD"]),
        (
            "The leaders of Kenya, Peru and Chad jointly said that the aid must not stop.",
            ["KEN", "PER", "TCD"],
        ),
        (
            "“The aid must not stop,” Emmanuel Macron and Olaf Scholz said.",
            ["person:emmanuel-macron", "person:olaf-scholz"],
        ),
        ("Kenya said that Peru and Chad must not stop the aid.", ["KEN"]),
        ("The leaders of Kenya said that the aid must not stop.", None),
        ("Ministers and aid workers said that the aid must not stop.", None),
        (
            "Several donors, including Kenya and Peru, welcomed the new treaty.",
            ["KEN", "PER"],
        ),
        (
            "The Chilean envoy, Gabriel Boric; the nurse, William Ruto; and the pilot, Ana Paz, said that it rained.",
            ["person:gabriel-boric", "person:william-ruto", "person:ana-paz"],
        ),
        (
            "The presidents of Chile and Kenya, Gabriel Boric and William Ruto, said that it rained.",
            ["person:gabriel-boric", "person:william-ruto"],
        ),
        (
            "The Chilean president, Gabriel Boric, and William Ruto said that it rained.",
            ["person:gabriel-boric", "person:william-ruto"],
        ),
    ],
)
def test_everybody_named_speaks(text, speakers):
    (found,) = statements(text)
    if speakers is None:
        assert found.joint == ()
    else:
        assert [actor.id for actor in found.speakers] == speakers


def test_the_first_named_stays_the_source():
    (found,) = statements("Kenya and Peru said that the aid must not stop.")
    assert found.source.id == "KEN"
    assert [(a.id, a.span.text) for a in found.joint] == [("PER", "Peru")]


def test_the_format_writes_them_where_there_are_any():
    (joint,) = statements("Kenya and Peru said that the aid must not stop.")
    (alone,) = statements("Kenya said that the aid must not stop.")
    assert [a["id"] for a in claim_to_json(joint)["joint"]] == ["PER"]
    assert claim_from_json(claim_to_json(joint)) == joint
    assert "joint" not in claim_to_json(alone)


def test_who_speaks_together_promises_together():
    text = "Pfizer and Moderna said they would deliver 2 million doses to Kenya."
    assert [a.id for a in promise(text).actors] == ["Pfizer", "Moderna"]
    text = "“We will deliver 2 million doses to Kenya,” Pfizer and Moderna said."
    assert [a.id for a in promise(text).actors] == ["Pfizer", "Moderna"]
    text = "Norway and Peru said Chile would deliver 2 million doses to Kenya."
    assert [a.id for a in promise(text).actors] == ["CHL"]
