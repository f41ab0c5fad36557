"""A bar shows how far an index is, on a terminal and where it takes a while."""

import os
import pty

import pytest
from tallystick.cli import asking
from tallystick.cli.choosing import Wanted
from tallystick.cli.promises import list_promises
from tallystick.ledger import Ledger, opened
from tallystick.reconcile.codebook import parse_codebook

REPORTS = {
    "a.txt": "Norway promised on Monday to send Ukraine 40 buses by June 2024.",
    "b.txt": "Norway has delivered 10 of the 40 buses that it promised Ukraine, the defence ministry said.",
}


@pytest.fixture
def ledger(tally, tmp_path, monkeypatch):
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text)
    assert tally("read", *REPORTS, "--ledger", "a.tally").returncode == 0
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    return str(tmp_path / "a.tally")


ALL = Wanted()


def shown(ledger, monkeypatch):
    """What a terminal is sent on the stream of messages."""
    ours, its = pty.openpty()
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(its, "w") as stream:
        monkeypatch.setattr("sys.stderr", stream)
        list_promises(ledger, ALL, json=True)
    sent = os.read(ours, 65536).decode() if _is_sent(ours) else ""
    os.close(ours)
    return sent


def _is_sent(stream):
    os.set_blocking(stream, False)
    try:
        first = os.read(stream, 1)
    except OSError:
        return False
    return bool(first)


def test_a_bar_shows_how_far_a_large_index_is(ledger, monkeypatch, capsys):
    monkeypatch.setattr(asking, "LEAST", 0)
    assert "entries taken into the index" in shown(ledger, monkeypatch)
    assert "40 bus" in capsys.readouterr().out


def test_no_bar_is_shown_for_little(ledger, monkeypatch, capsys):
    assert shown(ledger, monkeypatch) == ""
    assert "40 bus" in capsys.readouterr().out


def test_no_bar_is_shown_in_a_pipe(ledger, monkeypatch, capsys):
    monkeypatch.setattr(asking, "LEAST", 0)
    list_promises(ledger, ALL, json=True)
    assert capsys.readouterr().err == ""


def test_each_step_is_told_to_its_end(ledger):
    told = {}
    with Ledger(ledger, progress=lambda step, done, of: told.update({step: (done, of)})) as asked:
        asked.promises("2030-01-01")
        asked.positions(codebook=parse_codebook('[concept.buses]\nlabel = "Buses"\nwords.en = ["bus"]'))
    assert sorted(told) == [
        "entries looked through for concepts",
        "entries taken into the index",
        "groups of promises folded",
        "groups of promises told day by day",
        "stands of actors added up",
    ]
    assert all(done == of > 0 for done, of in told.values())
