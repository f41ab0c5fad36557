"""Puts the tour of the README on the site, so that it is written once; gives the search a name for screen readers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

README = Path(__file__).parents[1] / "README.md"
PARTS = ("Five minutes", "From Python")

_LINK_INTO_DOCS = re.compile(r"\]\(docs/")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The page as it is written; of ``tour.md`` its heading and the tour from the README."""
    if page.file.src_uri != "tour.md":
        return markdown
    heading = markdown.partition("\n")[0]
    return f"{heading}\n\n{tour(README.read_text(encoding='utf-8'))}"


def on_post_page(output: str, **_: Any) -> str:
    """The page as it is served; the theme leaves the box of the search without a name (WCAG 4.1.2)."""
    return output.replace(
        'data-md-component="search" role="dialog"',
        'data-md-component="search" role="dialog" aria-label="Search"',
    )


def tour(readme: str) -> str:
    """The sections of ``readme`` that the tour is made of, their links as seen from ``docs/``."""
    sections = re.split(r"^(?=## )", readme, flags=re.MULTILINE)
    chosen = [section for section in sections if section.partition("\n")[0].removeprefix("## ") in PARTS]
    return _LINK_INTO_DOCS.sub("](", "".join(chosen))
