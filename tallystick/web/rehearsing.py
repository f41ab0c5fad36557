"""One page of each kind, made before the first visitor comes: what a first time loads and compiles is at hand then."""

from __future__ import annotations

import html
import re
from contextlib import suppress
from typing import Any

from starlette.applications import Starlette

from tallystick.ledger.index_queries import PromiseQuery
from tallystick.views.charts import can_be_drawn
from tallystick.web.answering import page_at
from tallystick.web.library import Library

_LISTS = ("/", "/document", "/actor", "/concept", "/review", "/search?q=report")
"""One page of each kind that they lead to is made, too."""

_DRAWN = 8
"""So many charts are drawn to rehearse; among them are all layers that most have."""

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


def charts_to_rehearse(app: Starlette) -> list[dict[str, Any]]:
    """Some charts of the ledger, for who draws to begin with."""
    library: Library = app.state.site.library
    found = list[dict[str, Any]]()
    with suppress(Exception), library.glance() as glance:
        promises = glance.page(PromiseQuery(sort="urgency", limit=_LOOKED_AT)).promises
        for promise in [promise for promise in promises if can_be_drawn(promise)][:_DRAWN]:
            found.append(library.chart(glance, promise))
    return found


def _rehearsed(app: Starlette, address: str) -> str:
    page, request = page_at(app.routes, address, app=app, headers=[(b"host", b"localhost")])
    with suppress(
        Exception
    ):  # a page that fails says so to who asks for it, and keeps no other from being served
        return bytes(page(request).body).decode()
    return ""
