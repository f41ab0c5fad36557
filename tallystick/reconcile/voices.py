"""How many independent sources stand behind claims, copies and repetitions of one statement counted once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.model import Claim, Document
from tallystick.reconcile.wording import fold


@dataclass(frozen=True, slots=True)
class Originals:
    """For each document the one that it copies, itself included."""

    of: dict[str, Document]

    @classmethod
    def among(cls, documents: Iterable[Document]) -> Originals:
        """Equal texts copy the one published first; ``copy_of`` is followed as far as it leads."""
        ordered = sorted(documents, key=lambda d: (d.published or "", d.id))
        by_id = {d.id: d for d in ordered}
        by_text: dict[str, Document] = {}
        for document in ordered:
            by_text.setdefault(fold(document.text), document)
        return cls({d.id: _root(by_text[fold(d.text)], by_id) for d in ordered})

    def voice(self, document: Document, claim: Claim) -> tuple[str, str]:
        """Who vouches for a claim: its source wherever quoted, else the paper that first wrote it."""
        if claim.source is not None:
            return ("source", claim.source.id or fold(claim.source.name))
        original = self.of[document.id]
        if original.publisher is not None:
            return ("publisher", fold(original.publisher))
        return ("document", original.id)

    def count(self, told: Iterable[tuple[Document, Claim]]) -> int:
        """Number of independent sources behind claims."""
        return len({self.voice(document, claim) for document, claim in told})


def _root(document: Document, by_id: dict[str, Document]) -> Document:
    """The document at the end of a chain of copies; a chain that leads in a circle ends where it closes."""
    seen = {document.id}
    while document.copy_of in by_id and document.copy_of not in seen:
        document = by_id[document.copy_of]
        seen.add(document.id)
    return document
