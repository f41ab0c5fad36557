"""What is told by colour is told by colours that colour-blind people can tell apart, and by a sign or a line, too."""

import re
from importlib.resources import files
from itertools import combinations

import pytest
from tallystick.views.chart_layers import DARK, LIGHT

from colours import SIGHTS, apart, contrast, seen

KINDS = ("said", "promised", "done", "happened")


def tokens(scheme):
    style = files("tallystick.web").joinpath("static", "style.css").read_text()
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w{6})", one))
        for one in re.findall(r":root \{(.*?)\}", style, re.S)[:2]
    )
    return light if scheme == "light" else light | dark


def least(colours, sight):
    """How far the two of some colours that are most alike are apart."""
    return min(apart(seen(one, sight), seen(other, sight)) for one, other in combinations(colours, 2))


@pytest.mark.parametrize(
    ("one", "other", "expected"),  # of the data that Sharma, Wu and Dalal give
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_colours_are_as_far_apart_as_is_published(one, other, expected):
    assert apart(one, other) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_kinds_of_claims_are_told_apart(scheme, sight):
    known = tokens(scheme)
    assert least([known[kind] for kind in KINDS], sight) > 9
    assert least([known["ground"], *(known[f"{kind}-ground"] for kind in KINDS)], sight) > 4.5


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_parts_of_a_bar_of_statuses_are_told_apart(scheme, sight):
    known = tokens(scheme)
    assert least([known[name] for name in ("late", "partly", "said", "done", "line")], sight) > 7


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("ink", [LIGHT, DARK], ids=["light", "dark"])
def test_sides_in_a_chart_are_told_apart(ink, sight):
    assert least(ink.sides, sight) > 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_contrast_enough(scheme):
    known = tokens(scheme)
    for kind in KINDS:
        assert contrast(known[kind], known[f"{kind}-ground"]) >= 4.5
        assert contrast(known["ink"], known[f"{kind}-ground"]) >= 7
        assert contrast(known[kind], known["ground"]) >= 4.5
    for bar in ("late", "partly", "said", "done"):
        assert contrast(known[bar], known["ground"]) >= 3
