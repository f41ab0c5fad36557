"""JSON Lines: one document a line, read one line at a time; a faulty line does not stop the rest."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from tallystick.model import Problem
from tallystick.sources.assembly import Particulars, assemble
from tallystick.sources.dates import iso_date
from tallystick.sources.decoding import MAXIMUM_BYTES, byte_order_encoding, decode, too_long
from tallystick.sources.formats.protocol import Format
from tallystick.sources.records import Sourced, SourceOptions, language_code, unreadable

_PLAIN_FIELDS = ("id", "title", "url", "publisher", "byline")


def read_jsonl(stream: BinaryIO, origin: str, name: str | None, options: SourceOptions) -> Iterator[Sourced]:  # noqa: ARG001
    """The documents of a file of JSON Lines, each with ``origin:LINE`` for its origin."""
    is_empty = True
    for number, line in enumerate(_lines(stream), start=1):
        if line is not None and not line.strip():
            continue
        is_empty = False
        place = f"{origin}:{number}"
        if line is None:
            problem = too_long(f"more than {MAXIMUM_BYTES} bytes in line {number}")
            yield Sourced(place, None, (problem,))
        else:
            yield _read_line(line, place, number, options)
    if is_empty:
        yield unreadable(origin, "empty", "There is no line with a document in it.")


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a stream without their ends; ``None`` for one that is longer than is read."""
    first = True
    while line := stream.readline(MAXIMUM_BYTES + 1):
        if first and byte_order_encoding(line) not in (None, "utf-8-sig"):
            yield from _recoded(line, stream)
            return
        if first:
            line = line.removeprefix(codecs.BOM_UTF8)
            first = False
        if len(line) <= MAXIMUM_BYTES:
            yield line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAXIMUM_BYTES)
        yield None


def _recoded(head: bytes, stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of UTF-16 or UTF-32, whose line ends are not single bytes, as UTF-8."""
    data = head + stream.read(MAXIMUM_BYTES)
    if stream.read(1):
        yield None
        return
    text = decode(data).text or ""
    for line in io.StringIO(text, newline="\n"):
        yield line.rstrip("\r\n").encode()


def _read_line(line: bytes, place: str, number: int, options: SourceOptions) -> Sourced:
    decoded = decode(line)
    if decoded.text is None:
        return Sourced(place, None, decoded.problems)
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
        message = f"Line {number} is not valid JSON ({reason}); write one JSON object on each line."
        return unreadable(place, "broken_json", message)
    if not isinstance(record, dict):
        message = f"Line {number} holds no JSON object; write one object with a field 'text' on each line."
        return unreadable(place, "broken_json", message)
    text = record.get("text")
    if not isinstance(text, str):
        found = "is missing" if text is None else f"holds {_shown(text)}"
        message = f"Field 'text' in line {number} {found}; it has to be a string with the document's text."
        return unreadable(place, "bad_field", message)
    particulars, problems = _particulars(record, number)
    return assemble(text, line, place, particulars, options).with_problems((*decoded.problems, *problems))


def _shown(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _particulars(record: dict[str, Any], number: int) -> tuple[Particulars, tuple[Problem, ...]]:
    """The optional fields of a record; a faulty one is left out and named in a problem."""
    fields: dict[str, str] = {}
    problems: list[Problem] = []
    for field in (*_PLAIN_FIELDS, "published", "language"):
        value = record.get(field)
        if value is None or value == "":
            continue
        valid, wanted = _valid(field, value)
        if valid is None:
            message = f"Field {field!r} in line {number} holds {_shown(value)}; it has to be {wanted}."
            problems.append(Problem("bad_field", message))
        else:
            fields[field] = valid
    return Particulars(**fields), tuple(problems)


def _valid(field: str, value: Any) -> tuple[str | None, str]:
    """The value as it is kept, or ``None``, and what the field has to be."""
    is_text = isinstance(value, str) and "\0" not in value and value.isprintable()
    if field == "published":
        return iso_date(value) if is_text else None, "a date, written as YYYY-MM-DD"
    if field == "language":
        return language_code(value) if is_text else None, 'an ISO 639-1 code such as "en"'
    return cast("str", value) if is_text else None, "a string of printable characters"


def opens_jsonl(line: bytes) -> bool:
    """Whether a first line is a JSON object, or begins like one and is longer than is looked at."""
    line = line.removeprefix(codecs.BOM_UTF8).strip()
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return len(line) > MAXIMUM_BYTES


FORMAT = Format(name="jsonl", suffixes=(".jsonl", ".ndjson"), recognise=opens_jsonl, read=read_jsonl)
