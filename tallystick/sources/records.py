"""What the sources layer takes and gives: options, inputs found, and one outcome for each document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tallystick.errors import SettingError
from tallystick.model import Document, Problem
from tallystick.model.fetches import Fetch
from tallystick.sources.dates import iso_date
from tallystick.sources.fetching.records import FetchSettings

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")


def language_code(value: str) -> str | None:
    """The ISO 639 code in a language tag ("en-GB" is "en"), or ``None`` where ``value`` is no tag."""
    tag = _LANGUAGE.fullmatch(value.strip())
    return tag[1].lower() if tag else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """How to read the inputs.

    Attributes:
        published: Date of publication for every document, an ISO date or a date in words with its year;
            kept as an ISO date. It wins over what a document says.
        language: ISO 639-1 code for every document; it wins over detection and over a document's own field.
        input_format: ``auto``, or the name of one of ``tallystick.sources.FORMATS``.
        fetching: How addresses on the web are fetched.

    Raises:
        SettingError: The date or the language makes no sense.
    """

    published: str | None = None
    language: str | None = None
    input_format: str = "auto"
    fetching: FetchSettings = field(default_factory=FetchSettings)

    def __post_init__(self) -> None:
        if self.published is not None:
            published = iso_date(self.published)
            if published is None:
                raise SettingError(
                    f"No date of publication in {self.published!r}: write it as YYYY-MM-DD (2024-02-27)"
                )
            object.__setattr__(self, "published", published)
        if self.language is not None:
            language = language_code(self.language)
            if language is None:
                raise SettingError(
                    f"No language code in {self.language!r}: write it as in ISO 639-1, such as en or fr"
                )
            object.__setattr__(self, "language", language)


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to be read: a file, standard input, or a path that turned out to hold nothing.

    Attributes:
        origin: The file's path, an address on the web, ``-`` for standard input, or the path as the user gave it.
        problem: Why there is nothing to read here, or ``None``.
    """

    origin: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Sourced:
    """One document, or one thing that could not be read.

    Attributes:
        origin: Where it came from: a path, with ``:LINE`` behind it in files of many documents.
        document: The document, or ``None`` where there is none.
        problems: What went wrong on the way, in the order it was met.
        fetch: What to remember of the server's answer once all before it is kept; ``None`` for a file.
    """

    origin: str
    document: Document | None
    problems: tuple[Problem, ...] = ()
    fetch: Fetch | None = None

    def with_problems(self, problems: tuple[Problem, ...]) -> Sourced:
        """The same outcome with ``problems`` before its own."""
        return replace(self, problems=(*problems, *self.problems))


def unreadable(origin: str, code: str, message: str) -> Sourced:
    """The outcome for something that gave no document."""
    return Sourced(origin, None, (Problem(code, message),))
