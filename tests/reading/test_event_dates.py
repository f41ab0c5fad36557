"""What belongs to an event beside the words that tell it: a date behind them, actors that are listed."""

from __future__ import annotations

from readings import events


def test_the_date_behind_an_apposition_belongs_to_the_event() -> None:
    text = "This showed in the death in prison of the painter's critic, Ivan Petrov, on February 16."
    (death,) = [e for e in events(text) if e.type == "DEATH"]
    assert death.date == "2024-02-16"


def test_a_date_behind_another_verb_belongs_to_that() -> None:
    text = "Rebels attacked Goma and the army said it would answer on Friday."
    (attack,) = [e for e in events(text) if e.type == "ASSAULT"]
    assert attack.date is None


def test_a_date_of_a_verb_below_is_not_the_events() -> None:
    text = "In mid-May the rebels withdrew from Goma in their largest defeat since attacking the port in June 2019."
    dates = {e.type: e.date for e in events(text, published=None)}
    assert (dates["RETREAT"], dates["ASSAULT"]) == (None, "2019-06")


def test_those_who_are_listed_act_too() -> None:
    (welcome,) = [
        e
        for e in events("Several countries, including Chile, welcomed a plan by Peru.")
        if e.type == "SUPPORT"
    ]
    assert "CHL" in [a.id for a in welcome.actors]
