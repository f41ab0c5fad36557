import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tallystick.errors import LedgerError
from tallystick.ledger import BrokenEntry, Ledger
from tallystick.ledger.appending import Head
from tallystick.ledger.entries import Draft, chained, drafts_of
from tallystick.ledger.schema import entries

from behind import DATABASE_ERRORS, behind
from factories import commitment, item, reading, statement


@pytest.fixture
def filled(place):
    """A ledger of three reports: entries 1 to 3, 4 to 6 and 7 to 9 are document, claim and reading."""
    with Ledger(place) as ledger:
        for name in ("a", "b", "c"):
            ledger.append(reading(name, commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"))))
    return place


def test_hashes_are_what_they_always_were(filled):
    """A ledger that was written years ago goes on, and what it holds is known."""
    with Ledger(filled) as ledger:
        assert ledger.head() == Head(9, "b3a27124bd1efe81676f1d3ca1e99bb85b0453f8f7c9572dec0c22884fbcb8f7")


def broken(place):
    with Ledger(place) as ledger:
        return ledger.verify()


def entry(place, seq):
    with Ledger(place) as ledger, ledger._access.reading() as connection:
        return connection.execute(select(entries).where(entries.c.seq == seq)).one()


@pytest.mark.parametrize(
    ("statement", "verb"),
    [
        ("UPDATE entries SET payload = '{}' WHERE seq = 2", "UPDATE"),
        ("UPDATE entries SET recorded_at = ''", "UPDATE"),
        ("DELETE FROM entries WHERE seq = 9", "DELETE"),
        ("DELETE FROM entries", "DELETE"),
    ],
)
def test_the_database_itself_refuses_changes(filled, statement, verb):
    with pytest.raises(DATABASE_ERRORS, match=f"a ledger only grows: {verb} refused"):
        behind(filled, statement, guarded=True)
    assert broken(filled) == []


def test_a_server_refuses_to_empty_the_table(server):
    url = server.new_url()
    Ledger(url).close()
    with pytest.raises(DATABASE_ERRORS, match="a ledger only grows: TRUNCATE refused"):
        behind(url, "TRUNCATE entries", guarded=True)


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
def test_a_change_behind_its_back_is_found(filled, statement, found):
    behind(filled, statement)
    assert broken(filled)[: len(found)] == found


def test_an_entry_forged_with_its_hash_is_found_by_the_next(filled):
    forged = drafts_of(reading("forged", statement()))[0]
    digest = chained(entry(filled, 7).previous, forged)
    behind(
        filled,
        f"UPDATE entries SET payload = '{forged.payload}', key = '{forged.key}', subject = 'forged', "
        f"hash = '{digest}', checksum = NULL WHERE seq = 7",
    )
    assert broken(filled)[:1] == [BrokenEntry(8, "it does not follow the entry before it")]


@pytest.mark.parametrize("payload", ["no json", "[]", "{}"])
def test_a_payload_that_is_none_is_found_even_where_the_chain_holds(filled, payload):
    last = entry(filled, 9)
    forged = chained(last.previous, Draft(last.kind, last.key, last.subject, payload))
    behind(filled, f"UPDATE entries SET payload = '{payload}', hash = '{forged}' WHERE seq = 9")
    assert broken(filled) == [BrokenEntry(9, "its payload is not that of an entry")]
    with (
        Ledger(filled) as ledger,
        pytest.raises(LedgerError, match=r"holds entries that were changed .*; restore it"),
    ):
        ledger.promises()


def test_when_it_was_recorded_lies_outside_the_chain(filled):
    behind(filled, "UPDATE entries SET recorded_at = '1999-12-31T23:59:59+00:00', checksum = NULL")
    assert broken(filled) == []


names = st.lists(st.sampled_from("abcdef"), max_size=8)


@given(names)
@settings(max_examples=10, deadline=None)
def test_what_is_appended_in_one_order_gives_one_chain(tmp_path_factory, order):
    heads = []
    for _ in range(2):
        with Ledger(tmp_path_factory.mktemp("chain") / "x.tally") as ledger:
            for name in order:
                ledger.append(reading(name, statement()))
            assert len(ledger.documents()) == len(set(order))
            assert ledger.verify() == []
            heads.append(ledger.head())
    assert heads[0] == heads[1]
