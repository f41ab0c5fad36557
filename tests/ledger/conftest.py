"""Every test that asks for ``place`` runs twice: over a file and over a database of a real server."""

from collections.abc import Iterator

import pytest
from tallystick.ledger.opened import Opened

import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """The private PostgreSQL server of this run."""
    with postgres.running() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a new ledger may be made: a file that is not there yet, or an empty database."""
    if request.param == "sqlite":
        yield str(tmp_path / "pledges.tally")
    else:
        with request.getfixturevalue("server").passing_url() as url:
            yield url


@pytest.fixture
def looked_up(monkeypatch):
    """From now on everything is looked up: reading the whole ledger is an error."""

    def look_up():
        def refuse(*_):
            raise AssertionError("the whole ledger was read")

        monkeypatch.setattr(Opened, "_all_readings", refuse)

    return look_up
