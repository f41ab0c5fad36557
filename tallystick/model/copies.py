"""Copies: documents that come from one text, and what they were recognised by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tallystick.model.records import Because

CopyKind = Literal["copy", "translation", "rewrite"]


@dataclass(frozen=True, slots=True)
class CopyLink:
    """One document copies, translates or rewrites another, or both come from one text.

    Attributes:
        document: Id of the one published later.
        of: Id of the one published earlier.
        kind: How it comes from it.
        score: 0 to 1.
        because: The features that say so.
    """

    document: str
    of: str
    kind: CopyKind
    score: float
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Documents that copy, translate or rewrite one text.

    Attributes:
        documents: Ids, the one published first in front.
        kind: How the others come from it; ``translation`` where languages differ.
        agency: The wire service behind them, where one is named.
        score: 0 to 1, of the least certain of them.
        because: The features that say so.
        links: For each document but the first what it was recognised by, in the order of ``documents``.
    """

    documents: tuple[str, ...]
    kind: CopyKind
    agency: str | None
    score: float
    because: tuple[Because, ...]
    links: tuple[CopyLink, ...] = ()

    def kind_of(self, document: str) -> CopyKind | None:
        """How one of the documents comes from those before it; ``None`` for the first."""
        return next((link.kind for link in self.links if link.document == document), None)
