"""What the words between goods and a figure say of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.languages import load_language
from tallystick.reading.connections import REACH, Connections

CONNECTIONS = Connections(load_language("en").packages)


@pytest.mark.parametrize(
    ("ask", "yes", "no"),
    [
        ("ends_in_worth", ", worth ", ", worthy "),
        ("ends_in_worth", "(valued at ", "valued at home, "),
        ("lists", ", comprising what it has and ", ", compromising "),
        ("lists", ": ", ", "),
        ("ends_in_part", ", of which ", ", of whichever "),
        ("takes_up", "need this ", "need a "),
        ("takes_up", "the remaining part of ", "remaining, "),
        ("joins", ", and another ", ", and it lost "),
        ("joins", " ", ". "),
        ("ends_in_joint", " for schools, and ", " for schools "),
        ("opens_purpose", " for schools", " form"),
        ("measures", " in ", " and "),
        ("measures", " worth of old ", " worth of very old "),
    ],
)
def test_connections(ask, yes, no):
    assert getattr(CONNECTIONS, ask)(yes) is True
    assert getattr(CONNECTIONS, ask)(no) is False


def test_a_worth_stands_near():
    assert CONNECTIONS.ends_in_worth("x" * (3 * REACH - 6) + " worth") is True
    assert CONNECTIONS.ends_in_worth("x" * (3 * REACH - 5) + " worth") is False


@given(st.text(max_size=80))
def test_any_words_can_be_asked(words):
    asks = [CONNECTIONS.ends_in_worth, CONNECTIONS.lists, CONNECTIONS.ends_in_part, CONNECTIONS.takes_up]
    asks += [CONNECTIONS.joins, CONNECTIONS.ends_in_joint, CONNECTIONS.opens_purpose, CONNECTIONS.measures]
    assert all(ask(words) in (True, False) for ask in asks)
