"""How a chart of a promise looks: every layer that one may have, made with Altair once and then only filled in.

Altair takes longer for a specification than it takes to draw it, and nothing of a layer but its rows and the title of
its axis differs from promise to promise. Marks differ by shape as well as by colour; the colours are those of Okabe
and Ito (2008), which colour-blind people can tell apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from tallystick.model.records import Side
from tallystick.sources.extras import needs_extra

SIDE_NAMES: dict[Side, str] = {"giver": "giver", "recipient": "recipient", "third_party": "third party"}

Rows = dict[str, list[dict[str, Any]]]
"""What layers show, by the names that ``_layers`` gives their data."""

WIDTH, _HEIGHT = 640, 260
NARROW = 250
"""How wide a chart is that a phone shows whole with its letters large enough to be read."""
_DAYS_SHOWN = 6
"""About how many ticks an axis of days has."""

_ASIDE = 10
"""Pixels between the first and last day and the ends of their axis, so that no mark is cut."""

_SCALED = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, '~r') + 'bn' : "
    "datum.value >= 1e6 ? format(datum.value / 1e6, '~r') + 'm' : format(datum.value, ',~r')"
)
"""How an axis writes figures: as ``money_text`` does, "1.4bn"."""

_FONT = "Liberation Sans, DejaVu Sans, sans-serif"
"""As wide as the Arial of those who have neither of the two; its words are measured more quickly than the other's."""

_DAYS = "timeFormat(datum.value, date(datum.value) == 1 ? '%b %Y' : '%-d %b %Y')"
"""How an axis writes days: months by their names, other days with theirs, so that no two ticks read alike."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours for one ground: text, lines, ground, three that can be told apart, bands, and what lies between."""

    text: str
    line: str
    ground: str
    sides: tuple[str, str, str]
    band: str
    between: str

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, each different from the others."""
        return self.text, self.line, self.ground, *self.sides, self.band, self.between


LIGHT = Ink("#3d4451", "#d9dde4", "#ffffff", ("#b35c00", "#0068a5", "#7a3a6d"), "#0a7d62", "#8a909c")
DARK = Ink("#c3c9d4", "#39414f", "#171c25", ("#f0a73a", "#62bdf0", "#dd93c4"), "#3fc59f", "#8b93a1")


def filled(shown: Mapping[str, list[dict[str, Any]]], *, title: str, ink: Ink) -> dict[str, Any]:
    """A Vega-Lite specification of some rows.

    Args:
        shown: The rows by name; a layer whose rows are not given is left away.
        title: Of the axis of figures.
        ink: The colours.

    Raises:
        ModuleNotFoundError: Altair is not installed; the message says how.
    """
    every = _template(ink)
    chosen = [layer for layer in every["layer"] if layer["data"]["name"] in shown]
    chart: dict[str, Any] = deepcopy({**every, "layer": chosen})
    for layer in chart["layer"]:
        layer["data"] = {"values": [dict(row) for row in shown[layer["data"]["name"]]]}
    chart["layer"][-1]["encoding"]["y"]["title"] = title
    return chart


def narrowed(part: Any) -> Any:
    """A chart's specification for a narrow screen: fewer ticks, thinner bars, letters as large."""
    if isinstance(part, list):
        return [narrowed(one) for one in part]
    if not isinstance(part, dict):
        return part
    narrow = {key: narrowed(value) for key, value in part.items()}
    narrow |= {key: NARROW for key in ("width", "value") if part.get(key) == WIDTH}
    if part.get("type") == "bar" and "size" in part:
        narrow["size"] = round(part["size"] * NARROW / WIDTH, 1)
    if part.get("tickCount") == _DAYS_SHOWN:
        narrow["tickCount"] = _DAYS_SHOWN // 2
    return narrow


@cache
def _template(ink: Ink) -> dict[str, Any]:
    """The specification with every layer there is, the marks last."""
    with needs_extra("altair", "charts", "A chart"):
        import altair  # noqa: PLC0415 (heavy, and an extra)

    return dressed(altair.layer(*_layers(altair, ink)).properties(width=WIDTH, height=_HEIGHT), ink)


def dressed(chart: Any, ink: Ink) -> dict[str, Any]:
    """The specification of a chart of Altair's, in the lettering and on the ground that all have."""
    chart = chart.properties(background=ink.ground, padding=12)
    chart = chart.configure(font=_FONT).configure_view(stroke=None)
    chart = chart.configure_axis(
        labelColor=ink.text, titleColor=ink.text, gridColor=ink.line, domainColor=ink.line, tickColor=ink.line,
        labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelLimit=0, titleLimit=0,
    )  # fmt: skip
    chart = chart.configure_legend(
        labelColor=ink.text, title=None, orient="top", labelFontSize=12, symbolSize=110, direction="horizontal",
        offset=22, labelLimit=0,
    )  # fmt: skip
    chart = chart.configure_text(
        limit=0
    )  # words are measured once less where none are cut; measuring is what is slow
    found: dict[str, Any] = chart.to_dict()
    return found


