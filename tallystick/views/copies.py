"""Copies: each group with the text published first, what comes from it, and what gave it away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tallystick.model import Document
from tallystick.model.copies import CopyGroup, CopyKind, CopyLink
from tallystick.views.claims import origin_text
from tallystick.views.figures import counted, share_text
from tallystick.views.passages import printable

_LONGEST_OPENING = 60
KIND_COLOURS: dict[CopyKind, str] = {"copy": "cyan", "rewrite": "yellow", "translation": "magenta"}


def copies_view(
    groups: Sequence[CopyGroup], documents: Mapping[str, Document], as_of: str | None
) -> RenderableType:
    """All groups of copies, the largest first.

    Args:
        groups: The groups, which keep their order where they are of one size.
        documents: Every document of the ledger, by its id.
        as_of: The day asked for, or ``None`` for all that is in the ledger.
    """
    day = f" as of {as_of}" if as_of else ""
    if not groups:
        return Text(f"No copies in this ledger{day}.", style="dim")
    parts: list[RenderableType] = []
    for group in sorted(groups, key=lambda group: -len(group.documents)):
        parts += [*_group(group, documents), Text()]
    copied = sum(len(group.documents) for group in groups)
    summary = f"{copied:,} of {len(documents):,} documents{day} come from {counted(len(groups), 'text')}."
    return Group(*parts, Text(summary, style="dim"))


def heading_text(group: CopyGroup) -> str:
    """What a group comes to: "14 documents, 1 wire: AFP"."""
    source = f"1 wire: {printable(group.agency)}" if group.agency else "1 text"
    return f"{len(group.documents):,} documents, {source}"


def _group(group: CopyGroup, documents: Mapping[str, Document]) -> Iterator[RenderableType]:
    yield Rule(Text(heading_text(group), style="bold"), align="left", style="dim")
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=11)
    table.add_column(style="dim", justify="right", width=4)
    table.add_column(ratio=1)
    table.add_row(Text("first", style="green"), "", _told(documents[group.documents[0]]))
    for link in group.links:
        body = Group(_told(documents[link.document]), _reasons(link, group.documents[0]))
        kind = Text(link.kind, style=KIND_COLOURS[link.kind])
        table.add_row(kind, share_text(round(link.score, 2)), body)
    yield table


def _told(document: Document) -> Text:
    title = document.title or shorten(document.text, _LONGEST_OPENING, placeholder=" …")
    return Text(printable(title)).append(f"\n{origin_text(document)}", style="dim")


def _reasons(link: CopyLink, first: str) -> Text:
    """What gave a document away; beside another than the first of its group it says which."""
    beside = [f"as {printable(link.of)}"] if link.of != first else []
    return Text(
        " · ".join(beside + [printable(reason.detail) for reason in link.because]), style="dim italic"
    )
