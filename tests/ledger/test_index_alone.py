"""One promise of a past day is folded from what was promised to the same alone, and comes to what all comes to."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.ledger import Ledger, index_alone, index_days, opened

from factories import actor, arrived, promised, reading
from stories import whole

ALLIES = (actor(None, "the allies"),)
DAYS = ("2024-01-01", "2024-03-01")


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)


@pytest.fixture
def ledger(place):
    with Ledger(place) as made:
        yield made


givers = st.sampled_from(["DEU", "DEU", "DEU", (actor("DEU"), actor("FRA")), ALLIES])
recipients = st.sampled_from(["UKR", "UKR", "MDA", "MDA", (actor("UKR"), actor("MDA")), ()])
figures = st.sampled_from([None, 5, 500, 1001])
claims = st.one_of(
    st.builds(promised, recipients, figures, givers, deadline=st.sampled_from([None, "2024-02"])),
    st.builds(arrived, recipients, figures, givers, date=st.sampled_from([None, "2024-02-01"])),
)
told = st.lists(claims, min_size=1, max_size=2)
days = st.sampled_from(["2024-01-01", "2024-03-01", "2024-09-01", None])
PLACES = count()


def agree(ledger, day):
    """See that each promise, and that of each claim, is as folding everything gives it."""
    expected = whole(ledger, day)
    for promise in expected:
        assert ledger.promise(promise.id, day) == promise
    for claim in ledger.claims():
        resting = next((promise for promise in expected if claim.id in promise.claims), None)
        assert ledger.promise_of(claim.id, day) == resting


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), told, days), min_size=1, max_size=6),
    st.sampled_from([None, None, "reject", "reject document", "same"]),
)
@settings(max_examples=10, deadline=None)
def test_it_is_as_folding_everything_gives_it(tmp_path_factory, read, decided):
    with Ledger(tmp_path_factory.mktemp("alone") / f"{next(PLACES)}.tally") as ledger:
        for name, some, day in read:
            ledger.append(reading(name, *some, published=day))
        own = [claim.id for claim in ledger.claims()]
        subjects = {"reject": own[:1], "reject document": ["a"], "same": [own[0], own[-1]]}.get(decided, [])
        if subjects and ledger.document("a") is not None and (decided != "same" or own[0] != own[-1]):
            ledger.judge(str(decided).split()[0], *subjects[:1], user="ida", other=[*subjects, None][1])
        for day in DAYS:
            agree(ledger, day)


@pytest.fixture
def some(ledger):
    ledger.append(reading("a", promised("UKR"), published="2024-01-01"))
    ledger.append(reading("b", promised("MDA"), promised("GEO", quantity=9), published="2024-01-02"))
    ledger.append(reading("c", arrived("MDA"), published="2024-02-01"))
    ledger.append(reading("d", arrived("MDA"), published="2024-04-01"))
    return ledger


def kept_of(ledger, monkeypatch, *, is_alone):
    """The documents of which what is kept is read for one promise, as they come, and for that of a claim."""
    found = []
    kept_from_json = index_alone.kept_from_json
    (promise,) = [p for p in ledger.promises() if [r.id for r in p.recipients] == ["MDA"]]
    [claim] = ledger.reading("c").claims
    with monkeypatch.context() as patched:
        patched.setattr(
            index_alone,
            "kept_from_json",
            lambda cell, text: found.append(kept_from_json(cell, text)) or found[-1],
        )
        if is_alone:
            patched.setattr(index_days, "fold_one", None)
            patched.setattr(index_days, "first_resting_on", None)
        agree_on = [ledger.promise(promise.id, "2024-03-01"), ledger.promise_of(claim.id, "2024-03-01")]
    assert agree_on == [p for p in whole(ledger, "2024-03-01") if p.id == promise.id] * 2
    return [one.document.id for one in found]


def test_what_was_promised_to_others_and_what_came_later_is_not_read(some, monkeypatch):
    assert kept_of(some, monkeypatch, is_alone=True) == ["b", "c"] * 2


def test_where_one_may_mean_what_is_promised_to_others_all_is_read(some, monkeypatch):
    some.append(reading("e", promised(()), published="2024-01-03"))
    assert kept_of(some, monkeypatch, is_alone=False) == []
