"""The sentences of a report as they are found and led to: everything printed, in order, each sign in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from tallystick.languages import installed_languages, load_language
from tallystick.languages.grammar import Grammar
from tallystick.model import Document
from tallystick.reading.sentences import split_sentences
from tallystick.sources import layout


@lru_cache(maxsize=2_048)
def sentences(document: Document) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a report begin and end; what runs on without an end is cut.

    A dateline opens the sentence behind it; headings, captions and credits stand alone. Of the last reports they are
    known already: who searches is shown thirty, of which most were shown to the one before.

    Args:
        document: Any report; the text of one without layout is laid out.
    """
    return tuple(_sentences(document))


def _sentences(document: Document) -> Iterator[tuple[int, int]]:
    grammar = _grammar_of(document)
    opened: tuple[int, int] | None = None
    for block in document.blocks or layout(document.text).blocks:
        if block.kind == "dateline" and opened is None:
            opened = block.start, block.end
            continue
        for start, end in split_sentences(document.text, replace(block, kind="paragraph"), grammar):
            yield (start if opened is None else opened[0]), end
            opened = None
    if opened is not None:
        yield opened


def _grammar_of(document: Document) -> Grammar:
    """What is known of full stops in the report's language, else in the first that can be read."""
    known = installed_languages()
    code = document.language if document.language in known else known[0]
    return load_language(code).grammar
