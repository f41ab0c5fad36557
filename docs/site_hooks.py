"""Puts what is written elsewhere on the site, so that it is written once, and pictures that fit the screen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TOUR = ("Five minutes", "From Python")

_LEDE = re.compile(r"(?P<heading>\A# .+\n\n)(?P<words>(\*{1,2})[^*]+\3)\n")
_LINK_INTO_DOCS = re.compile(r"\]\(docs/")
_LINK_TO_SAMPLES = re.compile(r"\]\(examples/README\.md\)")
_PICTURE = re.compile(
    r"^!\[(?P<says>[^]]*)\]\((?P<path>(?:\.\./)?screens/(?P<name>\w+))-1280\.png\)$", re.MULTILINE
)


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The page as it is written, with what it takes from elsewhere, and with pictures that fit the screen."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    match page.file.src_uri:
        case "index.md":
            _, _, below = markdown.partition("\n## ")
            markdown = f"{opening(readme)}\n## {below}"
        case "tour.md":
            markdown = tour(readme)
        case "samples.md":
            markdown = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    return fitting_pictures(_LEDE.sub(r"\g<heading>\g<words>\n{: .lede }\n", markdown))


def on_post_page(output: str, **_: Any) -> str:
    """The page as it is served; the theme leaves the box of the search without a name (WCAG 4.1.2)."""
    return output.replace(
        'data-md-component="search" role="dialog"',
        'data-md-component="search" role="dialog" aria-label="Search"',
    )


def opening(readme: str) -> str:
    """What stands above the tour in ``readme``: what the program is, why, and how to start."""
    return _as_seen_from_docs(readme.partition("\n## Five minutes\n")[0])


def tour(readme: str) -> str:
    """The sections of ``readme`` that the tour is made of; the first one's heading is the page's."""
    sections = re.split(r"^(?=## )", readme, flags=re.MULTILINE)
    chosen = [section for section in sections if section.partition("\n")[0].removeprefix("## ") in TOUR]
    return _as_seen_from_docs("".join(chosen).removeprefix("#"))


def fitting_pictures(markdown: str) -> str:
    """Each picture as it fits the screen: in the dark the dark one, on a phone the narrow one."""
    return _PICTURE.sub(_fitting, markdown)


def _fitting(match: re.Match[str]) -> str:
    schemes = [scheme for scheme in ("light", "dark") if _is_taken(match["name"], scheme)]
    return "\n".join(
        f'<picture class="{scheme if len(schemes) > 1 else "any"}">'
        f'<source media="(max-width: 30em)" srcset="{match["path"]}-360.png">'
        f'<img src="{match["path"]}-{"dark" if scheme == "dark" else 1280}.png" alt="{match["says"]}" loading="lazy">'
        "</picture>"
        for scheme in schemes
    )


def _is_taken(name: str, scheme: str) -> bool:
    return scheme == "light" or (DOCS / "screens" / f"{name}-dark.png").exists()


def _as_seen_from_docs(text: str) -> str:
    return _LINK_INTO_DOCS.sub("](", _LINK_TO_SAMPLES.sub("](samples.md)", text))
