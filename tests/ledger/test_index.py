"""The index gives what folding everything gives, and folds only what changed."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.ledger import Ledger
from tallystick.ledger import store as store_module

from factories import actor, commitment, delivery, item, reading, statement

BUSES = item("vehicles", quantity=40, unit="bus")
PROMISE = commitment("DEU", "MDA", BUSES, deadline="2024-06")
ARRIVAL = delivery("DEU", "MDA", item("vehicles", quantity=10, unit="bus"))


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    monkeypatch.setattr(store_module, "INDEXED_FROM", 0)


@pytest.fixture
def ledger(place):
    with Ledger(place) as opened:
        yield opened


def whole(ledger, as_of=None):
    return list(ledger.reconciled(as_of).promises)


days = st.sampled_from([None, "2024-01-01", "2024-03-01", "2024-06-30", "2024-09-01", "2025-01-01"])
parties = st.sampled_from(["EU", "DEU", (), (actor(None, "the allies"),)])
figures = st.sampled_from([None, 5, 500, 1000, 1001])
claims = st.one_of(
    st.builds(
        lambda by, figure, **slots: commitment(
            by, "UKR", item("vehicles", quantity=figure, unit="bus"), **slots
        ),
        parties,
        figures,
        stage=st.sampled_from(["request", "commitment", "refusal"]),
        deadline=st.sampled_from([None, "2024-06", "2024-12"]),
        negated=st.sampled_from([False, False, True]),
    ),
    st.builds(
        lambda by, figure, **slots: delivery(
            by, "UKR", item("vehicles", quantity=figure, unit="bus"), **slots
        ),
        parties,
        figures,
        source=st.sampled_from([None, actor("UKR")]),
        date=days,
        cumulative=st.booleans(),
    ),
    st.just(statement()),
)
names = st.sampled_from("abcdef")
steps = st.lists(
    st.one_of(
        st.tuples(st.just("read"), names, st.lists(claims, max_size=3), days, st.sampled_from(["X", None])),
        st.tuples(st.just("copy"), names, names, days),
        st.tuples(st.just("reject"), st.integers(0, 30)),
        st.tuples(st.just("reject document"), st.integers(0, 30)),
        st.tuples(st.just("same"), st.integers(0, 30), st.integers(0, 30)),
        st.tuples(st.just("withdraw"), st.integers(0, 30)),
        st.tuples(st.just("look")),
    ),
    min_size=1,
    max_size=9,
)


def take(ledger, step):
    kind, *rest = step
    if kind == "read":
        name, told, day, publisher = rest
        ledger.append(reading(name, *told, published=day, publisher=publisher))
    elif kind == "copy":
        name, other, day = rest
        original = ledger.document(other)
        if original is not None:
            told = next(r for r in ledger.readings() if r.document.id == other)
            ledger.append(reading(name, *told.claims, published=day, text=original.text, copy_of=other))
    elif kind == "look":
        assert ledger.promises() == whole(ledger)
    else:
        decide(ledger, kind, rest)


def decide(ledger, kind, numbers):
    found = {
        "reject": [c.id for c in ledger.claims()],
        "same": sorted({c.id for c in ledger.claims() if c.kind == "commitment"}),
        "reject document": [d.id for d in ledger.documents()],
        "withdraw": [j.id for j in ledger.judgements()],
    }[kind]
    if len(found) < len(numbers):
        return
    chosen = [found[number % len(found)] for number in numbers]
    if kind == "same" and chosen[0] == chosen[1]:
        return
    ledger.judge(kind.split()[0], *chosen[:1], user="ida", other=chosen[1] if kind == "same" else None)


PLACES = count()


@given(steps, days)
@settings(max_examples=60, deadline=None)
def test_the_index_gives_what_the_fold_of_everything_gives(tmp_path_factory, story, as_of):
    with Ledger(tmp_path_factory.mktemp("index") / f"{next(PLACES)}.tally") as ledger:
        for step in story:
            take(ledger, step)
        expected = whole(ledger)
        assert ledger.promises() == expected
        assert [ledger.promise(p.id) for p in expected] == expected
        asked = {(p.id, day): ledger.why(p.id, as_of=day) for p in expected for day in (None, as_of)}
        if as_of is not None:
            for promise in expected:
                known = [p for p in whole(ledger, as_of) if p.id == promise.id]
                assert ledger.promise(promise.id, as_of) == (known[0] if known else None)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(store_module, "INDEXED_FROM", 10**9)
            assert asked == {(i, day): ledger.why(i, as_of=day) for i, day in asked}


def test_both_stores_give_the_same(ledger):
    ledger.append(reading("a", PROMISE, published="2024-01-01", publisher="X"))
    assert ledger.promises() == whole(ledger)
    ledger.append(reading("b", ARRIVAL, published="2024-08-01"))
    ledger.append(reading("a", ARRIVAL, published="2024-09-01"))
    assert ledger.promises() == whole(ledger)
    assert ledger.verify() == []
