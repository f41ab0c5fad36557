import pytest
from tallystick.reconcile.sides import Posts, Sides

from factories import actor

EU_TO_UKRAINE = Sides(frozenset({"EU"}), frozenset({"UKR"}))


@pytest.mark.parametrize(
    ("sides", "source", "side"),
    [
        (EU_TO_UKRAINE, None, "third_party"),
        (EU_TO_UKRAINE, actor("EU"), "giver"),
        (EU_TO_UKRAINE, actor("DEU"), "giver"),  # a member counts what it gave
        (
            EU_TO_UKRAINE,
            actor("person:jan-meyer", "Jan Meyer", of="DEU"),
            "giver",
        ),  # and so does its minister
        (EU_TO_UKRAINE, actor("EC", "European Commission"), "giver"),
        (EU_TO_UKRAINE, actor("person:ann-lee", "Ann Lee", of="EC"), "giver"),
        (EU_TO_UKRAINE, actor("NATO", "NATO"), "third_party"),
        (EU_TO_UKRAINE, actor("GBR", "United Kingdom"), "third_party"),
        (
            Sides(frozenset({"DEU"}), frozenset({"UKR"})),
            actor("EU"),
            "third_party",
        ),  # no union for one member
        (Sides(frozenset({"EU"}), frozenset({"ROU"})), actor("ROU", "Romania"), "recipient"),  # named first
        (Sides(frozenset({"USA"}), frozenset({"EU"})), actor("DEU"), "recipient"),
        (Sides(frozenset({"EU"}), frozenset({"NATO"})), actor("DEU"), "giver"),  # giving before receiving
        (Sides(frozenset({"name:donors"}), frozenset()), actor(None, "Donors"), "giver"),
    ],
)
def test_whose_side_a_speaker_is_on(sides, source, side):
    assert sides.side_of(source) == side


def test_whoever_a_delivery_names_as_recipient_is_one():
    assert Sides(frozenset({"EU"}), frozenset()).side_of(actor("UKR"), ["UKR"]) == "recipient"


MINISTER = actor("person:aseri-koroi", "Aseri Koroi", of="FJI")


@pytest.mark.parametrize(
    ("told", "speaker", "side"),
    [
        ([MINISTER], actor("person:aseri-koroi", "Aseri Koroi"), "recipient"),
        ([MINISTER], actor(None, "Koroi"), "recipient"),  # the only one of that name
        ([MINISTER], actor(None, "Tuisawau"), "third_party"),
        (
            [MINISTER, actor("person:aseri-koroi", "Aseri Koroi", of="AUS")],
            actor(None, "Koroi"),
            "third_party",
        ),
        ([MINISTER, actor("person:mere-koroi", "Mere Koroi", of="AUS")], actor(None, "Koroi"), "third_party"),
        ([MINISTER], actor("person:aseri-koroi", "Aseri Koroi", of="AUS"), "giver"),  # her own goes before
        ([actor(None, "a spokesman", of="FJI")], actor(None, "a spokesman"), "third_party"),  # no name
    ],
)
def test_somebody_told_without_an_office_holds_the_one_that_others_tell(told, speaker, side):
    sides = Sides(frozenset({"AUS"}), frozenset({"FJI"}), Posts([*told, speaker]))
    assert sides.side_of(speaker) == side
