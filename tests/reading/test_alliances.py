"""Coalitions: who joins to do something is who is to do it; who makes proposals for others is their source."""

import pytest

from readings import commitments, events, ids, promise


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Norway announced the creation of a coalition to supply tents and trucks to Kenya.", ["NOR", "a coalition"]),
        ("Norway announced a coalition of nine states to send tents and trucks to Kenya.",
         ["NOR", "a coalition of nine states"]),
        ("Norway announced the launch of a partnership to send Kenya tents and trucks.", ["NOR", "a partnership"]),
        ("Norway announced that a coalition will send tents and trucks to Kenya.", ["a coalition"]),
        ("The coalition to supply tents and trucks to Kenya met in Oslo.", ["The coalition"]),
    ],
)  # fmt: skip
def test_a_coalition_is_to_do_what_it_is_announced_for(text, actors):
    found = promise(text)
    assert [a.id or a.name for a in found.actors] == actors
    assert (found.stage, ids(found.recipients)) == ("pledge", ["KEN"])
    assert [i.category for i in found.items] == ["food-shelter", "vehicles"]


@pytest.mark.parametrize(
    ("text", "actors", "stage"),
    [
        ("Norway and Peru formed a coalition to send 40 trucks to Kenya.", ["NOR", "PER"], "pledge"),
        ("Norway joined a coalition to send 40 trucks to Kenya.", ["NOR"], "commitment"),
        ("Norway proposed a coalition to send 40 trucks to Kenya.", ["NOR"], "proposal"),
        ("On Monday Norway refused to join a coalition to send 40 trucks to Kenya.", ["NOR"], "refusal"),
        ("On Monday Norway said it could form a coalition to send 40 trucks to Kenya.", ["NOR"], "proposal"),
    ],
)
def test_who_makes_or_joins_one_is(text, actors, stage):
    found = promise(text)
    assert (ids(found.actors), found.stage) == (actors, stage)


def test_a_coalition_that_did_not_come_about_promises_nothing():
    assert commitments("Norway and Peru did not form a coalition to send 40 trucks to Kenya.") == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "actors"),
    [
        ("Several donors, including Norway, welcomed a plan by Peru for the World Bank to buy seed for Kenya.",
         "PER", "plan", ["WB"]),
        ("Norway's minister Ida Lund praised Kenya's proposal for the EU to send 40 trucks to Chad.",
         "KEN", "proposal", ["EU"]),
        ("The Norwegian minister Ida Lund praised Kenya's proposal to send 40 trucks to Chad.",
         "person:ida-lund", "praised", ["KEN"]),
        ("The Norwegian minister Ida Lund praised a proposal from Kenya to send 40 trucks to Chad.",
         "person:ida-lund", "praised", ["KEN"]),
    ],
)  # fmt: skip
def test_a_proposal_for_others_to_act_is_its_makers(text, source, cue, actors):
    found = promise(text)
    assert (found.source.id, found.cue.text, ids(found.actors)) == (source, cue, actors)


def test_who_asks_is_not_who_is_asked():
    found = promise("Norway rejected an appeal from Chad to send 40 trucks.")
    assert "TCD" not in ids(found.actors)


def test_what_is_done_to_a_plan_is_done_to_its_maker():
    (welcome,) = events("Norway welcomed a plan by Peru for the World Bank to buy seed for Kenya.")
    assert (welcome.type, ids(welcome.targets)) == ("SUPPORT", ["PER"])
