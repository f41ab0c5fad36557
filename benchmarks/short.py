"""How good it is, in one table: the figures that people ask for first, taken from the tables further down the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from benchmarks.pages import QUALITY, put, table

_ROW = re.compile(r"^\| (?P<figure>[a-z_. ]+) \| (?P<value>[\d.]+) \| (?P<target>[\d.]*) \|", re.MULTILINE)

ASKED = (
    ("who said what: found", "claims.statement.found"),
    ("… with source, words, negation right", "claims.statement.exact"),
    ("… which side they take, by a codebook", "claims.statement.stance"),
    ("promises: found", "claims.commitment.found"),
    ("… with who, how firm and all numbers right", "claims.commitment.exact"),
    ("deliveries: found", "claims.delivery.found"),
    ("… with who and all numbers right", "claims.delivery.exact"),
    ("promises on other subjects (homes, trees, rail): found", "general.commitment.found"),
    ("deliveries on other subjects: found", "general.delivery.found"),
    ("tellings of one promise joined, others kept apart", "thread.read.grouping"),
    ("deliveries counted towards the right promise", "thread.read.towards"),
    ("copies and translations recognised", "thread.copies"),
    ("the total right at both ends on a day", "thread.read.fulfilled"),
    ("quotations that are not in the text", "ungrounded spans"),
)
"""What is asked, and the figure that answers it."""


def short(page: str) -> str:
    """The table of answers, made of the tables of figures that ``page`` holds; a figure it lacks is left open."""
    figures = {row["figure"]: row for row in _ROW.finditer(page)}
    rows = [
        (
            question,
            *((figures[figure]["value"], figures[figure]["target"]) if figure in figures else ("", "")),
        )
        for question, figure in ASKED
    ]
    return table(("asked", "measured", "target"), rows)


def publish(sections: Mapping[str, str], page: Path = QUALITY) -> None:
    """Write the sections of figures to ``page``, and the short answers that follow from them."""
    for section, text in sections.items():
        put(page, section, text)
    put(page, "short", short(page.read_text(encoding="utf-8")))
