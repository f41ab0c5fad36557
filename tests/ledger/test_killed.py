"""Programs that are killed while they make an index: real processes, a real SIGKILL, a file and a real server."""

import random
import signal
import subprocess
import sys

from benchmarks.generated import Generator
from sqlalchemy import select
from tallystick.ledger import Ledger, indexing, opened
from tallystick.ledger.index_histories import tell
from tallystick.ledger.index_tables import derived, drop
from tallystick.reconcile import find_copies

MAKE = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from tallystick.ledger import Ledger, indexing
from tallystick.ledger.index_histories import tell

place, entries, cells, last = sys.argv[1], *map(int, sys.argv[2:])
indexing._ENTRIES, indexing._CELLS = entries, cells
asked = 0

def count(*_):
    global asked
    asked += 1
    if asked == last:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(Engine, "before_cursor_execute", count)
event.listen(Engine, "commit", count)
with Ledger(place) as ledger:
    indexing.refresh(ledger._access)
    tell(ledger._access)
"""
"""Makes an index and its histories, and kills itself at its ``last`` question to the database, or commit."""

ENTRIES, CELLS = 60, 8
"""So little in a transaction that an index takes many."""

KILLS = 5
"""All of them come before the index and its histories are done, which takes some 800 questions."""


def make(place, last):
    return subprocess.run(
        [sys.executable, "-c", MAKE, place, str(ENTRIES), str(CELLS), str(last)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )


def tables(ledger):
    """All that the index holds."""
    with ledger._access.reading() as connection:
        return {t.name: sorted(map(repr, connection.execute(select(t)))) for t in derived.sorted_tables}


def test_an_index_whose_maker_was_killed_again_and_again_is_like_one_made_at_once(place, monkeypatch):
    monkeypatch.setattr(indexing, "_ENTRIES", ENTRIES)
    monkeypatch.setattr(indexing, "_CELLS", CELLS)
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    with Ledger(place) as ledger:
        ledger.append_all(Generator(300, seed=5).readings())
    chance = random.Random(20240229)
    for _ in range(KILLS):
        ended = make(place, chance.randrange(80, 250))
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        with Ledger(place) as ledger:
            assert ledger.verify() == []
    with Ledger(place) as ledger:
        indexing.refresh(ledger._access)
        tell(ledger._access)
        resumed = tables(ledger)
        assert len(resumed["index_promises"]) > CELLS
        assert resumed["index_history_records"]
        assert ledger.promises() == list(ledger.reconciled().promises)
        assert ledger.copies() == find_copies(ledger.documents())
        with ledger._access.writing() as connection:
            drop(connection)
        indexing.refresh(ledger._access)
        tell(ledger._access)
        assert tables(ledger) == resumed
