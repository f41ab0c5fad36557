"""A PostgreSQL server for tests: a private cluster on a socket in a passing folder, stopped at the end.

It needs Debian's package ``postgresql`` (or ``initdb`` on the path), version 15 or later. Where that is missing
tests are skipped and say so; where ``CI`` is set they fail instead.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
RULES = """\
local all locked scram-sha-256
local all all trust
"""
"""Who may log in: ``locked`` with a password, everybody else without (pg_hba.conf)."""


HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off")
"""Nothing has to outlast a loss of power, and what a test asks is asked once of a few rows: nobody tidies up after
each of many databases, and no question is compiled."""

_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running cluster; ``folder`` holds its socket."""

    folder: Path

    def url(self, database: str, user: str = "postgres", password: str | None = None) -> str:
        login = user if password is None else f"{user}:{password}"
        return f"postgresql+psycopg://{login}@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The name of a database that nobody else uses."""
        name = f"ledger_{os.getpid()}_{next(_NUMBERS)}"
        self.run("postgres", f"CREATE DATABASE {name}")
        return name

    def new_url(self) -> str:
        return self.url(self.new_database())

    @contextmanager
    def passing_url(self) -> Iterator[str]:
        """A database that is gone afterwards: hundreds of them would fill a folder in memory."""
        name = self.new_database()
        yield self.url(name)
        self.run("postgres", f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, database: str, *statements: str) -> list[tuple[object, ...]]:
        """Run statements behind the ledger's back; the rows of the last one that gives any."""
        rows: list[tuple[object, ...]] = []
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=database, autocommit=True
        ) as connection:
            for statement in statements:
                cursor = connection.execute(statement)  # type: ignore[call-overload]
                rows = cursor.fetchall() if cursor.description else rows
        return rows


def programs() -> Path | None:
    """The folder of the newest ``initdb`` that is new enough, ``None`` where there is none."""
    folders = [folder / "bin" for folder in DEBIAN.glob("*")]
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    versions = {version: folder for folder in folders if (version := _version(folder)) >= OLDEST}
    return versions[max(versions)] if versions else None


def _version(folder: Path) -> int:
    if not (folder / "initdb").exists():
        return 0
    said = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+", said)
    return int(found[0]) if found else 0


def missing() -> None:
    """Skip the test, loudly; under CI fail."""
    reason = f"PostgreSQL {OLDEST} or later is not installed; on Debian: apt-get install postgresql"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running(*options: str) -> Iterator[Server]:
    """A cluster of our own, made with these options, run by somebody who is not root."""
    found = programs()
    if found is None:
        missing()
    assert found is not None
    folder = Path(tempfile.mkdtemp(prefix="tally-pg-"))
    try:
        prefix = _as_somebody_else(folder)
        data = folder / "data"
        _call([*prefix, found / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
               "--no-locale", "--no-sync", *options])  # fmt: skip
        (data / "pg_hba.conf").write_text(RULES, encoding="utf-8")
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c {' -c '.join(HASTE)}"
        control = [*prefix, found / "pg_ctl", "-D", data, "-w"]
        _call([*control, "-l", folder / "log", "-o", settings, "start"])
        try:
            yield Server(folder)
        finally:
            _call([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder)


def _as_somebody_else(folder: Path) -> list[str]:
    """The start of a command line: a server refuses to be run by root."""
    if os.getuid() != 0:
        return []
    user = next(name for name in ("postgres", "nobody") if _exists(name))
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def _call(command: list[str | Path]) -> None:
    done = subprocess.run(
        command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
