"""What stands on a terminal: as wide as the window, coloured unless that is not wanted, and whole when a pipe ends."""

import re

import pytest

REPORTS = {
    "a.txt": "Norway promised on Monday to send Ukraine 40 buses by June 2024.",
    "b.txt": "Norway has delivered 10 of the 40 buses that it promised Ukraine, the defence ministry said.",
}
COLOUR = r"\x1b\[[0-9;]*3[0-9]"
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def ledger(tally, tmp_path):
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text)
    assert tally("read", *REPORTS, "--ledger", "a.tally").returncode == 0
    return "a.tally"


@pytest.fixture
def promise(tally, ledger):
    return tally("promises", "--ledger", ledger).stdout.decode().split('"id": "')[1][:16]


@pytest.mark.parametrize("command", ["promises", "show", "why", "candidates", "copies", "search"])
def test_nothing_is_wider_than_a_narrow_window(terminal, monkeypatch, ledger, promise, command):
    monkeypatch.setenv("COLUMNS", "40")
    what = {"show": [promise], "why": [promise], "search": ["buses"]}.get(command, [])
    status, sent = terminal(command, *what, "--ledger", ledger)
    lines = ESCAPE.sub("", sent).replace("\r", "").splitlines()
    assert (status, [line for line in lines if len(line) > 40]) == (0, [])


def test_colours_are_left_out_where_they_are_not_wanted(terminal, monkeypatch, ledger):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert re.search(COLOUR, terminal("promises", "--ledger", ledger)[1])
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(COLOUR, terminal("promises", "--ledger", ledger)[1])
