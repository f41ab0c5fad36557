"""One page of HTML that needs nothing else: each promise with chart, stages, deliveries and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from tallystick.exports.formats.chart import picture
from tallystick.exports.material import Material
from tallystick.exports.protocol import Part
from tallystick.model.records import Promise
from tallystick.views.charts import can_be_drawn, drawn_as_svg
from tallystick.views.promises import told_text

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
section { border-top: 1px solid #ccc; margin-top: 2rem; }
time { font-weight: 600; } blockquote { margin: .2rem 0 .2rem 1rem; color: #444; }
li { margin-bottom: .8rem; } svg { max-width: 100%; height: auto; }
"""


class Timeline:
    """One page."""

    name = "timeline"
    what = "each promise with its chart, stages and deliveries, and the sentences, as one page of HTML"
    is_folder = False

    def parts(self, material: Material) -> Iterator[Part]:
        """The page.

        Raises:
            SettingError: Altair or vl-convert is not installed.
        """
        yield Part("timeline.html", _page(material))

    def left_out(self, material: Material) -> Iterator[str]:
        """What the page does not show."""
        del material
        yield "Statements, events, positions, conflicts and the figures of each side."


def _page(material: Material) -> Iterator[bytes]:
    known = "" if material.as_of is None else f" as of {escape(material.as_of)}"
    yield (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Promises{known}</title>'
        f"<style>{_STYLE}</style></head><body><h1>Promises{known}</h1>\n"
    ).encode()
    for promise in material.promises:
        yield _section(material, promise).encode(errors="xmlcharrefreplace")
    yield b"</body></html>\n"


def _section(material: Material, promise: Promise) -> str:
    chart = picture(promise, drawn_as_svg) if can_be_drawn(promise) else ""
    lines = sorted(_lines(material, promise))
    return (
        f'<section id="{promise.id}"><h2>{escape(promise.title)}</h2><p>{promise.status.replace("_", " ")}</p>'
        f"{chart}<ol>{''.join(line for _, _, line in lines)}</ol></section>\n"
    )


def _lines(material: Material, promise: Promise) -> Iterator[tuple[str, int, str]]:
    """What happened to the promise, each with its day, its place among its kind and its HTML."""
    for place, stage in enumerate(promise.history):
        words = told_text(promise, stage)
        yield stage.date or "9999", place, _line(material, stage.date, f"{stage.stage} {words}", stage.claims)
    for place, delivery in enumerate(promise.deliveries, len(promise.history)):
        words = told_text(promise, delivery)
        kind = "not delivered" if delivery.negated else "delivered"
        told = f"{kind}{' in all' if delivery.cumulative else ''} {words} (says {delivery.side.replace('_', ' ')})"
        yield delivery.as_of or "9999", place, _line(material, delivery.as_of, told, delivery.claims)


def _line(material: Material, day: str | None, told: str, claims: Iterable[str]) -> str:
    found = material.first_quoted(claims)
    quotation = ""
    if found is not None:
        document = found.document
        origin = escape(", ".join(filter(None, (document.publisher, document.published))) or document.id)
        if document.url and document.url.startswith(("https://", "http://")):
            origin = f'<a href="{escape(document.url)}">{origin}</a>'
        quotation = f"<blockquote>{escape(found.sentence)} <cite>{origin}</cite></blockquote>"
    return f"<li><time>{day or 'no date'}</time> {escape(told)}{quotation}</li>\n"


EXPORT = Timeline()
