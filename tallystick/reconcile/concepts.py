"""Where a text names the concepts of a codebook, told by words alone, without a parse."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from tallystick.languages.grammar import Grammar, possible_lemmas
from tallystick.reconcile.codebook import Codebook, Concept, Cue

REACH = 8
"""Words that may stand between the first and the last word of a cue, beside its own."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Naming:
    """A sentence names a concept.

    Attributes:
        concept: Its key.
        spans: Offsets of the words that do.
        opposite: They name its contrary.
    """

    concept: str
    spans: tuple[tuple[int, int], ...]
    opposite: bool

    @property
    def start(self) -> int:
        """Offset of the first of the words."""
        return self.spans[0][0]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    forms: frozenset[str]


class _Words:
    """The words of a sentence, found by their forms."""

    def __init__(self, words: Sequence[_Word]) -> None:
        self.words = words
        self._at: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            for form in word.forms:
                self._at[form].append(place)

    def places(self, wanted: str) -> Iterable[int]:
        """Where words of a cue's form stand, those with an open ending maybe twice."""
        if not wanted.endswith("*"):
            return self._at.get(wanted, ())
        start = wanted[:-1]
        return [place for form, places in self._at.items() if form.startswith(start) for place in places]


class Finder:
    """Finds the concepts of a codebook in sentences of one language.

    Args:
        codebook: The concepts.
        language: ISO 639-1.
        grammar: Knows the language's inflections.
    """

    def __init__(self, codebook: Codebook, language: str, grammar: Grammar) -> None:
        self._language = language
        self._concepts = tuple(codebook.concepts.values())
        self._forms = lru_cache(maxsize=65536)(lambda word: frozenset(possible_lemmas(word, grammar)))

    def find(self, text: str, start: int, end: int) -> list[Naming]:
        """The concepts that the sentence ``text[start:end]`` names, in its order, each naming once."""
        words = _Words(
            [
                _Word(m.start(), m.end(), self._forms(m.group().casefold()))
                for m in _WORD.finditer(text, start, end)
            ]
        )
        found = [naming for concept in self._concepts for naming in self._of(concept, words)]
        return sorted(found, key=lambda naming: (naming.start, -naming.spans[-1][1], naming.concept))

    def _of(self, concept: Concept, words: _Words) -> Iterable[Naming]:
        if any(True for cue in concept.unless.get(self._language, ()) for _ in _matches(cue, words)):
            return
        seen: set[int] = set()
        sides = ((concept.opposite, True), (concept.words, False))
        for cues, opposite in sides:
            found = [m for cue in cues.get(self._language, ()) for m in _matches(cue, words)]
            # The fuller of two namings in one place says more: "keep the reactors open" than "reactors".
            for match in sorted(found, key=lambda m: (-len(m), m)):
                if not seen & set(match):
                    seen |= set(match)
                    yield Naming(
                        concept.key,
                        tuple((words.words[i].start, words.words[i].end) for i in match),
                        opposite,
                    )


def _matches(cue: Cue, words: _Words) -> Iterator[tuple[int, ...]]:
    """Indices of the words that make a cue, in order, once for each place where its first part stands."""
    places: list[list[tuple[int, ...]]] = []
    for part in cue.parts:
        runs = _runs(part, words)
        if not runs:
            return
        places.append(runs)
    longest = REACH + sum(len(runs[0]) for runs in places)
    for first in places[0]:
        chosen: list[int] = list(first)
        for others in places[1:]:
            free: list[tuple[int, ...]] = [run for run in others if not set(run) & set(chosen)]
            if not free:
                break
            chosen += min(free, key=partial(_distance, first[0]))
        else:
            if max(chosen) - min(chosen) < longest:
                yield tuple(sorted(chosen))


def _runs(part: tuple[tuple[str, ...], ...], words: _Words) -> list[tuple[int, ...]]:
    """Where a part of a cue stands, once for each place: as the first of its alternatives that fits."""
    found: dict[int, tuple[int, ...]] = {}
    for run in part:
        for at in words.places(run[0]):
            following = words.words[at : at + len(run)]
            if at not in found and len(following) == len(run) and all(map(_is_form, run, following)):
                found[at] = tuple(range(at, at + len(run)))
    return [found[at] for at in sorted(found)]


def _distance(place: int, run: tuple[int, ...]) -> tuple[int, int]:
    return abs(run[0] - place), run[0]


def _is_form(wanted: str, word: _Word) -> bool:
    if wanted.endswith("*"):
        return any(form.startswith(wanted[:-1]) for form in word.forms)
    return wanted in word.forms
