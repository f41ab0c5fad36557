"""The course of a debate as a chart: how many actors stood where at the end of each month, and how far they were one.

Both measures are those of ``tallystick.reconcile.consensus``. Drawn as the charts of promises are; see
``tallystick.views.charts``, whose colours and lettering it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from tallystick.model import Stance
from tallystick.model.positions import ConceptRecord, ConceptSum, Month
from tallystick.sources.extras import needs_extra
from tallystick.views.chart_layers import LIGHT, WIDTH, Ink, dressed

SIDES: tuple[Stance, ...] = ("for", "open", "against")
"""From above to below, as they stand on one another."""

MEASURES = ("consensus", "polarisation")
_COUNTS_HEIGHT, _MEASURES_HEIGHT = 150, 120
_WIDEST_BAR = 44
_MONTHS = ["months"]
"""Stands in a template for the months of a chart."""


def can_be_drawn(record: ConceptRecord | ConceptSum) -> bool:
    """Whether there is a course to draw: two months or more, and somebody who took a side."""
    return len(record.months) > 1 and any(_told(record.months))


def standing_chart(record: ConceptRecord | ConceptSum) -> dict[str, Any]:
    """The Vega-Lite specification of how the actors stood to a concept, month by month.

    Args:
        record: Its months become bars, parted by side, and below them the lines of consensus and of polarisation; a
            line is broken where fewer than two actors had taken a side.

    Raises:
        ModuleNotFoundError: Altair is not installed; the message says how.
    """
    most = max(sum(month.standing.values()) for month in record.months)
    wide = min(_WIDEST_BAR, round(WIDTH * 0.8 / len(record.months), 1))
    rows = {"counts": list(_told(record.months)), "measures": list(_measured(record.months))}
    chart: dict[str, Any] = _filled(
        _template(LIGHT, wide, min(most, 5)), rows, [month.month for month in record.months]
    )
    return chart


def _filled(part: Any, rows: Mapping[str, list[dict[str, Any]]], months: list[str]) -> Any:
    """A copy of a template with its rows, and its months in place of the word for them."""
    if isinstance(part, list):
        return months if part == _MONTHS else [_filled(one, rows, months) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("name") in rows:
        return {"values": rows[part["name"]]}
    return {key: _filled(value, rows, months) for key, value in part.items()}


@cache
def _template(ink: Ink, wide: float, ticks: int) -> dict[str, Any]:
    """The chart without its rows: Altair takes longer for a specification than it takes to draw it."""
    with needs_extra("altair", "charts", "A chart"):
        import altair  # noqa: PLC0415 (heavy, and an extra)

    parts = altair.vconcat(_counts(altair, ink, wide, ticks), _measures(altair, ink), spacing=18)
    return dressed(parts.resolve_scale(color="independent", shape="independent"), ink)


def _months(altair: Any, *, is_labelled: bool) -> Any:
    axis = altair.Axis(labelAngle=0, labelOverlap=True, labels=is_labelled, ticks=is_labelled)
    scale = altair.Scale(domain=_MONTHS, paddingInner=0.2)
    return altair.X("month:O", title=None, axis=axis, scale=scale)


def _counts(altair: Any, ink: Ink, wide: float, ticks: int) -> Any:
    against, in_favour, _ = ink.sides
    colours = altair.Scale(domain=list(SIDES), range=[in_favour, ink.between, against])
    axis = altair.Axis(format="d", tickCount=ticks, tickMinStep=1)
    bars = altair.Chart(altair.Data(name="counts")).mark_bar(size=wide, stroke=ink.ground, strokeWidth=1.5)
    return bars.encode(
        x=_months(altair, is_labelled=False),
        y=altair.Y("actors:Q", title="actors", axis=axis),
        color=altair.Color("side:N", scale=colours),
        order=altair.Order("place:Q"),
    ).properties(width=WIDTH, height=_COUNTS_HEIGHT)


def _measures(altair: Any, ink: Ink) -> Any:
    scale = altair.Scale(domain=list(MEASURES), range=[ink.band, ink.sides[2]])
    dashes = altair.Scale(domain=list(MEASURES), range=[[1, 0], [6, 4]])
    shapes = altair.Scale(domain=list(MEASURES), range=["circle", "square"])
    x = _months(altair, is_labelled=True)
    y = altair.Y("figure:Q", title="0 to 1", scale=altair.Scale(domain=[0, 1]), axis=altair.Axis(tickCount=5))
    base = altair.Chart(altair.Data(name="measures")).encode(
        x=x, y=y, color=altair.Color("measure:N", scale=scale)
    )
    line = base.mark_line(strokeWidth=2).encode(
        strokeDash=altair.StrokeDash("measure:N", scale=dashes, legend=None)
    )
    points = base.mark_point(size=60, filled=True, opacity=1).encode(
        shape=altair.Shape("measure:N", scale=shapes)
    )
    return altair.layer(line, points).properties(width=WIDTH, height=_MEASURES_HEIGHT)


def _told(months: Sequence[Month]) -> Iterator[dict[str, Any]]:
    for month in months:
        for place, side in enumerate(reversed(SIDES)):
            if count := month.standing.get(side, 0):
                yield {"month": month.month, "side": side, "actors": count, "place": place}


def _measured(months: Sequence[Month]) -> Iterator[dict[str, Any]]:
    for month in months:
        for measure, figure in zip(MEASURES, (month.consensus, month.polarisation), strict=True):
            yield {"month": month.month, "measure": measure, "figure": figure}
