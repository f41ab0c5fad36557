"""What every test may rely on: a terminal of known width and no settings from the machine it runs on."""

import os
import pty
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import statements

MEMORY = Path("/dev/shm")  # noqa: S108 (each run makes a folder of its own there)
ROOM = 6 * 2**30
"""So much is free in memory where tests write there; they need about a tenth of it at a time."""

if (
    "TMPDIR" not in os.environ
    and os.access(MEMORY, os.W_OK | os.X_OK)
    and shutil.disk_usage(MEMORY).free > ROOM
):
    os.environ["TMPDIR"] = str(MEMORY)  # a ledger waits for its disk at each commit
    tempfile.tempdir = None

statements.share()

# How long an example takes says more about the machine than about the program; benchmarks measure.
settings.register_profile(
    "unhurried", parent=settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    for name in (
        "FORCE_COLOR",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "TTY_COMPATIBLE",
        "PYTHONIOENCODING",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "40")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PYTHONUTF8", "1")


@pytest.fixture
def tally(tmp_path):
    """Runs the installed program in an empty folder: ``tally("read", "a.txt", stdin=b"...")``."""

    def run(*arguments, stdin=b"", stdout=subprocess.PIPE):
        return subprocess.run(
            [sys.executable, "-m", "tallystick", *map(str, arguments)],
            cwd=tmp_path,
            input=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def terminal(tmp_path):
    """Runs the program on a terminal and returns its exit code and what the terminal was sent."""

    def run(*arguments):
        ours, its = pty.openpty()
        command = [sys.executable, "-m", "tallystick", *map(str, arguments)]
        with subprocess.Popen(command, cwd=tmp_path, stdin=its, stdout=its, stderr=its) as process:
            os.close(its)
            sent = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        return process.returncode, sent.decode()

    return run


def _read(stream):
    try:
        return os.read(stream, 65536)
    except OSError:  # what a terminal answers when its last writer is gone
        return b""
