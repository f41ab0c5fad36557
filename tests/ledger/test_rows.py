"""Many rows at once; every test runs over a file and over a server."""

import pytest
from sqlalchemy import select
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger
from tallystick.ledger.index_tables import copy_keys, derived
from tallystick.ledger.rows import Present, add_rows


def held(connection):
    return {
        key: bytes(some) for key, some in connection.execute(select(copy_keys.c.key, copy_keys.c.holders))
    }


def test_rows_are_added_and_put_in_place_of_others(place):
    with Ledger(place) as ledger, ledger._access.writing() as connection:
        derived.create_all(connection)
        add_rows(connection, copy_keys, [])
        add_rows(connection, copy_keys, [{"key": 2**62, "holders": b"1"}, {"key": 1, "holders": b"\0"}])
        assert held(connection) == {2**62: b"1", 1: b"\0"}
        add_rows(
            connection, copy_keys, [{"holders": b"2", "key": 1}, {"holders": b"3", "key": 5}], replacing=True
        )
        assert held(connection) == {2**62: b"1", 1: b"2", 5: b"3"}


def test_a_row_that_another_tells_of_and_that_is_not_there_is_damage():
    found = Present({1: "here"})
    assert found[1] == "here"
    with pytest.raises(LedgerError, match="it tells of 2 and cannot find it; see tally verify"):
        found[2]
