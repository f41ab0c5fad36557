"""The chart of a promise: every figure with its day, the target, the deadline and the band of what was known."""

import json
import re
import sys
from dataclasses import replace

import pytest
from tallystick.model.records import Projection
from tallystick.views import charts
from tallystick.views.chart_layers import NARROW, WIDTH, narrowed
from tallystick.views.charts import (
    Known,
    can_be_drawn,
    deliveries_chart,
    drawn_as_png,
    drawn_as_svg,
    in_dark,
    titled,
)


def test_a_mark_for_each_delivery_with_a_day_and_a_figure(kept_promise):
    chart = json.dumps(deliveries_chart(kept_promise))
    assert '{"day": "2024-05-31", "figure": 60, "side": "recipient", "counted": false}' in chart


def test_what_did_not_arrive_has_no_day_or_no_figure_is_left_out(kept_promise):
    (arrived,) = kept_promise.deliveries
    assert can_be_drawn(kept_promise)
    for change in ({"negated": True}, {"as_of": None}, {"quantity": None}):
        assert not can_be_drawn(replace(kept_promise, deliveries=(replace(arrived, **change),)))


def test_target_and_deadline_are_lines_with_their_words(kept_promise):
    drawn = drawn_as_svg(deliveries_chart(kept_promise))
    assert "promised 200" in drawn
    assert "due 2024-12-31" in drawn
    without = replace(kept_promise, quantity=None, deadline=None, promised=None)
    assert "promised" not in drawn_as_svg(deliveries_chart(without))


@pytest.mark.parametrize(
    ("promised", "shown"),
    [
        ("2023-02", ["2023-02-28"]),
        ("1990-01-01", []),  # would press the rest together
        ("2031-01-01", []),  # was told of after it was kept
        (None, []),
    ],
)
def test_the_day_of_the_promise_is_a_line_where_there_is_room_for_it(kept_promise, promised, shown):
    chart = deliveries_chart(replace(kept_promise, promised=promised))
    lines = [layer["data"]["values"] for layer in chart["layer"] if layer["mark"]["type"] == "rule"]
    days = [row["day"] for rows in lines for row in rows if row.get("label") == f"promised {promised}"]
    assert days == shown


def test_money_is_counted_in_its_currency(kept_promise):
    (arrived,) = kept_promise.deliveries
    given = replace(arrived, quantity=None, amount=4e6)
    money = replace(kept_promise, quantity=None, amount=5e6, currency="EUR", deliveries=(given,))
    drawn = drawn_as_svg(deliveries_chart(money))
    assert "promised EUR 5m" in drawn
    assert ">EUR<" in drawn


def test_a_range_has_a_stroke_and_a_bound_its_sign(kept_promise):
    (arrived,) = kept_promise.deliveries
    spread = replace(kept_promise, deliveries=(replace(arrived, quantity_max=90, bound="at_least"),))
    assert '"most": 90' in json.dumps(deliveries_chart(spread))
    assert "≥" in drawn_as_svg(deliveries_chart(spread))
    plain = json.dumps(deliveries_chart(kept_promise))
    assert "most" not in plain
    assert "sign" not in plain
    assert drawn_as_svg(deliveries_chart(spread)) != drawn_as_svg(deliveries_chart(kept_promise))


@pytest.mark.parametrize(("figure", "aside"), [(190, 12), (200, 12), (210, -12)])
def test_the_sign_of_a_bound_keeps_off_the_line_of_the_target(kept_promise, figure, aside):
    (arrived,) = kept_promise.deliveries
    bound = replace(kept_promise, deliveries=(replace(arrived, quantity=figure, bound="at_least"),))
    marks = [layer["mark"] for layer in deliveries_chart(bound)["layer"] if "sign" in str(layer["encoding"])]
    assert [mark["dy"] for mark in marks] == [aside]


def test_a_promised_range_is_a_band(kept_promise):
    drawn = drawn_as_svg(deliveries_chart(replace(kept_promise, quantity_max=250, bound="at_least")))
    assert "promised ≥200–250" in drawn
    assert '"most": 250' in json.dumps(deliveries_chart(replace(kept_promise, quantity_max=250)))


def test_the_days_that_the_pace_would_need_are_shaded(kept_promise):
    sure = replace(kept_promise, projection=Projection("2025-01-01", "2025-03-01"))
    assert "at this pace 2025-01-01 – 2025-03-01" in drawn_as_svg(deliveries_chart(sure))
    one = replace(kept_promise, projection=Projection("2025-01-01", "2025-01-01"))
    assert ">at this pace 2025-01-01</text>" in drawn_as_svg(deliveries_chart(one))
    unsure = replace(kept_promise, projection=Projection("2025-01-01", None))
    assert "at this pace 2025-01-01 at the earliest" in drawn_as_svg(deliveries_chart(unsure))
    none = replace(kept_promise, projection=None)
    assert "at this pace" not in drawn_as_svg(deliveries_chart(none))


def test_a_chart_for_a_phone_is_narrow_with_thinner_bars_and_fewer_days():
    chart = {
        "width": WIDTH,
        "layer": [{"mark": {"type": "bar", "size": 40}}, {"x": {"value": WIDTH}, "tickCount": 6}],
    }
    assert narrowed(chart) == {
        "width": NARROW,
        "layer": [{"mark": {"type": "bar", "size": 15.6}}, {"x": {"value": NARROW}, "tickCount": 3}],
    }


