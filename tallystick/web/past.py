"""Days that are past: one program makes the histories that they need, while visitors are told how far it is.

Making them for a large ledger takes minutes, once, and seconds after many new reports. What few decisions changed is
made while a visitor waits.
"""

from __future__ import annotations

import subprocess
import sys
from threading import Lock, Thread
from typing import Protocol

from tallystick.errors import LedgerError
from tallystick.ledger import Ledger
from tallystick.ledger.index_histories import Told
from tallystick.ledger.telling import order

AT_ONCE = 25
"""The histories of so many groups of promises are made in a second or so."""


class Turn(Protocol):
    """A lock that several processes may share."""

    def acquire(self, _block: bool, /) -> bool:
        """Take it, without waiting where ``False`` is given; whether it was free."""

    def release(self) -> None:
        """Give it back."""


class BeingMade(Exception):  # noqa: N818 (no error: the visitor comes again)
    """The histories are being made.

    Attributes:
        told: How far they are.
    """

    def __init__(self, told: Told) -> None:
        """Say how far they are."""
        super().__init__(told)
        self.told = told


class Past:
    """Sees to it that past days can be looked up; several threads, and processes that came from one, may ask."""

    def __init__(self, ledger: Ledger, turn: Turn | None = None) -> None:
        """Look after a ledger.

        Args:
            ledger: The ledger.
            turn: Who has it makes the histories; one that processes share, where several serve the ledger.
        """
        self._ledger = ledger
        self._turn = turn or Lock()
        self._fault: str | None = None
        self._made_for: str | None = None

    def see_to_it(self) -> None:
        """Return where a past day can be answered at once; otherwise see that the histories are being made.

        How far they are is counted no more once they are made, until something is added to the ledger.

        Raises:
            BeingMade: They are.
            LedgerError: They could not be; the next who asks has it tried again.
        """
        state = self._ledger.head().hash
        if state == self._made_for:
            return
        told = self._ledger.histories()
        if told is None or told.left <= AT_ONCE:
            self._made_for = state
            return
        fault, self._fault = self._fault, None
        if fault is not None:
            raise LedgerError(fault)
        if self._turn.acquire(False):
            Thread(target=self._make, daemon=True).start()
        raise BeingMade(told)

    def _make(self) -> None:
        """Have a program of its own make them, which takes no time from those who answer."""
        try:
            made = subprocess.run(
                [sys.executable, "-m", "tallystick.ledger.telling"],
                input=order(self._ledger.place),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
                start_new_session=True,  # Ctrl-C is for the server; this program then ends by itself
            )
            if made.returncode:
                self._fault = made.stderr.strip().rpartition("\n")[2] or "The histories could not be made"
        finally:
            self._turn.release()
