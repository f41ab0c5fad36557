"""Kills, full disks and damaged pages: real processes, real files, a real server."""

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from benchmarks.faults import start, survived
from benchmarks.generated import Generator
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger
from tallystick.ledger.telling import order

from factories import commitment, item, reading, statement

PAGE = 4096
TELLING = [sys.executable, "-m", "tallystick.ledger.telling"]


@pytest.mark.parametrize("after", [1, 60])
def test_every_acknowledged_report_survives_a_kill(place, after):
    running = start(place, after)
    running.stdout.readline()  # it has begun
    acknowledged = [running.stdout.readline().strip() for _ in range(after)]
    running.kill()
    said = running.stdout.read()
    running.stdout.close()
    running.stderr.close()
    running.wait(timeout=60)
    acknowledged += [line.strip() for line in said.splitlines(keepends=True) if line.endswith("\n")]
    with Ledger(place) as ledger:
        assert ledger.verify() == []
        assert set(acknowledged) <= {document.id for document in ledger.documents()}
        assert ledger.append(reading("after", statement())).documents == 1


def test_a_ledger_killed_while_it_was_indexed_answers(place, monkeypatch):
    running = start(place, 7)
    for _ in range(160):
        running.stdout.readline()
    running.kill()
    running.communicate(timeout=60)
    with Ledger(place) as ledger:
        expected = list(ledger.reconciled().promises)
        monkeypatch.setattr("tallystick.ledger.opened.INDEXED_FROM", 0)
        assert ledger.promises() == expected


def test_histories_whose_making_was_killed_again_and_again_are_those_of_every_day(place, monkeypatch):
    monkeypatch.setattr("tallystick.ledger.opened.TOLD_FROM", 0)
    with Ledger(place) as ledger:
        ledger.append_all(Generator(800).readings())
        left = ledger.histories().left
        assert left > 60  # more than three steps
        for _ in range(3):
            with subprocess.Popen(TELLING, stdin=subprocess.PIPE, text=True) as running:
                running.stdin.write(order(place))
                running.stdin.close()
                while ledger.histories().left == left:
                    assert running.poll() is None
                running.kill()
            assert ledger.verify() == []
            assert 0 < ledger.histories().left < left
            left = ledger.histories().left
        ledger.make_histories()
        for day in ("2022-03-01", "2023-06-01", "2025-01-01"):
            with ledger.glance_at(day) as then:
                assert then.promises() == list(ledger.reconciled(day).promises)


def test_a_full_disk_is_told_and_loses_nothing(tmp_path):
    place = str(tmp_path / "pledges.tally")
    found = survived(place, start(place, 3, most_bytes=600_000))
    assert f"Ledger {place} c" in found.message  # "cannot grow", or "could not be read or written"
    assert found.acknowledged > 0
    assert (found.lost, found.broken) == ((), ())
    with Ledger(place) as ledger:
        assert ledger.append(reading("after", statement())).documents == 1


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A ledger of some pages, and what it holds."""
    path = tmp_path_factory.mktemp("sound") / "pledges.tally"
    with Ledger(path) as ledger:
        for number in range(30):
            told = commitment("DEU", "MDA", item("vehicles", quantity=40 + number, unit="bus"))
            ledger.append(reading(f"r{number}", told, statement(f"Sentence {number} " * 20)))
        ledger.append(reading("long", text="A long text. " * 2000))
        return path.with_suffix(""), ledger.readings()


@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_page_is_found_and_never_served(tmp_path, sound, seed):
    original, readings = sound
    path = tmp_path / "damaged.tally"
    content = bytearray(original.with_suffix(".tally").read_bytes())
    chance = random.Random(seed)
    page = chance.randrange(1, len(content) // PAGE)
    at = page * PAGE + chance.randrange(PAGE - 64)
    content[at : at + 64] = chance.randbytes(64)
    Path(path).write_bytes(content)
    served, broken = None, None
    with suppress(LedgerError), Ledger(path) as ledger:
        with suppress(LedgerError):
            served = ledger.readings()
        broken = ledger.verify()
    assert served in (None, readings)
    if served is None:
        assert broken != []


def test_a_page_of_another_ledger_is_found(tmp_path, sound):
    original, _ = sound
    path = tmp_path / "mixed.tally"
    content = bytearray(original.with_suffix(".tally").read_bytes())
    pages = len(content) // PAGE
    content[-PAGE:] = content[(pages // 2) * PAGE : (pages // 2 + 1) * PAGE]
    path.write_bytes(content)
    with Ledger(path) as ledger:
        assert ledger.verify() != []


def test_two_programs_write_batches_at_once(place):
    running = [start(place, seed) for seed in (1, 2)]
    for one in running:
        for _ in range(12):
            one.stdout.readline()
    for one in running:
        one.terminate()
    for one in running:
        with suppress(subprocess.TimeoutExpired):
            one.communicate(timeout=60)
    with Ledger(place) as ledger:
        assert ledger.verify() == []
        assert {d.id[:8] for d in ledger.documents()} == {"report-1", "report-2"}
