"""The sources as CSL-JSON, which Zotero, Pandoc and citeproc read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tallystick.exports.citations import Citation, citation
from tallystick.exports.material import Material
from tallystick.exports.pieces import json_list
from tallystick.exports.protocol import Part


class CslJson:
    """The sources as CSL-JSON."""

    name = "csl-json"
    what = "the reports as sources to cite, for Zotero, Pandoc and citeproc"
    is_folder = False

    def parts(self, material: Material) -> Iterator[Part]:
        """One file."""
        entries = (_entry(citation(document)) for document in material.documents)
        yield Part("sources.json", json_list(entries))

    def left_out(self, _: Material) -> Iterator[str]:
        """What sources do not hold."""
        yield "Only the sources are exported: texts, claims, promises and positions are not part of a bibliography."


def _entry(source: Citation) -> dict[str, Any]:
    entry = {
        "id": source.id,
        "type": "article-newspaper" if source.is_newspaper else "webpage",
        "title": source.title,
        "author": [{"literal": name} for name in source.authors],
        "translator": [{"literal": name} for name in source.translators],
        "container-title": source.container,
        "publisher": source.agency if source.agency != source.container else None,
        "issued": _date(source.date),
        "accessed": _date(source.accessed),
        "URL": source.url,
        "language": source.language,
    }
    return {key: value for key, value in entry.items() if value}


def _date(parts: tuple[int, ...]) -> dict[str, Any] | None:
    return {"date-parts": [list(parts)]} if parts else None


EXPORT = CslJson()
