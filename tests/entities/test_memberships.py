import pytest
from tallystick.entities.memberships import state_of, unions_of


@pytest.mark.parametrize(
    ("identity", "unions"),
    [
        ("EST", {"EU", "NATO"}),  # a state in its unions
        ("EC", {"EU"}),  # an organ of its organisation
        ("GBR", {"NATO", "G7", "G20"}),  # left the European Union
        ("ES-CT", {"EU", "NATO"}),  # a part of a state, by way of the state
        ("person:ida-holm", set()),
        ("nothing", set()),
    ],
)
def test_who_belongs_to_whom(identity, unions):
    assert unions_of(identity) & {"EU", "NATO", "G7", "G20"} == unions


@pytest.mark.parametrize(
    ("identity", "state"), [("GBR", "GBR"), ("GB-SCT", "GBR"), ("CA-QC", "CAN"), ("EU", None), ("HKG", None)]
)
def test_which_state_an_id_is_of(identity, state):
    assert state_of(identity) == state


def test_a_part_belongs_to_its_state():
    assert "GBR" in unions_of("GB-SCT")
    assert "GB-SCT" not in unions_of("GBR")