def test_a_far_day_does_not_press_the_rest_together(kept_promise):
    far = replace(kept_promise, projection=Projection("2025-01-01", "2099-01-01"))
    assert "2099-01-01" in drawn_as_svg(deliveries_chart(far))
    assert '"last": "2026-12-31"' in json.dumps(deliveries_chart(far))
    farther = replace(kept_promise, projection=Projection("2098-01-01", "2099-01-01"))
    assert "at this pace 2098-01-01 – 2099-01-01" in drawn_as_svg(deliveries_chart(farther))
    assert '"last"' not in json.dumps(deliveries_chart(farther))


def test_the_band_needs_two_days(kept_promise):
    first, second = Known("2024-05-01", 10, 20), Known("2024-06-01", 60, 90)
    assert "area" not in json.dumps(deliveries_chart(kept_promise, [first]))
    assert "step-after" in json.dumps(deliveries_chart(kept_promise, [first, second]))


def test_the_same_chart_is_drawn_alike_and_in_the_dark_with_colours_for_it(kept_promise):
    ground, money = "#ffffff", replace(kept_promise, quantity=None, amount=2e6)
    light = drawn_as_svg(deliveries_chart(replace(money, currency=ground)))
    assert light == drawn_as_svg(deliveries_chart(replace(money, currency=ground)))
    dark = in_dark(light)
    assert (light.count(f'"{ground}"') > 0, f'"{ground}"' in dark, f">{ground}<" in dark) == (
        True,
        False,
        True,
    )
    colours = re.compile('"#[0-9a-f]{6}"')
    assert not set(colours.findall(light)) & set(colours.findall(dark))


def test_a_heading_is_cut_where_it_may_be_wider_than_the_chart(kept_promise):
    chart, long = deliveries_chart(kept_promise), "Norway and all its neighbours → Kenya: 60 shells. " * 3
    assert ">60 shells<" in (short := drawn_as_svg(titled(chart, "60 shells", "ledger a")))
    assert '"limit": 0' in json.dumps(titled(chart, "60 shells", "ledger a"))
    for told in (titled(chart, long, "ledger a"), titled(chart, "60 shells", long)):
        assert (drawn := drawn_as_svg(told)).count("…<") == 1
        assert re.search(r'width="(\d+)', drawn)[1] == re.search(r'width="(\d+)', short)[1]


def test_charts_that_differ_in_what_they_say_of_themselves_alone_are_compiled_once_and_drawn_as_ever(
    kept_promise,
):
    import vl_convert

    chart = deliveries_chart(kept_promise)
    charts._compiled.cache_clear()
    for title, origin in (
        ("60 shells", "ledger a"),
        ('"60" <shells> \\ of', "ledger b, as of 2024"),
        ("", ""),
    ):
        told = titled(chart, title, origin)
        assert drawn_as_svg(told) == vl_convert.vegalite_to_svg(json.dumps(told), allowed_base_urls=[])
        assert drawn_as_png(told) == vl_convert.vegalite_to_png(
            json.dumps(told), scale=2, allowed_base_urls=[]
        )
    assert charts._compiled.cache_info().misses == 2  # without words there is no title


def test_charts_that_differ_in_their_figures_and_units_alone_are_compiled_once_and_drawn_as_ever(
    kept_promise,
):
    import vl_convert

    (arrived,) = kept_promise.deliveries
    course = [Known("2024-02-01", 10, 20), Known("2024-03-01", 30, 50)]
    others = [replace(kept_promise, deliveries=(replace(arrived, quantity=figure),)) for figure in (61, 62)]
    others += [replace(kept_promise, unit=unit) for unit in ("\"shells\" 'rounds'", "снарядів", None)]
    drawings = [deliveries_chart(promise, course) for promise in (kept_promise, *others)]
    charts._compiled.cache_clear()
    for chart in drawings:
        assert drawn_as_svg(chart) == vl_convert.vegalite_to_svg(json.dumps(chart), allowed_base_urls=[])
    assert charts._compiled.cache_info().misses == 1


def test_a_unit_that_looks_like_the_end_of_an_expression_is_a_unit(kept_promise):
    drawn = drawn_as_svg(deliveries_chart(replace(kept_promise, unit='\\" + 1 + "')))
    assert "; \\&quot; + 1 + &quot;: 60;" in drawn


def test_a_picture_is_a_png(kept_promise):
    assert drawn_as_png(deliveries_chart(kept_promise)).startswith(b"\x89PNG\r\n")


def test_control_characters_in_a_report_do_no_harm(kept_promise):
    hostile = replace(kept_promise, unit="am\x00bu\x1blance")
    assert drawn_as_svg(deliveries_chart(hostile)).startswith("<svg")


def test_altair_is_asked_once_and_a_chart_is_the_callers_own(kept_promise, monkeypatch):
    chart = deliveries_chart(kept_promise)
    monkeypatch.setitem(sys.modules, "altair", None)  # it could not even be loaded again
    other = deliveries_chart(replace(kept_promise, unit="ambulance"))
    assert [layer["mark"] for layer in other["layer"]] == [layer["mark"] for layer in chart["layer"]]
    other["layer"][-1]["mark"]["size"] = 1
    other["layer"][-1]["data"]["values"].clear()
    assert deliveries_chart(kept_promise) == chart
