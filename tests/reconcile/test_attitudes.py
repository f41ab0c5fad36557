"""How stances combine, word above word."""

import pytest
from tallystick.reconcile.attitudes import Attitude


def turned(start, *steps):
    attitude = Attitude(start)
    for step in steps:
        attitude = attitude.turned(step.removeprefix("not "), negated=step.startswith("not "), is_own=True)
    return attitude.of(opposite=False)


@pytest.mark.parametrize(
    ("steps", "stance"),
    [
        (("favours",), "for"),
        (("not favours",), "against"),
        (("opposes",), "against"),
        (("not opposes",), "open"),
        (("opposes", "opposes"), "open"),  # refused to exclude it
        (("opposes", "favours"), "against"),  # in favour of ruling it out
        (("opposes", "not favours"), "open"),  # does not want to rule it out
        (("opposes", "not opposes"), "against"),  # did not refuse to rule it out
        (("weighs",), "open"),
        (("not weighs",), "against"),
        (("opposes", "not weighs"), "open"),  # is not considering ruling it out
        (("decides",), "for"),
        (("not decides",), "open"),
        (("demands",), "for"),
        (("not demands",), "against"),
        (("discusses",), "reports"),
        (("not discusses",), "denies"),
        (("discusses", "denies"), "denies"),
        (("denies",), "denies"),
        (("not denies",), "reports"),
        (("agrees",), "reports"),
        (("not agrees",), "reports"),
        (("demands", "differs"), "reports"),
        (("warns",), "against"),
        (("demands", "warns"), "for"),  # warned that it must come
        (("discusses", "favours"), "for"),
        (("denies", "opposes"), "against"),
        (("denies", "not opposes"), "against"),
    ],
)
def test_each_word_turns_what_stands_below_it(steps, stance):
    assert turned(None, *steps) == stance


def test_what_must_be_done_stays_so_where_all_are_one_in_it():
    assert turned("for", "demands", "agrees") == "for"
    assert turned("for", "demands", "not agrees") == "reports"


def test_a_warning_is_against_its_condition_and_for_what_that_lacks():
    for negated, stance in ((False, "against"), (True, "for")):
        warned = Attitude("for").supposed(negated=negated).turned("warns", negated=False, is_own=True)
        assert warned.of(opposite=False) == stance


def test_what_others_hold_is_a_report():
    others = Attitude().turned("favours", negated=False, is_own=False)
    assert others.of(opposite=False) == "reports"
    assert others.turned("opposes", negated=False, is_own=True).of(opposite=False) == "against"
    assert Attitude().of(opposite=False) is None


def test_who_is_for_the_contrary_is_against_it():
    assert Attitude("for").of(opposite=True) == "against"
    assert Attitude("against").of(opposite=True) == "for"
    assert [Attitude(s).of(opposite=True) for s in ("open", "denies", "reports")] == [
        "open",
        "denies",
        "reports",
    ]


def test_a_bare_negation_is_against_it_and_leaves_open_what_it_keeps_from_being_refused():
    assert [Attitude(s).contrary().stance for s in (None, "for", "against", "open", "denies")] == [
        "against", "against", "open", "open", "denies",
    ]  # fmt: skip
