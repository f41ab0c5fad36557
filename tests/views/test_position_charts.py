"""The chart of a debate: a bar for each side of each month, and the two lines."""

import json

import pytest
from tallystick.model.positions import ConceptRecord, Month
from tallystick.reconcile.consensus import consensus, polarisation
from tallystick.views.charts import drawn_as_png, drawn_as_svg, in_dark
from tallystick.views.position_charts import can_be_drawn, standing_chart


def record(*standings):
    """A concept, with how many were for, open and against in each month."""
    told = [dict(zip(("for", "open", "against"), one, strict=True)) for one in standings]
    months = tuple(
        Month(f"2024-{at:02}", one, consensus(one), polarisation(one)) for at, one in enumerate(told, 1)
    )
    return ConceptRecord(
        concept="wage", label="A rise", means="", meaning_of_for="", stands=(), months=months, shifts=()
    )


def test_each_side_of_each_month_has_its_bar_and_each_measure_its_line():
    chart = json.dumps(standing_chart(record((1, 0, 0), (2, 1, 0), (2, 0, 2))))
    assert '{"month": "2024-02", "side": "open", "actors": 1, "place": 1}' in chart
    assert chart.count('"side": "for"') == 3
    assert '"side": "against", "actors": 0' not in chart
    assert '{"month": "2024-03", "measure": "polarisation", "figure": 1.0}' in chart
    assert '{"month": "2024-01", "measure": "consensus", "figure": null}' in chart  # one actor is of one mind


def test_every_side_and_measure_is_in_the_legend_and_every_axis_has_its_title():
    drawn = drawn_as_svg(standing_chart(record((1, 0, 1), (2, 1, 0))))
    for word in ("for", "open", "against", "consensus", "polarisation", "actors", "0 to 1", "2024-01"):
        assert f">{word}<" in drawn


def test_the_lines_are_told_apart_without_colour():
    lines = standing_chart(record((1, 0, 1), (2, 1, 0)))["vconcat"][1]["layer"]
    assert lines[0]["encoding"]["strokeDash"]["scale"]["range"] == [[1, 0], [6, 4]]
    assert lines[1]["encoding"]["shape"]["scale"]["range"] == ["circle", "square"]


def test_on_a_dark_ground_nothing_keeps_the_colours_of_the_light_one():
    drawn = drawn_as_svg(standing_chart(record((1, 1, 1), (2, 1, 0))))
    dark = in_dark(drawn)
    for colour in ("#3d4451", "#8a909c", "#b35c00", "#0068a5", "#7a3a6d", "#0a7d62"):
        assert f'"{colour}"' in drawn
        assert f'"{colour}"' not in dark


def test_a_picture_is_drawn():
    assert drawn_as_png(standing_chart(record((1, 0, 1), (2, 1, 0))))[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("standings", [(), ((1, 0, 1),), ((0, 0, 0), (0, 0, 0))])
def test_without_a_course_there_is_no_chart(standings):
    assert not can_be_drawn(record(*standings))
