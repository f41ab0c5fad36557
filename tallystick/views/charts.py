"""Charts of one promise, drawn here and not in a browser: what arrived, by whose account, against what was promised.

A chart is a Vega-Lite specification, drawn as SVG or PNG by vl-convert. Here stands what a chart shows; how it looks
stands in ``tallystick.views.chart_layers``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from json import dumps, loads
from math import inf
from typing import Any

from tallystick.model.figures import sums_text
from tallystick.model.records import DeliveryRecord, Promise
from tallystick.reconcile import last_day_of
from tallystick.views.chart_layers import DARK, LIGHT, SIDE_NAMES, WIDTH, Rows, filled
from tallystick.views.engine import engine
from tallystick.views.figures import bound_sign, counts_text, several

_AXIS, _HEADING, _ORIGIN = "\ue000", "\ue001", "\ue002"
"""Stand for the title of an axis, the heading and what it says of its origin, where charts that differ in these alone
are compiled at once; no text that is drawn holds them."""

_FITTING = 60
"""So many letters of a heading are no wider than a chart, and are not measured for it: measuring is what is slow."""

_PIXELS = 2  # of a PNG for each unit of the drawing, so that it is sharp in print


@dataclass(frozen=True, slots=True)
class Known:
    """How far a promise was known to be kept on a day: least and greatest figure, in its unit or currency."""

    day: str
    low: float
    high: float


def can_be_drawn(promise: Promise) -> bool:
    """Whether there is anything to put into a chart: a delivery with a day and a figure."""
    return any(_points(promise))


def deliveries_chart(promise: Promise, course: Sequence[Known] = ()) -> dict[str, Any]:
    """The Vega-Lite specification of what arrived of a promise.

    Args:
        promise: Its deliveries that have a day and a figure become marks, one shape and colour a side.
        course: The range of what was known on each day; a band, stepped, as a figure stands until the next.

    Returns:
        A chart with the target as a horizontal line, a band where it is a range, the days of promise and deadline
        as vertical lines, and the days between which the pace would bring the whole shaded, where they are known. A
        figure that is a range has a stroke up to its upper end; one that only bounds has its sign beside it.

    Raises:
        ModuleNotFoundError: Altair is not installed; the message says how.
    """
    shown = {
        **_band(course),
        **_target(promise),
        **_made(promise),
        **_deadline(promise),
        **_projection(promise),
        **_bounds(promise),
    }
    shown["marks"] = _points(promise)
    is_money = promise.quantity is None and promise.amount is not None
    counted = several(promise.unit) if promise.unit else "figure"
    return filled(shown, title=(promise.currency or "figure") if is_money else counted, ink=LIGHT)


def _band(course: Sequence[Known]) -> Rows:
    if len(course) < 2:
        return {}
    return {"band": [{"day": known.day, "low": known.low, "figure": known.high} for known in course]}


def _target(promise: Promise) -> Rows:
    is_money = promise.quantity is None
    target, most = (
        (promise.amount, promise.amount_max) if is_money else (promise.quantity, promise.quantity_max)
    )
    if target is None:
        return {}
    figure = sums_text(target, most, promise.currency) if is_money else counts_text(target, most, None)
    found: Rows = {"target": [{"figure": target, "label": f"promised {bound_sign(promise.bound)}{figure}"}]}
    if most is not None and most > target:
        found["target range"] = [{"figure": target, "most": most}]
    return found


def _made(promise: Promise) -> Rows:
    """The day on which it was promised, unless that is so long ago that it would press all else together."""
    if promise.promised is None or not _points(promise):
        return {}
    day = last_day_of(promise.promised)
    days = [date.fromisoformat(point["day"]) for point in _points(promise)]
    before = min(days) - day
    if not timedelta(0) <= before <= 2 * max(max(days) - min(days), timedelta(days=365)):
        return {}
    return {"made": [{"day": day.isoformat(), "label": f"promised {promise.promised}"}]}


def _deadline(promise: Promise) -> Rows:
    if promise.deadline is None:
        return {}
    day = last_day_of(promise.deadline).isoformat()
    return {"deadline": [{"day": day, "label": f"due {promise.deadline}"}]}


def _projection(promise: Promise) -> Rows:
    """The days between which the pace would bring the whole; one day where the slower pace never would."""
    projected = promise.projection
    if projected is None:
        return {}
    is_open = projected.date_high is None
    is_day = is_open or projected.date_low == projected.date_high
    told = projected.date_low if is_day else f"{projected.date_low} – {projected.date_high}"
    label = f"at this pace {told}{' at the earliest' if is_open else ''}"
    limit = _farthest(promise)
    if projected.date_low > limit:
        return {"far projection": [{"label": label}]}
    last = min(projected.date_high or projected.date_low, limit)
    return {"projection": [{"day": projected.date_low, "last": last, "label": label}]}


def _farthest(promise: Promise) -> str:
    """The last day that is worth showing of what is to come: a far one would press all that is known together."""
    days = [date.fromisoformat(point["day"]) for point in _points(promise)]
    if promise.deadline is not None:
        days.append(last_day_of(promise.deadline))
    if not days:
        return date.max.isoformat()
    known = max(max(days) - min(days), timedelta(days=365))
    return (min(max(days), date.max - 2 * known) + 2 * known).isoformat()


def _bounds(promise: Promise) -> Rows:
    """What arrived and is a range, or is only bounded: apart by whether the sign goes below its mark or above."""
    points, least = _points(promise), _least(promise)
    bounds = [point for point in points if "sign" in point]
    found = {
        "ranges": [point for point in points if "most" in point],
        "bounds below": [point for point in bounds if point["figure"] <= least],
        "bounds above": [point for point in bounds if point["figure"] > least],
    }
    return {name: rows for name, rows in found.items() if rows}


def _least(promise: Promise) -> float:
    """The target, the lower end of a range; beyond all figures where there is none."""
    target = promise.amount if promise.quantity is None else promise.quantity
    return inf if target is None else target


def _points(promise: Promise) -> list[dict[str, Any]]:
    found = []
    for delivery in promise.deliveries:
        figure, most = _figures(promise, delivery)
        if figure is not None and delivery.as_of is not None and not delivery.negated:
            point: dict[str, Any] = {
                "day": last_day_of(delivery.as_of).isoformat(),
                "figure": figure,
                "side": SIDE_NAMES[delivery.side],
                "counted": delivery.factuality == "certain",
            }
            if most is not None and most > figure:
                point["most"] = most
            if delivery.bound is not None:
                point["sign"] = bound_sign(delivery.bound)
            found.append(point)
    return found


def _figures(promise: Promise, delivery: DeliveryRecord) -> tuple[float | None, float | None]:
    """The lower and, of a range, the upper end."""
    is_money = promise.quantity is None and promise.amount is not None
    if is_money:
        return delivery.amount, delivery.amount_max
    return delivery.quantity, delivery.quantity_max


def drawn_as_svg(chart: dict[str, Any]) -> str:
    """A chart as an SVG drawing; the same chart is drawn once.

    Raises:
        ModuleNotFoundError: vl-convert is not installed; the message says how.
    """
    return _svg(dumps(_drawable(chart), sort_keys=True))


def rehearse(chart: dict[str, Any]) -> None:
    """Draw a chart and keep nothing of it, so that others are drawn more quickly.

    Raises:
        ModuleNotFoundError: vl-convert is not installed; the message says how.
    """
    _svg.__wrapped__(dumps(_drawable(chart), sort_keys=True))


def titled(chart: dict[str, Any], title: str, origin: str) -> dict[str, Any]:
    """The chart with a heading: what it shows, and where it comes from, for who finds it alone."""
    limit = 0 if max(len(title), len(origin)) <= _FITTING else WIDTH
    heading = {"text": title, "subtitle": origin, "anchor": "start", "limit": limit, "offset": 14}
    letters = {"fontSize": 15, "subtitleFontSize": 11, "subtitlePadding": 5, "fontWeight": "normal"}
    return {**chart, "title": {**heading, **letters, "color": LIGHT.text, "subtitleColor": LIGHT.text}}


def in_dark(drawing: str) -> str:
    """The drawing of a chart (SVG) in the colours for a dark ground; nothing else about it depends on the ground."""
    for light, dark in zip(LIGHT.every, DARK.every, strict=True):
        drawing = drawing.replace(f'"{light}"', f'"{dark}"')
    return drawing


def drawn_as_png(chart: dict[str, Any]) -> bytes:
    """A chart as a PNG picture; the same chart is drawn once.

    Raises:
        ModuleNotFoundError: vl-convert is not installed; the message says how.
    """
    return _png(dumps(_drawable(chart), sort_keys=True))


def png_of(drawing: str) -> bytes:
    """A drawing (SVG) as a PNG picture.

    Raises:
        ModuleNotFoundError: vl-convert is not installed; the message says how.
    """
    return bytes(engine().svg_to_png(drawing, scale=_PIXELS))


def _drawable(part: Any) -> Any:
    """A chart without what no SVG can hold: vl-convert ends the whole program over a control character in a text."""
    if isinstance(part, str):
        return "".join(sign if sign.isprintable() else " " for sign in part)
    if isinstance(part, dict):
        return {key: _drawable(value) for key, value in part.items()}
    return [_drawable(value) for value in part] if isinstance(part, list | tuple) else part


@lru_cache(maxsize=256)
def _svg(chart: str) -> str:
    return str(engine().vega_to_svg(_vega(chart), allowed_base_urls=[]))


def _vega(chart: str) -> str:
    """A Vega-Lite specification as one of Vega."""
    frame, rows, words = _frame_of(loads(chart))
    vega = _worded(_compiled(dumps(frame)), words)
    for name, values in rows.items():
        begin = dumps({"name": name})[:-1]
        vega = vega.replace(begin, f'{begin}, "values": {dumps(values)}', 1)
    return vega


def _frame_of(chart: dict[str, Any]) -> tuple[dict[str, Any], Rows, Mapping[str, str]]:
    """What charts of layers of one form have in common, and what they have not.

    Returns:
        The chart with names for its rows and signs for its words, the rows by these names, and the words by theirs.
    """
    rows: Rows = {}
    layers = list[dict[str, Any]]()
    for layer in chart.get("layer", ()):
        values = layer.get("data", {}).get("values")
        if values is not None:
            rows[f"rows of layer {len(layers)}"] = values
            layer = {**layer, "data": {"name": f"rows of layer {len(layers)}"}}  # noqa: PLW2901
        layers.append(layer)
    if not rows:
        return chart, {}, {}
    words: dict[str, str] = {}
    encoding = dict(layers[-1]["encoding"])
    if "y" in encoding:
        encoding["y"] = _signed(encoding["y"], words, title=_AXIS)
    layers[-1] = {**layers[-1], "encoding": encoding}
    frame = {**chart, "layer": layers}
    if isinstance(chart.get("title"), dict):
        frame["title"] = _signed(chart["title"], words, text=_HEADING, subtitle=_ORIGIN)
    return frame, rows, words


def _signed(part: Mapping[str, Any], words: dict[str, str], **signs: str) -> dict[str, Any]:
    """Part of a chart with signs in place of its words, which are added to ``words``."""
    there = {name: sign for name, sign in signs.items() if part.get(name)}
    words |= {sign: part[name] for name, sign in there.items()}
    return {**part, **there}


def _worded(vega: str, words: Mapping[str, str]) -> str:
    """A specification of Vega with the words in place of their signs, also in the descriptions of marks.

    These are texts within expressions, in which Vega-Lite leaves backslashes as they are and here nothing is.
    """
    for sign, text in words.items():
        stands = dumps(sign)
        in_expression = dumps(dumps(text, ensure_ascii=False)[1:-1])
        vega = vega.replace(stands, dumps(text)).replace(stands[1:-1], in_expression[1:-1])
    return vega


@lru_cache(maxsize=64)
def _compiled(chart: str) -> str:
    """A Vega-Lite specification as one of Vega, which is the same for many charts but for their rows."""
    return dumps(engine().vegalite_to_vega(chart))


@lru_cache(maxsize=32)
def _png(chart: str) -> bytes:
    return bytes(engine().vega_to_png(_vega(chart), scale=_PIXELS, allowed_base_urls=[]))