def _layers(altair: Any, ink: Ink) -> list[Any]:
    axis = altair.Axis(labelExpr=_DAYS, labelOverlap=True, tickCount=_DAYS_SHOWN)
    x = altair.X("day:T", title=None, axis=axis, scale=altair.Scale(padding=_ASIDE))
    return [
        *_band(altair, x, ink),
        *_target(altair, ink),
        *_day(altair, ink, "made", -38),
        *_day(altair, ink, "deadline", -6),
        *_projection(altair, ink),
        *_bounds(altair, x, ink),
        _marks(altair, x, ink),
    ]


def _named(altair: Any, name: str) -> Any:
    return altair.Chart(altair.Data(name=name))


def _band(altair: Any, x: Any, ink: Ink) -> list[Any]:
    base = _named(altair, "band").encode(x=x)
    area = base.mark_area(interpolate="step-after", opacity=0.28, color=ink.band)
    edge = base.mark_line(interpolate="step-after", strokeWidth=1.5, color=ink.band)
    return [area.encode(y="figure:Q", y2="low:Q"), edge.encode(y="figure:Q")]


def _target(altair: Any, ink: Ink) -> list[Any]:
    band = _named(altair, "target range").mark_rect(opacity=0.14, color=ink.text)
    rule = _named(altair, "target").mark_rule(strokeDash=[6, 4], color=ink.text)
    words = _named(altair, "target").mark_text(
        align="left", baseline="bottom", dx=4, dy=-4, color=ink.text, fontSize=12
    )
    return [
        band.encode(y="figure:Q", y2="most:Q"),
        rule.encode(y="figure:Q"),
        words.encode(y="figure:Q", x=altair.value(0), text="label:N"),
    ]


def _day(altair: Any, ink: Ink, name: str, dy: int) -> list[Any]:
    """An upright line on a day, with its words beside it, as far above the axis as keeps them off others."""
    data = _named(altair, name)
    rule = data.mark_rule(strokeDash=[2, 3], color=ink.text).encode(x="day:T")
    words = data.mark_text(align="left", baseline="bottom", dx=5, dy=dy, color=ink.text, fontSize=12)
    return [rule, words.encode(x="day:T", y=altair.value(_HEIGHT), text="label:N")]


def _projection(altair: Any, ink: Ink) -> list[Any]:
    data, far = _named(altair, "projection"), _named(altair, "far projection")
    shade = data.mark_rect(opacity=0.18, color=ink.band, stroke=ink.band).encode(x="day:T", x2="last:T")
    words = data.mark_text(align="right", baseline="bottom", dx=-5, dy=-22, color=ink.text, fontSize=12)
    aside = far.mark_text(align="right", baseline="bottom", dy=-22, color=ink.text, fontSize=12)
    return [
        shade,
        words.encode(x="day:T", y=altair.value(_HEIGHT), text="label:N"),
        aside.encode(x=altair.value(WIDTH), y=altair.value(_HEIGHT), text="label:N"),
    ]


def _bounds(altair: Any, x: Any, ink: Ink) -> list[Any]:
    """Strokes from the lower to the upper end, and signs aside from the target's line, which may be close."""
    stroke = _named(altair, "ranges").mark_rule(strokeWidth=3, opacity=0.6, color=ink.text)
    signs = [
        _named(altair, name).mark_text(dx=-12, dy=dy, color=ink.text, fontSize=14)
        for name, dy in (("bounds below", 12), ("bounds above", -12))
    ]
    return [
        stroke.encode(x=x, y="figure:Q", y2="most:Q"),
        *(sign.encode(x=x, y="figure:Q", text="sign:N") for sign in signs),
    ]


def _marks(altair: Any, x: Any, ink: Ink) -> Any:
    names = list(SIDE_NAMES.values())
    encoding = {
        "x": x,
        "y": altair.Y("figure:Q", title="figure", axis=altair.Axis(labelExpr=_SCALED, tickCount=5)),
        "color": altair.Color("side:N", scale=altair.Scale(domain=names, range=list(ink.sides))),
        "shape": altair.Shape(
            "side:N", scale=altair.Scale(domain=names, range=["circle", "square", "triangle-up"])
        ),
        "opacity": altair.condition("datum.counted", altair.value(1), altair.value(0.45)),
    }
    return _named(altair, "marks").mark_point(size=110, filled=True, stroke=ink.ground).encode(**encoding)
