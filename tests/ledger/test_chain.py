import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.errors import LedgerError
from tallystick.ledger import BrokenEntry, Ledger
from tallystick.ledger.entries import Draft, chained, drafts_of

from factories import commitment, item, reading, statement


@pytest.fixture
def path(tmp_path):
    """A ledger of three reports: entries 1 to 3, 4 to 6 and 7 to 9 are document, claim and reading."""
    path = tmp_path / "pledges.tally"
    with Ledger(path) as ledger:
        for name in ("a", "b", "c"):
            ledger.append(reading(name, commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"))))
    return path


def run(path, statement, values=(), *, guarded=False):
    """Change the file behind the ledger's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if not guarded:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, values)


def broken(path):
    with Ledger(path) as ledger:
        return ledger.verify()


@pytest.mark.parametrize(
    ("statement", "verb"),
    [
        ("UPDATE entries SET payload = '{}' WHERE seq = 2", "UPDATE"),
        ("UPDATE entries SET recorded_at = ''", "UPDATE"),
        ("DELETE FROM entries WHERE seq = 9", "DELETE"),
        ("DELETE FROM entries", "DELETE"),
    ],
)
def test_the_file_itself_refuses_changes(path, statement, verb):
    with pytest.raises(sqlite3.IntegrityError, match=f"a ledger only grows: {verb} refused"):
        run(path, statement, guarded=True)
    assert broken(path) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE entries SET payload = replace(payload, '40', '41') WHERE seq = 5",
         [BrokenEntry(5, "its content is not what its hash was made of")]),
        ("UPDATE entries SET kind = 'document' WHERE seq = 5",
         [BrokenEntry(5, "its content is not what its hash was made of")]),
        ("UPDATE entries SET subject = 'x' WHERE seq = 5",
         [BrokenEntry(5, "its key or subject is not that of its payload")]),
        ("UPDATE entries SET hash = 'x' WHERE seq = 5",
         [BrokenEntry(5, "its content is not what its hash was made of"),
          BrokenEntry(6, "it does not follow the entry before it")]),
        ("UPDATE entries SET previous = 'x' WHERE seq = 1",
         [BrokenEntry(1, "it does not follow the entry before it")]),
        ("DELETE FROM entries WHERE seq = 5",
         [BrokenEntry(6, "entries 5 to 5 are missing before it")]),
        ("DELETE FROM entries WHERE seq IN (1, 2)",
         [BrokenEntry(3, "entries 1 to 2 are missing before it")]),
    ],
)  # fmt: skip
def test_a_change_behind_its_back_is_found(path, statement, found):
    run(path, statement)
    assert broken(path) == found


def test_an_entry_forged_with_its_hash_is_found_by_the_next(path):
    with closing(sqlite3.connect(path)) as connection:
        (previous,) = connection.execute("SELECT previous FROM entries WHERE seq = 7").fetchone()
    forged = drafts_of(reading("forged", statement()))[0]
    run(
        path,
        "UPDATE entries SET payload = ?, key = ?, subject = ?, hash = ? WHERE seq = 7",
        (forged.payload, forged.key, forged.subject, chained(previous, forged)),
    )
    assert broken(path) == [BrokenEntry(8, "it does not follow the entry before it")]


@pytest.mark.parametrize("payload", ["no json", "[]", "{}"])
def test_a_payload_that_is_none_is_found_even_where_the_chain_holds(path, payload):
    with closing(sqlite3.connect(path)) as connection:
        previous, kind, key, subject = connection.execute(
            "SELECT previous, kind, key, subject FROM entries WHERE seq = 9"
        ).fetchone()
    forged = chained(previous, Draft(kind, key, subject, payload))
    run(path, "UPDATE entries SET payload = ?, hash = ? WHERE seq = 9", (payload, forged))
    assert broken(path) == [BrokenEntry(9, "its payload is not that of an entry")]
    with (
        Ledger(path) as ledger,
        pytest.raises(LedgerError, match="holds entries that were changed; restore it"),
    ):
        ledger.promises()


def test_when_it_was_recorded_lies_outside_the_chain(path):
    run(path, "UPDATE entries SET recorded_at = '1999-12-31T23:59:59+00:00'")
    assert broken(path) == []


names = st.lists(st.sampled_from("abcdef"), max_size=8)


@given(names)
@settings(max_examples=20, deadline=None)
def test_what_is_appended_in_one_order_gives_one_chain(tmp_path_factory, order):
    hashes = []
    for _ in range(2):
        path = tmp_path_factory.mktemp("chain") / "x.tally"
        with Ledger(path) as ledger:
            for name in order:
                ledger.append(reading(name, statement()))
            assert len(ledger.documents()) == len(set(order))
            assert ledger.verify() == []
        with closing(sqlite3.connect(path)) as connection:
            hashes.append(connection.execute("SELECT hash FROM entries ORDER BY seq").fetchall())
    assert hashes[0] == hashes[1]
