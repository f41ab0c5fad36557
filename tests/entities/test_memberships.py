import pytest
from tallystick.entities.memberships import unions_of


@pytest.mark.parametrize(
    ("identity", "unions"),
    [
        ("EST", {"EU", "NATO"}),  # a state in its unions
        ("EC", {"EU"}),  # an organ of its organisation
        ("GBR", {"NATO", "G7", "G20"}),  # left the European Union
        ("person:ida-holm", set()),
        ("nothing", set()),
    ],
)
def test_who_belongs_to_whom(identity, unions):
    assert unions_of(identity) & {"EU", "NATO", "G7", "G20"} == unions
