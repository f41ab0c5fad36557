"""tallystick: from a text to its claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tallystick.languages import load_language, load_parser
from tallystick.reading import read_document
from tallystick.sources import document_from_text

LANGUAGE = "en"


def load() -> Callable[[Sequence[str]], None]:
    """Load the lexicons and the parser."""
    load_language(LANGUAGE)
    load_parser(LANGUAGE)
    return read


def read(texts: Sequence[str]) -> None:
    """Lay out, parse and read each text."""
    for text in texts:
        sourced = document_from_text(text, language=LANGUAGE)
        if sourced.document is None:
            raise ValueError(f"{'; '.join(p.message for p in sourced.problems)}: {text[:60]!r}")
        read_document(sourced.document)
