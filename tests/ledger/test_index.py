"""The index gives what folding everything gives, and folds only what changed."""

from itertools import count

import pytest
from hypothesis import given, settings
from sqlalchemy import event, inspect
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger, PromiseQuery, index_reports, indexing, opened
from tallystick.ledger.index_tables import drop

from factories import commitment, delivery, item, reading, statement
from stories import days, steps, take, whole

BUSES = item("vehicles", quantity=40, unit="bus")
PROMISE = commitment("DEU", "MDA", BUSES, deadline="2024-06")
ARRIVAL = delivery("DEU", "MDA", item("vehicles", quantity=10, unit="bus"))


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)


@pytest.fixture
def ledger(place):
    with Ledger(place) as opened:
        yield opened


PLACES = count()


@given(steps, days)
@settings(max_examples=15, deadline=None)
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
            patched.setattr(opened, "INDEXED_FROM", 10**9)
            assert asked == {(i, day): ledger.why(i, as_of=day) for i, day in asked}


def test_what_stands_in_a_headline_is_known_to_the_index(ledger):
    """Another sum beside the first is a second promise in the report, and the first one told again under a headline."""
    figure, another = "one billion", "another billion"

    def told(name, text, amount):
        goods = (item("money", words, amount=amount, currency="USD") for words in (figure, another))
        ledger.append(
            reading(name, *(commitment("NOR", "MWI", one, words=one.span.text) for one in goods), text=text)
        )

    told("a", f"Talks\n\nIt gives {figure}. It gives {another}.", 1e9)
    told("b", f"{figure}\n\nIt gives {another}.", 2e9)
    assert ledger.promises() == whole(ledger)
    assert len(ledger.promises()) == 3


def test_a_glance_looks_a_report_up_once_and_gives_the_same_order(ledger, monkeypatch):
    ledger.append(reading("b", PROMISE, ARRIVAL, published="2024-01-01"))
    ledger.append(reading("a", ARRIVAL, published="2024-02-01"))
    claims = [claim.id for claim in ledger.claims()]
    with ledger.glance() as glance:
        at_once = list(glance.evidence(claims).items())
    with ledger.glance() as glance:
        one, *others = claims
        assert list(glance.evidence([one])) == [one]
        assert list(glance.evidence([*others, one, "unknown"]).items()) == at_once
        monkeypatch.setattr(index_reports, "told_beside", None)
        assert list(glance.evidence(reversed(claims)).items()) == at_once
        assert dict(glance.evidence(["unknown"])) == {}
        with pytest.raises(TypeError):
            glance.anew().evidence(claims)


def test_both_stores_give_the_same(ledger):
    ledger.append(reading("a", PROMISE, published="2024-01-01", publisher="X"))
    assert ledger.promises() == whole(ledger)
    ledger.append(reading("b", ARRIVAL, published="2024-08-01"))
    ledger.append(reading("a", ARRIVAL, published="2024-09-01"))
    assert ledger.promises() == whole(ledger)
    assert ledger.verify() == []


@pytest.fixture
def some(ledger):
    """Promises of two actors, with and without deadlines and values."""
    for number, (by, amount, deadline) in enumerate(
        [("DEU", 50, "2024-03"), ("DEU", 70, None), ("FRA", 10, "2024-12"), ("FRA", None, "2024-01")]
    ):
        money = item("money", amount=amount * 1e6, currency="EUR") if amount else item("vehicles", unit="bus")
        told = commitment(by, "UKR" if number else "MDA", money, deadline=deadline, words=f"promise {number}")
        ledger.append(reading(f"r{number}", told, published=f"2024-02-0{number + 1}"))
    return ledger


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PromiseQuery(), ["r0", "r1", "r2", "r3"]),
        (PromiseQuery(actor="FRA"), ["r2", "r3"]),
        (PromiseQuery(recipient="MDA"), ["r0"]),
        (PromiseQuery(actor="UKR"), []),
        (PromiseQuery(category="vehicles"), ["r3"]),
        (PromiseQuery(statuses=("overdue",)), ["r3"]),
        (PromiseQuery(statuses=("overdue", "open"), actor="FRA"), ["r2", "r3"]),
        (PromiseQuery(due_from="2024-03-31"), ["r0", "r2"]),
        (PromiseQuery(due_until="2024-03-31"), ["r0", "r3"]),
        (PromiseQuery(sort="deadline"), ["r3", "r0", "r2", "r1"]),
        (PromiseQuery(sort="at_stake"), ["r1", "r0", "r2", "r3"]),
    ],
)
def test_promises_are_chosen_and_sorted(some, query, expected):
    page = some.page(query)
    assert [promise.documents[0] for promise in page.promises] == expected
    assert page.total == len(expected)


@pytest.mark.parametrize("indexed_from", [0, 10**9])
def test_a_list_is_a_part_of_the_whole_with_and_without_an_index(some, monkeypatch, indexed_from):
    monkeypatch.setattr(opened, "INDEXED_FROM", indexed_from)
    listed = some.listed(PromiseQuery(actor="FRA", limit=1), "2024-03")
    assert ([p.documents[0] for p in listed.promises], listed.total) == (["r2"], 2)
    with some._access.reading() as connection:
        assert inspect(connection).has_table("index_state") is (indexed_from == 0)


def test_a_page_is_a_part_of_the_whole(some):
    page = some.page(PromiseQuery(offset=1, limit=2))
    assert ([p.documents[0] for p in page.promises], page.total) == (["r1", "r2"], 4)


