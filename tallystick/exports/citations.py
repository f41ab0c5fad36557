"""What bibliographies say of a report, in the terms of the Citation Style Language; csl-json and bibtex share it."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model import Document


@dataclass(frozen=True, slots=True)
class Citation:
    """One source.

    Attributes:
        id: The document's id.
        is_newspaper: From a paper or agency, else from somewhere on the web.
        title: Headline; where there is none, the document's id.
        authors: Names as printed in the by-line.
        translators: As printed.
        container: Paper or site.
        agency: Wire service.
        date: Year, month and day as numbers, as far as known.
        url: Address.
        accessed: Day it was fetched, as ``date``.
        language: ISO 639-1.
    """

    id: str
    is_newspaper: bool
    title: str
    authors: tuple[str, ...]
    translators: tuple[str, ...]
    container: str | None
    agency: str | None
    date: tuple[int, ...]
    url: str | None
    accessed: tuple[int, ...]
    language: str | None


def citation(document: Document) -> Citation:
    """What can be cited of ``document``."""
    return Citation(
        id=document.id,
        is_newspaper=bool(document.publisher or document.agency),
        title=document.title or document.id,
        authors=_names(document.byline),
        translators=_names(document.translated_by),
        container=document.publisher or document.agency,
        agency=document.agency,
        date=_parts(document.published),
        url=document.url,
        accessed=_parts((document.fetched or "")[: len("2024-01-31")]),
        language=document.language,
    )


def _names(printed: str | None) -> tuple[str, ...]:
    """A by-line's names; they stand whole, as which part of a name is the family's cannot be told in all languages."""
    if printed is None:
        return ()
    words = printed.replace(" and ", ", ").removeprefix("By ").removeprefix("by ")
    return tuple(name.strip() for name in words.split(",") if name.strip())


def _parts(date: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in date.split("-")) if date else ()
