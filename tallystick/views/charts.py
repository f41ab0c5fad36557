"""Charts of one promise, drawn here and not in a browser: what arrived, by whose account, against what was promised.

A chart is a Vega-Lite specification made with Altair, drawn as SVG or PNG by vl-convert. Marks differ by shape as
well as by colour; the colours are those of Okabe and Ito (2008), which colour-blind people can tell apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from json import dumps
from math import inf
from typing import Any

from tallystick.model.records import DeliveryRecord, Promise, Side
from tallystick.reconcile import last_day_of
from tallystick.sources.extras import needs_extra
from tallystick.views.figures import bound_sign, counts_text, sums_text

SIDE_NAMES: dict[Side, str] = {"giver": "giver", "recipient": "recipient", "third_party": "third party"}
_WIDTH, _HEIGHT = 640, 260
_SCALED = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, '~r') + 'bn' : "
    "datum.value >= 1e6 ? format(datum.value / 1e6, '~r') + 'm' : format(datum.value, ',~r')"
)
"""How an axis writes figures: as ``money_text`` does, "1.4bn"."""

_PIXELS = 2  # of a PNG for each unit of the drawing, so that it is sharp in print


@dataclass(frozen=True, slots=True)
class Known:
    """How far a promise was known to be kept on a day: least and greatest figure, in its unit or currency."""

    day: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Ink:
    """Colours for one ground: text, lines, ground, and one colour a side."""

    text: str
    line: str
    ground: str
    sides: tuple[str, str, str]
    band: str

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, each different from the others."""
        return self.text, self.line, self.ground, *self.sides, self.band


_LIGHT = _Ink("#3d4451", "#d9dde4", "#ffffff", ("#b35c00", "#0068a5", "#7a3a6d"), "#0a7d62")
_DARK = _Ink("#c3c9d4", "#39414f", "#171c25", ("#f0a73a", "#62bdf0", "#dd93c4"), "#3fc59f")


def can_be_drawn(promise: Promise) -> bool:
    """Whether there is anything to put into a chart: a delivery with a day and a figure."""
    return any(_points(promise))


def deliveries_chart(promise: Promise, course: Sequence[Known] = ()) -> dict[str, Any]:
    """The Vega-Lite specification of what arrived of a promise.

    Args:
        promise: Its deliveries that have a day and a figure become marks, one shape and colour a side.
        course: The range of what was known on each day; a band, stepped, as a figure stands until the next.

    Returns:
        A chart with the target as a horizontal line, a band where it is a range, the deadline as a vertical one, and
        the days between which the pace would bring the whole shaded, where they are known. A figure that is a range
        has a stroke up to its upper end; one that only bounds has its sign beside it.

    Raises:
        ModuleNotFoundError: Altair is not installed; the message says how.
    """
    with needs_extra("altair", "charts", "A chart"):
        import altair  # noqa: PLC0415 (heavy, and an extra)
        from altair.utils.schemapi import debug_mode  # noqa: PLC0415

    with debug_mode(False):  # the schema is held against each part otherwise, which takes most of the time
        return _specified(altair, promise, course, _LIGHT)


def _specified(altair: Any, promise: Promise, course: Sequence[Known], ink: _Ink) -> dict[str, Any]:
    unit = promise.currency if promise.quantity is None and promise.amount is not None else promise.unit
    y = altair.Y("figure:Q", title=unit or "figure", axis=altair.Axis(labelExpr=_SCALED, tickCount=5))
    x = altair.X("day:T", title=None, axis=altair.Axis(format="%b %Y", labelOverlap=True, tickCount=6))
    layers = [
        *_band(altair, course, x, ink),
        *_target(altair, promise, ink),
        *_deadline(altair, promise, ink),
        *_projection(altair, promise, ink),
        *_spreads(altair, promise, x, ink),
        _marks(altair, promise, x, y, ink),
    ]
    chart = altair.layer(*layers).properties(width=_WIDTH, height=_HEIGHT, background=ink.ground, padding=12)
    chart = chart.configure(font="DejaVu Sans, Liberation Sans, sans-serif").configure_view(stroke=None)
    chart = chart.configure_axis(
        labelColor=ink.text, titleColor=ink.text, gridColor=ink.line, domainColor=ink.line, tickColor=ink.line,
        labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
    )  # fmt: skip
    chart = chart.configure_legend(
        labelColor=ink.text,
        title=None,
        orient="top",
        labelFontSize=12,
        symbolSize=110,
        direction="horizontal",
        offset=22,
    )
    found: dict[str, Any] = chart.to_dict(validate=False)
    return found


