"""The program that makes the histories of all promises while a server answers: ``python -m tallystick.ledger.telling``.

It is told on its standard input which process it works for, with what code that folds, and where the ledger is: a
command line would show a password to everybody on the machine. It ends when that process does; what it made until then
is kept.
"""

from __future__ import annotations

import os
import sys
import time
from os import fspath

from tallystick.errors import LedgerError
from tallystick.ledger.databases import Place
from tallystick.ledger.index_tables import fingerprint
from tallystick.ledger.store import Ledger

_BREATH_SECONDS = 0.15
"""Between two steps, so that others who write get their turn: SQLite lets them ask ten times a second."""


def order(place: Place) -> str:
    """What the program is told, by the process that it is to work for."""
    return f"{os.getpid()}\n{fingerprint()}\n{fspath(place)}"


def main() -> None:
    """Make what is missing of the histories."""
    served, code, place = sys.stdin.read().splitlines()
    if code != fingerprint():  # each would drop what the other makes
        sys.exit("The program was changed while it served; stop the server and start it again")

    def breathe(_step: str, _done: int, _of: int) -> None:
        if os.getppid() != int(served):
            sys.exit()
        time.sleep(_BREATH_SECONDS)

    try:
        with Ledger(place, create=False, progress=breathe) as ledger:
            ledger.make_histories()
    except LedgerError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
