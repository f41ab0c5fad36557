"""What two days differ in, from rows of histories as the making of an index leaves them."""

from dataclasses import replace

import pytest
from tallystick.ledger import Ledger
from tallystick.ledger.index_changes import changed_between
from tallystick.ledger.index_differences import Undecided, changed_undecided
from tallystick.ledger.index_tables import NEVER, derived, histories, history_members
from tallystick.ledger.rows import add_rows
from tallystick.reconcile import fold

from factories import commitment, item, reading

EARLIER, TURN, LATER = "2024-02-01", "2024-03-01", "2024-04-01"


@pytest.fixture
def promise():
    told = commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"))
    (found,) = fold([reading("a", told, published="2024-01-01")]).promises
    return found


def row(number, since, until, promise, compared):
    return {
        "number": number, "cell": 1, "part": "", "id": promise.id, "since": since, "until": until, "rank": promise.id,
        "category": promise.category, "status": promise.status, "urgency": 0, "voices": 1,
        "told": len(promise.claims), "deadline": NEVER, "at_stake": None, "compared": compared,
    }  # fmt: skip


def test_who_took_over_a_promise_and_is_alike_is_there_on_both_days(place, promise):
    heir = replace(promise, id="heir", claims=("first",))
    gone = replace(promise, id="gone", claims=("second",))
    grown = replace(heir, claims=("first", "second"))
    rows = [
        row(1, "2024-01-01", TURN, heir, "alike"),
        row(2, "2024-01-01", TURN, gone, "other"),
        row(3, TURN, NEVER, grown, "alike"),
    ]
    with Ledger(place) as ledger, ledger._access.writing() as connection:
        derived.create_all(connection)
        add_rows(connection, histories, rows)
        members = [(1, "first"), (2, "second"), (3, "first"), (3, "second")]
        add_rows(connection, history_members, [{"number": n, "claim": claim} for n, claim in members])
        told = changed_between(connection, EARLIER, LATER, None)
        (found,) = told.first
        assert told.kinds == {"gone": 1}
        assert changed_undecided(connection, EARLIER, LATER, Undecided()) == [found]
    assert (found.kind, found.before.id, found.after.id) == ("gone", "gone", "heir")
    assert (found.before.number, found.after.number) == (2, 3)
