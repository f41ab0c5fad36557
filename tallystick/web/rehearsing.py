"""One page of each kind, made before the first visitor comes: what a first time loads and compiles is at hand then."""

from __future__ import annotations

import html
import re
from contextlib import suppress

from starlette.applications import Starlette

from tallystick.ledger.index_queries import PromiseQuery
from tallystick.views.charts import can_be_drawn, drawn_as_svg
from tallystick.web.answering import page_at
from tallystick.web.library import Library

_LISTS = ("/", "/document", "/actor", "/concept", "/review", "/search?q=report")
"""One page of each kind that they lead to is made, too."""

_DRAWN = 8
"""After so many charts the engine that draws has compiled what it runs through."""

_LOOKED_AT = 50
"""So many promises, the most urgent, are looked at for some that can be drawn."""

_LED_TO = re.compile(r'href="(/(promise|document|actor|concept)/[^"?#]+)"')


def rehearse(app: Starlette) -> None:
    """Make one page of each kind and throw it away; one that is refused or fails is passed over."""
    found: dict[str, str] = {}
    for address in _LISTS:
        for link, kind in _LED_TO.findall(_rehearsed(app, address)):
            found.setdefault(kind, html.unescape(link))
    for address in found.values():
        _rehearsed(app, address)


def rehearse_drawing(app: Starlette) -> None:
    """Draw some charts and throw them away: the first ones take many times as long as those that follow.

    Each process has to do so for itself: what draws runs in threads, which a process that is forked off does not have.
    """
    library: Library = app.state.site.library
    with suppress(Exception), library.glance() as glance:
        promises = glance.page(PromiseQuery(sort="urgency", limit=_LOOKED_AT)).promises
        for promise in [promise for promise in promises if can_be_drawn(promise)][:_DRAWN]:
            drawn_as_svg(library.chart(glance, promise))


def _rehearsed(app: Starlette, address: str) -> str:
    page, request = page_at(app.routes, address, app=app, headers=[(b"host", b"localhost")])
    with suppress(
        Exception
    ):  # a page that fails says so to who asks for it, and keeps no other from being served
        return bytes(page(request).body).decode()
    return ""
