"""One program draws for all that serve; where it cannot, who asks draws."""

import tempfile

import pytest
from tallystick.views import studio as drawing
from tallystick.views.charts import drawn_as_png, drawn_as_svg
from tallystick.views.studio import Here, studio

CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"a": 1}, {"a": 2}]},
    "mark": "point",
    "encoding": {"x": {"field": "a", "type": "quantitative"}},
}
NO_CHART = {**CHART, "mark": 7}


@pytest.fixture
def drawn_here(monkeypatch):
    """The charts that this process draws."""
    found = []
    for form, made in (("svg", "<svg/>"), ("png", b"PNG")):
        monkeypatch.setattr(drawing, f"drawn_as_{form}", lambda chart, made=made: found.append(chart) or made)
    return found


def test_another_program_draws_the_same(drawn_here):
    with studio() as draws:
        assert (draws.svg(CHART), draws.png(CHART)) == (drawn_as_svg(CHART), drawn_as_png(CHART))
    assert drawn_here == []


def test_who_asks_draws_what_the_program_cannot_and_is_told_why():
    with studio() as draws:
        with pytest.raises(ValueError, match="conversion failed"):
            draws.svg(NO_CHART)
        assert "<svg" in draws.svg(CHART)


def test_the_program_ends_when_it_is_let_go_of(drawn_here):
    with studio() as draws:
        assert "<path" in draws.svg(CHART)
    assert (draws.svg(CHART), draws.png(CHART)) == ("<svg/>", b"PNG")
    assert drawn_here == [CHART, CHART]


def test_who_asks_draws_where_no_socket_can_be_made(monkeypatch, tmp_path, drawn_here):
    (long := tmp_path / ("a" * 100)).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with studio() as draws:
        assert isinstance(draws, Here)
        assert (draws.svg(CHART), draws.png(CHART)) == ("<svg/>", b"PNG")
    assert drawn_here == [CHART, CHART]
