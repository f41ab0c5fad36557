import pytest
from tallystick.reconcile.sides import Sides

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
