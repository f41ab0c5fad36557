"""EML: a message's own text, and the files attached to it."""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from typing import BinaryIO

from tallystick.sources.assembly import Particulars
from tallystick.sources.decoding import in_utf_8, too_long
from tallystick.sources.formats.protocol import Format, Member, read_whole
from tallystick.sources.records import Sourced, unreadable

MOST_BYTES = 64 * 2**20
_OPENING = re.compile(
    rb"(?:return-path|received|delivered-to|message-id|mime-version|dkim-signature|x-[a-z-]+):\s",
    re.IGNORECASE,
)
_LONGEST_HEADER = 20_000
"""Characters; lists of two hundred addresses are half as long."""

_READABLE = ("text/", "application/", "message/")


def unpack_eml(stream: BinaryIO, origin: str) -> Iterator[Member | Sourced]:
    """The message's text (the page where there is no plain one), then what is attached; pictures are left out."""
    data = read_whole(stream, MOST_BYTES)
    if data is None:
        yield Sourced(origin, None, (too_long(f"more than {MOST_BYTES} bytes"),))
        return
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        _without_endless_headers(message)
    except RecursionError:
        said = "Messages lie in one another too deep; save the one that is meant on its own."
        yield unreadable(origin, "too_deep", said)
        return
    particulars = _particulars(message)
    body = message.get_body(("plain", "html"))
    if body is None and not message.is_multipart():
        yield unreadable(
            origin, "no_text_in_message", "The message has no text; read the files attached to it."
        )
    if body is not None:
        yield _member(body, origin, None, particulars)
    for attached in message.iter_attachments():
        name = attached.get_filename()
        kind = attached.get_content_type()
        if not kind.startswith(_READABLE):
            continue
        inside = f"{origin}/{name or kind}"
        if kind == "message/rfc822":
            inner = attached.get_content()
            yield Member(origin=inside, stream=io.BytesIO(bytes(inner)), file_name="message.eml")
        else:
            published = Particulars(published=particulars.published, publisher=particulars.publisher)
            yield _member(attached, inside, name, published)


def _without_endless_headers(message: EmailMessage) -> None:
    """Take headers out whose reading would take hours: it takes the square of their length."""
    for part in message.walk():
        for name in {name for name, value in part.raw_items() if len(value) > _LONGEST_HEADER}:
            del part[name]


def _member(part: MIMEPart, origin: str, name: str | None, particulars: Particulars) -> Member:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    digest = hashlib.sha256(content).hexdigest()
    kind = part.get_content_type()
    if kind.startswith("text/"):
        content = in_utf_8(content, part.get_content_charset())
    stated = None if kind == "application/octet-stream" else kind
    return Member(
        origin=origin,
        stream=io.BytesIO(content),
        file_name=name,
        media_type=None if name and stated == "text/plain" else stated,
        particulars=replace(particulars, sha256=digest),
    )


def _particulars(message: EmailMessage) -> Particulars:
    """Subject, day, sender and number of a message; faulty headers are passed over."""
    sent = _header(message, "date")
    day = getattr(sent, "datetime", None)
    senders = getattr(_header(message, "from"), "addresses", ())
    sender = (senders[0].display_name or senders[0].domain) if senders else None
    subject = str(_header(message, "subject") or "").strip()
    number = str(_header(message, "message-id") or "").strip("<> \r\n\t")
    return Particulars(
        id=number if number.isprintable() and number else None,
        published=day.date().isoformat() if day else None,
        title=" ".join(subject.split()) or None,
        publisher=sender or None,
    )


def _header(message: EmailMessage, name: str) -> object:
    try:
        return message[name]
    except (ValueError, IndexError, AttributeError, TypeError):  # what the parser of a hostile header raises
        return None


FORMAT = Format(
    name="eml",
    suffixes=(".eml",),
    recognise=lambda line: _OPENING.match(line) is not None,
    unpack=unpack_eml,
    media_types=("message/rfc822",),
)
