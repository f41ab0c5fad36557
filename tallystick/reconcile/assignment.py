"""Which concept of a codebook each statement is about, and the stance it takes: for readings new and stored.

One function does both, as all it needs is the document and its claims: the concept is told by words alone, and only
the sentences of statements that are about one are parsed again. A codebook may therefore change after reading.

A statement without a concept's words is about the one named last before it, as long as it points there ("the issue
was not discussed", "nothing can be ruled out").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from tallystick.entities.gazetteer import Gazetteer
from tallystick.languages import (
    Language,
    installed_languages,
    load_language,
    load_parser,
    parser_packages,
)
from tallystick.model import Claim, Document, Reading, Span, Stance, Statement
from tallystick.model.canonical import content_hash
from tallystick.model.claims_format import claim_id
from tallystick.reading.sentences import split_sentences
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.concepts import Finder, Naming
from tallystick.reconcile.holders import Speaker
from tallystick.reconcile.stances import Read, StanceReader, head_of, read_sentence
from tallystick.sources import layout

_WORD = re.compile(r"[^\W\d_]+")
CARRIED_OVER = 4
"""Sentences back, at most, to the one that named what a statement points to."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a statement is about, and the side it takes.

    Attributes:
        concept: Key in the codebook.
        stance: ``None`` where it says nothing either way.
        sentence: The whole sentences that its evidence stands in; empty where they were not looked at.
    """

    concept: str
    stance: Stance | None
    sentence: str = ""


class Assignments:
    """What was assigned to readings, remembered: nothing is parsed twice for one codebook."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, tuple[str, ...]], dict[str, Assignment]] = {}

    def of(self, reading: Reading, codebook: Codebook) -> dict[str, Assignment]:
        """As ``assign``."""
        document = reading.document
        claims = tuple(claim.id for claim in reading.claims)
        key = codebook.fingerprint, content_hash([document.id, document.text]), claims
        if key not in self._known:
            self._known[key] = assign(reading, codebook)
        return self._known[key]


def assign(reading: Reading, codebook: Codebook, *, pipeline: str | None = None) -> dict[str, Assignment]:
    """The concept and stance of each statement of ``reading`` that is about one of ``codebook``, by claim id.

    Args:
        reading: As it was read, now or long ago.
        codebook: The concepts.
        pipeline: The parser's pipeline; ``None`` for the language's usual one.

    Raises:
        SettingError: The pipeline is not installed.
    """
    document = reading.document
    if document.language not in installed_languages():
        return {}
    statements = [claim for claim in reading.claims if isinstance(claim, Statement)]
    pages = _Pages(document, load_language(document.language), codebook, statements)
    about = {s.id: topic for s in statements if (topic := pages.topic(s)) is not None}
    trees = _trees(pages, [s for s in statements if s.id in about], pipeline)
    found: dict[str, Assignment] = {}
    for statement in statements:
        topic = about.get(statement.id)
        is_pointer = statement.content.text.casefold() in pages.language.stances.pronouns
        goes_on = topic is not None and topic.carried and not is_pointer
        if topic is None or (goes_on and _continues(statement, topic, statements, found)):
            continue
        assignment = _Judge(pages, trees, statement, topic).assignment(codebook)
        if assignment is not None:
            found[statement.id] = assignment
    return found


def assign_all(readings: Iterable[Reading], codebook: Codebook) -> list[dict[str, Assignment]]:
    """As ``assign`` for each of ``readings``, in their order."""
    return [assign(reading, codebook) for reading in readings]


