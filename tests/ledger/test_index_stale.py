"""What is promised to some in a cell is folded anew without what is promised to others, and comes to the same."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tallystick.ledger import Ledger, PromiseQuery, opened
from tallystick.ledger.index_stale import parts_in
from tallystick.ledger.index_tables import cells, doubts, drop, members, parties, promises
from tallystick.reconcile import cells as folding
from tallystick.reconcile.homes import homes_of, part_of

from factories import actor, arrived, promised, reading, statement
from stories import whole

ALLIES = (actor(None, "the allies"),)


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)


@pytest.fixture
def ledger(place):
    with Ledger(place) as made:
        yield made


def tables(ledger):
    """What the index keeps of promises, by the names of their cells."""
    with ledger._access.reading() as connection:
        names = {row.cell: row.name for row in connection.execute(select(cells))}
        return {
            table.name: sorted(
                repr({**row._mapping, "cell": names[row.cell], "checksum": None})
                for row in connection.execute(select(table))
            )
            for table in (promises, parties, members, doubts)
        }


def agree(ledger):
    """See that all promises are those of folding everything, and that an index made anew holds the same."""
    assert ledger.promises() == whole(ledger)
    kept = tables(ledger)
    with ledger._access.writing() as connection:
        drop(connection)
    ledger.promises()
    anew = tables(ledger)
    assert {**kept, "index_promises": []} == {**anew, "index_promises": []}


givers = st.sampled_from(["DEU", "DEU", "DEU", (actor("DEU"), actor("FRA")), ALLIES])
recipients = st.sampled_from(["UKR", "UKR", "MDA", "MDA", (actor("UKR"), actor("MDA")), ()])
figures = st.sampled_from([None, 5, 500, 1001])
claims = st.one_of(
    st.builds(
        promised, recipients, figures, givers, deadline=st.sampled_from([None, "2024-06"]),
        stage=st.sampled_from(["commitment", "commitment", "refusal"]),
    ),
    st.builds(arrived, recipients, figures, givers, date=st.sampled_from([None, "2024-03-01"])),
)  # fmt: skip
told = st.lists(claims, min_size=1, max_size=2)
days = st.sampled_from(["2024-01-01", "2024-03-01", "2024-09-01"])
PLACES = count()


@given(
    st.lists(st.tuples(st.sampled_from("abc"), told, days), min_size=1, max_size=4),
    st.lists(st.tuples(st.sampled_from("cdef"), told, days), min_size=1, max_size=4),
    st.sampled_from([None, None, "reject", "reject document", "same"]),
)
@settings(max_examples=12, deadline=None)
def test_a_cell_folded_in_parts_comes_to_the_same(tmp_path_factory, first, later, decided):
    with Ledger(tmp_path_factory.mktemp("parts") / f"{next(PLACES)}.tally") as ledger:
        for name, some, day in first:
            ledger.append(reading(name, *some, published=day))
        assert ledger.promises() == whole(ledger)
        own = [claim.id for claim in ledger.claims()]
        subjects = {"reject": own[:1], "reject document": ["a"], "same": [own[0], own[-1]]}.get(decided, [])
        if subjects and ledger.document("a") is not None and (decided != "same" or own[0] != own[-1]):
            ledger.judge(str(decided).split()[0], *subjects[:1], user="ida", other=[*subjects, None][1])
        for name, some, day in later:
            ledger.append(reading(name, *some, published=day))
            assert ledger.promises() == whole(ledger)
        agree(ledger)


@pytest.fixture
def some(ledger):
    ledger.append(reading("a", promised("UKR"), published="2024-01-01"))
    ledger.append(reading("b", promised("MDA"), promised("GEO", quantity=9), published="2024-01-02"))
    ledger.promises()
    return ledger


def made_again(ledger, monkeypatch):
    """To whom those promises are that are folded anew."""
    found = []
    promise_of = folding.promise_of
    with monkeypatch.context() as patched:
        patched.setattr(
            folding,
            "promise_of",
            lambda group, *a: found.append(group.first.recipients) or promise_of(group, *a),
        )
        ledger.page(PromiseQuery())
    agree(ledger)
    return sorted(found)


def test_only_what_is_promised_to_those_a_report_names_is_folded(some, monkeypatch):
    some.append(reading("c", arrived("MDA"), published="2024-01-03"))
    assert made_again(some, monkeypatch) == [("MDA",)]
    some.append(reading("b", promised("MDA"), published="2024-01-04"))
    assert made_again(some, monkeypatch) == [("MDA",)]  # and that to Georgia is gone
    assert [promise.recipients[0].id for promise in some.promises()] == ["UKR", "MDA"]


def test_a_day_that_passes_changes_what_is_due(ledger, monkeypatch):
    ledger.append(reading("a", promised("UKR", deadline="2024-02"), promised("MDA"), published="2024-01-01"))
    ledger.promises()
    ledger.append(reading("z", statement(), published="2024-05-01"))
    assert made_again(ledger, monkeypatch) == [("UKR",)]


def test_where_one_may_mean_what_is_promised_to_others_all_is_folded(some, monkeypatch):
    some.append(reading("c", promised(()), published="2024-01-03"))
    assert {("UKR",), ("MDA",), ("GEO",)} <= set(made_again(some, monkeypatch))
    some.append(reading("d", arrived("UKR"), published="2024-01-04"))
    assert {("UKR",), ("MDA",), ("GEO",)} <= set(made_again(some, monkeypatch))


def test_what_is_decided_about_is_folded_whole(some, monkeypatch):
    some.judge("accept", some.reading("a").claims[0].id, user="ida")
    assert made_again(some, monkeypatch) == [("GEO",), ("MDA",), ("UKR",)]
    some.append(reading("d", arrived("MDA"), published="2024-01-04"))
    assert made_again(some, monkeypatch) == [("GEO",), ("MDA",), ("UKR",)]


def test_whom_a_reading_tells_things_for():
    cell = '["who","vehicles",["DEU"]]'
    both = reading("a", promised("UKR"), arrived("MDA"))
    assert parts_in(homes_of(both)) == {cell: {part_of(("UKR",)), part_of(("MDA",))}}
    assert parts_in(homes_of(reading("a", promised("UKR"), promised(())))) == {}
    assert part_of(()) == ""


def test_a_copy_is_still_counted_when_a_part_is_folded_anew(ledger, monkeypatch):
    both = promised("UKR"), arrived("UKR")
    ledger.append_all(
        [
            reading(name, *both, published="2024-01-01", text="Germany will send, and has sent, 40 buses.")
            for name in "ab"
        ]
    )
    ledger.append(reading("m", promised("MDA"), published="2024-01-01"))
    ledger.promises()
    ledger.append(reading("c", promised("UKR"), published="2024-02-01"))
    assert made_again(ledger, monkeypatch) == [("UKR",)]
    [told] = [p for p in ledger.promises() if p.recipients[0].id == "UKR"]
    assert len(told.claims) == 5
