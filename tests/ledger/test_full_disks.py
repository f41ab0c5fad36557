"""A disk that is full while a command writes a ledger: one line is said, nothing is lost, the next run goes on."""

import json
import sys
from pathlib import Path

import pytest
from benchmarks.generated import Generator
from tallystick.ledger import Ledger

from disks import on_a_disk

REGISTER = Path(__file__).parents[2] / "examples" / "registers" / "sipri.csv"
TALLY = f"{sys.executable} -m tallystick"
ROOM = "64m"

COMMANDS = {
    "index": "index",
    "histories": "index --days",
    "import": f"import sipri {REGISTER}",
    "judge": "judge accept {claim} --user ida",
    "load": "load {dump}",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A ledger without an index, a dump that goes on where it ends, and a claim of it."""
    folder = tmp_path_factory.mktemp("kept")
    readings = list(Generator(400, seed=5).readings())
    with Ledger(folder / "a.tally") as ledger:
        ledger.append_all(readings[:50])
        claim = ledger.claims()[0].id
        first = list(ledger.export_lines())[1:]
    with Ledger(folder / "longer.tally") as longer:
        longer.import_lines([json.dumps(_header(first)), *first])
        longer.append_all(readings[50:])
        (folder / "dump.jsonl").write_text("\n".join(longer.export_lines()) + "\n", encoding="utf-8")
    return folder, claim


def _header(lines):
    return {"format": "tally-ledger/1", "entries": len(lines), "hash": json.loads(lines[-1])["hash"]}


def entries_in(place):
    with Ledger(place) as ledger:
        assert ledger.verify() == []
        return list(ledger.export_lines())[1:]


@pytest.mark.parametrize("room_kib", [0, 400], ids=["at once", "in the midst"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_disk_that_fills_is_told_and_the_next_run_goes_on(kept, tmp_path, command, room_kib):
    folder, claim = kept
    disk, filled, after = (tmp_path / name for name in ("disk", "filled", "after"))
    for made in (disk, filled, after):
        made.mkdir()
    asked = COMMANDS[command].format(claim=claim, dump=folder / "dump.jsonl")
    run = f"{TALLY} {asked} --ledger {disk}/a.tally >/dev/null"
    size = (folder / "a.tally").stat().st_size // 1024 + 4 + room_kib
    script = (
        f"cp {folder}/a.tally {disk} && {run}; echo code $?; mount -o remount,size={ROOM} {disk}; "
        f"cp {disk}/a.tally* {filled}; {run}; code=$?; cp {disk}/a.tally* {after}; (exit $code)"
    )
    code, said, out = on_a_disk(script, disk, f"size={size}k")
    full = "cannot grow: the disk is full; make room and run the same again, nothing is lost"
    assert code == 0, said
    if out[:2] == ["code", "2"]:
        assert f"tally: Ledger {disk}/a.tally {full}" in said.splitlines()
        assert "Traceback" not in said
    else:
        assert room_kib == 400  # there was room enough for it
    before = entries_in(folder / "a.tally")
    assert entries_in(filled / "a.tally")[: len(before)] == before
    found = entries_in(after / "a.tally")
    assert found[: len(before)] == before
    assert len(found) > len(before) or command in ("index", "histories")