@cache
def rules() -> str:
    """Hash over the code, words and parsers that assign concepts: while it is the same, so is what they find."""
    digest = sha256(repr([parser_packages(code) for code in installed_languages()]).encode())
    package = Path(__file__).parent.parent
    for folder in ("entities", "languages", "model", "reading", "reconcile", "sources"):
        for path in sorted((package / folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _continues(
    statement: Statement, topic: _Topic, all_of_them: Iterable[Statement], found: Mapping[str, Assignment]
) -> bool:
    """Whether the speaker has just taken a side: "this had been agreed" then means that, and not the concept."""
    if statement.source is None or topic.by_noun:
        return False
    return any(
        s.source is not None and s.source.name == statement.source.name
        for s in all_of_them
        if s.id in found and found[s.id].concept == topic.concept
    )


def with_concepts(reading: Reading, codebook: Codebook, *, pipeline: str | None = None) -> Reading:
    """``reading`` with the slots ``concept`` and ``stance`` of its statements filled; their ids change with them.

    Raises:
        SettingError: The pipeline is not installed.
    """
    assigned = assign(reading, codebook, pipeline=pipeline)
    claims: list[Claim] = []
    for claim in reading.claims:
        if isinstance(claim, Statement) and claim.id in assigned:
            given = assigned[claim.id]
            named = replace(claim, concept=given.concept, stance=given.stance)
            claims.append(replace(named, id=claim_id(reading.document.id, named)))
        else:
            claims.append(claim)
    ordered = sorted(claims, key=lambda c: (c.evidence.start, c.evidence.end, c.kind, c.id))
    return replace(reading, claims=tuple(ordered))


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a statement is about.

    Attributes:
        concept: Its key.
        carried: It only points to what was named before.
        by_noun: It does so by a noun, or by a word for anything at all ("nothing").
    """

    concept: str
    carried: bool = False
    by_noun: bool = False


@lru_cache(maxsize=16)
def _finder(codebook: Codebook, language: str) -> Finder:
    """One for all reports, as it remembers the forms of the words that it met."""
    return Finder(codebook, language, load_language(language).grammar)


class _Pages:
    """A document's sentences with the concepts that each names."""

    def __init__(
        self, document: Document, language: Language, codebook: Codebook, statements: Iterable[Statement]
    ) -> None:
        self.document = document
        self.contents = [statement.content for statement in statements]
        self.language = language
        blocks = document.blocks or layout(document.text).blocks
        self.sentences = [s for b in blocks for s in split_sentences(document.text, b, language.grammar)]
        self._taken_up = {key for key, concept in codebook.concepts.items() if concept.taken_up}
        finder = _finder(codebook, language.code)
        self.namings = [finder.find(document.text, start, end) for start, end in self.sentences]

    def touching(self, start: int, end: int) -> range:
        """Indices of the sentences that overlap ``[start, end)``."""
        first = max(bisect_right(self.sentences, start, key=lambda s: s[0]) - 1, 0)
        last = first
        while last < len(self.sentences) and self.sentences[last][0] < end:
            last += 1
        return range(first, last)

    def whole(self, span: Span) -> str:
        """The sentences that ``span`` stands in, from the first to the last."""
        touched = self.touching(span.start, span.end)
        first, last = self.sentences[touched.start], self.sentences[max(touched.stop - 1, touched.start)]
        return self.document.text[min(first[0], span.start) : max(last[1], span.end)]

    def topic(self, statement: Statement) -> _Topic | None:
        """What the statement names first in what was said, else in its sentence, else what it may point to."""
        content, evidence = statement.content, statement.evidence
        others = [c for c in self.contents if c != content and not c.overlaps(content)]
        inside = [n for n in self.named(content.start, content.end) if not _touches(n, others)]
        beside = [n for n in self.named(evidence.start, evidence.end) if not _touches(n, others)]
        if inside or beside:
            return _Topic((inside or beside)[0].concept)
        stances = self.language.stances
        words = {m.group().casefold() for m in _WORD.finditer(content.text)}
        if not words & (stances.pronouns | stances.pointers):
            return None
        by_noun = bool(words & (stances.pointers | stances.sweeping))
        first = self.touching(evidence.start, evidence.end).start
        for index in range(first, max(first - CARRIED_OVER, 0) - 1, -1):
            before = [
                n for n in self.namings[index] if n.start < content.start and n.concept in self._taken_up
            ]
            if before:
                return _Topic(before[-1].concept, carried=True, by_noun=by_noun)
        return None

    def named(self, start: int, end: int) -> list[Naming]:
        """The namings whose first word stands in ``[start, end)``."""
        found = [n for i in self.touching(start, end) for n in self.namings[i]]
        return [n for n in found if any(start <= a < end for a, _ in n.spans)]


def _touches(naming: Naming, contents: Iterable[Span]) -> bool:
    """Whether a word by which a concept is named stands in one of ``contents``, which others say."""
    return any(c.start <= start < c.end for c in contents for start, _ in naming.spans)


def _trees(pages: _Pages, statements: Sequence[Statement], pipeline: str | None) -> Mapping[int, Read]:
    """The sentences of ``statements``, parsed, by their index; the cue is named when it is asked for."""
    wanted = sorted({i for s in statements for i in _sentences_of(pages, s)})
    if not wanted:
        return {}
    parser = load_parser(pages.language.code, pipeline)
    parsed = parser.parse(pages.document.text, [pages.sentences[i] for i in wanted])
    return {i: read_sentence(tree, pages.language) for i, tree in zip(wanted, parsed, strict=True)}


def _sentences_of(pages: _Pages, statement: Statement) -> Iterable[int]:
    spans = (statement.evidence, statement.content, statement.cue or statement.evidence)
    return {i for span in spans for i in pages.touching(span.start, span.end)}


class _Judge:
    """Reads the stance of one statement."""

    def __init__(self, pages: _Pages, trees: Mapping[int, Read], statement: Statement, topic: _Topic) -> None:
        self._pages = pages
        self._trees = trees
        self._statement = statement
        self._topic = topic
        language = pages.language
        self._reader = StanceReader(language)
        self._speaker = Speaker(
            statement.source, statement.mode == "direct", language.grammar, Gazetteer.load(language.code)
        )

    def assignment(self, codebook: Codebook) -> Assignment | None:
        """What the statement is about and the stance of its last clause that takes one."""
        found = self._stances()
        if self._topic.carried and not found:
            return None
        stance = found[-1] if found else codebook.concepts[self._topic.concept].default
        if stance is None and not self._statement.negated:
            stance = "reports"
        return Assignment(self._topic.concept, stance, self._pages.whole(self._statement.evidence))

    def _stances(self) -> list[Stance]:
        content, evidence = self._statement.content, self._statement.evidence
        inside = self._within(content.start, self._end_of_content())
        return inside or self._within(evidence.start, evidence.end)

    def _end_of_content(self) -> int:
        """What stands between content and cue is the speaker's, too: "there was no accord, **but** …, he said"."""
        content, cue = self._statement.content, self._statement.cue
        if cue is None or self._statement.mode == "direct" or cue.start < content.end:
            return content.end
        one_sentence = len(self._pages.touching(content.end - 1, cue.start)) == 1
        return cue.start if one_sentence else content.end

    def _within(self, start: int, end: int) -> list[Stance]:
        """The stances taken on the concept, and on what points to it, between two offsets, in the text's order."""
        found: list[Stance] = []
        is_named = self._topic.carried
        for index in self._pages.touching(start, end):
            read = self._trees[index].attributed(self._statement.cue)
            named = [
                n for n in self._pages.namings[index]
                if n.concept == self._topic.concept and any(start <= a < end for a, _ in n.spans)
            ]  # fmt: skip
            heads = [
                (head_of(read.tree, [s for s in n.spans if start <= s[0] < end]), n.opposite) for n in named
            ]
            # A word points back: before the concept is named it means something else.
            since = 0 if is_named else min((n.start for n in named), default=end)
            pointers = self._reader.pointers(read, max(start, since), end)
            is_named = is_named or bool(named)
            targets = [*((t, False) for t in pointers), *((t, o) for t, o in heads if t is not None)]
            for target, opposite in sorted(targets, key=lambda t: t[0].i):
                inside = self._statement.content.start <= target.start < self._statement.content.end
                stance = self._reader.stance(read, target, self._speaker, opposite=opposite, inside=inside)
                if stance is not None:
                    found.append(stance)
        return found
