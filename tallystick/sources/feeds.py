"""Feeds (RSS, Atom) and lists of feeds (OPML): which reports they name."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from lxml import etree

from tallystick.errors import SettingError, SourceError
from tallystick.model import Problem
from tallystick.sources.extras import needs_extra
from tallystick.sources.fetching.records import is_address


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One report that a feed names.

    Attributes:
        address: Where the report is.
        title: As the feed prints it.
        published: ISO date, or ``None``.
    """

    address: str
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says: who publishes it, and its reports, the newest as a rule first."""

    title: str | None
    items: tuple[FeedItem, ...]


def read_feed(content: bytes, address: str) -> Feed | Problem:
    """The reports in a feed, or why it is none; faulty items are passed over.

    Args:
        content: The feed's bytes.
        address: Where it was fetched; addresses in it may be relative.

    Raises:
        SettingError: The package that reads feeds is not installed.
    """
    try:
        with needs_extra("feedparser", "fetch", "reading feeds"):
            import feedparser  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError as error:
        raise SettingError(str(error)) from error
    found = feedparser.parse(io.BytesIO(content), sanitize_html=True, resolve_relative_uris=False)
    if not found.get("version"):
        return Problem(
            "no_feed", f"{address} is no RSS or Atom feed; give the address of the feed, not of a page."
        )
    items = [_item(entry, address) for entry in found.entries]
    unique = {item.address: item for item in items if item is not None}
    return Feed(_words(found.feed.get("title")), tuple(unique.values()))


def _item(entry: dict[str, object], address: str) -> FeedItem | None:
    link = entry.get("link")
    target = urljoin(address, str(link)) if link else ""
    if not is_address(target):
        return None
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    return FeedItem(target, _words(entry.get("title")), _iso(day))


def _words(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value else None


def _iso(day: object) -> str | None:
    try:
        year, month, number = list(day)[:3]  # type: ignore[call-overload]
        return date(year, month, number).isoformat()
    except (TypeError, ValueError):
        return None


def feeds_in_opml(content: bytes, origin: str) -> list[str]:
    """The addresses of the feeds that an OPML list names, in its order.

    Raises:
        SourceError: It is no OPML, or names no feed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{origin} is no OPML list ({error}); export the list of feeds anew") from error
    named = [str(outline.get("xmlUrl")).strip() for outline in root.iter("outline") if outline.get("xmlUrl")]
    addresses = list(dict.fromkeys(name for name in named if is_address(name)))
    if not addresses:
        raise SourceError(f"{origin} names no feed; an OPML list has them as outline elements with xmlUrl")
    return addresses
