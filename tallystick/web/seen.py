"""What a visitor has seen: the last entry of the ledger when they came the time before.

A cookie holds the entry, the newest one of this visit, and the time; it says nothing of the person, and one that was
made up only marks other promises as new.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

BREAK_SECONDS = 30 * 60
"""Who asks for nothing for half an hour has left; what comes then is another visit."""

LONGEST_SECONDS = 400 * 24 * 60 * 60
"""Browsers keep no cookie longer (RFC 6265bis, 5.5)."""


def cookie_of(ledger: str, user: str | None) -> str:
    """The cookie's name: browsers send it to every port of a machine, whoever is signed in."""
    whose = sha256(f"{ledger}\0{user or ''}".encode()).hexdigest()
    return f"tally-seen-{whose[:8]}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of somebody's visits.

    Attributes:
        before: The newest entry when the last visit ended; of a first visit that when it began.
        newest: The newest entry of this visit.
        at: When they last asked for something, in seconds since the epoch.
    """

    before: int
    newest: int
    at: int

    @classmethod
    def read(cls, cookie: str | None, newest: int, now: float) -> Seen:
        """The visit that a request belongs to.

        Args:
            cookie: Its cookie's value; one that makes no sense is none.
            newest: The ledger's newest entry.
            now: Seconds since the epoch.
        """
        parts = (cookie or "").split(".")
        if len(parts) != 3 or not all(p.isascii() and p.isdecimal() and len(p) < 15 for p in parts):
            return cls(newest, newest, int(now))
        before, last, at = map(int, parts)
        return cls(last if now - at > BREAK_SECONDS else before, newest, int(now))

    @property
    def cookie(self) -> str:
        """The cookie's value."""
        return f"{self.before}.{self.newest}.{self.at}"
