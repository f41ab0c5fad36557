"""Sentences that were looked for by their words, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from tallystick.model import Document
from tallystick.views.claims import SHORT_ID
from tallystick.views.passages import printable

_MARKED = "bold black on yellow"


class Passage(Protocol):
    """A sentence with the words that were looked for."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset behind its last."""

    @property
    def marks(self) -> Sequence[tuple[int, int]]:
        """Start and end of each word."""

    @property
    def claims(self) -> Sequence[str]:
        """Ids of the claims in it."""


def search_view(found: Sequence[tuple[Document, Sequence[Passage]]], words: str) -> RenderableType:
    """Each report's head with its sentences below, the words marked and the claims in them named.

    Args:
        found: Reports with their sentences.
        words: What was looked for.
    """
    if not found:
        return Text(f"No report holds {printable(words)}.", style="dim")
    parts: list[RenderableType] = []
    for document, passages in found:
        parts.append(_head(document))
        parts += [Padding(_sentence(document, passage), (0, 0, 0, 2)) for passage in passages]
        parts.append(Text())
    return Group(*parts)


def _head(document: Document) -> Text:
    title = document.title or document.id
    origin = " · ".join(part for part in (document.publisher, document.published, document.id) if part)
    return Text.assemble((printable(title), "bold"), ("  " + printable(origin), "dim"))


def _sentence(document: Document, passage: Passage) -> Text:
    shown = Text(printable(document.text[passage.start : passage.end]))
    for start, end in passage.marks:
        shown.stylize(_MARKED, start - passage.start, end - passage.start)
    if passage.claims:
        shown.append("  " + " ".join(claim[:SHORT_ID] for claim in passage.claims), "dim")
    return shown
