"""The pages that are only read, as a folder that opens from a disk or from any web server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256

from tallystick.exports.extras import package
from tallystick.exports.formats.csv import EXPORT as AS_CSV
from tallystick.exports.material import Material
from tallystick.exports.protocol import Part
from tallystick.exports.tables import DICTIONARY, TABLES, Table
from tallystick.ledger.whole import Whole

_TABLES = (*TABLES, DICTIONARY)
_LEFT_OUT = (
    "Search in the reports' words; promises are found by a script.",
    "Other days than the one that was exported; export each day that is to be looked at.",
    "Review: what was decided is counted and shown, nothing can be decided.",
    "Charts as PNG; they are there as SVG.",
    "Copies side by side where more than eight reports share one text.",
)


class Site:
    """Pages with their charts, and tables to download."""

    name = "site"
    what = "the pages to look at, with charts and downloads, for a disk or any web server"
    is_folder = True
    marker = "tallystick-site.json"

    def parts(self, material: Material) -> Iterator[Part]:
        """The pages, then what they offer to download, then what says whose folder it is.

        Raises:
            SettingError: A package that makes pages or charts is not installed.
        """
        for needed, extra in (
            ("jinja2", "web"),
            ("starlette", "web"),
            ("altair", "charts"),
            ("vl_convert", "charts"),
        ):
            package(needed, extra, self.name)
        from tallystick.web.publishing import DOWNLOADS, Edition, published  # noqa: PLC0415 (needs the extras)

        whole = Whole(material.as_read, material.judgements, material.copies, material.as_of)
        edition = Edition(
            whole=whole,
            concepts=material.concepts,
            codebook=material.codebook,
            name=_named(material, whole.days()),
            downloads={table.name: table.means for table in _TABLES},
            left_out=tuple(self.left_out(material)),
        )
        for path, content in published(edition):
            yield Part(path, [content])
        for part in AS_CSV.parts(material):
            yield Part(f"{DOWNLOADS}/{part.name}", part.content)
        for table in _TABLES:
            yield Part(f"{DOWNLOADS}/{table.name}.json", _as_json(table, material))
        yield Part(self.marker, [json.dumps({"made_by": "tallystick", "ledger": edition.name}).encode()])

    def left_out(self, _: Material) -> Iterator[str]:
        """What has to be asked of a server."""
        yield from _LEFT_OUT


def _as_json(table: Table, material: Material) -> Iterator[bytes]:
    """A list of objects, a row each on a line of its own."""
    names = [column.name for column in table.columns]
    before = "[\n"
    for row in table.rows(material):
        line = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        yield (before + line).encode(errors="replace")
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _named(material: Material, days: Sequence[str]) -> str:
    """What a ledger is called in a citation: the same for the same reports, claims and decisions."""
    read = [[r.document.id, r.document.sha256, [c.id for c in r.claims]] for r in material.as_read]
    state = sha256(json.dumps([read, [j.id for j in material.judgements]]).encode()).hexdigest()[:12]
    return f"{state}, reports until {days[-1]}" if days else state


EXPORT = Site()
