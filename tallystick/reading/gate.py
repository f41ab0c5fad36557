"""The gate: a cheap look at a sentence's words that spares the parser what cannot hold a claim.

Parsing is nearly the whole cost of reading. A sentence passes when it touches a quotation or holds a form of
a word that some lexicon knows. What the gate loses is measured in docs/quality.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tallystick.languages import Language
from tallystick.languages.grammar import possible_lemmas
from tallystick.reading.quotations import Quotation

_WORD = re.compile(r"[^\W\d_]+")
_LINE = 25
"""Words in a line of a list, at most."""


class Gate:
    """Decides by words alone whether a sentence is worth parsing."""

    def __init__(self, language: Language) -> None:
        """Take the words that ``language``'s lexicons know, and its inflections."""
        self._triggers = {_telling(lemma, language.grammar.auxiliaries) for lemma in language.triggers}
        self._goods = {noun for words in language.items.nouns for noun in words[-1:]}
        self._singular = language.items.plurals.singular
        self._grammar = language.grammar
        self._seen: dict[str, bool] = {}

    def passes(self, text: str, start: int, end: int, quotations: Sequence[Quotation]) -> bool:
        """Whether the sentence ``text[start:end]`` may hold a claim."""
        if any(q.outer_start < end and start < q.outer_end for q in quotations):
            return True
        words = [m.group().lower() for m in _WORD.finditer(text, start, end)]
        return any(map(self._triggers_on, words)) or self._lists_goods(text[start:end], words)

    def _lists_goods(self, sentence: str, words: Sequence[str]) -> bool:
        """Whether it is short and names goods with a figure, as the lines of a list do: "22 ballistic vests"."""
        is_short = len(words) <= _LINE
        return (
            is_short
            and any(map(str.isdigit, sentence))
            and any(self._singular(w) in self._goods for w in words)
        )

    def _triggers_on(self, word: str) -> bool:
        known = self._seen.get(word)
        if known is None:
            known = self._seen[word] = any(
                lemma in self._triggers for lemma in possible_lemmas(word, self._grammar)
            )
        return known


def _telling(lemma: str, auxiliaries: Collection[str]) -> str:
    """The word of a lexicon's entry that gives it away: its first, of "have yet" the second."""
    words = lemma.replace("_", " ").split()
    return words[-1] if words[0] in auxiliaries else words[0]
