"""What fetching takes and gives."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from tallystick.model.fetches import Fetch
from tallystick.sources.decoding import MAXIMUM_BYTES


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave along with a page, to be asked later whether it has changed (RFC 9110, section 13)."""

    etag: str | None = None
    modified: str | None = None


def _nothing_known(_address: str) -> Validators | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How pages are fetched.

    Attributes:
        user_agent: How the program names itself to servers, and the name that robots.txt is asked for.
        allow_private: Fetch from this machine and private networks, too.
        most_bytes: Largest page, unpacked.
        most_seconds: Longest that one page may take, retries not counted.
        silence_seconds: Longest wait for the next bytes.
        most_redirects: Longest chain of redirects.
        tries: How often a page is asked for while the server is busy or cannot be reached.
        backoff_seconds: Wait before the second try; it doubles with each further one.
        pause_seconds: Wait between two pages of one server; a longer one in its robots.txt wins.
        validators: What is known of an address from an earlier fetch.
    """

    user_agent: str = f"tallystick/{version('tallystick')}"
    allow_private: bool = False
    most_bytes: int = MAXIMUM_BYTES
    most_seconds: float = 60.0
    silence_seconds: float = 20.0
    most_redirects: int = 8
    tries: int = 3
    backoff_seconds: float = 1.0
    pause_seconds: float = 1.0
    validators: Callable[[str], Validators | None] = _nothing_known


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as a server sent it.

    Attributes:
        asked: The address that was asked for.
        address: The one that answered, after redirects.
        content: The bytes, unpacked.
        media_type: As the server states it, in lower case, without parameters.
        charset: As the server states it.
        fetched: When, ISO 8601 in UTC.
        validators: To ask later whether the page has changed.
    """

    asked: str
    address: str
    content: bytes
    media_type: str | None
    charset: str | None
    fetched: str
    validators: Validators

    def note(self, outcome: str = "read") -> Fetch:
        """What is worth remembering of it."""
        return Fetch(
            asked=self.asked,
            address=self.address,
            fetched=self.fetched,
            sha256=hashlib.sha256(self.content).hexdigest(),
            etag=self.validators.etag,
            modified=self.validators.modified,
            outcome=outcome,
        )


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that a page is still as it was when it was last fetched."""

    asked: str


def is_address(path: str) -> bool:
    """Whether what a user names is an address on the web and no path."""
    return path.lower().startswith(("http://", "https://"))