def folds(ledger, monkeypatch):
    """Ask for all promises, and count the cells that were folded for it."""
    counted = []
    fold_cells = indexing.fold_cells
    with monkeypatch.context() as patched:
        patched.setattr(
            indexing, "fold_cells", lambda cells, *a: counted.extend(cells) or fold_cells(cells, *a)
        )
        assert ledger.promises() == whole(ledger)
    return counted


def test_only_what_changed_is_folded(some, monkeypatch):
    assert len(folds(some, monkeypatch)) >= 4
    assert folds(some, monkeypatch) == []
    some.append(reading("r9", delivery("FRA", "UKR", item("vehicles", quantity=3, unit="bus"))))
    assert folds(some, monkeypatch) == ['["who","vehicles",["FRA"]]']
    some.append(reading("r8", statement()))
    assert folds(some, monkeypatch) == []


def test_a_deadline_that_passes_is_seen(some, monkeypatch):
    assert [p.status for p in some.page(PromiseQuery(actor="DEU")).promises] == ["open", "open"]
    folds(some, monkeypatch)
    some.append(reading("later", statement(), published="2024-04-20"))
    assert folds(some, monkeypatch) == ['["who","money",["DEU"]]']
    (overdue, _) = some.page(PromiseQuery(actor="DEU")).promises
    assert (overdue.status, overdue.days_late) == ("overdue", 20)
    some.append(reading("later still", statement(), published="2024-04-30"))
    assert folds(some, monkeypatch) == []
    assert some.promise(overdue.id).days_late == 30


def test_a_judgement_folds_the_cells_of_its_claims(some, monkeypatch):
    folds(some, monkeypatch)
    claim = next(c for c in some.claims() if c.evidence.text == "promise 1")
    some.judge("reject", claim.id, user="ida")
    assert folds(some, monkeypatch) == ['["figure","money","EUR",912]', '["who","money",["DEU"]]']


def test_another_program_makes_the_index_anew(some, monkeypatch):
    folds(some, monkeypatch)
    monkeypatch.setattr(indexing, "fingerprint", lambda: "another")
    assert len(folds(some, monkeypatch)) >= 4


def test_an_index_of_another_program_with_other_columns_is_made_anew(some, monkeypatch):
    folds(some, monkeypatch)
    with some._access.writing() as connection:
        connection.exec_driver_sql("DROP TABLE index_state")
        connection.exec_driver_sql("CREATE TABLE index_state (name VARCHAR(32) PRIMARY KEY, value TEXT)")
        connection.exec_driver_sql(
            "INSERT INTO index_state VALUES ('fingerprint', 'earlier'), ('is_folded', 'yes')"
        )
    assert some.promises() == whole(some)


def test_the_index_can_be_dropped(some):
    with some._access.writing() as connection:
        drop(connection)
    assert some.promises() == whole(some)


def test_an_index_that_was_broken_off_is_finished(some, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(indexing, "fold_cells", stop)
        with pytest.raises(KeyboardInterrupt):
            some.promises()
    assert some.promises() == whole(some)


def test_a_ledger_that_may_only_be_read_is_folded_anew(some, monkeypatch):
    monkeypatch.setattr(some._access, "is_writable", False)
    assert some.promises() == whole(some)
    with pytest.raises(LedgerError, match="may not be written"):
        some.page(PromiseQuery())


def test_a_small_ledger_keeps_no_index(place, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 20_000)
    with Ledger(place) as small:
        small.append(reading("a", PROMISE))
        assert len(small.promises()) == 1
        with small._access.reading() as connection:
            assert not any(name.startswith("index_") for name in inspect(connection).get_table_names())


@pytest.mark.parametrize("column", ["document", "original", "text", "copy_of"])
def test_a_version_is_looked_up_by_what_is_asked_of_it(tmp_path, column):
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append(reading("a", PROMISE))
        ledger.page(PromiseQuery())
        with ledger._access.reading() as connection:
            asked = f"SELECT document FROM index_versions WHERE {column} IN (?, ?) AND is_current = 1"
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", ("x", "y")).all()
    assert f"({column}=?)" in str(plan)


@pytest.mark.parametrize(
    ("query", "is_sorted"),
    [
        (PromiseQuery(sort="known"), False),
        (PromiseQuery(sort="deadline"), False),
        (PromiseQuery(sort="at_stake"), False),
        (PromiseQuery(sort="urgency"), False),
        (PromiseQuery(sort="urgency", statuses=("overdue",)), False),
        (PromiseQuery(sort="deadline", statuses=("overdue",)), False),
        (PromiseQuery(sort="urgency", actor="DEU"), True),  # of one actor there are few
    ],
)
def test_a_page_is_read_in_its_order_and_not_sorted_for_it(tmp_path, query, is_sorted):
    asked = []
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append(reading("a", PROMISE))
        ledger.page(query)
        event.listen(ledger._access._engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
        ledger.page(query)
        words, values = next(
            (words, values) for words, values in asked if "index_promises" in words and "ORDER BY" in words
        )
        with ledger._access.reading() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).all()
    assert ("TEMP B-TREE" in str(plan)) is is_sorted


def test_promises_are_counted_without_a_look_at_each(tmp_path):
    asked = []
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append(reading("a", PROMISE))
        event.listen(ledger._access._engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
        ledger.page(PromiseQuery(category="vehicles", statuses=("open", "overdue"), sort="urgency"))
        words, values = next((w, v) for w, v in asked if "count(" in w and "FROM index_promises" in w)
        with ledger._access.reading() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).all()
    assert "COVERING INDEX index_promises_by_urgency" in str(plan)
