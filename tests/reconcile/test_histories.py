"""Between which days a promise stayed as it was."""

from datetime import date

import pytest
from tallystick.reconcile import fold, histories
from tallystick.reconcile.constraints import UNCONSTRAINED, Constraints
from tallystick.reconcile.histories import (
    FIRST,
    FOREVER,
    Edition,
    InseparableError,
    history_of,
    part_history_of,
    part_on,
)
from tallystick.reconcile.homes import homes_of, part_of
from tallystick.reconcile.voices import Originals

from factories import commitment, delivery, item, reading

CELL = '["who","vehicles",["DEU"]]'


class Shelf:
    """Editions in memory; nothing copies anything."""

    def __init__(self, *editions):
        self._editions = editions

    def touching(self, cell, part=None):
        found = [e for e in self._editions if cell in homes_of(e.reading).cells]
        return [e for e in found if part is None or part in parts_of(e.reading)]

    def telling(self, claim):
        return [e for e in self._editions if any(c.id == claim for c in e.reading.claims)]

    def homes(self, reading):
        return homes_of(reading)

    def originals(self, day):
        return Originals.among([e.reading.document for e in self._editions if e.since <= day])

    def days_around(self, _):
        return ()


def parts_of(told):
    homes = homes_of(told)
    return {part_of(home.mention.recipients) for home in (*homes.told, *homes.arrived)}


def edition(name, *claims, day, until=FOREVER):
    told = reading(name, *claims, published=None if day == FIRST else day)
    return Edition(told, day, until)


def buses(to, number, words, **slots):
    return commitment("DEU", to, item("vehicles", quantity=number, unit="bus"), words=words, **slots)


MOLDOVA = edition("a", buses("MDA", 40, "forty", deadline="2024-06"), day="2024-01-10")
UKRAINE = edition("b", buses("UKR", 7, "seven"), day="2024-02-10")
ARRIVED = edition(
    "c", delivery("DEU", "MDA", item("vehicles", quantity=10, unit="bus"), words="ten"), day="2024-05-02"
)


def told(*editions, constraints=UNCONSTRAINED, since=FIRST):
    found = history_of(CELL, Shelf(*editions), constraints, since)
    return [(v.since, v.until, v.folded.promise) for v in found.versions]


@pytest.fixture
def folds(monkeypatch):
    """The days on which something is folded."""
    days = []
    fold_cells = histories.fold_cells
    monkeypatch.setattr(
        histories, "fold_cells", lambda c, r, q, find: days.append(q.day) or fold_cells(c, r, q, find)
    )
    return days


def test_a_promise_is_kept_between_the_days_on_which_it_changed():
    found = told(MOLDOVA, UKRAINE, ARRIVED)
    assert [(since, until, p.status) for since, until, p in found] == [
        ("2024-01-10", "2024-05-02", "open"),
        ("2024-05-02", "2024-07-01", "partly"),
        ("2024-07-01", FOREVER, "overdue"),
        ("2024-02-10", FOREVER, "open"),
    ]
    readings = [e.reading for e in (MOLDOVA, UKRAINE, ARRIVED)]
    for since, _, promise in found:
        assert promise in fold(readings, since).promises


def test_what_is_promised_to_others_is_followed_apart(folds):
    told(MOLDOVA)
    alone = len(folds)
    folds.clear()
    told(MOLDOVA, *(edition(f"u{n}", buses("UKR", 7 + n, f"{n}"), day="2024-03-01") for n in range(9)))
    assert len(folds) == alone + 2  # before and after the one day on which the others became known


def test_what_is_promised_to_some_can_be_followed_alone(folds):
    every = history_of(CELL, Shelf(MOLDOVA, UKRAINE, ARRIVED), UNCONSTRAINED)
    folds.clear()
    found = part_history_of(CELL, part_of(("UKR",)), Shelf(MOLDOVA, UKRAINE, ARRIVED), UNCONSTRAINED)
    assert every.is_parted
    assert found.versions == tuple(v for v in every.versions if v.part == part_of(("UKR",)))
    assert len(folds) == 2  # the first of all days, and that of the report
    assert part_history_of(CELL, part_of(("POL",)), Shelf(MOLDOVA), UNCONSTRAINED).versions == ()


def test_what_was_promised_to_some_on_one_day_is_what_was_followed():
    every = Shelf(MOLDOVA, UKRAINE, ARRIVED)
    for version in history_of(CELL, every, UNCONSTRAINED).versions:
        on = date.fromisoformat(version.since)
        assert part_on(CELL, version.part, every, UNCONSTRAINED, on) == (version.folded,)
    assert part_on(CELL, part_of(("UKR",)), every, UNCONSTRAINED, date(2024, 2, 9)) == ()


def test_what_may_depend_on_others_cannot_be_followed_alone():
    carried = edition("d", buses("MDA", 500, "500"), day="2024-03-01")
    open_ = edition(
        "e", commitment((), (), item("vehicles", quantity=500, unit="bus"), words="all"), day="2024-03-02"
    )
    with pytest.raises(InseparableError):
        part_history_of(CELL, part_of(("MDA",)), Shelf(carried, open_), UNCONSTRAINED)
    assert not history_of(CELL, Shelf(carried, open_), UNCONSTRAINED).is_parted


def test_where_it_is_not_said_to_whom_all_is_followed_together(folds):
    anybody = edition("d", buses((), 90, "ninety"), day="2024-03-01")
    found = told(MOLDOVA, UKRAINE, anybody)
    assert sorted(since for since, *_ in found) == ["2024-01-10", "2024-02-10", "2024-03-01", "2024-07-01"]
    assert len(folds) == 5  # these days, and the first of all


def test_what_people_hold_together_is_followed_together():
    claims = frozenset(e.reading.claims[0].id for e in (MOLDOVA, UKRAINE))
    found = told(MOLDOVA, UKRAINE, constraints=Constraints(same=frozenset({claims})))
    assert [len(p.claims) for _, _, p in found] == [1, 2, 2]


def test_a_text_that_was_replaced_counts_until_then():
    old = edition("a", buses("MDA", 40, "forty"), day="2024-01-10", until="2024-03-01")
    new = edition("a", buses("MDA", 70, "seventy"), day="2024-03-01")
    assert [(since, until, p.quantity) for since, until, p in told(old, new)] == [
        ("2024-01-10", "2024-03-01", 40),
        ("2024-03-01", FOREVER, 70),
    ]


def test_a_claim_without_a_day_of_its_report_is_known_on_its_own():
    undated = edition("a", buses("MDA", 40, "forty", date="2024-03-05"), day=FIRST)
    assert [since for since, *_ in told(undated)] == ["2024-03-05"]


def test_the_past_can_be_left_out():
    found = told(MOLDOVA, UKRAINE, ARRIVED, since="2024-05-02")
    assert [since for since, *_ in found] == ["2024-05-02", "2024-07-01", "2024-05-02"]


def test_the_cells_that_it_depends_on_are_told():
    shells = commitment("DEU", "UKR", item("ammunition", quantity=5000, unit="shell"))
    found = history_of(
        '["who","ammunition",["DEU"]]', Shelf(edition("s", shells, day="2024-01-01")), UNCONSTRAINED
    )
    assert {cell.split(",")[0] for cell in found.looked_at} == {'["who"', '["figure"'}
