"""The sources as BibTeX, for LaTeX; UTF-8, as biber and current BibTeX styles read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anyascii import anyascii

from tallystick.exports.citations import Citation, citation
from tallystick.exports.material import Material
from tallystick.exports.protocol import Part

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"{\textbackslash}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
}  # fmt: skip
_URL_SPECIAL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


class Bibtex:
    """The sources as BibTeX."""

    name = "bibtex"
    what = "the reports as sources to cite, for LaTeX"
    is_folder = False

    def parts(self, material: Material) -> Iterator[Part]:
        """One file."""
        yield Part("sources.bib", _entries(material))

    def left_out(self, _: Material) -> Iterator[str]:
        """What sources do not hold."""
        yield "Only the sources are exported: texts, claims, promises and positions are not part of a bibliography."


def _entries(material: Material) -> Iterator[bytes]:
    taken: set[str] = set()
    yield b"% The sources of a ledger.\n"
    for document in material.documents:
        source = citation(document)
        key = _key(source.id, taken)
        taken.add(key.lower())
        kind = "article" if source.is_newspaper else "misc"
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(source))
        yield f"\n@{kind}{{{key},\n{fields}}}\n".encode(errors="replace")


def _key(identity: str, taken: set[str]) -> str:
    """A key that every BibTeX takes; of two that differ only in what was left out the second has a number."""
    plain = re.sub(r"[^A-Za-z0-9:._-]+", "-", anyascii(identity)).strip("-") or "source"
    key, number = plain, 1
    while key.lower() in taken:
        number += 1
        key = f"{plain}-{number}"
    return key


def _fields(source: Citation) -> Iterator[tuple[str, str]]:
    if source.authors:
        yield "author", _braced(" and ".join(f"{{{_escaped(name)}}}" for name in source.authors))
    # The second pair of braces keeps the capitals of the headline.
    yield "title", _braced(f"{{{_escaped(source.title)}}}")
    if source.container:
        yield ("journal" if source.is_newspaper else "howpublished"), _braced(_escaped(source.container))
    if source.agency and source.agency != source.container:
        yield "publisher", _braced(_escaped(source.agency))
    if source.translators:
        yield "translator", _braced(" and ".join(f"{{{_escaped(name)}}}" for name in source.translators))
    for name, value in zip(("year", "month", "day"), source.date, strict=False):
        yield name, _MONTHS[value - 1] if name == "month" else _braced(str(value))
    if source.url:
        yield "url", _braced(source.url.translate(_URL_SPECIAL))
    if source.accessed:
        yield "urldate", _braced("-".join(f"{part:02}" for part in source.accessed))
    if source.language:
        yield "langid", _braced(source.language)


def _braced(value: str) -> str:
    return f"{{{value}}}"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in " ".join(text.split()))


EXPORT = Bibtex()
