"""Who says something else than before, and what kind of change it is."""

import pytest
from tallystick.model.positions import Position
from tallystick.model.records import Party
from tallystick.reconcile.reversals import shifts

WHO = Party("person:ida-lund", "Ida Lund")


def said(*stances):
    """One position a day, or several of one day where a tuple stands."""
    for day, told in enumerate(stances, start=1):
        for stance in told if isinstance(told, tuple) else (told,):
            yield Position(stance, f"2024-02-{day:02}", f"{stance} on {day}", (), ())


def kinds(*stances):
    return [(s.kind, s.before.stance, s.after.stance) for s in shifts(WHO, said(*stances))]


@pytest.mark.parametrize(
    ("stances", "found"),
    [
        (("for",), []),
        (("for", "for"), []),
        (("for", "against"), [("reversal", "for", "against")]),
        (("against", "for"), [("reversal", "against", "for")]),
        (("for", "open"), [("hedge", "for", "open")]),
        (("open", "against"), [("decision", "open", "against")]),
        (("for", "open", "against"), [("hedge", "for", "open"), ("decision", "open", "against")]),
        (("against", "denies"), [("denial", "against", "denies")]),
        (("against", "denies", "for"), [("denial", "against", "denies"), ("reversal", "against", "for")]),
        (("denies", "for"), []),
        (("for", "reports", "for"), []),
        (("for", "reports", "against"), [("reversal", "for", "against")]),
        ((("for", "against"),), []),
        ((("for", "against"), "against"), []),
        (("for", ("against", "for")), []),
        (((("against", "denies")),), []),
    ],
)
def test_a_change_is_told_apart_from_a_hedge_a_decision_and_a_denial(stances, found):
    assert kinds(*stances) == found


def test_both_sentences_stand_with_it():
    (shift,) = shifts(WHO, said("for", "reports", "against"))
    assert shift.actor == WHO
    assert (shift.before.sentence, shift.after.sentence) == ("for on 1", "against on 3")
    assert (shift.before.date, shift.after.date) == ("2024-02-01", "2024-02-03")
