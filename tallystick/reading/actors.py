"""Who is meant: mentions resolved to actors over a whole document."""

from __future__ import annotations

from tallystick.languages import Sentence, Token
from tallystick.model import Actor
from tallystick.reading.clauses import extent
from tallystick.reading.parsing import ParsedDocument

_BEYOND_THE_NAME = ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis", "case")


class Actors:
    """Resolves the noun phrases of one document to actors."""

    def __init__(self, parsed: ParsedDocument) -> None:
        """Collect the names of ``parsed``."""
        self._parsed = parsed

    def resolve(self, sentence: Sentence, token: Token) -> Actor:
        """The actor that the noun phrase headed by ``token`` names; a group without identity has no id."""
        start, end = extent(sentence, token, stop=_BEYOND_THE_NAME)
        span = self._parsed.span(start, end)
        return Actor(None, span.text, span)
