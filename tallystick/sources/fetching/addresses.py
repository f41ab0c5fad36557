"""Which addresses may be asked: http and https only, and nothing on this machine or in private networks."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from tallystick.model import Problem


def refusal(address: str, *, allow_private: bool) -> Problem | None:
    """Why ``address`` is not asked, or ``None``; its name is looked up.

    Args:
        address: The whole address.
        allow_private: Addresses that are not public are fine.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        host, port, parts = None, 0, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        return Problem(
            "bad_address", f"{address!r} is no address of a page; it has to begin with https:// or http://."
        )
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return Problem(
            "host_not_found", f"There is no server {host!r}; check the address {address} and the network."
        )
    numbers = [str(entry[4][0]) for entry in found]
    private = next((number for number in numbers if not is_public(number)), None)
    return None if private is None or allow_private else private_address(address, private)


def private_address(address: str, number: str) -> Problem:
    """The problem of an address that leads where strangers' links must not lead."""
    message = (
        f"{address} is on this machine or in a private network ({number}); allow it with --allow-private."
    )
    return Problem("private_address", message)


def is_public(number: str) -> bool:
    """Whether an IP address is reachable from everywhere; what is no IP address is not."""
    try:
        found = ipaddress.ip_address(number.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return found.is_global and not found.is_multicast
