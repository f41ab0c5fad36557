"""Tables in Markdown, and where they stand in a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

QUALITY = Path(__file__).parents[1] / "docs" / "quality.md"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table whose first column is text and whose others are figures."""
    lines = [_row(head), _row(["---", *["---:"] * (len(head) - 1)])]
    return "\n".join([*lines, *map(_row, rows)])


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join("" if cell is None else str(cell) for cell in cells) + " |"


def put(page: Path, section: str, text: str) -> None:
    """Write ``text`` between ``<!-- section:begin -->`` and ``<!-- section:end -->`` in ``page``.

    Raises:
        ValueError: The page has no such pair of marks.
    """
    begin, end = f"<!-- {section}:begin -->", f"<!-- {section}:end -->"
    before = page.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(before):
        raise ValueError(f"{page} has no marks {begin} … {end}; add them where the table belongs")
    page.write_text(pattern.sub(lambda _: f"{begin}\n{text}\n{end}", before), encoding="utf-8")
