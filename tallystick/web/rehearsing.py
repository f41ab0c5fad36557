"""One page of each kind, made before the first visitor comes: what a first time loads and compiles is at hand then."""

from __future__ import annotations

import html
import re
from contextlib import suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from tallystick.errors import TallyError
from tallystick.web.answering import page_at

_LISTS = ("/", "/document", "/actor", "/concept", "/review", "/search?q=report")
"""One page of each kind that they lead to is made, too."""

_LED_TO = re.compile(r'href="(/(promise|document|actor|concept)/[^"?#]+)"')


def rehearse(app: Starlette) -> None:
    """Make one page of each kind and throw it away; one that is refused is passed over."""
    found: dict[str, str] = {}
    for address in _LISTS:
        for link, kind in _LED_TO.findall(_rehearsed(app, address)):
            found.setdefault(kind, html.unescape(link))
    for address in found.values():
        _rehearsed(app, address)


def _rehearsed(app: Starlette, address: str) -> str:
    page, request = page_at(app.routes, address, app=app, headers=[(b"host", b"localhost")])
    with suppress(HTTPException, TallyError):
        return bytes(page(request).body).decode()
    return ""
