"""Conditions: the words that a promise depends on ("if Congress approves", "provided that …", "should it rain, …")."""

from __future__ import annotations

import re

from tallystick.languages import Sentence, Token
from tallystick.model import Span
from tallystick.reading.clauses import Clause
from tallystick.reading.extents import extent
from tallystick.reading.frame import Frame
from tallystick.reading.parsing import ParsedDocument

_END = re.compile(r"[,;:–—]|$")


class Conditions:
    """Finds what the promises of one document depend on."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        grammar = parsed.language.grammar
        self._marks = grammar.conditional_marks
        self._inverting = grammar.conditional_auxiliaries
        longest_first = sorted(grammar.conditional_phrases, key=lambda p: (-len(p), p))
        phrases = "|".join(re.escape(phrase) for phrase in longest_first)
        self._phrase = re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)

    def of(self, frame: Frame) -> Span | None:
        """What ``frame`` depends on, in the words of its sentence; ``None`` where it depends on nothing."""
        if frame.clause is None:
            return None
        above = (frame.clause, *frame.clause.governors())
        for clause in frame.where.clauses:
            if clause in above:
                continue  # "if parliament approves the package": what is only supposed depends on nothing itself
            if clause.governor in above and (
                clause.mark in self._marks or self._is_inverted(frame.tree, clause)
            ):
                return self._parsed.span(*extent(frame.tree, clause.predicate))
        return self._behind_phrase(frame)

    def _is_inverted(self, tree: Sentence, clause: Clause) -> bool:
        """Whether an auxiliary stands before the subject instead of a conjunction: "**Should** parliament agree"."""
        opening = min(tree.subtree(clause.predicate), key=lambda t: t.i)
        is_auxiliary = opening.text.lower() in self._inverting and opening.i < clause.predicate.i
        return clause.link == "adverbial" and is_auxiliary and self._subject_follows(clause, opening)

    def _subject_follows(self, clause: Clause, opening: Token) -> bool:
        return bool(clause.subjects) and all(opening.i < t.i < clause.predicate.i for t in clause.subjects)

    def _behind_phrase(self, frame: Frame) -> Span | None:
        """A condition that words open which parsers hang in many ways: "**on condition that** parliament agrees"."""
        where = frame.where
        found = self._phrase.search(self._parsed.text, where.start, where.end)
        if found is None:
            return None
        behind = _END.search(self._parsed.text, found.end(), where.end)
        end = min(behind.start() if behind else where.end, self._parsed.without_stop(where).end)
        if found.start() <= frame.head.start < end or end <= found.end():
            return None  # the condition itself speaks of giving, or says nothing
        return self._parsed.span(found.start(), end)
