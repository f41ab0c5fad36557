"""Several programs at one ledger, and programs that are killed at work: real processes, real files."""

import subprocess
import sys

import pytest
from tallystick.ledger import Ledger

WRITE = """
import sys
from factories import reading, statement
from tallystick.ledger import Ledger
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Ledger(path) as ledger:
    for n in range(count):
        ledger.append(reading(f"{name}-{n}", *(statement(f"{name} says sentence {n}.{m}") for m in range(5))))
        print(f"{name}-{n}", flush=True)
"""


def writer(path, name, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )


def test_programs_that_write_at_the_same_time_all_succeed(place):
    # none of them finds a ledger: they make it at the same time, too
    writers = [writer(place, name, 20) for name in ("a", "b", "c")]
    for running in writers:
        _, errors = running.communicate(timeout=120)
        assert (running.returncode, errors) == (0, "")
    with Ledger(place) as ledger:
        assert ledger.verify() == []
        assert len(ledger.documents()) == 60
        assert len(ledger.claims()) == 300


def test_programs_that_read_the_same_reports_add_them_once(place):
    writers = [writer(place, "same", 20) for _ in range(2)]
    for running in writers:
        assert running.communicate(timeout=120)[1] == ""
    with Ledger(place) as ledger:
        assert ledger.verify() == []
        assert [d.id for d in ledger.documents()] == [f"same-{n}" for n in range(20)]


@pytest.mark.parametrize("after", [1, 6, 17, 40])
def test_what_was_acknowledged_survives_a_kill(place, after):
    running = writer(place, "a", 10_000)
    acknowledged = [running.stdout.readline().strip() for _ in range(after)]
    running.kill()
    rest = running.stdout.read()  # also what was buffered behind the lines read before
    running.communicate(timeout=60)
    acknowledged += [line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    with Ledger(place) as ledger:
        assert ledger.verify() == []
        kept = [d.id for d in ledger.documents()]
        assert kept[: len(acknowledged)] == acknowledged
        assert len(kept) <= len(acknowledged) + 1  # the one that was being written
        assert len(ledger.claims()) == 5 * len(kept)


def test_a_program_killed_while_it_makes_the_ledger_leaves_one_that_opens(tmp_path):
    path = tmp_path / "pledges.tally"
    running = writer(path, "a", 10_000)
    while not path.exists():
        assert running.poll() is None
    running.kill()
    running.communicate(timeout=60)
    with Ledger(path) as ledger:
        assert ledger.verify() == []
