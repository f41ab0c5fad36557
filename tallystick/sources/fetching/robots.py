"""robots.txt: what a server asks programs not to fetch (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

MOST_BYTES = 512 * 1024
"""As much of a robots.txt as is looked at; the standard asks for 500 kibibytes at least."""

Ask = Callable[[str], tuple[int, bytes]]
"""Fetches an address: status and content. Raises ``UnreachableError`` where the server cannot be reached."""


class UnreachableError(Exception):
    """A server gave no answer; the text says why."""


@dataclass(slots=True)
class Robots:
    """The rules of all servers met so far, each asked for once."""

    ask: Ask
    user_agent: str
    _known: dict[str, RobotFileParser | UnreachableError] = field(default_factory=dict)

    def allows(self, address: str) -> bool:
        """Whether the server of ``address`` lets this program fetch it.

        Raises:
            UnreachableError: It did not say, so that nothing of it may be fetched (section 2.3.1.4).
        """
        return self._rules(address).can_fetch(self.user_agent, address)

    def pause(self, address: str) -> float:
        """Seconds that the server wants between two pages; 0 where it says nothing."""
        return float(self._rules(address).crawl_delay(self.user_agent) or 0)

    def _rules(self, address: str) -> RobotFileParser:
        parts = urlsplit(address)
        server = f"{parts.scheme}://{parts.netloc}"
        if server not in self._known:
            self._known[server] = self._asked(f"{server}/robots.txt")
        known = self._known[server]
        if isinstance(known, UnreachableError):
            raise UnreachableError(str(known))
        return known

    def _asked(self, address: str) -> RobotFileParser | UnreachableError:
        rules = RobotFileParser()
        try:
            status, content = self.ask(address)
        except UnreachableError as error:
            return error
        if status >= 500:
            return UnreachableError(f"status {status} for its robots.txt")
        # Section 2.3.1.3: where a robots.txt is unavailable, there are no rules.
        rules.parse([] if status >= 400 else content.decode(errors="replace").splitlines())
        return rules
