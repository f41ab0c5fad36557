"""The user's codebook: what statements are about, read from a TOML file.

Each concept is a table with a key of the user's choice:

    [concept.wage-rise]
    label = "A rise of the minimum wage"
    means = "The statutory minimum wage is raised."
    for = "wants it raised"
    default = "for"
    words.en = ["wage|pay rise|increase|raise*", "raise|increase wage"]
    opposite.en = ["wage|pay freeze|cut"]
    unless.en = ["wage bill"]

``words``, ``opposite`` and ``unless`` hold cues by language. A cue is words that all stand in one sentence, near
one another and in any order: ``|`` parts alternatives, ``_`` ties words that directly follow one another, ``*``
stands for any ending. Inflected forms are found by the dictionary form. ``opposite`` are words for the contrary of the
concept: who is for them is against it. A sentence with words of ``unless`` is not about it. ``default`` is the stance
of who names the concept without taking a side. ``taken_up = false`` says that words such as "the issue" never mean
it: it is an aim that others share, not a matter to be decided. docs/positions.md tells how to write one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, cast, get_args

from tallystick.errors import LexiconError, why_unreadable
from tallystick.model import Stance
from tallystick.model.canonical import content_hash

STANCES: tuple[Stance, ...] = get_args(Stance)
_TEXTS = ("label", "means", "for", "default")
_CUES = ("words", "opposite", "unless")
_KEYS = (*_TEXTS, *_CUES, "taken_up")
_KEY = re.compile(r"[\w.-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WORD = re.compile(r"[^\W_]+\*?")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that stand near one another.

    Attributes:
        written: As the codebook has it.
        parts: For each of them its alternatives; each is a run of words, ``*`` at the end of an open one.
    """

    written: str
    parts: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing that people are for or against.

    Attributes:
        key: As claims name it.
        label: As people read it.
        means: What it means, for whoever has to decide whether a statement is about it.
        meaning_of_for: What being for it means, where that is not plain.
        default: Stance of who names it without taking a side; ``None``: such a statement reports.
        taken_up: Whether "the issue" or "it" can mean it.
        words: Cues by language.
        opposite: Cues for its contrary by language.
        unless: Cues by language that keep a sentence from being about it.
    """

    key: str
    label: str
    means: str = ""
    meaning_of_for: str = ""
    default: Stance | None = None
    taken_up: bool = True
    words: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)
    opposite: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Codebook:
    """Concepts by key, in the order of the file.

    Attributes:
        name: How messages call it.
        concepts: By key.
        fingerprint: Hash of its text.
    """

    name: str
    concepts: Mapping[str, Concept]
    fingerprint: str

    def __hash__(self) -> int:
        return hash(self.fingerprint)


def load_codebook(path: str | PathLike[str]) -> Codebook:
    """The codebook in a file.

    Raises:
        LexiconError: It cannot be read or breaks its form; the message names the line and what to write.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconError(
            f"Cannot read the codebook {path}: {why_unreadable(error)}; check the path and its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"Cannot read the codebook {path}: {why_unreadable(error)}") from error
    return parse_codebook(text, str(path))


def load_codebooks(paths: Iterable[str | PathLike[str]]) -> Codebook | None:
    """The concepts of several files as one codebook, in the order of the files; ``None`` where none is named.

    Raises:
        LexiconError: As for `load_codebook`, or two of the files have a concept of one key.
    """
    books = [load_codebook(path) for path in paths]
    if len(books) < 2:
        return books[0] if books else None
    concepts: dict[str, Concept] = {}
    homes: dict[str, str] = {}
    for book in books:
        for key, concept in book.concepts.items():
            if key in homes:
                raise LexiconError(
                    f"{homes[key]} and {book.name} both have the concept {key}; give one of them another key"
                )
            concepts[key], homes[key] = concept, book.name
    fingerprint = content_hash("\n".join(book.fingerprint for book in books))
    return Codebook(", ".join(book.name for book in books), concepts, fingerprint)


def parse_codebook(text: str, name: str = "codebook") -> Codebook:
    """The codebook that ``text`` writes.

    Args:
        text: TOML.
        name: How messages call it.

    Raises:
        LexiconError: It breaks its form; the message names the line and what to write.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name} is no TOML: {error}; mend it there") from error
    source = _Source(name, text)
    for key in data:
        if key != "concept":
            raise source.error(f"unknown table {key!r}; concepts are written [concept.KEY]", key)
    concepts = data.get("concept", {})
    if not isinstance(concepts, dict) or not concepts:
        raise source.error('no concept; write [concept.wage-rise] and below it words.en = ["wage rise"]')
    found = {key: _concept(source, key, table) for key, table in concepts.items()}
    return Codebook(name, found, content_hash(text))


@dataclass(frozen=True, slots=True)
class _Source:
    """The file's name and text, for messages that say where."""

    name: str
    text: str

    def error(self, what: str, *keys: str) -> LexiconError:
        """What is wrong, at the line where the last of ``keys`` stands behind those before it."""
        line = self._line(keys)
        return LexiconError(f"{self.name}{f' line {line}' if line else ''}: {what}")

    def _line(self, keys: tuple[str, ...]) -> int | None:
        found = None
        lines = self.text.splitlines()
        for key in keys:
            start = found or 1
            pattern = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
            at = next((n for n in range(start, len(lines) + 1) if pattern.search(lines[n - 1])), None)
            found = at or found
        return found


def _concept(source: _Source, key: str, table: Any) -> Concept:
    if not _KEY.fullmatch(key):
        raise source.error(f"the key {key!r} has blanks or signs; use letters, digits and -", key)
    if not isinstance(table, dict):
        raise source.error(f"concept {key} is no table; write [concept.{key}]", key)
    for name, value in table.items():
        if name not in _KEYS:
            raise source.error(
                f"concept {key} has the unknown key {name!r}; its keys are {', '.join(_KEYS)}", key, name
            )
        if name in _TEXTS and (not isinstance(value, str) or not value.strip()):
            raise source.error(f"{name} of concept {key} must be words in quotation marks", key, name)
    if "label" not in table:
        raise source.error(
            f'concept {key} has no label; write label = "what people read"', f"concept.{key}", key
        )
    default = table.get("default")
    if default is not None and default not in STANCES:
        raise source.error(
            f"default of concept {key} is {default!r}; it must be one of {', '.join(STANCES)}", key, "default"
        )
    if not isinstance(table.get("taken_up", True), bool):
        raise source.error(f"taken_up of concept {key} must be true or false", key, "taken_up")
    cues = {name: _cues_by_language(source, key, name, table.get(name, {})) for name in _CUES}
    if not cues["words"] and not cues["opposite"]:
        raise source.error(f'concept {key} has no cues; write words.en = ["wage rise"]', key)
    return Concept(
        key=key,
        label=table["label"],
        means=table.get("means", ""),
        meaning_of_for=table.get("for", ""),
        default=cast("Stance | None", default),
        taken_up=table.get("taken_up", True),
        **cues,
    )


def _cues_by_language(source: _Source, key: str, name: str, table: Any) -> dict[str, tuple[Cue, ...]]:
    if not isinstance(table, dict):
        raise source.error(
            f'{name} of concept {key} must name a language; write {name}.en = ["wage rise"]', key, name
        )
    found = {}
    for language, cues in table.items():
        if not _LANGUAGE.fullmatch(language):
            raise source.error(
                f"{name} of concept {key} has the language {language!r}; write its ISO 639-1 code, such as en",
                key, name,
            )  # fmt: skip
        if not isinstance(cues, list) or not cues or not all(isinstance(cue, str) for cue in cues):
            raise source.error(
                f"{name}.{language} of concept {key} must be a list of cues; "
                f'write {name}.{language} = ["wage rise"]',
                key, name,
            )  # fmt: skip
        found[language] = tuple(_cue(source, key, cue) for cue in cues)
    return found


def _cue(source: _Source, key: str, written: str) -> Cue:
    parts = tuple(
        tuple(tuple(run.split("_")) for run in part.casefold().split("|")) for part in written.split()
    )
    words = [word for part in parts for run in part for word in run]
    wrong = next((word for word in words if not _WORD.fullmatch(word)), None)
    if not words or wrong is not None:
        raise source.error(
            f"the cue {written!r} of concept {key} cannot be read; write words, | between alternatives, "
            "_ between words that follow one another, * for any ending",
            key, written,
        )  # fmt: skip
    return Cue(written, parts)