def _marks(altair: Any, promise: Promise, x: Any, y: Any, ink: _Ink) -> Any:
    names = list(SIDE_NAMES.values())
    encoding = {
        "x": x,
        "y": y,
        "color": altair.Color("side:N", scale=altair.Scale(domain=names, range=list(ink.sides))),
        "shape": altair.Shape(
            "side:N", scale=altair.Scale(domain=names, range=["circle", "square", "triangle-up"])
        ),
        "opacity": altair.condition("datum.counted", altair.value(1), altair.value(0.45)),
    }
    data = altair.Data(values=list(_points(promise)))
    return altair.Chart(data).mark_point(size=110, filled=True, stroke=ink.ground).encode(**encoding)


def _band(altair: Any, course: Sequence[Known], x: Any, ink: _Ink) -> list[Any]:
    if len(course) < 2:
        return []
    values = [{"day": known.day, "low": known.low, "figure": known.high} for known in course]
    base = altair.Chart(altair.Data(values=values)).encode(x=x)
    area = base.mark_area(interpolate="step-after", opacity=0.28, color=ink.band)
    edge = base.mark_line(interpolate="step-after", strokeWidth=1.5, color=ink.band)
    return [area.encode(y="figure:Q", y2="low:Q"), edge.encode(y="figure:Q")]


def _target(altair: Any, promise: Promise, ink: _Ink) -> list[Any]:
    is_money = promise.quantity is None
    target, most = (
        (promise.amount, promise.amount_max) if is_money else (promise.quantity, promise.quantity_max)
    )
    if target is None:
        return []
    figure = sums_text(target, most, promise.currency) if is_money else counts_text(target, most, None)
    values = {"figure": target, "label": f"promised {bound_sign(promise.bound)}{figure}"}
    data = altair.Chart(altair.Data(values=[values]))
    rule = data.mark_rule(strokeDash=[6, 4], color=ink.text).encode(y="figure:Q")
    words = data.mark_text(align="left", baseline="bottom", dx=4, dy=-4, color=ink.text, fontSize=12)
    found = [rule, words.encode(y="figure:Q", x=altair.value(0), text="label:N")]
    if most is not None and most > target:
        band = altair.Chart(altair.Data(values=[{"figure": target, "most": most}]))
        found.insert(0, band.mark_rect(opacity=0.14, color=ink.text).encode(y="figure:Q", y2="most:Q"))
    return found


def _deadline(altair: Any, promise: Promise, ink: _Ink) -> list[Any]:
    if promise.deadline is None:
        return []
    day = last_day_of(promise.deadline).isoformat()
    data = altair.Chart(altair.Data(values=[{"day": day, "label": f"due {promise.deadline}"}]))
    rule = data.mark_rule(strokeDash=[2, 3], color=ink.text).encode(x="day:T")
    words = data.mark_text(align="left", baseline="bottom", dx=5, dy=-6, color=ink.text, fontSize=12)
    return [rule, words.encode(x="day:T", y=altair.value(_HEIGHT), text="label:N")]


