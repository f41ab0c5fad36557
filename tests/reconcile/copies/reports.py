"""The short reports of ``reports.toml`` as documents, and which of them come from one wire."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from tallystick.model import Document
from tallystick.sources.blocks import layout

_TOLD = tomllib.loads(Path(__file__).with_name("reports.toml").read_text(encoding="utf-8"))

WIRES = {name: told.get("wire") for name, told in _TOLD.items()}
PAIRS = {
    frozenset(pair)
    for pair in combinations(WIRES, 2)
    if WIRES[pair[0]] and len({WIRES[n] for n in pair}) == 1
}


def document(name: str, text: str, **fields: str | None) -> Document:
    return Document(id=name, text=text, sha256="", blocks=layout(text).blocks, **fields)  # type: ignore[arg-type]


def report(name: str) -> Document:
    told = {key: value for key, value in _TOLD[name].items() if key not in ("text", "wire")}
    return document(name, _TOLD[name]["text"].strip(), **told)


REPORTS = [report(name) for name in WIRES]


def cut(found: Document, start: int, end: int) -> Document:
    """Some of a report's paragraphs, without what credits it."""
    paragraphs = [b for b in found.blocks if b.kind == "paragraph"][start:end]
    text = "\n\n".join(found.text[b.start : b.end] for b in paragraphs)
    return replace(found, id=f"{found.id}-cut", text=text, agency=None, blocks=layout(text).blocks)
