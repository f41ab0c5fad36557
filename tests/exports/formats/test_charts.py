"""chart and timeline: pictures that show something, with titles and units."""

import re
import sys
import zlib
from dataclasses import replace

import pytest
from lxml import html
from tallystick.errors import SettingError
from tallystick.exports import EXPORTS
from tallystick.exports.formats import chart
from tallystick.model.records import Value
from tallystick.views import chart_layers, charts


def pixels(png):
    """The bytes of a PNG's picture."""
    assert png.startswith(b"\x89PNG")
    parts, at = [], 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            parts.append(png[at + 8 : at + 8 + size])
        at += size + 12
    return zlib.decompress(b"".join(parts))


def test_each_promise_with_deliveries_has_both_pictures(content, material):
    files = content(EXPORTS["chart"])
    assert set(files) == {f"{p.id}.{form}" for p in material.promises for form in ("svg", "png")}
    for name, found in files.items():
        if name.endswith(".png"):
            assert len(set(pixels(found))) > 20


def test_a_picture_has_title_and_unit(content, material):
    files = content(EXPORTS["chart"])
    for promise in material.promises:
        words = re.findall(r">([^<]+)</text>", files[f"{promise.id}.svg"].decode())
        assert promise.title in words
        assert (f"{promise.unit}s" if promise.unit else promise.currency) in words


def test_what_cannot_be_drawn_is_told(content, material):
    bare = replace(material, promises=(replace(material.promises[0], deliveries=()),))
    assert content(EXPORTS["chart"], bare) == {}
    assert next(EXPORTS["chart"].left_out(bare)).startswith("1 promises of which no delivery with a day")


def test_a_timeline_has_chart_days_and_sentences(content):
    page = html.fromstring(content(EXPORTS["timeline"])["timeline.html"].decode())
    shells = next(s for s in page.iter("section") if "1,000,000" in s.find("h2").text)
    assert shells.find(".//svg") is not None
    assert [time.text for time in shells.iter("time")] == ["2023-03-20", "2024-04-01"]
    told = shells.text_content()
    assert "commitment 1,000,000 shells" in told
    assert "delivered in all 300,000 shells (says third party)" in told
    assert [link.get("href") for link in shells.iter("a")] == ["https://меридиан.example/a?b=1&c=2"]
    assert page.xpath("//script | //link | //img") == []


def test_a_hostile_report_stays_words(content, material):
    document = replace(material.readings[0].document, url="javascript:alert(1)", publisher="<b onclick=x>")
    readings = (replace(material.readings[0], document=document), *material.readings[1:])
    text = content(EXPORTS["timeline"], replace(material, readings=readings))["timeline.html"].decode()
    assert "&lt;b onclick=x&gt;" in text
    assert "javascript:" not in text
    assert "<b " not in text


@pytest.mark.parametrize("package", ["altair", "vl_convert"])
@pytest.mark.parametrize("name", ["chart", "timeline"])
def test_a_missing_package_names_the_command(name, package, content, monkeypatch):
    charts._svg.cache_clear()
    chart_layers._template.cache_clear()
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SettingError, match=r"pip install 'tallystick\[charts\]'"):
        content(EXPORTS[name])


def test_of_many_promises_those_most_at_stake_are_drawn(content, material, monkeypatch):
    monkeypatch.setattr(chart, "MOST", 1)
    money, shells = material.promises
    owed = replace(shells, value=Value(5e6, "EUR", 1.0, "2023-03-20"))
    drawn = content(EXPORTS["chart"], replace(material, promises=(money, owed)))
    assert set(drawn) == {f"{shells.id}.svg", f"{shells.id}.png"}
    told = next(EXPORTS["chart"].left_out(replace(material, promises=(money, owed))))
    assert told == "1 promises with less at stake than the 1 that are drawn; name them with --promise."
    chosen = replace(material, is_chosen=True)
    assert len(content(EXPORTS["chart"], chosen)) == 4
    assert not any("at stake" in line for line in EXPORTS["chart"].left_out(chosen))