def _projection(altair: Any, promise: Promise, ink: _Ink) -> list[Any]:
    """The days between which the pace would bring the whole; a line where the slower pace never would."""
    projected = promise.projection
    if projected is None:
        return []
    is_open = projected.date_high is None
    told = projected.date_low if is_open else f"{projected.date_low} – {projected.date_high}"
    label = f"at this pace {told}{' at the earliest' if is_open else ''}"
    limit = _farthest(promise)
    if projected.date_low > limit:
        words = altair.Chart(altair.Data(values=[{"label": label}])).mark_text(
            align="right", baseline="bottom", dy=-22, color=ink.text, fontSize=12
        )
        return [words.encode(x=altair.value(_WIDTH), y=altair.value(_HEIGHT), text="label:N")]
    last = min(projected.date_high or projected.date_low, limit)
    data = altair.Chart(altair.Data(values=[{"day": projected.date_low, "last": last, "label": label}]))
    shade = data.mark_rect(opacity=0.18, color=ink.band, stroke=ink.band).encode(x="day:T", x2="last:T")
    words = data.mark_text(align="right", baseline="bottom", dx=-5, dy=-22, color=ink.text, fontSize=12)
    return [shade, words.encode(x="day:T", y=altair.value(_HEIGHT), text="label:N")]


def _farthest(promise: Promise) -> str:
    """The last day that is worth showing of what is to come: a far one would press all that is known together."""
    days = [date.fromisoformat(point["day"]) for point in _points(promise)]
    if promise.deadline is not None:
        days.append(last_day_of(promise.deadline))
    if not days:
        return date.max.isoformat()
    known = max(max(days) - min(days), timedelta(days=365))
    return (min(max(days), date.max - 2 * known) + 2 * known).isoformat()


def _spreads(altair: Any, promise: Promise, x: Any, ink: _Ink) -> list[Any]:
    """Strokes from the lower to the upper end of what arrived, and the signs of figures that only bound."""
    points = list(_points(promise))
    found = []
    if ranges := [point for point in points if "most" in point]:
        stroke = altair.Chart(altair.Data(values=ranges)).mark_rule(
            strokeWidth=3, opacity=0.6, color=ink.text
        )
        found.append(stroke.encode(x=x, y="figure:Q", y2="most:Q"))
    if bounds := [point for point in points if "sign" in point]:
        for is_below in (True, False):  # aside from the target's line, which may be close
            if those := [point for point in bounds if (point["figure"] <= _least(promise)) is is_below]:
                words = altair.Chart(altair.Data(values=those)).mark_text(
                    dx=12, dy=12 if is_below else -12, color=ink.text, fontSize=14
                )
                found.append(words.encode(x=x, y="figure:Q", text="sign:N"))
    return found


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


def in_dark(drawing: str) -> str:
    """The drawing of a chart (SVG) in the colours for a dark ground; nothing else about it depends on the ground."""
    for light, dark in zip(_LIGHT.every, _DARK.every, strict=True):
        drawing = drawing.replace(f'"{light}"', f'"{dark}"')
    return drawing


def drawn_as_png(chart: dict[str, Any]) -> bytes:
    """A chart as a PNG picture; the same chart is drawn once.

    Raises:
        ModuleNotFoundError: vl-convert is not installed; the message says how.
    """
    return _png(dumps(_drawable(chart), sort_keys=True))


def _drawable(part: Any) -> Any:
    """A chart without what no SVG can hold: vl-convert ends the whole program over a control character in a text."""
    if isinstance(part, str):
        return "".join(sign if sign.isprintable() else " " for sign in part)
    if isinstance(part, dict):
        return {key: _drawable(value) for key, value in part.items()}
    return [_drawable(value) for value in part] if isinstance(part, list | tuple) else part


@lru_cache(maxsize=256)
def _svg(chart: str) -> str:
    with needs_extra("vl-convert-python", "charts", "A chart"):
        import vl_convert  # noqa: PLC0415
    return str(vl_convert.vegalite_to_svg(chart, allowed_base_urls=[]))


@lru_cache(maxsize=32)
def _png(chart: str) -> bytes:
    with needs_extra("vl-convert-python", "charts", "A chart"):
        import vl_convert  # noqa: PLC0415
    return bytes(vl_convert.vegalite_to_png(chart, scale=_PIXELS, allowed_base_urls=[]))
