"""Parts of speech and lemmas, looked up once for each word instead of once for each occurrence.

In spaCy's English pipelines both follow from a word's form, tag and dependency label by rules on single words
(the attribute ruler and the rule lemmatiser), yet running these rules over whole texts takes a third of the
parser's time. Here every new combination goes through them once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

_RULES = ("attribute_ruler", "lemmatizer")
_MOST = 500_000
"""Combinations kept; a few hundred megabytes of text hold fewer."""

Key = tuple[str, str, str]


class WordClasses:
    """What the pipeline's word rules say of each (form, tag, dependency label).

    Args:
        pipeline: A loaded pipeline. If it has both rules, they are taken out of its run and asked here; if
            not, words are left as the pipeline labels them.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._known: dict[Key, tuple[str, str]] = {}
        self._looks_up = all(rule in pipeline.pipe_names for rule in _RULES)
        if self._looks_up:
            pipeline.select_pipes(disable=[*_RULES])

    def learn(self, docs: Iterable[Doc]) -> None:
        """Ask the rules about every combination in ``docs`` that is new."""
        if not self._looks_up:
            return
        if len(self._known) > _MOST:
            self._known.clear()
        new = dict.fromkeys(_key(word) for doc in docs for word in doc)
        keys = [key for key in new if key not in self._known]
        if keys:
            self._ask(keys)

    def of(self, word: Word) -> tuple[str, str]:
        """Universal part of speech and lemma of a word in a document that was learnt."""
        if not self._looks_up:
            return word.pos_, word.lemma_
        return self._known[_key(word)]

    def _ask(self, keys: list[Key]) -> None:
        from spacy.tokens import Doc  # noqa: PLC0415 - spaCy is loaded with the pipeline, not before

        forms, tags, labels = (list(column) for column in zip(*keys, strict=True))
        alone = Doc(self._pipeline.vocab, words=forms, tags=tags, deps=labels, heads=list(range(len(forms))))
        for rule in _RULES:
            alone = self._pipeline.get_pipe(rule)(alone)
        for key, word in zip(keys, alone, strict=True):
            self._known[key] = (word.pos_, word.lemma_)


def _key(word: Word) -> Key:
    return word.text, word.tag_, word.dep_
