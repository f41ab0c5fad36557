"""Voices: who independently says so, and in how many documents, copies told apart from originals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tallystick.model.records import Voice
from tallystick.views.figures import counted
from tallystick.views.passages import printable


def voices_section(voices: Sequence[Voice]) -> Iterator[RenderableType]:
    """The voices under a heading of their own; nothing where there are none."""
    if not voices:
        return
    yield Text()
    yield Rule(Text("VOICES", style="bold blue"), align="left", style="dim blue")
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=10, style="dim")
    table.add_column(ratio=1)
    for voice in voices:
        told = Text(printable(voice.who.name), style="bold").append(
            f"  {documents_text(voice)}", style="not bold"
        )
        where = Text(", ".join(printable(document) for document in voice.documents), style="dim")
        table.add_row("quoted" if voice.kind == "source" else "reports", told.append("\n").append(where))
    yield table


def documents_text(voice: Voice, one: str = "document") -> str:
    """In how many documents a voice is heard: "14 documents, 13 of them copies"; ``one`` is what one is called."""
    told, copies = len(voice.documents), len(set(voice.documents) - set(voice.originals))
    documents = counted(told, one)
    return f"{documents}, {copies:,} of them {'a copy' if copies == 1 else 'copies'}" if copies else documents
