"""Asking a page without a server in between: nobody is kept out, and nothing is compressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route


def page_at(
    routes: Iterable[BaseRoute], address: str, **scope: Any
) -> tuple[Callable[[Request], Response], Request]:
    """What makes the page at an address, and the request for it.

    Args:
        routes: Which address leads to which page.
        address: Path and query.
        scope: What else the page may ask of its request, in the words of ASGI.

    Raises:
        LookupError: No page answers there.
    """
    path, _, query = address.partition("?")
    asked = {
        "type": "http", "method": "GET", "scheme": "http", "path": unquote(path), "root_path": "",
        "query_string": query.encode(), "headers": [], **scope,
    }  # fmt: skip
    for route in routes:
        match, found = route.matches(asked)
        if match is Match.FULL and isinstance(route, Route):
            return route.endpoint, Request({**asked, **found})
    raise LookupError(f"No page answers at {address}")
