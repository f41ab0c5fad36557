"""Fingerprints: all that is compared of a document, small enough to be stored for each of millions."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from tallystick.model import Block, Document
from tallystick.model.canonical import content_hash
from tallystick.reconcile.copies.survivors import survivors
from tallystick.sources.blocks import layout
from tallystick.sources.blocks.phrases import load_phrases

PERMUTATIONS = 128
SKETCH_BYTES = 4
SHINGLE = 4
"""Words in a shingle: few enough to survive an editor's cuts, more than a turn of phrase."""

_WORD = re.compile(r"\w+")
_READ = ("paragraph", "item")
_CREDITING = ("credit", "dateline")
_EDGE = 100
"""Signs at the beginning and end of a text among which credits stand."""
_BRACKET = 24
_HASH_DIGITS = 32
_SCHEME = "affine32"
_LITTLE_ENDIAN = "<u4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is compared of a document.

    Attributes:
        document: Its id.
        published: ISO date or ``None``.
        language: ISO 639-1 or ``None``.
        publisher: Site or paper.
        agency: The wire service that it credits.
        agencies: All that it names where credits stand, that one in front.
        copy_of: The document that it says it copies.
        words: Hash over all words of the text, whatever their case and what stands between them; empty without any.
        shingles: How many different shingles the report has, furniture left out.
        sketch: MinHash signature of the shingles, ``PERMUTATIONS`` values of ``SKETCH_BYTES`` each.
        survivors: What a translation would have, too, in the order of the text.
    """

    document: str
    published: str | None
    language: str | None
    publisher: str | None
    agency: str | None
    agencies: tuple[str, ...]
    copy_of: str | None
    words: str
    shingles: int
    sketch: bytes
    survivors: tuple[str, ...]


def fingerprint(document: Document) -> Fingerprint:
    """What is compared of ``document``; the same for the same text, whatever else there is."""
    text = document.text
    blocks = document.blocks or layout(text).blocks
    report = [block for block in blocks if block.kind in _READ] or [Block("paragraph", 0, len(text))]
    shingles = set(_shingles(_words(" ".join(text[block.start : block.end] for block in report))))
    return Fingerprint(
        document=document.id,
        published=document.published,
        language=document.language,
        publisher=document.publisher,
        agency=document.agency,
        agencies=_agencies(document, blocks),
        copy_of=document.copy_of,
        words=_hash_of_words(text),
        shingles=len(shingles),
        sketch=_sketch(sorted(shingles)),
        survivors=survivors(text, report, document.language),
    )


@lru_cache(maxsize=1)
def method() -> str:
    """What fingerprints and comparisons are made by: a hash, in hex, over this package and what it leans on."""
    package = files(__package__)
    parts = [p for folder in (package, package / "data") for p in folder.iterdir() if p.is_file()]
    own = {part.name: hashlib.sha256(part.read_bytes()).hexdigest() for part in parts}
    return content_hash([own, {name: version(name) for name in ("anyascii", "babel", "datasketch")}])


def _hash_of_words(text: str) -> str:
    words = _words(text)
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:_HASH_DIGITS] if words else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _shingles(words: Sequence[str]) -> Iterator[bytes]:
    """Every few words in a row; all words together where there are fewer."""
    for at in range(max(1, len(words) - SHINGLE + 1)):
        yield " ".join(words[at : at + SHINGLE]).encode()


def _sketch(shingles: Sequence[bytes]) -> bytes:
    from datasketch import MinHash  # noqa: PLC0415 - scipy comes with it, and whoever only reads needs neither

    minhash = MinHash(PERMUTATIONS, hashfunc=zlib.crc32, scheme=_SCHEME, permutations=_permutations())
    minhash.update_batch(shingles)
    return bytes(minhash.hashvalues.astype(_LITTLE_ENDIAN).tobytes())


@lru_cache(maxsize=1)
def _permutations() -> Any:
    from datasketch import MinHash  # noqa: PLC0415 - see _sketch

    return MinHash(PERMUTATIONS, scheme=_SCHEME).permutations


def _agencies(document: Document, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The agency credited, and those printed where credits stand, in order."""
    text = document.text
    crediting = [(b.start, b.end) for b in blocks if b.kind in _CREDITING]
    crediting += [(0, _EDGE), (len(text) - _EDGE, len(text))]
    printed = (
        load_phrases().agencies[match[0]]
        for match in _agency_names().finditer(text)
        if _is_bracketed(text, match.start(), match.end())
        or any(start <= match.start() < end for start, end in crediting)
    )
    return tuple(dict.fromkeys(name for name in (document.agency, *printed) if name is not None))


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """Whether a few words in brackets hold the stretch: "(AFP)", "(com dpa)"."""
    before, after = text[max(0, start - _BRACKET) : start], text[end : end + _BRACKET]
    return "(" in before.rpartition(")")[2] and ")" in after.partition("(")[0]


@lru_cache(maxsize=1)
def _agency_names() -> re.Pattern[str]:
    forms = sorted(load_phrases().agencies, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def fingerprint_to_json(found: Fingerprint) -> dict[str, Any]:
    """The fingerprint as JSON: the signature in base64, the survivors in one string."""
    return {
        "document": found.document,
        "published": found.published,
        "language": found.language,
        "publisher": found.publisher,
        "agency": found.agency,
        "agencies": list(found.agencies),
        "copy_of": found.copy_of,
        "words": found.words,
        "shingles": found.shingles,
        "sketch": base64.b64encode(found.sketch).decode(),
        "survivors": " ".join(found.survivors),
    }


def fingerprint_from_json(stored: Mapping[str, Any]) -> Fingerprint:
    """The fingerprint that ``fingerprint_to_json`` wrote."""
    return Fingerprint(
        document=stored["document"],
        published=stored["published"],
        language=stored["language"],
        publisher=stored["publisher"],
        agency=stored["agency"],
        agencies=tuple(stored["agencies"]),
        copy_of=stored["copy_of"],
        words=stored["words"],
        shingles=stored["shingles"],
        sketch=base64.b64decode(stored["sketch"]),
        survivors=tuple(stored["survivors"].split()),
    )
