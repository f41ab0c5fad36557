"""What can be taken along from a page as a file: its chart or drawing (SVG, PNG), its record (JSON)."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tallystick.errors import SettingError
from tallystick.ledger.glances import Glance
from tallystick.model.records import Promise
from tallystick.model.records_format import promise_to_line
from tallystick.views import position_charts
from tallystick.views.chart_layers import narrowed
from tallystick.views.charts import can_be_drawn, in_dark, png_of, titled
from tallystick.views.position_charts import standing_chart
from tallystick.web.agreement import drawing
from tallystick.web.visits import Visit

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json"}


def send_promise(request: Request) -> Response:
    """One promise in the public records format."""
    with Visit.of(request).glance() as glance:
        promise = promise_asked_for(glance, request)
    record = json.dumps(json.loads(promise_to_line(promise)), indent=2, ensure_ascii=False)
    return _file(record, "json", f"promise-{promise.id}")


def send_chart(request: Request) -> Response:
    """What arrived of a promise as a drawing (SVG) or a picture (PNG)."""
    visit = Visit.of(request)
    with visit.glance() as glance:
        promise = promise_asked_for(glance, request)
        if not can_be_drawn(promise):
            raise HTTPException(404, "Nothing is known of this promise that a chart could show.")
        if _is_shown(request):
            drawn = visit.site.library.drawing(glance, promise, is_narrow=_is_narrow(request))
            return _shown(visit, drawn, f"promise-{promise.id}")
        if visit.is_published:  # the one drawing that is shown and saved
            return _file(png_of(visit.site.library.drawing(glance, promise)), "png", f"promise-{promise.id}")
        chart = visit.site.library.chart(glance, promise)
    return _drawn(visit, chart, f"promise-{promise.id}", promise.title)


def send_standing(request: Request) -> Response:
    """How the actors stood to a concept, month by month, likewise."""
    visit = Visit.of(request)
    identity = request.path_params["identity"]
    found = None
    with visit.site.library.standings(visit.as_of, identity) as standings, suppress(SettingError):
        found = standings.sum_of(identity)
    if found is None or not position_charts.can_be_drawn(found):
        raise HTTPException(404, "Nothing is known of this concept that a chart could show.")
    return _drawn(visit, standing_chart(found), f"concept-{identity}", found.label)


def send_agreement(request: Request) -> Response:
    """Who agrees with whom, likewise."""
    visit = Visit.of(request)
    found = visit.site.library.agreement(visit.as_of)
    if found is None:
        raise HTTPException(404, "No two actors took sides on anything.")
    drawn = drawing(found, visit.origin)
    if request.path_params["form"] == "png":
        return _file(png_of(drawn), "png", "agreement")
    return _file(drawn, "svg", "agreement")


def promise_asked_for(glance: Glance, request: Request) -> Promise:
    """The promise that an address names.

    Raises:
        HTTPException: There is none.
    """
    identity = request.path_params["identity"]
    promise = glance.promise(identity)
    if promise is None:
        raise HTTPException(404, f"No promise is called {identity!r} in this ledger.")
    return promise


def _is_shown(request: Request) -> bool:
    """Whether a drawing is asked for by the page that it stands in, and not to be saved."""
    return request.path_params["form"] != "png" and "save" not in request.query_params


def _is_narrow(request: Request) -> bool:
    """Whether a drawing is asked for that a phone shows whole."""
    return request.query_params.get("width") == "narrow"


def _shown(visit: Visit, drawn: str, name: str) -> Response:
    """A drawing on the ground of the page that it stands in; the page says what it shows."""
    is_dark = visit.request.query_params.get("theme") == "dark"
    return _file(in_dark(drawn) if is_dark else drawn, "svg", name, is_shown=True)


def _drawn(visit: Visit, chart: dict[str, Any], name: str, title: str) -> Response:
    """A chart in the form asked for: one to be saved says what it is and where it comes from, on a white ground.

    Of a page that becomes a file one drawing is both shown and saved.
    """
    told, draws = titled(chart, title, visit.origin), visit.site.library.draws
    if _is_shown(visit.request):
        shown = narrowed(chart) if _is_narrow(visit.request) else told if visit.is_published else chart
        return _shown(visit, draws.svg(shown), name)
    if visit.request.path_params["form"] == "png":
        return _file(draws.png(told), "png", name)
    return _file(draws.svg(told), "svg", name)


def _file(content: str | bytes, form: str, name: str, *, is_shown: bool = False) -> Response:
    plain = re.sub(r"[^0-9A-Za-z._-]+", "-", name)
    kept = {} if is_shown else {"Content-Disposition": f'attachment; filename="{plain}.{form}"'}
    return Response(content, media_type=_TYPES[form], headers=kept)
