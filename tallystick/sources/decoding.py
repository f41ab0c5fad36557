"""Bytes to text: by byte order mark, as UTF-8, and only then by a guess that is said to be one."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from tallystick.model import Problem

MAXIMUM_CHARACTERS = 2_000_000
"""Longest text read as one document, about a thousand pages."""

MAXIMUM_BYTES = 8 * MAXIMUM_CHARACTERS
"""Most bytes read for one document; markup and escapes may outweigh the text."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive, as of a spreadsheet or e-book"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
)

_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\x0b\x0c\x1b\x1c\x1d\x1e\x1f")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, or none, with what there is to say about it; nothing is stripped or normalised."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def byte_order_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), None)


def not_text(what: str) -> Problem:
    """The problem of something that is no text; ``what`` says what it looks like."""
    return Problem(
        "not_text", f"This is not text: it looks like {what}. Convert it to plain text or HTML first."
    )


def _binary(data: bytes) -> Problem | None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            return not_text(what)
    if b"\0" not in data:
        return None
    # Every other byte of western text in UTF-16 is NUL.
    if data[:200].count(0) >= len(data[:200]) // 3:
        return not_text("UTF-16 without a byte order mark")
    return not_text("binary data, with NUL bytes in it")


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode the bytes of one document.

    Args:
        data: The raw bytes.
        declared: Encoding that the document itself names, tried before UTF-8.

    Returns:
        The text and, where Windows-1252 had to be guessed, a problem ``encoding_guessed``; or no text and a
        problem ``not_text``.
    """
    marked = byte_order_encoding(data)
    if marked is None and (binary := _binary(data)):
        return Decoded(None, (binary,))
    for encoding in (marked, declared, None if marked else "utf-8"):
        try:
            if encoding:
                return Decoded(data.decode(encoding))
        except (UnicodeError, LookupError):
            continue
    return _guessed(data)


def in_utf_8(data: bytes, charset: str | None) -> bytes:
    """Text recoded to UTF-8 with its mark, which goes before what a page says of itself.

    Args:
        data: The bytes as they were sent.
        charset: As a server or a message states it; where it is missing or wrong, ``data`` comes back as it is.
    """
    if charset is None or byte_order_encoding(data):
        return data
    try:
        return data.decode(charset).encode("utf-8-sig")
    except (LookupError, UnicodeError):
        return data


def _guessed(data: bytes) -> Decoded:
    text = data.decode("cp1252", errors="replace")
    if 20 * sum(character in _CONTROLS for character in text[:20_000]) > len(text[:20_000]):
        return Decoded(None, (not_text("binary data"),))
    message = "The bytes are not UTF-8; they were read as Windows-1252. Save the file as UTF-8 to be sure."
    return Decoded(text, (Problem("encoding_guessed", message),))


def text_problem(text: str) -> Problem | None:
    """Why ``text`` cannot be a document's text, or ``None`` if it can."""
    if len(text) > MAXIMUM_CHARACTERS:
        return too_long(f"{len(text)} characters")
    if not text.strip().strip("\ufeff\u200b"):
        return Problem("empty", "There is no text in it.")
    if "\0" in text:
        return not_text("binary data, with NUL characters in it")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return Problem(
            "not_text",
            f"Half a surrogate pair stands at character {error.start}: the text was cut or decoded wrongly.",
        )
    return None


def too_long(size: str) -> Problem:
    """The problem of a document above the limit; ``size`` says how long it is."""
    message = (
        f"The document has {size}; at most {MAXIMUM_CHARACTERS} characters are read as one. "
        "Split it, or put one document on each line of a .jsonl file."
    )
    return Problem("too_long", message)
