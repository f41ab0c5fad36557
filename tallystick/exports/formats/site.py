"""The pages that are only read, as a folder that opens from a disk or from any web server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO

from tallystick.exports.extras import package
from tallystick.exports.formats.csv import as_csv
from tallystick.exports.material import Material
from tallystick.exports.pieces import PIECE, room_is_told
from tallystick.exports.protocol import Part
from tallystick.exports.tables import DICTIONARY, TABLES, Row, Table

_TABLES = (*TABLES, DICTIONARY)
_LEFT_OUT = (
    "Other days than the one that was exported; export each day that is to be looked at.",
    "Review: what was decided is counted and shown, nothing can be decided.",
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

        edition = Edition(
            look=material.glance,
            as_of=material.as_of,
            concepts=material.concepts,
            codebook=material.codebook,
            name=_named(material),
            downloads={table.name: table.means for table in _TABLES},
            left_out=tuple(self.left_out(material)),
            place=material.place,
        )
        for path, page in published(edition, material.watch):
            yield Part(path, [page])
        for table in _TABLES:
            for name, rows in _both(table, material):
                yield Part(f"{DOWNLOADS}/{name}", rows)
        yield Part(self.marker, [json.dumps({"made_by": "tallystick", "ledger": edition.name}).encode()])

    def left_out(self, material: Material) -> Iterator[str]:
        """What has to be asked of a server."""
        from tallystick.web.publishing import MOST_PICTURED  # noqa: PLC0415 (needs the extras)

        yield from _LEFT_OUT
        if sum(choice.count for choice in material.glance().choices().statuses) > MOST_PICTURED:
            yield f"Charts as PNG and for phones, of more than {MOST_PICTURED} promises; they are there as SVG."


def _both(table: Table, material: Material) -> Iterator[tuple[str, Iterable[bytes]]]:
    """A table as CSV and as JSON, for which its rows are made once: the JSON waits on the disk meanwhile.

    Yields:
        The names of the files with their content; the second is there when the first was gone through.
    """
    with room_is_told(OSError):
        aside = TemporaryFile()  # noqa: SIM115 (closed below)
    with aside as waiting:
        yield f"{table.name}.csv", as_csv(table, _noted(table, material, waiting))
        waiting.seek(0)
        yield f"{table.name}.json", iter(partial(waiting.read, PIECE), b"")


def _noted(table: Table, material: Material, waiting: IO[bytes]) -> Iterator[Row]:
    """The rows, each written down as a line of a list of JSON objects."""
    names = [column.name for column in table.columns]
    before = "[\n"
    for row in table.rows(material):
        line = before + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        with room_is_told(OSError):
            waiting.write(line.encode(errors="replace"))
        before = ",\n"
        yield row
    with room_is_told(OSError):
        waiting.write(b"[]\n" if before == "[\n" else b"\n]\n")
        waiting.flush()


def _named(material: Material) -> str:
    """What a ledger is called in a citation: the same for the same reports, claims and decisions."""
    read = sha256()
    for reading in material.as_read:
        document = reading.document
        read.update(json.dumps([document.id, document.sha256, [c.id for c in reading.claims]]).encode())
    read.update(json.dumps([judgement.id for judgement in material.judgements]).encode())
    state, days = read.hexdigest()[:12], material.glance().days()
    return f"{state}, reports until {days[-1]}" if days else state


EXPORT = Site()
