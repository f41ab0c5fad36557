"""Documents as published, the problems met while reading them, and the two together: a reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tallystick.model.claims import Claim

BlockKind = Literal[
    "headline", "subheading", "paragraph", "item", "caption", "dateline", "credit", "furniture"
]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that plays one part on the page; blocks are in order and never overlap.

    Attributes:
        kind: ``headline``, ``subheading``, ``paragraph`` and ``item`` (a bullet or numbered point, without its
            mark) hold sentences to be read; ``caption`` (of a picture), ``dateline``, ``credit`` (agency,
            by-line, slug, translator) and ``furniture`` (share links, notices, copies of the headline) do not.
        start: Offset of the first character in ``Document.text``.
        end: Offset behind the last character.
    """

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as published; never changed after it is read.

    Attributes:
        id: As given, or the file's stem, or ``sha256:`` and the hash of the text.
        text: The text that all offsets count in, in code points.
        sha256: Hash of the raw bytes the text was taken from, in hex.
        language: ISO 639-1, or ``None`` where it could not be told.
        published: ISO date or ``None``; relative dates are resolved against it.
        title: Headline.
        url: Address.
        publisher: Site or paper.
        byline: Author as printed.
        agency: Wire service ("AFP").
        translated_by: Translator as printed.
        copy_of: Id of the earlier document that this one copies or translates.
        fetched: When its bytes came over a network, ISO 8601 in UTC; ``None`` for a file.
        blocks: The text's layout.
    """

    id: str
    text: str
    sha256: str
    language: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    agency: str | None = None
    translated_by: str | None = None
    copy_of: str | None = None
    fetched: str | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, said rather than dropped.

    Attributes:
        code: Stable key in lower case with underscores ("language_not_supported").
        message: One sentence: what, where, and what to do.
        start: Offset in the text, where there is one.
        end: Offset behind the last character, where there is one.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with all that was read in it.

    Attributes:
        document: The document, as it was read.
        claims: What it says, in the order of ``evidence.start``.
        problems: What of it could not be read.
    """

    document: Document
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
