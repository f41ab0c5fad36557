"""Fetches: what came of asking a server for a page, so that it is not asked again in vain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One page or feed asked for over a network, and how it ended.

    Attributes:
        asked: The address that was asked for.
        address: The one that answered, after redirects.
        fetched: When, ISO 8601 in UTC.
        sha256: Hash of the bytes, in hex; ``None`` where none came.
        etag: The server's name for this version of the page (RFC 9110, section 8.8.3).
        modified: When the server says that the page was last changed, in its own words.
        outcome: ``read``, or the code of the problem that will not go away by asking again.
    """

    asked: str
    address: str
    fetched: str
    sha256: str | None = None
    etag: str | None = None
    modified: str | None = None
    outcome: str = "read"
